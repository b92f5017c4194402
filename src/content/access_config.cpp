#include "content/access_config.hpp"

#include <arpa/inet.h>

#include <array>
#include <charconv>

#include "content/keys.hpp"
#include "content/variable_name.hpp"

namespace yingda::content {
namespace {

constexpr std::string_view blanks = " \t\r\n";

bool has_any(std::string_view text, std::string_view signs) {
  return text.find_first_of(signs) != std::string_view::npos ||
         text.find_first_of(blanks) != std::string_view::npos;
}

bool is_origin(const std::string& text) {
  const auto colon = text.find("://");
  if (colon == std::string::npos || colon == 0) return false;
  const auto scheme = std::string_view(text).substr(0, colon);
  const auto host = std::string_view(text).substr(colon + 3);
  return !has_any(scheme, ":/") && !host.empty() && !has_any(host, "/");
}

bool is_host_name(const std::string& text) { return !text.empty() && !has_any(text, "/:@"); }

// An address, or one with the bits of its network behind it.
bool is_network(const std::string& text) {
  const auto slash = text.find('/');
  const auto address = text.substr(0, slash);
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  const bool v4 = inet_pton(AF_INET, address.c_str(), bytes.data()) == 1;
  // The zone of a link-local address stands behind a percent sign.
  const auto plain = address.substr(0, address.find('%'));
  if (!v4 && inet_pton(AF_INET6, plain.c_str(), bytes.data()) != 1) return false;
  if (slash == std::string::npos) return true;
  unsigned bits = 0;
  const auto* begin = text.data() + slash + 1;
  const auto* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(begin, end, bits);
  return error == std::errc() && stop == end && bits <= (v4 ? 32U : 128U);
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

// Who visitors are, as the host site signs it.
void read_identity(const Fields& fields, Config& config) {
  const auto* node = fields.map("identity");
  if (node == nullptr) return;
  const Fields in(*node, fields.report(), "`identity`");
  in.only(keys::identity);
  if (auto name = in.text("secret_env")) config.identity_secret_env = std::move(*name);
  if (config.identity_secret_env.empty() || is_variable_name(config.identity_secret_env)) return;
  in.report().error(in.at("secret_env"),
                    "`secret_env` is the name of an environment variable, for example "
                    "YINGDA_IDENTITY_SECRET; the secret itself does not belong into this file");
}

}  // namespace

void read_access(const Fields& fields, Config& config) {
  read_names(fields, "allowed_origins", is_origin, "origin", "https://shop.example",
             config.allowed_origins);
  read_names(fields, "allowed_hosts", is_host_name, "host name", "help.shop.example",
             config.allowed_hosts);
  read_names(fields, "trusted_proxies", is_network, "address or network", "10.0.0.0/8",
             config.trusted_proxies);
  read_identity(fields, config);
  if (const auto secure = fields.boolean("secure_cookies")) config.secure_cookies = *secure;
}

}  // namespace yingda::content
