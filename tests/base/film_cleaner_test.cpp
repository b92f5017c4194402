#include <catch2/catch.hpp>

#include "base/picture_cleaner.hpp"

using namespace yingda;

namespace {

std::string big_endian(std::uint64_t value, int bytes) {
  std::string out;
  for (int i = bytes; i-- > 0;) out += static_cast<char>((value >> (8 * i)) & 255);
  return out;
}

std::string film_box(const std::string& type, const std::string& body) {
  return big_endian(body.size() + 8, 4) + type + body;
}
std::string long_film_box(const std::string& type, const std::string& body) {
  return big_endian(1, 4) + type + big_endian(body.size() + 16, 8) + body;
}

// As telephones write it: the place twice, behind the pictures that it must not move.
std::string film() {
  return film_box("ftyp", "qt  \0\0\0\0") + film_box("uuid", "XMP canary") + film_box("wide", "") +
         long_film_box("mdat", "pictures udta and sound") +
         film_box("moov",
                  film_box("mvhd", "header") +
                      film_box("trak", film_box("tkhd", "turned") + film_box("meta", "canary") +
                                           film_box("mdia", film_box("mdhd", "h") +
                                                                film_box("udta", "canary")) +
                                           std::string("\0\0\0\0", 4)) +
                      film_box("udta", film_box("\xA9xyz", "+31.2304+121.4737/ canary")) +
                      long_film_box("meta", "com.apple.quicktime.location canary") +
                      film_box("mvex", "last"));
}

std::string film_cleaned(const std::string& bytes, std::size_t piece = 1000) {
  PictureCleaner cleaner("video/quicktime");
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    out += cleaner.feed(std::string_view(bytes).substr(at, piece));
  }
  return out + cleaner.finish();
}

}  // namespace

TEST_CASE("a film loses place and device, and nothing in it moves") {
  const auto out = film_cleaned(film());
  CHECK(out.find("canary") == out.npos);
  CHECK(out.find("xyz") == out.npos);
  REQUIRE(out.size() == film().size());
  for (const std::string kept : {"pictures udta and sound", "header", "turned", "mdhd", "mvex"}) {
    CHECK(out.find(kept) == film().find(kept));
  }
  CHECK(film_cleaned(out) == out);
  for (const std::size_t piece : {1U, 2U, 3U, 7U, 64U}) CHECK(film_cleaned(film(), piece) == out);
}

TEST_CASE("a box that goes on to the end of the film is blanked to its end") {
  const auto out = film_cleaned(film_box("ftyp", "isom") + big_endian(0, 4) + "udta" + "canary");
  CHECK(out.find("canary") == out.npos);
  CHECK(film_cleaned(big_endian(0, 4) + "mdat" + "pictures").ends_with("pictures"));
}

TEST_CASE("a box that says more than its parent has room for ends with it") {
  const auto lying =
      film_box("moov", big_endian(0xFFFFFFFF, 4) + "udta" + "canary") + film_box("mdat", "kept");
  const auto out = film_cleaned(lying);
  CHECK(out.find("canary") == out.npos);
  CHECK(out.ends_with("kept"));
}

TEST_CASE("hostile films neither hang nor grow") {
  std::string nested;
  for (int i = 0; i < 100'000; ++i) nested += big_endian(0xFFFFFFFF, 4) + "moov";
  CHECK(film_cleaned(nested) == nested);
  std::string empty;
  for (int i = 0; i < 100'000; ++i) empty += film_box("udta", "");
  CHECK(film_cleaned(empty).size() == empty.size());
  CHECK(film_cleaned(big_endian(7, 4) + "moov" + "x") == big_endian(7, 4) + "moov" + "x");
  const std::string huge = big_endian(1, 4) + "moov" + std::string(8, static_cast<char>(0xFF));
  CHECK(film_cleaned(huge + film_box("udta", "canary")).find("canary") == std::string::npos);
  for (std::size_t end = 0; end < film().size(); ++end) {
    CHECK(film_cleaned(film().substr(0, end)).size() <= end);
  }
}
