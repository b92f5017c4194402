#include "base/picture_cleaner.hpp"

#include <catch2/catch.hpp>

using namespace yingda;

namespace {

std::string raw(std::initializer_list<int> bytes) {
  std::string out;
  for (const int byte : bytes) out += static_cast<char>(byte);
  return out;
}

std::string segment(int marker, const std::string& body) {
  const auto length = body.size() + 2;
  return raw({0xFF, marker, static_cast<int>(length >> 8), static_cast<int>(length & 255)}) + body;
}

std::string big4(std::uint32_t value) {
  return raw({static_cast<int>(value >> 24), static_cast<int>((value >> 16) & 255),
              static_cast<int>((value >> 8) & 255), static_cast<int>(value & 255)});
}
std::string little4(std::uint32_t value) {
  const auto big = big4(value);
  return {big.rbegin(), big.rend()};
}

std::string exif(int orientation) {
  return std::string("Exif\0\0II\x2A\0\x08\0\0\0\x02\0", 16) +
         std::string("\x25\x88\x04\0\x01\0\0\0GPS!", 12) +
         std::string("\x12\x01\x03\0\x01\0\0\0", 8) + raw({orientation, 0, 0, 0}) +
         std::string("\0\0\0\0", 4) + "canary: 31.2304 N";
}

std::string frame(int width, int height) {
  return segment(0xC2, raw({8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 17, 0}));
}

// Two scans, with bytes that look like markers in them, and something after its end.
std::string jpeg(int orientation = 6, int width = 640, int height = 480) {
  return raw({0xFF, 0xD8}) + segment(0xE0, "JFIF") + segment(0xE1, exif(orientation)) +
         segment(0xE1, "http://ns.adobe.com/xap canary") + segment(0xED, "Photoshop canary") +
         segment(0xFE, "canary") + segment(0xE2, std::string("ICC_PROFILE\0colours", 19)) +
         segment(0xE2, "MPF canary") + frame(width, height) + segment(0xDA, "s1") +
         raw({1, 2, 0xFF, 0, 0xE1, 0xFF, 0xD3, 9}) + segment(0xC4, "huff") + segment(0xDA, "s2") +
         raw({3, 0xFF, 0xFF, 0xD9}) + "canary after the end";
}

std::string chunk(const std::string& type, const std::string& body) {
  return big4(static_cast<std::uint32_t>(body.size())) + type + body + "CRC4";
}
std::string png(std::uint32_t width = 10, std::uint32_t height = 10) {
  return raw({0x89, 'P', 'N', 'G', 13, 10, 26, 10}) +
         chunk("IHDR", big4(width) + big4(height) + "12345") + chunk("tEXt", "canary") +
         chunk("eXIf", "canary") + chunk("IDAT", std::string(1000, 'p')) +
         chunk("iTXt", "XML:com.adobe.xmp canary") + chunk("IDAT", "") + chunk("IEND", "") +
         "canary after the end";
}

std::string part(const std::string& type, const std::string& body) {
  return type + little4(static_cast<std::uint32_t>(body.size())) + body +
         std::string(body.size() % 2, '\0');
}
std::string webp() {
  const std::string parts = part("VP8X", raw({0x2C, 0, 0, 0, 0x7F, 2, 0, 0xDF, 1, 0})) +
                            part("VP8L", "/" + std::string(9, '\0') + "pixels") +
                            part("EXIF", "canary of 1") + part("XMP ", "canary");
  return "RIFF" + little4(static_cast<std::uint32_t>(parts.size() + 4)) + "WEBP" + parts;
}

// In pieces of that size.
std::string cleaned(const std::string& type, const std::string& bytes,
                    std::size_t piece = 100'000) {
  PictureCleaner cleaner(type);
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += piece)
    out += cleaner.feed(bytes.substr(at, piece));
  return out + cleaner.finish();
}

bool too_large(const std::string& type, const std::string& bytes) {
  PictureCleaner cleaner(type);
  cleaner.feed(bytes);
  return cleaner.too_large();
}

}  // namespace

