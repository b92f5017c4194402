#include "base/mail_address.hpp"

#include <algorithm>

namespace yingda {
namespace {

constexpr std::size_t address_bytes_max = 254;
constexpr std::size_t local_bytes_max = 64;
constexpr std::size_t label_bytes_max = 63;
constexpr std::string_view local_signs = "!#$%&'*+-/=?^_`{|}~";

bool is_decimal(char c) { return c >= '0' && c <= '9'; }
bool is_alphanumeric(char c) {
  return is_decimal(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Whether `fits` holds for each part between dots; there is no empty one.
template <class Fits>
bool each_part(std::string_view text, Fits fits) {
  while (true) {
    const auto dot = std::min(text.find('.'), text.size());
    if (dot == 0 || !fits(text.substr(0, dot))) return false;
    if (dot == text.size()) return true;
    text.remove_prefix(dot + 1);
  }
}

bool is_local_part(std::string_view text) {
  return text.size() <= local_bytes_max && each_part(text, [](std::string_view atom) {
           return std::ranges::all_of(atom, [](char c) {
             return is_alphanumeric(c) || local_signs.find(c) != std::string_view::npos;
           });
         });
}

bool is_mail_domain(std::string_view text) {
  const auto dot = text.rfind('.');
  if (dot == std::string_view::npos) return false;
  if (std::ranges::all_of(text.substr(dot + 1), is_decimal)) return false;
  return each_part(text, [](std::string_view label) {
    return label.size() <= label_bytes_max && label.front() != '-' && label.back() != '-' &&
           std::ranges::all_of(label, [](char c) { return is_alphanumeric(c) || c == '-'; });
  });
}

}  // namespace

bool is_mail_address(std::string_view text) {
  const auto sign = text.find('@');
  return sign != std::string_view::npos && text.size() <= address_bytes_max &&
         is_local_part(text.substr(0, sign)) && is_mail_domain(text.substr(sign + 1));
}

std::string masked_mail_address(std::string_view address) {
  const auto sign = address.find('@');
  if (sign == std::string_view::npos || sign == 0) return "***";
  return std::string(address.substr(0, 1)) + "***" + std::string(address.substr(sign));
}

}  // namespace yingda
