#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "connect/target.hpp"

namespace yingda::connect {
namespace {

// Longer request targets are refused by many servers.
constexpr std::size_t target_bytes_max = 4096;

Error unfit(std::string_view parameter) {
  return Error{ErrorCode::invalid, "argument " + std::string(parameter)};
}

// RFC 3986: everything but the unreserved characters.
std::string percent_encoded(std::string_view value) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : value) {
    const bool unreserved = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                            (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '~';
    if (unreserved) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += digits[byte >> 4];
      out += digits[byte & 15];
    }
  }
  return out;
}

bool has_dot_segment(std::string_view value) {
  for (;;) {
    const auto end = std::min(value.find_first_of("/\\"), value.size());
    const auto segment = value.substr(0, end);
    if (segment == "." || segment == "..") return true;
    if (end == value.size()) return false;
    value.remove_prefix(end + 1);
  }
}

// Encoded slashes are safe for those who decode last; some servers decode first.
bool fits_segment(std::string_view value) {
  const bool control = std::any_of(value.begin(), value.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
  });
  return !value.empty() && !control && !has_dot_segment(value);
}

struct Filled {
  std::string text;
  std::set<std::string, std::less<>> used;
  bool in_query = false;
};

Result<Filled> fill_template(std::string_view rest, const Arguments& arguments) {
  Filled out;
  while (!rest.empty()) {
    const auto open = std::min(rest.find('{'), rest.size());
    out.text += rest.substr(0, open);
    out.in_query = out.text.find('?') != std::string::npos;
    rest.remove_prefix(open);
    if (rest.empty()) break;
    const auto close = rest.find('}');
    const auto name = rest.substr(1, close - 1);
    const auto value = arguments.find(std::string(name));
    if (value == arguments.end()) return unfit(name);
    if (!out.in_query && !fits_segment(value->second)) return unfit(name);
    out.text += percent_encoded(value->second);
    out.used.insert(std::string(name));
    rest.remove_prefix(close + 1);
  }
  return out;
}

}  // namespace

bool is_path_template(std::string_view path_template) {
  if (!path_template.starts_with('/') || path_template.starts_with("//")) return false;
  bool in_name = false;
  char before = '/';
  for (const char c : path_template) {
    if (c <= 0x20 || c == 0x7f || c == '#' || c == '\\') return false;
    if (c == '{' && in_name) return false;
    if (c == '}' && (!in_name || before == '{')) return false;
    if (c == '{') in_name = true;
    if (c == '}') in_name = false;
    before = c;
  }
  return !in_name && !has_dot_segment(path_template.substr(0, path_template.find('?')));
}

Result<RequestLine> fill(const Target& target, bool post, std::string_view path_template,
                         const Arguments& arguments) {
  auto filled = fill_template(path_template, arguments);
  if (!filled) return filled.error();
  if (has_dot_segment(filled->text.substr(0, filled->text.find('?')))) return unfit("path");
  RequestLine line;
  line.path = target.prefix + filled->text;
  auto body = nlohmann::json::object();
  for (const auto& [name, value] : arguments) {
    if (filled->used.contains(name)) continue;
    if (post) {
      body[name] = value;
      continue;
    }
    line.path += filled->in_query ? '&' : '?';
    line.path += percent_encoded(name) + '=' + percent_encoded(value);
    filled->in_query = true;
  }
  if (line.path.size() > target_bytes_max) return unfit("path");
  if (post) line.body = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return line;
}

}  // namespace yingda::connect
