#include "content/access_config.hpp"

namespace yingda::content {
namespace {

bool is_origin(const std::string& text) {
  const auto scheme = text.find("://");
  return scheme != std::string::npos && text.find('/', scheme + 3) == std::string::npos;
}

bool is_host_name(const std::string& text) {
  return !text.empty() && text.find_first_of("/:@ ") == std::string::npos;
}

// A list of names, each of which `fits`; `example` is what would be right.
template <class Fits>
void read_names(const Fields& fields, std::string_view key, Fits fits, const std::string& kind,
                const std::string& example, std::vector<std::string>& target) {
  const auto names = fields.texts(key);
  if (!names) return;
  target = *names;
  for (const auto& name : target) {
    if (fits(name)) continue;
    fields.report().error(fields.at(key),
                          "`" + name + "` is no " + kind + "; write for example " + example);
  }
}

}  // namespace

void read_access(const Fields& fields, Config& config) {
  read_names(fields, "allowed_origins", is_origin, "origin", "https://shop.example",
             config.allowed_origins);
  read_names(fields, "allowed_hosts", is_host_name, "host name", "help.shop.example",
             config.allowed_hosts);
  if (auto proxies = fields.texts("trusted_proxies")) config.trusted_proxies = std::move(*proxies);
  if (const auto secure = fields.boolean("secure_cookies")) config.secure_cookies = *secure;
}

}  // namespace yingda::content
