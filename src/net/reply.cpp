#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

#include "gateway/evidence_vault.hpp"
#include "net/http_message.hpp"

namespace yingda::net {
namespace {

struct StatusText {
  int status;
  std::string_view text;
};

constexpr std::array status_texts{
    StatusText{200, "OK"},
    StatusText{201, "Created"},
    StatusText{204, "No Content"},
    StatusText{206, "Partial Content"},
    StatusText{303, "See Other"},
    StatusText{304, "Not Modified"},
    StatusText{400, "Bad Request"},
    StatusText{401, "Unauthorized"},
    StatusText{403, "Forbidden"},
    StatusText{404, "Not Found"},
    StatusText{405, "Method Not Allowed"},
    StatusText{408, "Request Timeout"},
    StatusText{409, "Conflict"},
    StatusText{411, "Length Required"},
    StatusText{413, "Content Too Large"},
    StatusText{414, "URI Too Long"},
    StatusText{415, "Unsupported Media Type"},
    StatusText{416, "Range Not Satisfiable"},
    StatusText{417, "Expectation Failed"},
    StatusText{421, "Misdirected Request"},
    StatusText{426, "Upgrade Required"},
    StatusText{429, "Too Many Requests"},
    StatusText{431, "Request Header Fields Too Large"},
    StatusText{500, "Internal Server Error"},
    StatusText{503, "Service Unavailable"},
    StatusText{505, "HTTP Version Not Supported"},
};

std::string_view text_of(int status) {
  const auto* found = std::find_if(status_texts.begin(), status_texts.end(),
                                   [&](const StatusText& each) { return each.status == status; });
  return found == status_texts.end() ? "Status" : found->text;
}

struct Mapped {
  int status;
  std::string_view slug;
};

Mapped mapped(ErrorCode code) {
  switch (code) {
    case ErrorCode::bad_frame:
      return {400, "bad-request"};
    case ErrorCode::invalid:
      return {400, "invalid"};
    case ErrorCode::too_large:
      return {413, "too-large"};
    case ErrorCode::unauthorized:
      return {401, "unauthorized"};
    case ErrorCode::forbidden:
      return {403, "forbidden"};
    case ErrorCode::rate_limited:
      return {429, "rate-limited"};
    case ErrorCode::overloaded:
      return {503, "overloaded"};
    case ErrorCode::unavailable:
      return {503, "unavailable"};
    case ErrorCode::not_found:
      return {404, "not-found"};
    case ErrorCode::conflict:
      return {409, "conflict"};
    case ErrorCode::internal:
      return {500, "internal"};
  }
  return {500, "internal"};
}

void append_field(std::string& head, std::string_view name, std::string_view value) {
  head.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

std::uint64_t Reply::length() const { return file ? file->size() : content().size(); }

bool Reply::has(std::string_view name) const {
  return std::any_of(fields.begin(), fields.end(),
                     [&](const auto& field) { return equal_without_case(field.first, name); });
}

std::string quote_json(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted.push_back('\\');
    if (static_cast<unsigned char>(c) < 0x20) {
      std::array<char, 8> escape{};
      std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(c));
      quoted.append(escape.data());
    } else {
      quoted.push_back(c);
    }
  }
  return quoted + '"';
}

Reply problem(int status, std::string_view slug, std::string_view detail) {
  Reply reply;
  reply.status = status;
  reply.fields = {{"Content-Type", "application/problem+json"}, {"Cache-Control", "no-store"}};
  reply.body = "{\"type\":" + quote_json("/problems/" + std::string(slug)) +
               ",\"title\":" + quote_json(text_of(status)) +
               ",\"status\":" + std::to_string(status) + ",\"detail\":" + quote_json(detail) +
               "}\n";
  if (status == 429) reply.fields.emplace_back("Retry-After", "60");
  if (status == 503) reply.fields.emplace_back("Retry-After", "2");
  if (status == 401) reply.fields.emplace_back("WWW-Authenticate", "Bearer");
  return reply;
}

Reply problem(const Error& error) {
  const Mapped known = mapped(error.code);
  // What went wrong inside is for our log, not for strangers.
  const bool inside = error.code == ErrorCode::internal;
  return problem(known.status, known.slug, inside ? "Something went wrong here." : error.detail);
}

std::pair<std::string, std::string> retry_after(TimeSpan wait) {
  return {"Retry-After", std::to_string(std::max<std::int64_t>(
                             1, std::chrono::ceil<std::chrono::seconds>(wait).count()))};
}

Reply rate_limited(std::string_view detail, TimeSpan wait) {
  Reply reply = problem(429, "rate-limited", detail);
  std::erase_if(reply.fields, [](const auto& field) { return field.first == "Retry-After"; });
  reply.fields.push_back(retry_after(wait));
  return reply;
}

Reply json(std::string body) {
  Reply reply;
  reply.fields = {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}};
  reply.body = std::move(body);
  return reply;
}

Reply no_content() {
  Reply reply;
  reply.status = 204;
  reply.fields = {{"Cache-Control", "no-store"}};
  return reply;
}

std::string head_of(const Reply& reply, bool https, bool keep_alive, std::string_view date) {
  std::string head = "HTTP/1.1 " + std::to_string(reply.status) + " ";
  head.append(text_of(reply.status)).append("\r\n");
  for (const auto& [name, value] : reply.fields) append_field(head, name, value);
  if (!date.empty()) append_field(head, "Date", date);
  if (reply.stream) {
    append_field(head, "Transfer-Encoding", "chunked");
  } else if (reply.status != 204 && reply.status != 304) {
    append_field(head, "Content-Length", std::to_string(reply.length()));
  }
  append_field(head, "Connection", keep_alive ? "keep-alive" : "close");
  append_field(head, "X-Content-Type-Options", "nosniff");
  if (!reply.has("Referrer-Policy")) append_field(head, "Referrer-Policy", "no-referrer");
  append_field(head, "Permissions-Policy",
               "camera=(), microphone=(), geolocation=(), payment=(), usb=()");
  if (!reply.has("Content-Security-Policy")) {
    append_field(head, "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  }
  if (!reply.has("Cross-Origin-Resource-Policy")) {
    append_field(head, "Cross-Origin-Resource-Policy", "same-origin");
  }
  if (https) append_field(head, "Strict-Transport-Security", "max-age=31536000");
  return head.append("\r\n");
}

std::string http_date(long long unix_seconds) {
  using namespace std::chrono;
  constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const sys_seconds at{seconds(unix_seconds)};
  const sys_days day = floor<std::chrono::days>(at);
  const year_month_day date{day};
  const hh_mm_ss time{at - day};
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT",
                days.at(weekday(day).c_encoding()), static_cast<unsigned>(date.day()),
                months.at(static_cast<unsigned>(date.month()) - 1), static_cast<int>(date.year()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()));
  return text.data();
}

}  // namespace yingda::net
