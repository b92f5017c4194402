#include "dossier/zip_directory.hpp"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <map>

namespace yingda::dossier {
namespace {

// The parts of APPNOTE 6.3.3, section 4.3, by their fixed sizes, signature included.
constexpr std::uint64_t end_bytes = 22;
constexpr std::uint64_t wide_locator_bytes = 20;
constexpr std::uint64_t wide_end_bytes = 56;
constexpr std::uint64_t entry_bytes = 46;
constexpr std::uint64_t directory_bytes_max = 16ULL * 1024 * 1024;
constexpr std::uint64_t narrow_max = 0xFFFFFFFF;  // the value is in the 64-bit field
constexpr std::uint64_t wide_field = 1;

std::uint64_t little_endian(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint64_t out = 0;
  for (std::size_t i = count; i-- > 0;) {
    out = out << 8U | static_cast<unsigned char>(bytes.at(at + i));
  }
  return out;
}

class Bytes {
 public:
  explicit Bytes(const std::filesystem::path& file) : in_(file, std::ios::binary) {
    in_.seekg(0, std::ios::end);
    size_ = in_ ? static_cast<std::uint64_t>(in_.tellg()) : 0;
  }
  std::uint64_t size() const { return size_; }
  // Empty unless all of it is there and begins with `mark`.
  std::string part(std::uint64_t at, std::uint64_t count, std::string_view mark) {
    if (at > size_ || count > size_ - at) return {};
    std::string out(count, '\0');
    in_.seekg(static_cast<std::streamoff>(at));
    in_.read(out.data(), static_cast<std::streamsize>(count));
    return in_ && out.starts_with(mark) ? out : std::string();
  }

 private:
  std::ifstream in_;
  std::uint64_t size_ = 0;
};

struct Place {
  std::uint64_t at = 0;
  std::uint64_t bytes = 0;
};

// Where the directory is: right before the parts that say so.
std::optional<Place> place_of(Bytes& file) {
  if (file.size() < end_bytes) return std::nullopt;
  std::uint64_t after = file.size() - end_bytes;
  const auto end = file.part(after, end_bytes, "PK\5\6");
  if (end.empty()) return std::nullopt;
  Place out{little_endian(end, 16, 4), little_endian(end, 12, 4)};
  if (out.at == narrow_max || out.bytes == narrow_max || little_endian(end, 10, 2) == 0xFFFF) {
    if (after < wide_locator_bytes + wide_end_bytes) return std::nullopt;
    after -= wide_locator_bytes + wide_end_bytes;
    const auto wide = file.part(after, wide_end_bytes, "PK\6\6");
    if (wide.empty()) return std::nullopt;
    out = {little_endian(wide, 48, 8), little_endian(wide, 40, 8)};
  }
  const bool fits =
      out.bytes <= directory_bytes_max && out.at <= after && after - out.at == out.bytes;
  return fits ? std::optional(out) : std::nullopt;
}

// Where the file lies: in the entry, or in its 64-bit field behind the sizes that are there, too.
std::optional<std::uint64_t> offset_of(std::string_view entry, std::string_view extra) {
  const auto offset = little_endian(entry, 42, 4);
  if (offset != narrow_max) return offset;
  std::size_t before = 0;
  for (const std::size_t size : {24U, 20U}) {
    if (little_endian(entry, size, 4) == narrow_max) before += 8;
  }
  while (extra.size() >= 4) {
    const auto length = static_cast<std::size_t>(little_endian(extra, 2, 2));
    if (length > extra.size() - 4) return std::nullopt;
    if (little_endian(extra, 0, 2) == wide_field) {
      if (length < before + 8) return std::nullopt;
      return little_endian(extra, 4 + before, 8);
    }
    extra.remove_prefix(4 + length);
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::vector<std::string>> directory_names(const std::filesystem::path& path) {
  Bytes file(path);
  const auto place = place_of(file);
  if (!place || file.part(0, 4, "PK\3\4").empty()) return std::nullopt;
  const std::string all = file.part(place->at, place->bytes, "PK\1\2");
  std::string_view left = all;
  std::map<std::uint64_t, std::string> names;
  while (!left.empty()) {
    if (left.size() < entry_bytes || !left.starts_with("PK\1\2")) return std::nullopt;
    const auto name = static_cast<std::size_t>(little_endian(left, 28, 2));
    const auto extra = static_cast<std::size_t>(little_endian(left, 30, 2));
    const auto comment = static_cast<std::size_t>(little_endian(left, 32, 2));
    if (left.size() - entry_bytes < name + extra + comment) return std::nullopt;
    const auto offset = offset_of(left, left.substr(entry_bytes + name, extra));
    if (!offset || !names.emplace(*offset, left.substr(entry_bytes, name)).second) {
      return std::nullopt;
    }
    left.remove_prefix(entry_bytes + name + extra + comment);
  }
  if (names.empty() || names.begin()->first != 0) return std::nullopt;
  std::vector<std::string> out;
  for (auto& [offset, each] : names) out.push_back(std::move(each));
  return out;
}

}  // namespace yingda::dossier
