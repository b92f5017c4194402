#include "app/audit_view.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace yingda;
using Catch::Matchers::Contains;
using Json = nlohmann::json;

namespace {

store::AuditLine line_of(const std::string& actor, const std::string& act,
                         const std::string& event) {
  return {Instant{}, "c1", 3, 7, actor, actor.size() == 2 ? "limin" : "", act, event};
}

Json first(const store::AuditLine& line) {
  return Json::parse(app::audit_json({{line}, false}, 0))["lines"][0];
}

}  // namespace

TEST_CASE("an audit line says who it was: somebody of ours, the system, or whoever ran a command") {
  const std::string body = R"({"body":{"agent":{"id":"u1","name":"李敏"}},"event":)";
  const auto own = first(line_of("u1", "agent_claimed", body + R"("agent_claimed"})"));
  CHECK(own["agent"] == Json{{"id", "u1"}, {"name", "李敏"}});
  CHECK(own["erased"] == false);
  const auto lost = first(line_of("", "agent_lost", body + R"("agent_lost"})"));
  CHECK(lost["agent"] == Json{{"role", "system"}});
  CHECK(lost["detail"]["to"]["name"] == "李敏");
  const auto erasure = first(line_of(
      "root", "erasure_asked",
      R"({"event":"erasure_asked","body":{"by":"staff","who":"root","reason":"客户要求","cases_kept_s":9}})"));
  CHECK(erasure["agent"] == Json{{"name", "root"}});
  CHECK(erasure["detail"] == Json{{"by", "staff"}, {"reason", "客户要求"}});
}

TEST_CASE("an act on a conversation that was erased still says who did what") {
  const auto line = first(line_of("u1", "agent_messaged", R"({"event":"erased"})"));
  CHECK(line["agent"] == Json{{"id", "u1"}, {"name", "limin"}});
  CHECK(line["act"] == "agent_messaged");
  CHECK(line["erased"] == true);
  CHECK(line["detail"] == Json::object());
}

TEST_CASE("a table that does not hold all of it says so, and where to go on") {
  const auto line = line_of("u1", "agent_claimed", R"({"event":"agent_claimed"})");
  const auto whole = app::audit_csv({{line, line}, false}, 0);
  CHECK(whole.find("after=") == std::string::npos);
  CHECK_THAT(app::audit_csv({{line, line}, true}, 5000), Contains("after=5002"));
}
