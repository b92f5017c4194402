#include "base/picture_cleaner.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/cleaner_kind.hpp"

namespace yingda {
namespace {

using Kind = PictureCleaner::Kind;

// --- JPEG ---------------------------------------------------------------------------------------

constexpr std::uint8_t soi = 0xD8;
constexpr std::uint8_t eoi = 0xD9;
constexpr std::uint8_t sos = 0xDA;
constexpr std::uint8_t com = 0xFE;
constexpr std::uint16_t orientation_tag = 0x0112;
constexpr std::string_view exif_mark("Exif\0\0", 6);
constexpr std::string_view icc_mark("ICC_PROFILE\0", 12);

// Frame headers; not DHT, JPG and DAC, which lie between them.
bool is_frame(std::uint8_t marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

// 1 to 8; nullopt: it does not say. `segment`: what follows the length.
std::optional<std::uint16_t> orientation_in(std::string_view segment) {
  if (!segment.starts_with(exif_mark)) return std::nullopt;
  const auto tiff = segment.substr(exif_mark.size());
  if (tiff.size() < 8) return std::nullopt;
  const bool small_first = tiff.starts_with("II");
  if (!small_first && !tiff.starts_with("MM")) return std::nullopt;
  const auto number = [&](std::size_t at, int count) {
    return small_first ? little(tiff, at, count) : big(tiff, at, count);
  };
  const std::size_t directory = number(4, 4);
  if (directory > tiff.size() || tiff.size() - directory < 2) return std::nullopt;
  const std::size_t entries = number(directory, 2);
  for (std::size_t i = 0; i < entries; ++i) {
    const std::size_t at = directory + 2 + i * 12;
    if (at + 12 > tiff.size()) return std::nullopt;
    if (number(at, 2) != orientation_tag) continue;
    const auto value = static_cast<std::uint16_t>(number(at + 8, 2));
    if (value >= 1 && value <= 8) return value;
    return std::nullopt;
  }
  return std::nullopt;
}

// An Exif segment that says nothing else.
std::string orientation_segment(std::uint16_t orientation) {
  std::string out("\xFF\xE1\x00\x22", 4);
  out.append(exif_mark);
  out.append(std::string_view("MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 19));
  out += static_cast<char>(orientation);
  out.append(std::string_view("\0\0\0\0\0\0", 6));
  return out;
}

class Jpeg final : public Kind {
  bool step(std::string& out) override {
    if (rest(out)) return true;
    return in_scan_ ? scan(out) : segment(out);
  }

  // Picture data up to the next marker.
  bool scan(std::string& out) {
    const auto bytes = front();
    std::size_t at = bytes.find('\xFF');
    while (at != bytes.npos && at + 1 < bytes.size()) {
      const auto next = byte_at(bytes, at + 1);
      const bool data = next == 0 || next == 0xFF || (next >= 0xD0 && next <= 0xD7);
      if (!data) {
        in_scan_ = false;
        return pass(out, at);
      }
      at = bytes.find('\xFF', at + (next == 0xFF ? 1 : 2));
    }
    if (at == 0) return false;
    return pass(out, std::min(at, bytes.size()));
  }

  bool segment(std::string& out) {
    const auto bytes = front();
    if (bytes.size() < 2) return false;
    if (byte_at(bytes, 0) != 0xFF) return pass_rest(out);
    const auto marker = byte_at(bytes, 1);
    if (marker == 0xFF) return drop(1);  // padding
    if (marker == soi || (marker >= 0xD0 && marker <= 0xD7) || marker == 0x01) return pass(out, 2);
    if (marker == eoi) {
      pass(out, 2);
      return drop_rest();
    }
    if (bytes.size() < 4) return false;
    const std::size_t length = big(bytes, 2, 2);
    if (length < 2 || marker < 0xC0) return pass_rest(out);
    if (bytes.size() < 2 + length) return false;
    return take(out, marker, bytes.substr(4, length - 2), 2 + length);
  }

  bool take(std::string& out, std::uint8_t marker, std::string_view body, std::size_t size) {
    if (is_frame(marker) && body.size() >= 5) measured(big(body, 3, 2), big(body, 1, 2));
    if (marker == sos) in_scan_ = true;
    if (marker == 0xE1) {
      const auto orientation = orientation_in(body);
      if (orientation && *orientation != 1) out += orientation_segment(*orientation);
    }
    // JFIF, colours, and how Adobe's programs wrote them: the picture looks wrong without.
    const bool needed =
        marker == 0xE0 || marker == 0xEE || (marker == 0xE2 && body.starts_with(icc_mark));
    const bool extra = (marker >= 0xE0 && marker <= 0xEF) || marker == com;
    return extra && !needed ? drop(size) : pass(out, size);
  }

  bool in_scan_ = false;
};

// --- PNG ----------------------------------------------------------------------------------------

constexpr std::size_t png_signature = 8;
constexpr std::array<std::string_view, 5> told_in_png{"eXIf", "tEXt", "zTXt", "iTXt", "tIME"};

class Png final : public Kind {
  bool step(std::string& out) override {
    if (rest(out)) return true;
    const auto bytes = front();
    if (left_ > 0) return go_on(out);
    if (!begun_) {
      if (bytes.size() < png_signature) return false;
      begun_ = true;
      return pass(out, png_signature);
    }
    if (ended_) return drop_rest();
    if (bytes.size() < 16) return bytes.size() >= 12 && is_end(bytes) && begin(out, bytes);
    return begin(out, bytes);
  }

  static bool is_end(std::string_view bytes) { return bytes.substr(4, 4) == "IEND"; }

  bool begin(std::string& out, std::string_view bytes) {
    const auto type = bytes.substr(4, 4);
    const bool named = std::ranges::all_of(
        type, [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); });
    const std::uint32_t length = big(bytes, 0, 4);
    if (!named || length > 0x7FFFFFFF || (first_ && type != "IHDR")) return pass_rest(out);
    if (first_) {
      if (bytes.size() < 16) return false;
      measured(big(bytes, 8, 4), big(bytes, 12, 4));
    }
    first_ = false;
    left_ = std::uint64_t{length} + 12;
    dropping_ = std::ranges::find(told_in_png, type) != told_in_png.end();
    ended_ = type == "IEND";
    return go_on(out);
  }

  bool go_on(std::string& out) {
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(left_, front().size()));
    left_ -= count;
    return dropping_ ? drop(count) : pass(out, count);
  }

  bool begun_ = false;
  bool first_ = true;
  bool ended_ = false;
  bool dropping_ = false;
  std::uint64_t left_ = 0;  // of the chunk that is passing
};

// --- WebP ---------------------------------------------------------------------------------------

// The file says its size first, so nothing is taken out: what is told becomes zeros of no meaning.
class Webp final : public Kind {
  bool step(std::string& out) override {
    if (rest(out)) return true;
    const auto bytes = front();
    if (left_ > 0) return go_on(out);
    if (!begun_) {
      if (bytes.size() < 12) return false;
      begun_ = true;
      file_left_ = std::uint64_t{little(bytes, 4, 4)} + 8 - 12;
      return pass(out, 12);
    }
    if (file_left_ < 8) return drop_rest();
    if (bytes.size() < std::min<std::uint64_t>(18, file_left_)) return false;
    return begin(out, bytes);
  }

  bool begin(std::string& out, std::string_view bytes) {
    const auto type = bytes.substr(0, 4);
    const std::uint64_t size = little(bytes, 4, 4);
    left_ = std::min(file_left_, 8 + size + (size & 1));
    file_left_ -= left_;
    blanking_ = type == "EXIF" || type == "XMP ";
    const bool whole = bytes.size() >= 18;
    if (whole && type == "VP8X") return begin_extended(out, bytes);
    if (whole && type == "VP8L") {
      const auto packed = little(bytes, 9, 4);
      measured((packed & 0x3FFF) + 1, ((packed >> 14) & 0x3FFF) + 1);
    }
    if (whole && type == "VP8 ") {
      measured(little(bytes, 14, 2) & 0x3FFF, little(bytes, 16, 2) & 0x3FFF);
    }
    if (!blanking_) return go_on(out);
    out += "JUNK";
    out.append(bytes.substr(4, 4));
    left_ -= 8;
    return drop(8);
  }

  // Says in its first byte that there is Exif and XMP.
  bool begin_extended(std::string& out, std::string_view bytes) {
    measured(little(bytes, 12, 3) + 1, little(bytes, 15, 3) + 1);
    out.append(bytes.substr(0, 8));
    out += static_cast<char>(byte_at(bytes, 8) & 0xF3);
    left_ -= std::min<std::uint64_t>(left_, 9);
    return drop(9);
  }

  bool go_on(std::string& out) {
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(left_, front().size()));
    left_ -= count;
    if (!blanking_) return pass(out, count);
    out.append(count, '\0');
    return drop(count);
  }

  bool begun_ = false;
  bool blanking_ = false;
  std::uint64_t left_ = 0;       // of the chunk that is passing
  std::uint64_t file_left_ = 0;  // after that chunk
};

class Gif final : public Kind {
  bool step(std::string& out) override {
    if (rest(out)) return true;
    const auto bytes = front();
    if (bytes.size() < 10) return false;
    measured(little(bytes, 6, 2), little(bytes, 8, 2));
    return pass_rest(out);
  }
};

class Anything final : public Kind {
  bool step(std::string& out) override { return pass_rest(out); }
};

std::unique_ptr<Kind> kind_of(std::string_view media_type) {
  if (media_type == "image/jpeg") return std::make_unique<Jpeg>();
  if (media_type == "image/png") return std::make_unique<Png>();
  if (media_type == "image/webp") return std::make_unique<Webp>();
  if (media_type == "image/gif") return std::make_unique<Gif>();
  if (media_type.starts_with("video/")) return film_reader();
  return std::make_unique<Anything>();
}

}  // namespace

PictureCleaner::PictureCleaner(std::string_view media_type) : kind_(kind_of(media_type)) {}
PictureCleaner::~PictureCleaner() = default;
std::string PictureCleaner::feed(std::string_view bytes) { return kind_->feed(bytes); }
std::string PictureCleaner::finish() { return kind_->finish(); }
bool PictureCleaner::too_large() const { return kind_->too_large(); }

}  // namespace yingda
