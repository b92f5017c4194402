#include "workorder/money.hpp"

#include <algorithm>

namespace yingda::workorder {
namespace {

constexpr std::size_t whole_digits_max = 9;
constexpr std::size_t places = 2;

bool all_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Result<Hundredths> parse_amount(std::string_view text) {
  const auto point = text.find('.');
  const auto whole = text.substr(0, point);
  const auto rest = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
  const bool shaped = !whole.empty() && whole.size() <= whole_digits_max && rest.size() <= places &&
                      (point == std::string_view::npos || !rest.empty());
  if (!shaped || !all_digits(whole) || !all_digits(rest)) {
    return Error{ErrorCode::invalid,
                 "`" + std::string(text.substr(0, 40)) + "` is no amount; write for example 15.00"};
  }
  Hundredths out = 0;
  for (const char c : whole) out = out * 10 + (c - '0');
  for (std::size_t i = 0; i < places; ++i) out = out * 10 + (i < rest.size() ? rest[i] - '0' : 0);
  return out;
}

std::string amount_text(Hundredths amount) {
  const std::string rest = std::to_string(amount % 100);
  return std::to_string(amount / 100) + (rest.size() < 2 ? ".0" : ".") + rest;
}

}  // namespace yingda::workorder
