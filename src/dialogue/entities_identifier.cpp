// Order numbers and phone numbers, found inside a sentence and by their shape alone.

#include <algorithm>
#include <iterator>
#include <vector>

#include "dialogue/entities_parts.hpp"
#include "text/characters.hpp"
#include "text/mask.hpp"

namespace yingda::dialogue {
namespace {

using text::is_ascii_letter;
using text::is_digit;

constexpr std::size_t order_digits_min = 8;
constexpr std::size_t order_digits_max = 24;
constexpr std::size_t order_letters_max = 4;
constexpr std::size_t phone_digits = 11;

// Without a country code in front, in one piece or with single blanks and hyphens.
std::string phone_digits_of(const std::string& digits) {
  for (const std::string_view prefix : {"0086", "86"}) {
    if (digits.size() == phone_digits + prefix.size() && digits.starts_with(prefix)) {
      return digits.substr(prefix.size());
    }
  }
  return digits;
}

bool is_phone(const std::string& digits) {
  return digits.size() == phone_digits && digits[0] == '1' && digits[1] >= '3';
}

// Digits from `at` on; `joined` also takes them over single blanks and hyphens. Moves `at`.
std::string take_digits(const Line& line, std::size_t& at, bool joined) {
  std::string out;
  for (; at < line.size(); ++at) {
    const bool separator = line[at] == U' ' || line[at] == U'-';
    const bool goes_on = at + 1 < line.size() && is_digit(line[at + 1]);
    if (joined && separator && goes_on) continue;
    if (!is_digit(line[at])) break;
    out.push_back(static_cast<char>(line[at]));
  }
  return out;
}

std::string letters_before(const Line& line, std::size_t at) {
  std::size_t from = at;
  while (from > 0 && is_ascii_letter(line[from - 1])) --from;
  if (at - from > order_letters_max) return {};
  std::string out;
  for (std::size_t i = from; i < at; ++i) out.push_back(static_cast<char>(line[i] - U'a' + U'A'));
  // "no20261120001" and "id…" say what it is; they do not belong to it.
  return out == "NO" || out == "ID" ? std::string() : out;
}

// GD20261122-0021-8 is the number of a work order, however it is typed.
bool is_work_order(const Line& line, const std::string& letters, std::size_t at) {
  constexpr std::size_t day_digits = 8;
  if (letters != "GD") return false;
  std::size_t digits = 0;
  for (; at < line.size(); ++at) {
    if (is_digit(line[at])) {
      ++digits;
    } else if (line[at] != U'-' && line[at] != U' ') {
      break;
    }
  }
  return digits >= day_digits + 2;
}

std::vector<std::string> order_numbers(const Line& line, bool joined) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < line.size();) {
    if (!is_digit(line[at])) {
      ++at;
      continue;
    }
    const std::string letters = letters_before(line, at);
    const bool other = is_work_order(line, letters, at);
    const std::string digits = take_digits(line, at, joined || other);
    if (other) continue;
    if (digits.size() >= order_digits_min && digits.size() <= order_digits_max) {
      out.push_back(letters + digits);
    }
  }
  return out;
}

std::string digits_of(const std::string& text) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out),
               [](char c) { return is_digit(static_cast<unsigned char>(c)); });
  return out;
}

// By its own check digits: an identity or bank card number.
bool names_somebody(const std::string& number) {
  return !is_phone(number) && text::mask(number) != number;
}

// Of the 18 digits that name a resident.
bool is_resident(const std::string& number) {
  return number.size() == 18 && names_somebody(number);
}

bool says_order(const Line& line) {
  for (const std::u32string_view word : {U"订单", U"单号", U"order"}) {
    if (line.find(word) != Line::npos) return true;
  }
  return false;
}

}  // namespace

// What somebody was asked for. A number that names a person or a bank account goes to no order
// system, unless it is all they said or they call it an order.
std::optional<std::string> read_order_number(const Line& line) {
  auto found = order_numbers(line, false);
  if (found.empty()) found = order_numbers(line, true);
  if (found.empty()) return std::nullopt;
  const auto order = std::find_if(found.begin(), found.end(), [&](const std::string& number) {
    return !is_phone(number) && !names_somebody(number);
  });
  if (order != found.end()) return *order;
  const auto& first = found.front();
  const bool alone = !is_resident(first) && std::all_of(line.begin(), line.end(), [](char32_t c) {
    return is_digit(c) || c == U' ' || c == U'-';
  });
  const bool plain = is_phone(first) || alone || (says_order(line) && !is_resident(first));
  return plain ? std::optional(first) : std::nullopt;
}

// What nobody asked for: here the words beside a number count, too.
std::optional<std::string> read_named_order_number(const Line& line) {
  const auto number = read_order_number(line);
  if (!number || says_order(line)) return number;
  if (is_phone(*number)) return std::nullopt;
  const std::string shown = digits_of(text::mask(text::encode(line)));
  return shown.find(digits_of(*number)) == std::string::npos ? std::nullopt : number;
}

std::optional<std::string> read_phone(const Line& line) {
  for (const bool joined : {false, true}) {
    for (std::size_t at = 0; at < line.size();) {
      if (!is_digit(line[at])) {
        ++at;
        continue;
      }
      const std::string digits = phone_digits_of(take_digits(line, at, joined));
      if (is_phone(digits)) return digits;
    }
  }
  return std::nullopt;
}

}  // namespace yingda::dialogue
