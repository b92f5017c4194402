#pragma once
// What an operator decides about the sockets. Every rate and count may be 0: lifted, for load
// tests.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/limits.hpp"

namespace yingda::net {

struct Listen {
  std::string host = "127.0.0.1";  // a literal address
  std::uint16_t port = 0;          // 0: a free one
};

// How many and how often. An address is one IPv4 address or one IPv6 /64.
struct TrafficLimits {
  std::size_t connections_max = 20'000;
  std::size_t connections_per_address_max = 64;
  double connects_per_address_rate = 10;  // a second
  double connects_per_address_burst = 40;
  // Log-ins tried from one address, before anything is hashed.
  double logins_per_address_minute = 30;
  // Work orders asked for with a wrong number or secret from one address.
  double order_misses_per_address_hour = 30;
  double order_acts_per_address_hour = 60;
  // Copies of visitors' own data, and erasures.
  double own_data_per_address_hour = 30;
  // Uploads: of one file, at once by everybody, and in an hour from one address.
  std::size_t upload_bytes_max = 20 * 1024 * 1024;
  // Of one film.
  std::size_t recording_bytes_max = 200 * 1024 * 1024;
  std::size_t uploads_max = 16;
  double uploads_per_address_hour = 120;
  // Dossiers being made and sent at once; an address has an eighth of them.
  std::size_t dossiers_max = 32;
  // Bytes waiting for all slow readers together.
  std::size_t outbound_bytes_max = 256 * 1024 * 1024;
};

struct TimeLimits {
  std::chrono::milliseconds header{5'000};         // from the first byte, or from the connection
  std::chrono::milliseconds body{10'000};          // plus a second for each 32 KiB
  std::chrono::milliseconds upload_stall{20'000};  // an upload that brings nothing
  std::chrono::milliseconds handler{15'000};       // until a request is answered
  std::chrono::milliseconds keep_alive{30'000};    // between requests
  std::chrono::milliseconds hello = limits::hello_time_max;
  std::chrono::milliseconds peer_idle = limits::peer_idle_max;
  std::chrono::milliseconds poll = limits::poll_time_max;  // for a frame, before an empty answer
  std::chrono::milliseconds write = limits::write_time_max;
  std::chrono::milliseconds closing{3'000};  // for the peer to answer a close frame
  std::chrono::milliseconds drain{10'000};
  // A desk socket's log-in is looked at again this often, besides when something is known to have
  // happened to it.
  std::chrono::milliseconds recheck{60'000};
  // How exactly all of these are kept.
  std::chrono::milliseconds tick{250};
};

struct ServerConfig {
  Listen listen;
  // /metrics, /healthz and /readyz only. Nothing: no such listener.
  std::optional<Listen> admin_listen;
  // "https://shop.example": pages that may talk to us besides our own.
  std::vector<std::string> allowed_origins;
  // Names we answer to; empty: any.
  std::vector<std::string> allowed_hosts;
  // "10.0.0.1", "10.0.0.0/8": only from these X-Forwarded-For and X-Forwarded-Proto are believed.
  std::vector<std::string> trusted_proxies;
  bool demo = false;
  // We are reached by https, through a proxy: own origins are https, cookies are __Host- and
  // Secure.
  bool secure_cookies = false;
  TrafficLimits traffic;
  TimeLimits times;
};

}  // namespace yingda::net
