#include "wire/masking.hpp"

#include <catch2/catch.hpp>

using namespace yingda;
using Json = nlohmann::json;

TEST_CASE("what people wrote is masked, and the entry says so") {
  const Json entry = Json::parse(wire::masked_entry(
      R"({"kind":"message","from":{"role":"visitor"},"text":"手机 13800138000","client_id":"m1"})"));
  CHECK(entry["text"] == "手机 138****8000");
  CHECK(entry["masked"] == true);
  CHECK(entry["client_id"] == "m1");
}

TEST_CASE("forms and rich text are masked like plain words") {
  const Json entry = Json::parse(wire::masked_entry(
      R"({"kind":"message","text":"","submitted":{"of":3,"values":[{"label":"手机","value":"13800138000"}]},)"
      R"("rich":[{"t":"p","c":[{"t":"text","x":"打 13800138000"}]}]})"));
  CHECK(entry["submitted"]["values"][0]["value"] == "138****8000");
  CHECK(entry["rich"][0]["c"][0]["x"] == "打 138****8000");
}

TEST_CASE("an entry without personal data comes back byte for byte") {
  const std::string order = R"({"kind":"message","text":"订单号 20261120002", "seq": 7})";
  CHECK(wire::masked_entry(order) == order);
  CHECK(wire::masked_entry("no json") == "no json");
}

TEST_CASE("orders are masked wherever they hold words, and their numbers stay") {
  const Json entry = Json::parse(wire::masked_entry(
      R"({"kind":"work_order","number":"GD20261122-0006-6","title":"未到账，待人工查单 13800138000",)"
      R"("demands":[{"id":"d1","label":"退到 13800138000"}],"evidence":[{"id":"e1","name":"13800138000.png"}]})"));
  CHECK(entry["number"] == "GD20261122-0006-6");
  CHECK(entry["title"] == "未到账，待人工查单 138****8000");
  CHECK(entry["demands"][0]["label"] == "退到 138****8000");
  CHECK(entry["evidence"][0]["name"] == "138****8000.png");
  CHECK(entry["evidence"][0]["id"] == "e1");
}