TEST_CASE("a JPEG keeps its picture, colours and orientation, and loses what it tells") {
  const auto out = cleaned("image/jpeg", jpeg());
  CHECK(out.find("canary") == out.npos);
  CHECK(out.find("GPS!") == out.npos);
  CHECK(out.find("colours") != out.npos);
  CHECK(out.find("JFIF") != out.npos);
  CHECK(out.find("huff") != out.npos);
  CHECK(out.ends_with(raw({0xFF, 0xD9})));
  CHECK(out.find(raw({1, 2, 0xFF, 0, 0xE1, 0xFF, 0xD3, 9})) != out.npos);
  // What is left of Exif says orientation 6, in a form that its own reader finds again.
  CHECK(cleaned("image/jpeg", out) == out);
  CHECK(out.find(raw({1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6})) != out.npos);
  CHECK(cleaned("image/jpeg", jpeg(1)).find("Exif") == out.npos);
}

TEST_CASE("PNG and WebP lose it, too") {
  const auto clean = cleaned("image/png", png());
  CHECK(clean.find("canary") == clean.npos);
  CHECK(clean.find(std::string(1000, 'p')) != clean.npos);
  CHECK(clean.ends_with("IENDCRC4"));
  const auto out = cleaned("image/webp", webp());
  CHECK(out.size() == webp().size());
  CHECK(out.find("canary") == out.npos);
  CHECK(out.find("EXIF") == out.npos);
  CHECK(out[20] == 0x20);
  CHECK(out.find("pixels") != out.npos);
}

TEST_CASE("the size of the pieces changes nothing") {
  for (const std::size_t piece : {1U, 2U, 3U, 7U, 64U}) {
    CHECK(cleaned("image/jpeg", jpeg(), piece) == cleaned("image/jpeg", jpeg()));
    CHECK(cleaned("image/png", png(), piece) == cleaned("image/png", png()));
    CHECK(cleaned("image/webp", webp(), piece) == cleaned("image/webp", webp()));
  }
}

TEST_CASE("what would need absurd memory is told, by what it says of itself") {
  CHECK_FALSE(too_large("image/jpeg", jpeg(1, 8000, 6000)));
  CHECK(too_large("image/jpeg", jpeg(1, 8000, 6500)));
  CHECK(too_large("image/jpeg", jpeg(1, 20'001, 1)));
  CHECK(too_large("image/png", png(65'000, 65'000)));
  CHECK(too_large("image/png", png(0xFFFFFFFF, 0xFFFFFFFF)));
  CHECK_FALSE(too_large("image/webp", webp()));
  CHECK(too_large("image/gif", "GIF89a" + raw({0xFF, 0xFF, 0xFF, 0xFF})));
  CHECK_FALSE(too_large("application/pdf", png(65'000, 65'000)));
}

TEST_CASE("what has not the structure of its kind passes as it is; nothing hangs or grows") {
  const std::string odd = raw({0x89, 'P', 'N', 'G', 13, 10, 26, 10}) + std::string(500, 7);
  CHECK(cleaned("image/png", odd, 9) == odd);
  CHECK(cleaned("image/jpeg", raw({0xFF, 0xD8, 0xFF, 0xE0, 0, 1}) + "x") ==
        raw({0xFF, 0xD8, 0xFF, 0xE0, 0, 1}) + "x");
  CHECK(cleaned("text/plain", "Exif canary") == "Exif canary");
  const auto whole = jpeg();
  for (std::size_t end = 0; end < whole.size(); ++end) {
    CHECK(cleaned("image/jpeg", whole.substr(0, end)).size() <= end);
  }
  std::string comments = raw({0xFF, 0xD8});
  for (int i = 0; i < 200'000; ++i) comments += raw({0xFF, 0xFE, 0, 2});
  CHECK(cleaned("image/jpeg", comments).size() == 2);
  auto looping = exif(6);
  looping[10] = static_cast<char>(0xFF);  // the directory lies outside
  CHECK(cleaned("image/jpeg", raw({0xFF, 0xD8}) + segment(0xE1, looping)).size() == 2);
}
