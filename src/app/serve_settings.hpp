#pragma once
// What the configuration means to each part of a server.

#include "content/config.hpp"
#include "gateway/gateway.hpp"
#include "net/server.hpp"
#include "store/accounts.hpp"
#include "store/evidence_vault.hpp"

namespace yingda::app {

net::ServerConfig server_config(const content::Config& config);
gateway::Settings gateway_settings(const content::Config& config);
store::AccountsOptions account_options(const content::Config& config);
store::EvidenceOptions evidence_options(const content::Config& config);

}  // namespace yingda::app
