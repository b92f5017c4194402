#pragma once
// Amounts as whole hundredths: sums of money are never floats.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace yingda::workorder {

using Hundredths = std::int64_t;

// "15", "15.5" and "15.00", at most nine digits before the point; no sign, no exponent, no spaces.
Result<Hundredths> parse_amount(std::string_view text);

// "15.00"; `amount` must not be negative.
std::string amount_text(Hundredths amount);

}  // namespace yingda::workorder
