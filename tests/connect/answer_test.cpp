#include "connect/answer.hpp"

#include <catch2/catch.hpp>

#include "base/limits.hpp"

namespace yingda::connect {
namespace {

TEST_CASE("fields that no flow could use are left out") {
  const std::string long_text(limits::field_bytes_max + 1, 'x');
  const auto answer = interpret(
      200, R"({"a":"x","b.c":1,"":2,"items":[{"n":1}],"mixed":["x",1],"empty":[],"钱":1,"long":")" +
               long_text + R"("})");
  CHECK(answer.ok);
  CHECK(answer.fields ==
        dialogue::Slots{{"a", std::string("x")}, {"empty", std::vector<std::string>{}}});
}

TEST_CASE("nesting is flattened up to the limit and refused beyond it") {
  const auto nested = [](int depth) {
    std::string body;
    for (int i = 0; i < depth; ++i) body += "{\"a\":";
    return interpret(200, body + "1" + std::string(static_cast<std::size_t>(depth), '}'));
  };
  CHECK(nested(3).fields == dialogue::Slots{{"a.a.a", 1.0}});
  CHECK(nested(32).ok);
  CHECK(nested(33).error == "bad answer");
  CHECK(nested(33).fields.empty());
}

TEST_CASE("an answer with more fields than any needs is a bad one") {
  std::string body = "{\"k\":0";
  for (std::size_t i = 1; i < fields_max; ++i) body += ",\"k" + std::to_string(i) + "\":1";
  CHECK(interpret(200, body + "}").ok);
  CHECK(interpret(200, body + ",\"more\":1}").error == "bad answer");
}

TEST_CASE("what counts against a service") {
  CHECK_FALSE(is_service_failure(interpret(200, "{}"), 200));
  CHECK_FALSE(is_service_failure(interpret(404, ""), 404));
  CHECK_FALSE(is_service_failure(interpret(401, ""), 401));
  CHECK(is_service_failure(interpret(200, "<html>"), 200));
  CHECK(is_service_failure(interpret(429, ""), 429));
  CHECK(is_service_failure(interpret(502, ""), 502));
  CHECK(is_service_failure(failure("connect"), 0));
}

}  // namespace
}  // namespace yingda::connect
