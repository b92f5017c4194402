#include "base/http_url.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/ascii.hpp"

namespace yingda {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool all(std::string_view text, std::string_view others) {
  return std::ranges::all_of(text, [&](char c) {
    return is_digit(c) || is_letter(c) || others.find(c) != std::string_view::npos;
  });
}

Error refused(std::string why) { return {ErrorCode::invalid, std::move(why)}; }

bool number_in(std::string_view text, unsigned low, unsigned high) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && value >= low &&
         value <= high && !(text.size() > 1 && text.front() == '0');
}

bool is_dotted_v4(std::string_view host) {
  int parts = 0;
  while (!host.empty()) {
    const auto dot = std::min(host.find('.'), host.size());
    if (!number_in(host.substr(0, dot), 0, 255)) return false;
    ++parts;
    host.remove_prefix(std::min(dot + 1, host.size()));
  }
  return parts == 4;
}

bool is_host(std::string_view host) {
  if (host.starts_with('[')) {
    return host.size() > 4 && host.ends_with(']') && all(host.substr(1, host.size() - 2), ":.");
  }
  const bool plain = !host.empty() && host.size() <= 253 && all(host, ".-_") &&
                     host.front() != '.' && host.front() != '-' && host.back() != '.' &&
                     host.find("..") == std::string_view::npos;
  // Whatever ends in a number is an address, in full: "127.1" and "0x7f000001" are neither.
  const bool numeric = plain && is_digit(host[host.rfind('.') + 1]);
  return plain && (!numeric || is_dotted_v4(host));
}

// No program that one would tell anything has them: nowhere, link-local (cloud metadata),
// multicast.
bool is_never_right(std::string_view host) {
  constexpr std::array never{"0.", "169.254.", "100.100.100.200", "[::]", "[fe80:", "[ff"};
  if (std::ranges::any_of(never, [&](const char* begin) { return host.starts_with(begin); })) {
    return is_dotted_v4(host) || host.starts_with('[');
  }
  return is_dotted_v4(host) && !number_in(host.substr(0, host.find('.')), 0, 223);
}

}  // namespace

Result<HttpUrl> parse_http_url(std::string_view url) {
  HttpUrl out;
  out.tls = url.starts_with("https://");
  if (!out.tls && !url.starts_with("http://")) {
    return refused("an address begins with https:// (or http://)");
  }
  url.remove_prefix(out.tls ? 8 : 7);
  const auto slash = std::min(url.find_first_of("/?#"), url.size());
  const auto authority = url.substr(0, slash);
  out.path = slash == url.size() ? "/" : std::string(url.substr(slash));
  if (authority.find('@') != std::string_view::npos) {
    return refused("an address has no user name or password in it");
  }
  const auto bracket = authority.find(']');
  const auto colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  const auto host = authority.substr(0, std::min(colon, authority.size()));
  out.port = out.tls ? "443" : "80";
  if (colon != std::string_view::npos) out.port = std::string(authority.substr(colon + 1));
  if (!is_host(host)) {
    return refused("the host is a name, an IPv4 address in full or an IPv6 address in brackets");
  }
  if (is_never_right(host)) return refused("nobody can be told anything at this address");
  if (!number_in(out.port, 1, 65535)) return refused("the port is a number from 1 to 65535");
  if (!all(out.path, "/-._~") || out.path.find("/.") != std::string::npos) {
    return refused("the path has letters, digits and -._~ between slashes, and no `?` or `#`");
  }
  out.host = lower_ascii(host.starts_with('[') ? host.substr(1, host.size() - 2) : host);
  return out;
}

bool is_loopback(const HttpUrl& url) {
  return url.host == "localhost" || url.host.ends_with(".localhost") || url.host == "::1" ||
         (url.host.starts_with("127.") && is_dotted_v4(url.host));
}

}  // namespace yingda
