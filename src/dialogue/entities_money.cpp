// Money: "三块五", "15元5角", "¥1,234.5", "15".

#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>

#include "dialogue/entities_amount.hpp"
#include "text/characters.hpp"

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

// The length of the currency word at `at`, with a blank in front of it, or 0.
std::size_t currency_at(const Line& line, std::size_t at) {
  const std::size_t from = skip_blanks(line, at);
  const std::size_t word = any_at(line, from,
                                  {U"人民币", U"块钱", U"元钱", U"yuan", U"rmb", U"cny", U"kuai",
                                   U"bucks", U"元", U"块", U"圆"});
  return word == 0 ? 0 : from - at + word;
}

// "角", "毛", "分钱": parts of a yuan, with their worth.
struct Coin {
  std::size_t size = 0;
  double worth = 0;
};
Coin coin_at(const Line& line, std::size_t at) {
  const std::size_t from = skip_blanks(line, at);
  if (const auto size = any_at(line, from, {U"角钱", U"毛钱", U"角", U"毛"})) {
    return {from - at + size, 0.1};
  }
  if (const auto size = any_at(line, from, {U"分钱"})) return {from - at + size, 0.01};
  return {};
}

bool currency_before(const Line& line, std::size_t at) {
  at = skip_blanks_back(line, at);
  return any_before(line, at, {U"¥", U"￥", U"rmb", U"cny"}) > 0;
}

// What stands behind the yuan: "三块五", "15元5角", "3块2毛5", "1299块5买的".
double fraction_behind(const Line& line, std::size_t& at) {
  double fraction = 0;
  double scale = 0.1;
  while (scale > 0.005) {
    std::size_t next = at;
    const auto digit = small_number(line, next);
    if (!digit || *digit > 9) break;
    const char32_t unit = glyph(line, next);
    if (unit == U'角' || unit == U'毛') {
      scale = 0.1, ++next;
    } else if (unit == U'分') {
      scale = 0.01, ++next;
    } else if (counts_something(line, next) || currency_at(line, next) > 0 ||
               is_any(line, next, U"-~.")) {
      break;  // "15块3次" is not 15.30
    }
    fraction += *digit * scale;
    scale /= 10;
    at = next;
  }
  return fraction;
}

bool after_minus(const Line& line, const FoundNumber& number) {
  const std::size_t from = number.from;
  if (from == 0 || (line[from - 1] != U'-' && line[from - 1] != U'负')) return false;
  return from < 2 || !text::is_digit(line[from - 2]);
}

// Fractions of a cent are no money: 1299.999 is a slip.
bool usable(const FoundNumber& number) {
  const double cents = number.value * 100;
  return std::isfinite(number.value) && cents < cents_max &&
         std::abs(cents - std::round(cents)) < 1e-4;
}

// Behind or before a number: not the shop's currency.
std::size_t foreign_at(const Line& line, std::size_t at) {
  const std::size_t from = skip_blanks(line, at);
  const std::size_t word =
      any_at(line, from, {U"美元",   U"美金",  U"美刀", U"欧元", U"欧",  U"英镑", U"港币", U"港元",
                          U"日元",   U"韩元",  U"台币", U"刀",   U"usd", U"hkd",  U"eur",  U"gbp",
                          U"dollar", U"pound", U"quid", U"yen",  U"$",   U"€",    U"£"});
  return word == 0 ? 0 : from - at + word;
}

bool is_foreign(const Line& line, const FoundNumber& number) {
  return foreign_at(line, number.to) > 0 ||
         any_before(line, skip_blanks_back(line, number.from), {U"$", U"€", U"£", U"usd"}) > 0;
}

// "一共", "总共付了", "in total": the sum of everything else that is said.
bool is_total(const Line& line, const FoundNumber& number) {
  std::size_t at = skip_blanks_back(line, number.from);
  for (std::size_t verb = 1; verb > 0; at -= verb) {
    verb = any_before(line, at,
                      {U"了", U"付", U"花", U"充", U"是", U"给", U"用", U"转", U"要", U":", U"¥"});
  }
  return any_before(line, at,
                    {U"共", U"合计", U"总计", U"总价", U"总额", U"加起来", U"total", U"total of",
                     U"altogether", U"total is", U"total was"}) > 0 ||
         any_at(line, number.to, {U" in total", U" altogether", U" total"}) > 0;
}

// "各50", "每次付50", "50 each": not 各种理由.
bool is_for_each(const Line& line, const FoundNumber& price) {
  const std::size_t end = price.to + currency_at(line, price.to);
  return any_before(line, skip_blanks_back(line, price.from),
                    {U"各", U"各付", U"各付了", U"每张", U"每个", U"每次", U"每笔", U"每单",
                     U"每份"}) > 0 ||
         any_at(line, skip_blanks(line, end), {U"each", U"apiece"}) > 0;
}

// "每张50，两张", "2张50的", "50 each, two of them": a price of one of several, and no amount.
bool is_unit_price(const Line& line, const FoundNumber& price) {
  const bool each = line.find(U'每') != Line::npos || holds_word(line, U"each") ||
                    holds_word(line, U"per") || holds_word(line, U"apiece");
  const bool this_each = is_for_each(line, price);
  int left = static_cast<int>(candidates_max);
  for (auto count = find_number(line, 0); count && left > 0;
       count = find_number(line, count->to), --left) {
    if (this_each && count->from != price.from && count->value > 1) return true;
    const std::size_t counter = counter_at(line, count->to);
    if (counter == 0 || count->value <= 1) continue;
    // "3晚500块" is what all of them cost.
    const std::size_t end = price.to + currency_at(line, price.to);
    if (each || (count->to + counter == price.from && glyph(line, end) == U'的')) return true;
  }
  return false;
}

