#include "base/media_type.hpp"

#include <algorithm>

#include "base/ascii.hpp"

namespace yingda {
namespace {

using namespace std::string_view_literals;

struct Mark {
  std::string_view bytes;
  std::string_view media_type;
};

constexpr std::array marks{
    Mark{"\xFF\xD8\xFF"sv, "image/jpeg"}, Mark{"\x89PNG\r\n\x1A\n"sv, "image/png"},
    Mark{"GIF87a"sv, "image/gif"},        Mark{"GIF89a"sv, "image/gif"},
    Mark{"%PDF-"sv, "application/pdf"},
};

// Major brands of MP4 films; pictures in the same box format have others.
constexpr std::array mp4_brands{"isom"sv, "iso2"sv, "iso3"sv, "iso4"sv, "iso5"sv,
                                "iso6"sv, "mp41"sv, "mp42"sv, "avc1"sv, "M4V "sv,
                                "MSNV"sv, "mmp4"sv, "dash"sv};

std::optional<std::string_view> film_type(std::string_view head) {
  if (head.size() < 12 || head.substr(4, 4) != "ftyp") return std::nullopt;
  const auto brand = head.substr(8, 4);
  if (brand == "qt  ") return "video/quicktime";
  if (std::ranges::find(mp4_brands, brand) != mp4_brands.end()) return "video/mp4";
  return std::nullopt;
}

bool is_webp(std::string_view head) {
  return head.starts_with("RIFF") && head.size() >= 16 && head.substr(8, 7) == "WEBPVP8";
}

bool is_text_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 ? byte != 0x7F : c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

// Bytes above ASCII may be of any encoding; old Chinese logs are no UTF-8.
bool is_plain_text(std::string_view head) {
  if (!std::ranges::all_of(head, is_text_byte)) return false;
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  const std::size_t first = head.find_first_not_of(" \t\r\n\f");
  return first != std::string_view::npos && head[first] != '<';
}

bool claims_text(std::string_view claimed) {
  const std::string type = lower_ascii(claimed.substr(0, claimed.find(';')));
  return type.substr(0, type.find_last_not_of(" \t") + 1) == "text/plain";
}

}  // namespace

std::optional<std::string_view> media_type_of(std::string_view head, std::string_view claimed) {
  for (const Mark& mark : marks) {
    if (head.starts_with(mark.bytes)) return mark.media_type;
  }
  if (is_webp(head)) return "image/webp";
  if (const auto film = film_type(head)) return film;
  if (claims_text(claimed) && is_plain_text(head)) return "text/plain";
  return std::nullopt;
}

bool is_film(std::string_view media_type) { return media_type.starts_with("video/"); }

bool is_picture(std::string_view media_type) { return media_type.starts_with("image/"); }

}  // namespace yingda
