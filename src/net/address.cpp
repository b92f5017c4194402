#include "net/address.hpp"

#include <algorithm>
#include <boost/asio/ip/network_v4.hpp>
#include <stdexcept>

namespace yingda::net {
namespace {

namespace ip = boost::asio::ip;

// IPv4 lives in ::ffff:0:0/96, so that one comparison serves both.
ip::address_v6 as_v6(const Address& address) {
  return address.is_v6() ? address.to_v6() : ip::make_address_v6(ip::v4_mapped, address.to_v4());
}

Address plain(const Address& address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    return ip::make_address_v4(ip::v4_mapped, address.to_v6());
  }
  return address;
}

ip::network_v6 parse_network(const std::string& entry) {
  boost::system::error_code error;
  const Address single = ip::make_address(entry, error);
  if (!error) return {as_v6(single), 128};
  const ip::network_v4 four = ip::make_network_v4(entry, error);
  if (!error) {
    const auto mapped = ip::make_address_v6(ip::v4_mapped, four.network());
    return {mapped, static_cast<unsigned short>(96 + four.prefix_length())};
  }
  const ip::network_v6 six = ip::make_network_v6(entry, error);
  if (!error) return six.canonical();
  throw std::invalid_argument("trusted_proxies: \"" + entry +
                              "\" is neither an address nor a network like \"10.0.0.0/8\"");
}

}  // namespace

TrustedProxies::TrustedProxies(const std::vector<std::string>& entries) {
  for (const std::string& entry : entries) networks_.push_back(parse_network(entry));
}

bool TrustedProxies::trusts(const Address& address) const {
  const ip::network_v6 single(as_v6(address), 128);
  return std::any_of(networks_.begin(), networks_.end(), [&](const ip::network_v6& network) {
    return network == single || single.is_subnet_of(network);
  });
}

Address TrustedProxies::client(const Address& peer,
                               const std::vector<std::string_view>& forwarded_for) const {
  Address nearest = plain(peer);
  for (auto entry = forwarded_for.rbegin(); entry != forwarded_for.rend(); ++entry) {
    if (!trusts(nearest)) return nearest;
    boost::system::error_code error;
    const Address named = ip::make_address(std::string(*entry), error);
    if (error) return nearest;
    nearest = plain(named);
  }
  return nearest;
}

std::string limit_key(const Address& address) {
  const Address normal = plain(address);
  if (normal.is_v4()) return normal.to_string();
  return ip::network_v6(normal.to_v6(), 64).canonical().to_string();
}

}  // namespace yingda::net
