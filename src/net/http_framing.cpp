#include "net/http_framing.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/ascii.hpp"

namespace yingda::net {
namespace {

// Fields that may stand there once only: with two, the next reader may believe the other one.
constexpr std::array<std::string_view, 11> single_fields{
    "Content-Length",        "Host",         "Origin",        "Authorization",
    "Content-Type",          "Cookie",       "Expect",        "Sec-WebSocket-Key",
    "Sec-WebSocket-Version", "X-CSRF-Token", "Sec-Fetch-Site"};

constexpr std::array<std::string_view, 7> known_methods{"GET",    "HEAD",  "POST",   "PUT",
                                                        "DELETE", "PATCH", "OPTIONS"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_name_character(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.' ||
         c == '_';
}

Reply refused(int status, std::string_view slug, std::string_view detail) {
  Reply reply = problem(status, slug, detail);
  reply.close = true;
  return reply;
}

std::optional<Reply> target_fault(std::string_view target) {
  if (target.size() > target_bytes_max) {
    return refused(414, "target-too-long", "The request target is longer than 4 KiB.");
  }
  if (target.empty() || target.front() != '/') {
    return refused(400, "bad-target", "Only targets that start with '/' are served.");
  }
  const bool clean = std::all_of(target.begin(), target.end(),
                                 [](char c) { return c > 0x20 && c < 0x7F && c != '#'; });
  if (clean) return std::nullopt;
  return refused(400, "bad-target", "The target holds a character that must be percent-encoded.");
}

std::optional<Reply> length_fault(const Request& request) {
  if (request.has("Transfer-Encoding")) {
    return refused(411, "length-required", "Send Content-Length instead of Transfer-Encoding.");
  }
  if (!request.has("Content-Length")) return std::nullopt;
  const std::string_view length = request.field("Content-Length");
  const bool digits = std::all_of(length.begin(), length.end(), is_digit);
  if (digits && !length.empty() && length.size() <= 18) return std::nullopt;
  return refused(400, "bad-content-length", "Content-Length must be one plain number.");
}

std::optional<Reply> method_fault(std::string_view method) {
  if (std::find(known_methods.begin(), known_methods.end(), method) != known_methods.end()) {
    return std::nullopt;
  }
  Reply reply = refused(405, "method-not-allowed", "This method is not served here.");
  reply.fields.emplace_back("Allow", "GET, HEAD, POST");
  return reply;
}

std::optional<Reply> single_field_fault(const Request& request) {
  for (const std::string_view name : single_fields) {
    if (request.count(name) > 1) {
      return refused(400, "repeated-field", "A field that must be single stands there twice.");
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<Reply> framing_fault(const Request& request) {
  if (auto fault = method_fault(request.method)) return fault;
  if (request.method == "OPTIONS" && request.target == "*") {
    return refused(405, "method-not-allowed", "This method is not served here.");
  }
  if (auto fault = target_fault(request.target)) return fault;
  if (request.fields.size() > header_fields_max) {
    return refused(431, "too-many-fields", "The header has more than 64 fields.");
  }
  if (auto fault = single_field_fault(request)) return fault;
  if (!is_host(request.field("Host"))) {
    return refused(400, "bad-host", "There must be one Host field with a host and nothing else.");
  }
  if (auto fault = length_fault(request)) return fault;
  const std::string_view expected = request.field("Expect");
  if (!expected.empty() && !equal_without_case(expected, "100-continue")) {
    return refused(417, "bad-expectation", "Only 100-continue can be expected.");
  }
  return std::nullopt;
}

std::size_t content_length(const Request& request) {
  const std::string_view text = request.field("Content-Length");
  std::size_t length = 0;
  std::from_chars(text.data(), text.data() + text.size(), length);
  return length;
}

bool is_host(std::string_view host) {
  std::string_view name = host;
  std::string_view port;
  const std::size_t bracket = host.find(']');
  const std::size_t colon = host.find(':', bracket == std::string_view::npos ? 0 : bracket);
  if (colon != std::string_view::npos) {
    name = host.substr(0, colon);
    port = host.substr(colon + 1);
    if (port.empty() || port.size() > 5 || !std::all_of(port.begin(), port.end(), is_digit)) {
      return false;
    }
  }
  if (name.empty() || name.size() > 255) return false;
  if (name.front() != '[') return std::all_of(name.begin(), name.end(), is_name_character);
  return name.back() == ']' && name.size() > 3 &&
         name.find_first_not_of("0123456789abcdefABCDEF:.", 1) == name.size() - 1;
}

bool is_plain_path(std::string_view path) {
  if (path.find_first_of("\\;") != std::string_view::npos) return false;
  if (path.find("//") != std::string_view::npos) return false;
  const std::string small = lower_ascii(path);
  // A slash, backslash, dot, percent sign or control character that hides in an escape.
  for (const std::string_view hidden : {"%2f", "%5c", "%2e", "%25", "%0", "%1", "%7f"}) {
    if (small.find(hidden) != std::string::npos) return false;
  }
  const std::string closed = small + '/';
  return closed.find("/./") == std::string::npos && closed.find("/../") == std::string::npos;
}

}  // namespace yingda::net
