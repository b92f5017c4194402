#pragma once
// GD20261121-0042-8: the day in the service's time zone, the day's running number (at least four
// digits) and a check digit (ISO 7064 MOD 11,10 over all digits before it).

#include <cstdint>
#include <string>
#include <string_view>

namespace yingda::workorder {

// `digits` holds only 0–9. Returns the check digit as a character.
char check_digit(std::string_view digits);

// `day` is "20261121".
std::string make_number(std::string_view day, std::uint64_t running);

// A number as people type it - small letters, full-width characters, spaces, other hyphens or none,
// without GD, without the leading zeros - in its one right form, whether its check digit fits or
// not. What cannot be read as a number comes back as it was.
std::string normal_number(std::string_view typed);

// True for a well-formed number whose check digit is right. Upper case only.
bool valid_number(std::string_view number);

}  // namespace yingda::workorder
