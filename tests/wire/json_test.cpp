#include "wire/json.hpp"

#include <catch2/catch.hpp>

using namespace yingda;

TEST_CASE("JSON from outside is one object, and each of its names stands once") {
  CHECK(wire::parse_object(R"({"a":{"b":1},"c":{"b":2},"d":[{"a":1},{"a":2}]})").has_value());
  const auto refused = [](const char* text) {
    const auto got = wire::parse_object(text);
    REQUIRE_FALSE(got.has_value());
    CHECK(got.error().code == ErrorCode::bad_frame);
    return got.error().detail;
  };
  CHECK(refused(R"({"action":"accept","action":"urge"})") == "`action` stands twice in one object");
  CHECK(refused(R"({"a":[{"type":"ping","x":1,"type":"message"}]})") ==
        "`type` stands twice in one object");
  // The same name, written differently.
  CHECK(refused(R"({"a":1,"\u0061":2})") == "`a` stands twice in one object");
  CHECK(refused("[1]").find("object") != std::string::npos);
  CHECK(refused(R"({"a":1)") == "not valid JSON");
  CHECK(refused(R"({"a":1}})") == "not valid JSON");
  CHECK(refused("") == "not valid JSON");
}
