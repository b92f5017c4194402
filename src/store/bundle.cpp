#include "store/bundle.hpp"

#include <algorithm>
#include <charconv>

namespace yingda::store {
namespace {

constexpr std::string_view head = "yingda-files 1\n";
constexpr std::size_t path_bytes_max = 512;

}  // namespace

bool safe_path(std::string_view path) {
  if (path.empty() || path.size() > path_bytes_max) return false;
  if (std::ranges::any_of(path, [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == '\\';
      })) {
    return false;
  }
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    if (end == begin || path[begin] == '.') return false;
    begin = end + 1;
  }
  return true;
}

std::string write_bundle(const Files& files) {
  std::string out(head);
  for (const auto& [path, bytes] : files) {
    out += path + ' ' + std::to_string(bytes.size()) + '\n' + bytes;
  }
  return out;
}

std::optional<Files> read_bundle(std::string_view blob) {
  if (!blob.starts_with(head)) return std::nullopt;
  blob.remove_prefix(head.size());
  Files out;
  while (!blob.empty()) {
    const auto line = blob.substr(0, blob.find('\n'));
    const auto space = line.rfind(' ');
    if (line.size() == blob.size() || space == std::string_view::npos) return std::nullopt;
    std::size_t size = 0;
    const auto [end, bad] =
        std::from_chars(line.data() + space + 1, line.data() + line.size(), size);
    if (bad != std::errc() || end != line.data() + line.size()) return std::nullopt;
    blob.remove_prefix(line.size() + 1);
    if (size > blob.size()) return std::nullopt;
    out.emplace(line.substr(0, space), blob.substr(0, size));
    blob.remove_prefix(size);
  }
  return out;
}

}  // namespace yingda::store
