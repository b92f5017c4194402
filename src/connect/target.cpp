#include "connect/target.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/ip/address_v4.hpp>
#include <boost/asio/ip/address_v6.hpp>
#include <charconv>
#include <optional>

#include "base/ascii.hpp"

namespace yingda::connect {
namespace {

namespace ip = boost::asio::ip;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

Error refused(std::string why) { return Error{ErrorCode::invalid, "base URL: " + std::move(why)}; }

// Cuts "host:port", "[v6]:port" or a bare host in two; nullopt when the brackets are not paired.
std::optional<std::pair<std::string_view, std::string_view>> split_authority(std::string_view all) {
  std::size_t end = 0;
  if (all.starts_with('[')) {
    end = all.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    ++end;
  } else {
    end = std::min(all.find(':'), all.size());
  }
  const auto rest = all.substr(end);
  if (!rest.empty() && rest.front() != ':') return std::nullopt;
  if (rest == ":") return std::nullopt;
  return std::pair(all.substr(0, end), rest.empty() ? rest : rest.substr(1));
}

// A name, or an address in its full form: "127.1" and "0x7f000001" are neither.
bool read_host(std::string_view host, Target& target) {
  boost::system::error_code failed;
  if (host.starts_with('[')) {
    host = host.substr(1, host.size() - 2);
    if (host.find('%') != std::string_view::npos) return false;
    const auto address = ip::make_address_v6(std::string(host), failed);
    target.host = failed ? "" : address.to_string();
    target.literal = true;
    return !failed;
  }
  target.host = lower_ascii(host);
  const bool plain = std::all_of(host.begin(), host.end(), [](char c) {
    return is_digit(c) || is_letter(c) || c == '.' || c == '-' || c == '_';
  });
  if (!plain || host.empty() || host.size() > 253 || host.front() == '.' || host.back() == '.' ||
      host.find("..") != std::string_view::npos) {
    return false;
  }
  const std::string last = target.host.substr(target.host.rfind('.') + 1);
  if (!is_digit(last.front())) return true;
  target.literal = true;
  const auto address = ip::make_address_v4(target.host, failed);
  return !failed && address.to_string() == target.host;
}

bool is_port(std::string_view text) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && value > 0 && value < 65536;
}

bool is_prefix(std::string_view path) {
  if (path.empty()) return true;
  const bool plain = std::all_of(path.begin(), path.end(), [](char c) {
    return is_digit(c) || is_letter(c) || std::string_view("/-._~").find(c) != std::string::npos;
  });
  return plain && path.find("//") == std::string_view::npos &&
         path.find("/.") == std::string_view::npos;
}

bool may_dial_v4(const ip::address_v4& address) {
  const auto bytes = address.to_bytes();
  if (bytes[0] == 0 || bytes[0] >= 224) return false;        // unspecified; multicast, reserved
  if (bytes[0] == 169 && bytes[1] == 254) return false;      // link-local: cloud metadata
  return address != ip::make_address_v4("100.100.100.200");  // metadata of one large cloud
}

// Addresses of the other kind inside this one: mapped, NAT64, 6to4.
std::optional<ip::address_v4> embedded(const ip::address_v6& address) {
  const auto bytes = address.to_bytes();
  constexpr std::array<unsigned char, 12> nat64{0, 0x64, 0xff, 0x9b};
  const bool is_nat64 = std::equal(nat64.begin(), nat64.end(), bytes.begin());
  if (address.is_v4_mapped() || is_nat64) {
    return ip::address_v4({bytes[12], bytes[13], bytes[14], bytes[15]});
  }
  if (bytes[0] == 0x20 && bytes[1] == 0x02) {
    return ip::address_v4({bytes[2], bytes[3], bytes[4], bytes[5]});
  }
  return std::nullopt;
}

bool is_loopback_name(const std::string& host) {
  return host == "localhost" || host.ends_with(".localhost");
}

}  // namespace

Result<Target> parse_target(std::string_view base_url) {
  Target target;
  if (base_url.starts_with("https://")) {
    target.tls = true;
  } else if (!base_url.starts_with("http://")) {
    return refused("it must start with http:// or https://");
  }
  base_url.remove_prefix(target.tls ? 8 : 7);
  const auto slash = std::min(base_url.find('/'), base_url.size());
  const auto parts = split_authority(base_url.substr(0, slash));
  if (!parts || !read_host(parts->first, target)) {
    return refused("the host must be a plain name, a dotted IPv4 or a bracketed IPv6 address");
  }
  target.port = parts->second.empty() ? (target.tls ? "443" : "80") : std::string(parts->second);
  if (!is_port(target.port)) return refused("the port must be between 1 and 65535");
  target.authority = lower_ascii(base_url.substr(0, slash));
  target.prefix = std::string(base_url.substr(slash));
  if (target.prefix.ends_with('/')) target.prefix.pop_back();
  if (!is_prefix(target.prefix)) return refused("the path may only have plain segments");
  if (target.literal && !may_dial(target, ip::make_address(target.host))) {
    return refused("this address can be no service");
  }
  return target;
}

bool may_dial(const Target& target, const ip::address& address) {
  ip::address real = address;
  if (address.is_v6()) {
    const auto inner = embedded(address.to_v6());
    if (inner) real = *inner;
  }
  if (real.is_loopback()) return target.literal || is_loopback_name(target.host);
  if (real.is_v4()) return may_dial_v4(real.to_v4());
  const auto v6 = real.to_v6();
  return !v6.is_unspecified() && !v6.is_multicast() && !v6.is_link_local() &&
         v6 != ip::make_address_v6("fd00:ec2::254");
}

}  // namespace yingda::connect
