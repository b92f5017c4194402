#include <algorithm>

#include "base/ascii.hpp"
#include "net/http_message.hpp"

namespace yingda::net {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char small = lower_ascii(c);
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
    if (text[i] == '%' && high >= 0 && low >= 0) {
      decoded.push_back(static_cast<char>(high * 16 + low));
      i += 2;
    } else {
      decoded.push_back(text[i] == '+' ? ' ' : text[i]);
    }
  }
  return decoded;
}

// Calls `use` with each piece; stops when it says true.
template <class Use>
void split(std::string_view text, char separator, Use use) {
  while (true) {
    const std::size_t end = text.find(separator);
    if (use(text.substr(0, end)) || end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

}  // namespace

bool equal_without_case(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char a, char b) { return lower_ascii(a) == lower_ascii(b); });
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view space = " \t";
  const std::size_t first = text.find_first_not_of(space);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(space) - first + 1);
}

std::string_view Request::path() const {
  return std::string_view(target).substr(0, target.find('?'));
}

std::string_view Request::query() const {
  const std::size_t mark = target.find('?');
  return mark == std::string::npos ? std::string_view() : std::string_view(target).substr(mark + 1);
}

std::string_view Request::field(std::string_view name) const {
  for (const auto& [key, value] : fields) {
    if (equal_without_case(key, name)) return value;
  }
  return {};
}

std::size_t Request::count(std::string_view name) const {
  return static_cast<std::size_t>(
      std::count_if(fields.begin(), fields.end(),
                    [&](const auto& field) { return equal_without_case(field.first, name); }));
}

bool Request::has(std::string_view name) const { return count(name) != 0; }

std::vector<std::string_view> Request::list(std::string_view name) const {
  std::vector<std::string_view> elements;
  for (const auto& [key, value] : fields) {
    if (!equal_without_case(key, name)) continue;
    split(value, ',', [&](std::string_view piece) {
      const std::string_view element = trim(piece);
      if (!element.empty()) elements.push_back(element);
      return false;
    });
  }
  return elements;
}

std::optional<std::string> Request::parameter(std::string_view name) const {
  std::optional<std::string> found;
  split(query(), '&', [&](std::string_view piece) {
    const std::size_t equals = piece.find('=');
    if (percent_decoded(piece.substr(0, equals)) != name) return false;
    found = equals == std::string_view::npos ? std::string()
                                             : percent_decoded(piece.substr(equals + 1));
    return true;
  });
  return found;
}

std::string_view Request::cookie(std::string_view name) const {
  std::string_view found;
  split(field("Cookie"), ';', [&](std::string_view piece) {
    const std::string_view pair = trim(piece);
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos || pair.substr(0, equals) != name) return false;
    found = pair.substr(equals + 1);
    return true;
  });
  return found;
}

std::string Request::page_locale() const {
  const auto chosen = parameter("lang");
  const auto accepted = list("Accept-Language");
  const std::string_view wanted = chosen             ? std::string_view(*chosen)
                                  : accepted.empty() ? std::string_view()
                                                     : accepted.front();
  return wanted.starts_with("en") ? "en" : "zh-CN";
}

bool Request::has_media_type(std::string_view type) const {
  const std::string_view value = field("Content-Type");
  return equal_without_case(trim(value.substr(0, value.find(';'))), type);
}

std::string_view Request::bearer() const {
  constexpr std::string_view scheme = "Bearer ";
  const std::string_view value = field("Authorization");
  if (!equal_without_case(value.substr(0, scheme.size()), scheme)) return {};
  return trim(value.substr(scheme.size()));
}

}  // namespace yingda::net
