#include "base/media_type.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace yingda;
using namespace std::string_literals;

TEST_CASE("a file is what its leading bytes are, whatever it claims to be") {
  struct Row {
    std::string head;
    std::string type;
  };
  const std::vector<Row> rows{
      {"\xFF\xD8\xFF\xE0 jpeg", "image/jpeg"},
      {"\x89PNG\r\n\x1A\n rest", "image/png"},
      {"GIF89a...", "image/gif"},
      {"GIF87a/*javascript*/", "image/gif"},
      {"RIFF\x10\0\0\0WEBPVP8 "s, "image/webp"},
      {"%PDF-1.7\n", "application/pdf"},
      {"\0\0\0\x18"
       "ftypmp42\0\0\0\0"s,
       "video/mp4"},
      {"\0\0\0\x18"
       "ftypisom\0\0\0\0"s,
       "video/mp4"},
      {"\0\0\0\x14"
       "ftypqt  \0\0\0\0"s,
       "video/quicktime"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.head);
    CHECK(media_type_of(row.head, "text/html").value_or("") == row.type);
    CHECK(media_type_of(row.head, "").value_or("") == row.type);
  }
}

TEST_CASE("what a browser or a system would run is on no list") {
  for (const std::string& head :
       {"<svg xmlns=\"http://www.w3.org/2000/svg\"/>"s, "<!DOCTYPE html><script>"s, "  \r\n<html>"s,
        "\xEF\xBB\xBF<?xml version=\"1.0\"?>"s, "PK\x03\x04 zip"s,
        "\x7F"
        "ELF"s,
        "MZ\x90\0"s, "CWS\x0A\0\0 flash"s,
        "\0\0\0\x18"
        "ftypheic\0\0\0\0"s,
        "RIFF\x10\0\0\0WAVEfmt "s, "\x1F\x8B\x08 gzip"s, "\xFF\xD8\0"s, "\x89PNG\n\0"s,
        "Rar!\x1A\x07"s, ""s, " \n"s, "a\0b"s}) {
    for (const std::string claimed : {"image/png", "text/plain", "text/plain; charset=utf-8"}) {
      CAPTURE(head, claimed);
      CHECK_FALSE(media_type_of(head, claimed));
    }
  }
}

TEST_CASE("text has no mark: it must be claimed as text and look like it") {
  CHECK(media_type_of("订单 20261120001 没到账\r\n", "text/plain") == "text/plain");
  CHECK(media_type_of("log", "Text/Plain ; charset=utf-8") == "text/plain");
  CHECK(media_type_of("\xB6\xA9\xB5\xA5 in GBK", "text/plain") == "text/plain");
  CHECK_FALSE(media_type_of("alert(1)", "image/png"));
  CHECK_FALSE(media_type_of("alert(1)", "text/javascript"));
  CHECK_FALSE(media_type_of("alert(1)", ""));
  CHECK_FALSE(media_type_of("bell \x07", "text/plain"));
}

TEST_CASE("only pictures are shown in place") {
  CHECK(is_picture("image/png"));
  CHECK_FALSE(is_picture("application/pdf"));
  CHECK_FALSE(is_picture("text/plain"));
}
