#pragma once
// The ways out of the house that the configuration names, with the secrets that the environment
// holds.

#include <boost/asio/io_context.hpp>
#include <memory>
#include <optional>
#include <vector>

#include "connect/mail_transport.hpp"
#include "content/config.hpp"

namespace yingda::app {

// nullopt: none is configured. Throws Failure when the variable with the password is not set, or
// the file with the authorities cannot be read.
std::optional<connect::MailSettings> mail_settings(const content::Config& config);

// Webhooks and mail. Throws Failure, or std::invalid_argument naming the endpoint that cannot be
// right.
std::vector<std::unique_ptr<connect::NoticeTransport>> notice_transports(
    boost::asio::io_context& loop, const content::Config& config, gateway::NoticeOutbox& outbox);

}  // namespace yingda::app
