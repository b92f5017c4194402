#include "workorder/number.hpp"

#include <algorithm>
#include <array>

namespace yingda::workorder {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

constexpr std::size_t day_digits = 8;
constexpr std::size_t count_digits_min = 4;
constexpr std::size_t count_digits_max = 18;

// What keyboards offer in place of a hyphen, as UTF-8: – — ‐ ‑ ‒ ― − ﹣ ー 一.
constexpr std::array<std::string_view, 10> hyphens{
    "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x80\x90", "\xE2\x80\x91", "\xE2\x80\x92",
    "\xE2\x80\x95", "\xE2\x88\x92", "\xEF\xB9\xA3", "\xE3\x83\xBC", "\xE4\xB8\x80"};
constexpr std::array<std::string_view, 2> blanks{"\xE3\x80\x80", "\xC2\xA0"};

template <class Marks>
std::size_t begins_with(std::string_view text, const Marks& marks) {
  for (const auto mark : marks) {
    if (text.starts_with(mark)) return mark.size();
  }
  return 0;
}

// The ASCII character that U+FF01 to U+FF5E stands for; 0 for anything else.
char half_width(std::string_view text) {
  if (text.size() < 3 || text[0] != '\xEF') return 0;
  const auto second = static_cast<unsigned char>(text[1]);
  const auto third = static_cast<unsigned char>(text[2]);
  if (second == 0xBC && third >= 0x81 && third <= 0xBF) return static_cast<char>(third - 0x60);
  if (second == 0xBD && third >= 0x80 && third <= 0x9E) return static_cast<char>(third - 0x20);
  return 0;
}

// ASCII capitals, without blanks and with plain hyphens.
std::string folded(std::string_view typed) {
  std::string out;
  while (!typed.empty()) {
    std::size_t taken = 1;
    if (const char plain = half_width(typed)) {
      out += plain;
      taken = 3;
    } else if (const auto hyphen = begins_with(typed, hyphens)) {
      out += '-';
      taken = hyphen;
    } else if (const auto blank = begins_with(typed, blanks)) {
      taken = blank;
    } else if (typed[0] != ' ' && typed[0] != '\t') {
      out += typed[0];
    }
    typed.remove_prefix(taken);
  }
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

}  // namespace

std::string normal_number(std::string_view typed) {
  std::string text = folded(typed);
  if (text.starts_with("GD")) text.erase(0, 2);
  // "20261121-42-8": the zeros were left out, and the hyphens say where.
  const auto first = text.find('-');
  const auto last = text.rfind('-');
  if (first == day_digits && last > first && last - first - 1 < count_digits_min) {
    text.insert(first + 1, count_digits_min - (last - first - 1), '0');
  }
  std::erase(text, '-');
  const bool shaped = text.size() >= day_digits + count_digits_min + 1 &&
                      text.size() <= day_digits + count_digits_max + 1 &&
                      std::ranges::all_of(text, is_digit);
  if (!shaped) return std::string(typed);
  const auto count = text.size() - day_digits - 1;
  return "GD" + text.substr(0, day_digits) + "-" + text.substr(day_digits, count) + "-" +
         text.back();
}

// ISO/IEC 7064, hybrid system MOD 11,10: finds every single wrong digit and most transpositions.
char check_digit(std::string_view digits) {
  int product = 10;
  for (const char c : digits) {
    int sum = (product + (c - '0')) % 10;
    if (sum == 0) sum = 10;
    product = sum * 2 % 11;
  }
  return static_cast<char>('0' + (11 - product) % 10);
}

std::string make_number(std::string_view day, std::uint64_t running) {
  std::string count = std::to_string(running);
  if (count.size() < 4) count.insert(0, 4 - count.size(), '0');
  const std::string digits = std::string(day) + count;
  return "GD" + std::string(day) + "-" + count + "-" + check_digit(digits);
}

bool valid_number(std::string_view number) {
  if (number.size() < 17 || number.substr(0, 2) != "GD" || number[10] != '-') return false;
  const std::string_view day = number.substr(2, 8);
  const std::string_view count = number.substr(11, number.size() - 13);
  if (number[number.size() - 2] != '-' || count.size() < 4 || count.size() > 18) return false;
  if (!std::ranges::all_of(day, is_digit) || !std::ranges::all_of(count, is_digit)) return false;
  return number.back() == check_digit(std::string(day) + std::string(count));
}

}  // namespace yingda::workorder