// Letters at either side make it a name: "A12", "4G".
bool is_part_of_a_word(const Line& line, const FoundNumber& number) {
  return text::is_ascii_letter(glyph(line, number.to)) ||
         (number.from > 0 && text::is_ascii_letter(line[number.from - 1]) &&
          !text::is_ascii_letter(line[number.from]));
}

bool is_bare_amount(const Line& line, const FoundNumber& number) {
  if (number.digits > amount_digits_max || currency_at(line, number.to) > 0) return false;
  if (is_part_of_a_word(line, number) || counts_something(line, number.to)) return false;
  return !number.slight || stands_alone(line, number, 0);
}

// "另外补偿50": what else but money would it be?
bool is_compensation(const Line& line, const FoundNumber& number) {
  return any_before(line, skip_blanks_back(line, number.from),
                    {U"补偿", U"补偿我", U"赔偿", U"赔偿我", U"赔付", U"赔我", U"赔",
                     U"compensate me"}) > 0 &&
         glyph(line, number.to) != U'倍' && is_bare_amount(line, number);
}

// "fifteen yuan and fifty cents"; moves `at`.
double english_cents_behind(const Line& line, std::size_t& at) {
  std::size_t next = at + any_at(line, at, {U" and ", U", ", U" "});
  const auto number = next > at ? number_at(line, next) : std::nullopt;
  if (!number || number->value >= 100) return 0;
  const std::size_t word = any_at(line, number->to, {U" cents", U" cent", U" fen"});
  if (word == 0) return 0;
  at = number->to + word;
  return number->value / 100;
}

// "1.299,00": the two digits behind the comma are part of it, and what it means is not sure.
bool is_tail(const Line& line, const FoundNumber& number) {
  return number.from > 1 && line[number.from - 1] == U',' &&
         text::is_digit(line[number.from - 2]) && number.digits == 2;
}

// "1299,50": cents behind a comma, or another number; nobody can tell.
bool has_tail(const Line& line, const FoundNumber& number) {
  const auto digit = [&](std::size_t at) { return text::is_digit(glyph(line, at)); };
  return glyph(line, number.to) == U',' && digit(number.to + 1) && digit(number.to + 2) &&
         !digit(number.to + 3);
}

// How much an amount with its currency at [from, to) is worth.
struct NamedMoney {
  double value = 0;
  std::size_t to = 0;
};

std::optional<NamedMoney> named_money(const Line& line, const FoundNumber& number) {
  const std::size_t currency = currency_at(line, number.to);
  if (currency > 0) {
    std::size_t to = number.to + currency;
    if (any_at(line, to, {U"出头", U"不到", U"以上", U"以下", U"以内"}) > 0) return std::nullopt;
    if (glyph(line, to) == U'多' && !is_any(line, to + 1, U"久少长")) return std::nullopt;
    const double fraction = fraction_behind(line, to) + english_cents_behind(line, to);
    return NamedMoney{number.value + fraction, to};
  }
  if (currency_before(line, number.from) || is_compensation(line, number)) {
    return NamedMoney{number.value, number.to};
  }
  const Coin coin = coin_at(line, number.to);
  if (coin.size == 0) return std::nullopt;
  return NamedMoney{number.value * coin.worth, number.to + coin.size};
}

std::optional<std::string> money_in(const Line& line, const Reading& reading, bool only_named) {
  if (!find_number(line, 0)) return std::nullopt;  // before dates and the like are looked for
  const Line rest = without_other_numbers(line, reading);
  std::vector<Candidate> found;
  for (auto number = find_number(rest, 0); number && found.size() <= candidates_max;) {
    std::size_t next = number->to;
    if (usable(*number) && !is_foreign(rest, *number) && !after_minus(rest, *number) &&
        !is_no_amount(rest, *number) && !is_tail(rest, *number) && !has_tail(rest, *number)) {
      const bool total = is_total(rest, *number);
      const auto named = named_money(rest, *number);
      if (named) next = named->to;
      const bool price = !total && is_unit_price(rest, *number);
      const auto stance = stance_of(rest, number->from, next, Named::amount);
      if (named && !price) {
        found.push_back({named->value, total ? Weight::total : Weight::named, stance});
      } else if (!named && !price && !only_named && is_bare_amount(rest, *number)) {
        found.push_back({number->value, total ? Weight::total : Weight::bare, stance});
      }
    }
    number = find_number(rest, next);
  }
  const auto value = only_value(found);
  return value ? std::optional(with_cents(*value)) : std::nullopt;
}

}  // namespace

std::optional<std::string> read_named_money(const Line& line, const Reading& reading) {
  // What takes back an amount need not name the currency again: "100块钱，不是，是120".
  if (const std::size_t behind = behind_correction(line); behind > 0) {
    const std::size_t at = line.find_first_not_of(U" ,:是就应该为要", behind);
    const bool directly = at != Line::npos && number_at(line, at).has_value();
    if (auto value = money_in(line.substr(behind), reading, !directly)) return value;
  }
  return money_in(line, reading, true);
}

std::optional<std::string> read_money(const Line& line, const Reading& reading) {
  return corrected(line, [&](const Line& part) { return money_in(part, reading, false); });
}

}  // namespace yingda::dialogue
