#include "net/byte_range.hpp"

#include <algorithm>
#include <charconv>

#include "net/http_message.hpp"

namespace yingda::net {
namespace {

constexpr std::string_view unit = "bytes=";

std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// "-n": the last n.
std::optional<ByteRange> last_bytes(std::string_view number, std::uint64_t size) {
  const auto count = whole_number(number);
  if (!count) return std::nullopt;
  const std::uint64_t most = std::min(*count, size);
  return ByteRange{size - most, most};
}

}  // namespace

std::string ByteRange::text(std::uint64_t size) const {
  const std::string part =
      count == 0 ? "*" : std::to_string(first) + '-' + std::to_string(first + count - 1);
  return "bytes " + part + '/' + std::to_string(size);
}

std::optional<ByteRange> range_of(const Request& request, std::uint64_t size,
                                  std::string_view etag) {
  if (request.method != "GET" || request.count("Range") != 1) return std::nullopt;
  if (request.has("If-Range") && request.field("If-Range") != etag) return std::nullopt;
  std::string_view asked = request.field("Range");
  if (!asked.starts_with(unit)) return std::nullopt;
  asked.remove_prefix(unit.size());
  const std::size_t dash = asked.find('-');
  if (dash == asked.npos) return std::nullopt;
  const std::string_view from = asked.substr(0, dash);
  const std::string_view to = asked.substr(dash + 1);
  if (from.empty()) return last_bytes(to, size);
  const auto first = whole_number(from);
  const auto last =
      to.empty() ? std::optional(std::max(size, first.value_or(0))) : whole_number(to);
  if (!first || !last || *last < *first) return std::nullopt;
  if (*first >= size) return ByteRange{};
  return ByteRange{*first, std::min(*last, size - 1) - *first + 1};
}

}  // namespace yingda::net
