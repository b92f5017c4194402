#pragma once
// Where a peer comes from: the address of its connection or, behind a proxy we trust, the address
// that proxy names. Limits count per address, and an IPv6 user owns a whole /64.

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace yingda::net {

using Address = boost::asio::ip::address;

class TrustedProxies {
 public:
  // "10.0.0.1", "10.0.0.0/8", "fd00::/8"; throws std::invalid_argument for anything else.
  explicit TrustedProxies(const std::vector<std::string>& entries);

  bool trusts(const Address& address) const;
  // The rightmost address of X-Forwarded-For that is no proxy of ours; `peer` itself when the peer
  // is not trusted or the field says nothing sensible.
  Address client(const Address& peer, const std::vector<std::string_view>& forwarded_for) const;

 private:
  std::vector<boost::asio::ip::network_v6> networks_;
};

// An IPv4 address, or the /64 of an IPv6 one.
std::string limit_key(const Address& address);

}  // namespace yingda::net
