#include "dossier/zip_reader.hpp"

#include "world.hpp"

using namespace yingda;
using namespace yingda::dossier;
using namespace yingda::dossier::test;
using Catch::Matchers::Contains;

namespace {

// What is wrong with the ZIP, one line each.
std::string refusal_of(const std::string& bytes) {
  const ZipFile file(bytes);
  const auto read = read_zip(file.path);
  if (!read) return read.error().detail;
  std::string out;
  for (const auto& fault : read->faults) out += fault + "\n";
  return out;
}

// A ZIP as the tools of others write it: compressed.
std::string deflated(const Files& files) {
  std::string out(16 * 1024 * 1024, '\0');
  std::size_t used = 0;
  archive* zip = archive_write_new();
  archive_write_set_format_zip(zip);
  archive_write_zip_set_compression_deflate(zip);
  REQUIRE(archive_write_open_memory(zip, out.data(), out.size(), &used) == ARCHIVE_OK);
  for (const auto& [name, bytes] : files) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(bytes.size()));
    archive_entry_set_filetype(entry, name.ends_with('/') ? AE_IFDIR : AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    REQUIRE(archive_write_header(zip, entry) == ARCHIVE_OK);
    if (!bytes.empty()) archive_write_data(zip, bytes.data(), bytes.size());
    archive_entry_free(entry);
  }
  archive_write_free(zip);
  out.resize(used);
  return out;
}

void replace_all(std::string& text, const std::string& what, const std::string& by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
}

}  // namespace

TEST_CASE("what is in a ZIP is read and hashed, stored or compressed") {
  for (const auto& bytes : {zipped({{"a.json", "{}"}, {"b.png", picture}}),
                            deflated({{"a.json", "{}"}, {"b.png", picture.substr(0, 9000)}})}) {
    const ZipFile file(bytes);
    const auto read = read_zip(file.path);
    REQUIRE(read.has_value());
    REQUIRE(read->files.size() == 2);
    CHECK(read->files[0].text == "{}");
    CHECK(read->files[0].sha256 == proof::sha256("{}"));
    CHECK(read->files[1].text.empty());
  }
}

TEST_CASE("only what is packed as the gateway packs it is without a fault") {
  CHECK(refusal_of(zipped({{"a.json", "{}"}, {"b.png", picture}})).empty());
  CHECK_THAT(refusal_of(deflated({{"a.json", "{}"}})), Contains("not packed as the gateway"));
}

TEST_CASE("what is no ZIP any more is found, what is not there cannot be judged") {
  for (const auto& bytes : {std::string(), std::string("hello"), std::string(100'000, '\0')}) {
    const ZipFile file(bytes);
    const auto read = read_zip(file.path);
    REQUIRE(read.has_value());
    CHECK(read->files.empty());
    REQUIRE(read->faults.size() == 1);
    CHECK_THAT(read->faults[0], Contains("no ZIP file"));
  }
  CHECK_FALSE(read_zip("/nowhere/at/all.zip").has_value());
  CHECK_FALSE(read_zip("/").has_value());
}

TEST_CASE("a ZIP that was cut off is found, not called unreadable") {
  const auto whole = *packed(complaint());
  for (const std::size_t part : {10UL, whole.size() / 2, whole.size() - 10}) {
    const ZipFile file(whole.substr(0, part));
    const auto read = read_zip(file.path);
    REQUIRE(read.has_value());
    CHECK_FALSE(read->faults.empty());
  }
}

TEST_CASE("a ZIP that grows a thousandfold is refused before it has grown") {
  CHECK_THAT(refusal_of(deflated({{"a.json", std::string(12'000'000, ' ')}})),
             Contains("a hundred times as large"));
}

TEST_CASE("names that lead out of a directory are refused") {
  for (const auto* name :
       {"../x", "a/../../x", "/etc/passwd", "a//b", "..", "a\\..\\b", "c:x", "a\nb"}) {
    INFO(name);
    CHECK_THAT(refusal_of(zipped({{name, "x"}})), Contains("dangerous name"));
  }
}

TEST_CASE("the same name twice is refused") {
  CHECK_THAT(refusal_of(zipped({{"a.json", "{}"}, {"a.json", "[]"}})), Contains("more than once"));
}

TEST_CASE("too many files, and what is no file, are refused") {
  Files many;
  for (int i = 0; i <= 10'000; ++i) many.emplace_back("f" + std::to_string(i), "");
  CHECK_THAT(refusal_of(zipped(many)), Contains("too many files"));
  CHECK_THAT(refusal_of(deflated({{"a/", ""}})), Contains("no plain file"));
}

TEST_CASE("a ZIP that tells one program this and another that is found out") {
  const auto bytes = zipped({{"dossier.json", "{}"}, {"secret.json", "{}"}});
  for (const auto place : {bytes.find("secret.json"), bytes.rfind("secret.json")}) {
    auto changed = bytes;
    changed.replace(place, 6, "public");  // in front of the file only, in the directory only
    CHECK_FALSE(refusal_of(changed).empty());
  }
}

TEST_CASE("nothing can stand in front of the ZIP or behind it") {
  const auto bytes = *packed(complaint());
  for (const auto& hidden : {bytes + "more", "more" + bytes, bytes + bytes}) {
    const ZipFile file(hidden);
    const auto read = read_zip(file.path);
    CHECK((!read || !read->faults.empty()));
  }
}

TEST_CASE("a directory that points nowhere is refused") {
  auto bytes = zipped({{"dossier.json", "{}"}, {"manifest.json", "{}"}});
  const auto directory = bytes.find("PK\1\2");
  REQUIRE(directory != std::string::npos);
  for (const std::size_t field : {20UL, 24UL, 42UL}) {  // sizes, and where the file begins
    auto changed = bytes;
    changed.replace(directory + field, 4, "\xFF\xFF\xFF\x7F");
    const ZipFile file(changed);
    const auto read = read_zip(file.path);
    CHECK((!read || !read->faults.empty()));
  }
  auto wide = bytes;
  replace_all(wide, "PK\5\6", std::string("PK\5\6\xFF\xFF\xFF\xFF\xFF\xFF", 10));
  const ZipFile file(wide);
  const auto read = read_zip(file.path);
  CHECK((!read || !read->faults.empty()));
}
