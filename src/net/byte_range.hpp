#pragma once
// A part of a file (RFC 9110, 14): players ask for the part that they show.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace yingda::net {

struct Request;

struct ByteRange {
  std::uint64_t first = 0;
  std::uint64_t count = 0;  // 0: the file has nothing there

  // For Content-Range: "bytes 0-9/100", or "bytes */100" without a part.
  std::string text(std::uint64_t size) const;
};

// The one part that is asked for of `size` bytes that are called `etag`; nullopt: all of it, as for
// requests with several parts, other units, or of another version of the file.
std::optional<ByteRange> range_of(const Request& request, std::uint64_t size,
                                  std::string_view etag);

}  // namespace yingda::net
