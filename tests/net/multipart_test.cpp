#include "net/multipart.hpp"

#include <catch2/catch.hpp>
#include <vector>

using namespace yingda::net;

namespace {

struct ReadPart {
  PartHead head;
  std::string bytes;
  bool ended = false;
};

struct Parsed {
  std::vector<ReadPart> parts;
  std::string fault;
  bool complete = false;
};

// The body in pieces of `step` bytes.
Parsed parse(const std::string& body, std::size_t step = 1, const std::string& boundary = "B") {
  Parsed out;
  MultipartParser parser(boundary,
                         {[&](PartHead head) {
                            out.parts.push_back({std::move(head), {}, false});
                          },
                          [&](std::string_view bytes) { out.parts.back().bytes.append(bytes); },
                          [&] { out.parts.back().ended = true; }});
  for (std::size_t at = 0; at < body.size(); at += step) {
    if (!parser.feed(std::string_view(body).substr(at, step))) break;
  }
  out.fault = parser.fault();
  out.complete = parser.complete();
  return out;
}

std::string part(const std::string& disposition, const std::string& bytes,
                 const std::string& more = {}) {
  return "--B\r\nContent-Disposition: form-data; " + disposition + "\r\n" + more + "\r\n" + bytes +
         "\r\n";
}

const std::string file_part =
    part("name=\"file\"; filename=\"a.png\"", "bytes", "Content-Type: image/png\r\n");

}  // namespace

TEST_CASE("a form is read the same whatever pieces it comes in") {
  const std::string hard = "\r\n--\r\n--A\r\n-\r\r\n--";  // nearly boundaries
  const std::string body =
      part("name=\"conversation\"", "c1") +
      part("name=\"file\"; filename=\"a.png\"", hard, "Content-Type: image/png\r\n") + "--B--\r\n";
  for (std::size_t step = 1; step <= body.size(); ++step) {
    const Parsed read = parse(body, step);
    CAPTURE(step, read.fault);
    REQUIRE(read.complete);
    REQUIRE(read.parts.size() == 2);
    CHECK(read.parts[0].head.name == "conversation");
    CHECK_FALSE(read.parts[0].head.file_name);
    CHECK(read.parts[0].bytes == "c1");
    CHECK(read.parts[1].head.file_name == "a.png");
    CHECK(read.parts[1].head.media_type == "image/png");
    CHECK(read.parts[1].bytes == hard);
    CHECK(read.parts[1].ended);
  }
}

TEST_CASE("an empty part and one that is all boundary-like bytes are read") {
  CHECK(parse(part("name=\"a\"", "") + "--B--").parts.at(0).bytes.empty());
  std::string dashes;
  for (int i = 0; i < 1000; ++i) dashes += "\r\n--";
  CHECK(parse(part("name=\"a\"", dashes) + "--B--", 7).parts.at(0).bytes == dashes);
}

TEST_CASE("no more than a boundary is ever held back") {
  std::size_t told = 0;
  MultipartParser parser("B",
                         {[](PartHead) {}, [&](std::string_view b) { told += b.size(); }, [] {}});
  REQUIRE(parser.feed("--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n"));
  std::size_t fed = 0;
  for (int i = 0; i < 100; ++i) {
    REQUIRE(parser.feed(std::string(1000, '\r')));
    fed += 1000;
    CHECK(fed - told < 8);
  }
}

TEST_CASE("a body that stops before its last boundary is not complete") {
  const std::string body = file_part + "--B--\r\n";
  for (std::size_t cut = 0; cut + 2 < body.size(); ++cut) {
    CAPTURE(cut);
    CHECK_FALSE(parse(body.substr(0, cut)).complete);
  }
  CHECK(parse(file_part + "--B--").complete);
}

