// Money: "三块五", "15元5角", "¥1,234.5", "15".

#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>

#include "dialogue/entities_parts.hpp"

namespace yingda::dialogue {
namespace {

// Longer runs of digits are identifiers.
constexpr std::size_t amount_digits_max = 7;
constexpr double cents_max = 1e13;

std::string with_cents(double amount) {
  const auto cents = static_cast<std::int64_t>(std::llround(amount * 100));
  std::array<char, 40> out{};
  std::snprintf(out.data(), out.size(), "%lld.%02lld", static_cast<long long>(cents / 100),
                static_cast<long long>(cents % 100));
  return out.data();
}

std::size_t skip_blank(const Line& line, std::size_t at) {
  return at < line.size() && line[at] == U' ' ? at + 1 : at;
}

// The length of the currency word at `at`, or 0.
std::size_t currency_at(const Line& line, std::size_t at) {
  for (const std::u32string_view word : {U"人民币", U"块钱", U"元钱", U"yuan", U"rmb", U"cny",
                                         U"kuai", U"bucks", U"元", U"块", U"圆"}) {
    if (stands_at(line, at, word)) return word.size();
  }
  return 0;
}

bool currency_before(const Line& line, std::size_t at) {
  while (at > 0 && line[at - 1] == U' ') --at;
  if (at == 0) return false;
  if (std::u32string_view(U"¥￥$").find(line[at - 1]) != std::u32string_view::npos) return true;
  return (at >= 3 && (stands_at(line, at - 3, U"rmb") || stands_at(line, at - 3, U"cny")));
}

// 角 and 分 behind the yuan: "三块五", "15元5角", "3块2毛5".
double fraction_behind(const Line& line, std::size_t at) {
  double fraction = 0;
  double scale = 0.1;
  while (scale > 0.005) {
    std::size_t next = at;
    const auto digit = small_number(line, next);
    if (!digit || *digit > 9) break;
    const char32_t unit = next < line.size() ? line[next] : U'\0';
    if (unit == U'角' || unit == U'毛') {
      scale = 0.1, ++next;
    } else if (unit == U'分') {
      scale = 0.01, ++next;
    } else if (next < line.size() &&
               std::u32string_view(U" ,.!。，！吧呢的了").find(unit) == std::u32string_view::npos) {
      break;  // "15块3次" is not 15.30
    }
    fraction += *digit * scale;
    scale /= 10;
    at = next;
  }
  return fraction;
}

bool after_minus(const Line& line, const FoundNumber& number) {
  return number.from > 0 && line[number.from - 1] == U'-';
}

bool usable(const FoundNumber& number) {
  return std::isfinite(number.value) && number.value * 100 < cents_max;
}

}  // namespace

std::optional<std::string> read_named_money(const Line& line) {
  std::size_t at = 0;
  while (const auto number = find_number(line, at)) {
    at = number->to;
    if (after_minus(line, *number)) continue;
    const std::size_t behind = skip_blank(line, number->to);
    const std::size_t currency = currency_at(line, behind);
    if ((currency > 0 || currency_before(line, number->from)) && usable(*number)) {
      return with_cents(number->value +
                        (currency > 0 ? fraction_behind(line, behind + currency) : 0));
    }
    const char32_t unit = behind < line.size() ? line[behind] : U'\0';
    if (unit == U'角' || unit == U'毛') return with_cents(number->value / 10);
  }
  return std::nullopt;
}

std::optional<std::string> read_money(const Line& line) {
  if (auto named = read_named_money(line)) return named;
  for (auto number = find_number(line, 0); number; number = find_number(line, number->to)) {
    const bool fits = usable(*number) && number->digits <= amount_digits_max;
    if (fits && !after_minus(line, *number)) return with_cents(number->value);
  }
  return std::nullopt;
}

}  // namespace yingda::dialogue
