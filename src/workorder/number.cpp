#include "workorder/number.hpp"

#include <algorithm>

namespace yingda::workorder {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

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
