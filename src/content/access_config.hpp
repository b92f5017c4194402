#pragma once
// From where the server may be asked: allowed_origins, allowed_hosts, trusted_proxies, cookies; and
// what signs who visitors are.

#include "content/config.hpp"
#include "content/yaml_reader.hpp"

namespace yingda::content {

void read_access(const Fields& fields, Config& config);

}  // namespace yingda::content
