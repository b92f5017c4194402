#include "text/file_name.hpp"

#include <catch2/catch.hpp>

#include "text/characters.hpp"

using namespace yingda::text;

TEST_CASE("a file's name is only its last part, without what deceives the eye") {
  CHECK(clean_file_name("截图 1.png") == "截图 1.png");
  CHECK(clean_file_name("../../etc/passwd") == "passwd");
  CHECK(clean_file_name("C:\\Users\\x\\shot.png") == "shot.png");
  CHECK(clean_file_name("/var/x/") == "file");
  CHECK(clean_file_name("a\r\nSet-Cookie: x.png") == "aSet-Cookie: x.png");
  CHECK(clean_file_name(std::string("a\0b.png", 7)) == "ab.png");
  CHECK(clean_file_name("x\u202Egnp.exe") == "xgnp.exe");
  CHECK(clean_file_name("\u200Ba\uFEFF.png") == "a.png");
  CHECK(clean_file_name("..hidden.png ") == "hidden.png");
  CHECK(clean_file_name("a\xFF\xFE.png") == "a.png");
  CHECK(clean_file_name("") == "file");
  CHECK(clean_file_name("...") == "file");
  CHECK(clean_file_name("<img src=x onerror=alert(1)>.png") == "<img src=x onerror=alert(1)>.png");
}

TEST_CASE("a long name is cut before its ending") {
  std::string name;
  for (int i = 0; i < 300; ++i) name += "图";
  const std::string cut = clean_file_name(name + ".jpeg");
  CHECK(characters(cut) == file_name_characters_max);
  CHECK(cut.ends_with("图.jpeg"));
  CHECK(valid_utf8(cut));
  CHECK(characters(clean_file_name("a." + name)) == file_name_characters_max);
}
