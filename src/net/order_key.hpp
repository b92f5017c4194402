#pragma once
// Number and secret of a work order as they come by HTTP, and the limit to guessing them.

#include <optional>
#include <string>
#include <string_view>

#include "net/services.hpp"

namespace yingda::net {

// Holds number and secret of the order whose tracking page was opened.
inline constexpr std::string_view track_cookie = "yingda_track";
inline constexpr std::size_t typed_number_bytes_max = 64;
inline constexpr std::size_t typed_secret_bytes_max = 64;

struct OrderKey {
  std::string number;
  std::string secret;
};

// What may stand in a cookie and in an order's number or secret; else empty.
std::string plain_key(std::string_view text, std::size_t bytes_max);

std::optional<OrderKey> key_in_cookie(const Services& services, const Request& request);

// False for what is too long to be either.
bool may_exist(std::string_view number, std::string_view secret);

// Whether that address has not guessed too often. A guess is counted before it is looked at, so
// that many at once are no way around the limit; whoever knew a secret gets it back.
bool may_guess(Services& services, const Request& request);
void was_no_guess(Services& services, const Request& request);
Reply guessed_too_often(const Services& services, const Request& request);

// The same for a number that does not exist and a secret that does not fit.
Reply no_such_order();

}  // namespace yingda::net
