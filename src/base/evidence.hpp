#pragma once
// An uploaded file as everybody sees it: the visitor, the desk, the work order it belongs to. The
// bytes themselves are kept by the store, under the id.

#include <cstdint>
#include <string>

namespace yingda {

struct Evidence {
  std::string id;
  std::string name;  // as the sender called it, cleaned; for display only
  std::string media_type;
  std::uint64_t size = 0;
  std::string sha256;  // of the bytes, in hexadecimal
  bool operator==(const Evidence&) const = default;
};

}  // namespace yingda
