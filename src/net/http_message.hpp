#pragma once
// Requests and replies as plain values: everything that decides what to answer works on these and
// knows neither sockets nor a parser.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"

namespace yingda::gateway {
class OutgoingBytes;
class OutgoingFile;
}  // namespace yingda::gateway

namespace yingda::net {

using Fields = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method;
  std::string target;  // as it was sent
  int version = 11;    // 10 or 11
  Fields fields;
  std::string body;
  std::string client;        // the address, behind trusted proxies the one they name
  std::string client_group;  // what limits count by: the address, or its /64
  bool https = false;        // how the client reached us
  bool admin = false;        // came in by the admin listener

  std::string_view path() const;
  std::string_view query() const;  // without '?'
  // The value of a field, names compared without case; empty when absent.
  std::string_view field(std::string_view name) const;
  bool has(std::string_view name) const;
  std::size_t count(std::string_view name) const;
  // Elements of all fields of that name, split at commas and trimmed.
  std::vector<std::string_view> list(std::string_view name) const;
  // A query parameter, percent-decoded; nullopt when absent.
  std::optional<std::string> parameter(std::string_view name) const;
  std::string_view cookie(std::string_view name) const;
  // "zh-CN" or "en": what `?lang=` or else the browser asks for. For pages without scripts.
  std::string page_locale() const;
  // Whether the body is of that type, whatever its parameters.
  bool has_media_type(std::string_view type) const;
  // What follows "Bearer " in Authorization; empty when there is none.
  std::string_view bearer() const;
};

// Bytes that are not held in memory: gateway/evidence_vault.hpp.
using ReplyFile = std::shared_ptr<gateway::OutgoingFile>;
using ReplyStream = std::shared_ptr<gateway::OutgoingBytes>;

struct Reply {
  int status = 200;
  Fields fields;
  std::string body;
  std::string_view asset;  // sent instead of `body` when not empty; lives as long as the program
  ReplyFile file;          // sent instead of both when set
  ReplyStream stream;      // the same, when nobody knows how much it will be
  bool close = false;      // end the connection after this

  std::string_view content() const { return asset.empty() ? std::string_view(body) : asset; }
  std::uint64_t length() const;
  bool has(std::string_view name) const;
};

// RFC 9457. `slug` is stable: clients compare it.
Reply problem(int status, std::string_view slug, std::string_view detail);
Reply problem(const Error& error);
// 429, with the time after which it makes sense to come again.
Reply rate_limited(std::string_view detail, TimeSpan wait);
std::pair<std::string, std::string> retry_after(TimeSpan wait);
Reply json(std::string body);
Reply no_content();

// Status line and fields, with the security fields every reply carries. `date` may be empty.
std::string head_of(const Reply& reply, bool https, bool keep_alive, std::string_view date);
// "Sat, 21 Nov 2026 08:05:00 GMT"
std::string http_date(long long unix_seconds);

bool equal_without_case(std::string_view left, std::string_view right);
std::string_view trim(std::string_view text);
std::string quote_json(std::string_view text);

}  // namespace yingda::net
