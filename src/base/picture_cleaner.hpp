#pragma once
// Takes out of a picture or a film, while it passes, what cameras and programs write into it beside
// the picture: place, time, device, names, thumbnails (Exif, XMP, IPTC, comments, text chunks; the
// user data and metadata boxes of MP4 and QuickTime), and what follows a picture's end. How a JPEG
// is to be turned stays, and so do a film's tracks: one that records places is a track like others.
// Reads structure only, decodes nothing; what does not have the structure of its kind passes as it
// is.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace yingda {

// What decoding would need so much memory for that nobody should try.
inline constexpr std::uint64_t picture_pixels_max = 50'000'000;
inline constexpr std::uint64_t picture_side_max = 20'000;

class PictureCleaner {
 public:
  // `media_type` as media_type_of() has it; other kinds pass as they are.
  explicit PictureCleaner(std::string_view media_type);
  ~PictureCleaner();

  // The next bytes of the file; returns what is to be kept of those so far, perhaps later.
  std::string feed(std::string_view bytes);
  // What is still held back.
  std::string finish();
  // Its dimensions, as it says itself, are beyond the limits above.
  bool too_large() const;

  class Kind;

 private:
  std::unique_ptr<Kind> kind_;
};

}  // namespace yingda