TEST_CASE("names with quotes, backslashes and browser escapes") {
  const auto name_of = [](const std::string& sent) {
    const Parsed read = parse(part("name=\"f\"; filename=\"" + sent + "\"", "x") + "--B--");
    CAPTURE(sent, read.fault);
    REQUIRE(read.parts.size() == 1);
    return read.parts[0].head.file_name.value_or("(none)");
  };
  CHECK(name_of("a%22b.png") == "a\"b.png");
  CHECK(name_of("a\\\"b.png") == "a\"b.png");
  CHECK(name_of("C:\\shots\\a.png") == "C:\\shots\\a.png");
  CHECK(name_of("a;b=c.png") == "a;b=c.png");
  CHECK(name_of("截图.png") == "截图.png");
  CHECK(name_of("100%.png") == "100%.png");
  CHECK(name_of("").empty());
}

TEST_CASE("what is no form is refused with a reason") {
  const std::string good = "Content-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n";
  const auto head = [](const std::string& fields) { return "--B\r\n" + fields + "\r\nx\r\n--B--"; };
  std::string many;
  for (int i = 0; i < 9; ++i) many += "X-Field: 1\r\n";
  std::string parts;
  for (int i = 0; i < 9; ++i) parts += part("name=\"a\"", "x");
  const std::vector<std::string> bodies{
      "preamble" + file_part + "--B--",
      "--C\r\n" + good + "\r\nx\r\n--C--",
      file_part + "--Bx\r\n",
      file_part + "--B-\r\n",
      file_part + "--B--\r\nmore",
      file_part + "--B--\r\n\r\n",
      head(""),
      head("Content-Type: image/png\r\n"),
      head(good + good),
      head("no field\r\n"),
      head(": empty\r\n"),
      head("Bad Name: x\r\n"),
      head(good + "X-Nul: a" + std::string(1, '\0') + "b\r\n"),
      head("Content-Disposition: attachment; filename=\"a\"\r\n"),
      head("Content-Disposition: form-data\r\n"),
      head("Content-Disposition: form-data; name=\"f\r\n"),
      head("Content-Disposition: form-data; name=\"f\"; name=\"g\"\r\n"),
      head("Content-Disposition: form-data; name=\"\"\r\n"),
      head("Content-Disposition: form-data name=\"f\"\r\n"),
      head(good + "Content-Transfer-Encoding: base64\r\n"),
      head(good + many),
      head(good + "X-Long: " + std::string(5000, 'x') + "\r\n"),
      "--B\r\n" + std::string(6000, 'x'),
      parts + "--B--",
  };
  for (const auto& body : bodies) {
    for (const std::size_t step : {std::size_t{1}, std::size_t{13}, body.size()}) {
      CAPTURE(body.substr(0, 200), step);
      const Parsed read = parse(body, step);
      CHECK_FALSE(read.fault.empty());
      CHECK_FALSE(read.complete);
    }
  }
}

TEST_CASE("after a fault nothing more is read") {
  MultipartParser parser("B", {[](PartHead) {}, [](std::string_view) {}, [] {}});
  CHECK_FALSE(parser.feed("nonsense"));
  CHECK_FALSE(parser.feed("--B--"));
  CHECK_FALSE(parser.complete());
}

TEST_CASE("the boundary is read from Content-Type") {
  CHECK(multipart_boundary("multipart/form-data; boundary=abc") == "abc");
  CHECK(multipart_boundary("Multipart/Form-Data;charset=utf-8; Boundary=\"a b\"") == "a b");
  for (const std::string bad :
       {"multipart/form-data",
        "multipart/form-data; boundary=", "multipart/form-data; boundary=\"a",
        "multipart/mixed; boundary=abc", "text/plain", "", "multipart/form-data; boundary=a{b",
        "multipart/form-data; boundary=\"a \"", "multipart/form-data; boundary=a; boundary=b"}) {
    CAPTURE(bad);
    CHECK_FALSE(multipart_boundary(bad));
  }
  CHECK(multipart_boundary("multipart/form-data; boundary=" + std::string(70, 'x')));
  CHECK_FALSE(multipart_boundary("multipart/form-data; boundary=" + std::string(71, 'x')));
}
