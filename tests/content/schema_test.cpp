// The JSON Schemas that editors' tools read are held against the parsers' own key tables.

#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "content/keys.hpp"
#include "conversation/notice.hpp"

using namespace yingda::content;
using nlohmann::json;

namespace {

json schema(const std::string& name) {
  std::ifstream in(std::string(YINGDA_SOURCE_DIR) + "/config/schemas/" + name + ".schema.json");
  return json::parse(in);
}

std::set<std::string> properties(const json& object) {
  CHECK(object.at("additionalProperties") == false);
  std::set<std::string> out;
  for (const auto& [key, value] : object.at("properties").items()) out.insert(key);
  return out;
}

std::set<std::string> keys_of(const KeyTable& table) {
  return {table.keys.begin(), table.keys.end()};
}

void same(const json& object, const KeyTable& table) {
  INFO(table.name);
  CHECK(properties(object) == keys_of(table));
}

}  // namespace

TEST_CASE("the flow schema knows exactly the parser's keys") {
  const auto flow = schema("flow");
  const auto& parts = flow.at("definitions");
  same(flow, keys::flow_file);
  for (const auto* table :
       {&keys::flow, &keys::branch, &keys::rejection, &keys::option, &keys::choose_option,
        &keys::field, &keys::work_order, &keys::demand, &keys::handoff, &keys::triggers}) {
    same(parts.at(std::string(table->name)), *table);
  }
  auto step = keys_of(keys::step_common);
  for (const auto& kind : keys::step_kinds) {
    const auto own = keys_of(kind);
    step.insert(own.begin(), own.end());
  }
  CHECK(properties(parts.at("step")) == step);
}

TEST_CASE("the article, test and config schemas know exactly the parsers' keys") {
  same(schema("article"), keys::article);
  const auto test = schema("test");
  same(test, keys::test_file);
  for (const auto* table :
       {&keys::test_case, &keys::test_silence, &keys::test_step, &keys::test_order,
        &keys::test_demand, &keys::test_order_state, &keys::test_handoff}) {
    same(test.at("definitions").at(std::string(table->name)), *table);
  }
  const auto config = schema("config");
  same(config, keys::config);
  for (const auto* table : {&keys::limits,
                            &keys::drain,
                            &keys::sla,
                            &keys::sla_policy,
                            &keys::phrases,
                            &keys::suggestion,
                            &keys::canned_reply,
                            &keys::skill,
                            &keys::emergency,
                            &keys::connector,
                            &keys::action,
                            &keys::silence,
                            &keys::waiting,
                            &keys::calendar,
                            &keys::calendar_hours,
                            &keys::compensation,
                            &keys::compensation_rates,
                            &keys::webhook,
                            &keys::mail,
                            &keys::retention,
                            &keys::identity,
                            &keys::escalation}) {
    same(config.at("definitions").at(std::string(table->name)), *table);
  }
  const auto calendar = schema("calendar");
  same(calendar, keys::holidays);
  same(calendar.at("definitions").at("holiday"), keys::holiday);
}

TEST_CASE("the config schema names exactly the events that webhooks can be told of") {
  const auto config = schema("config");
  const auto& events = config.at("definitions").at("webhook").at("properties").at("events");
  const auto names = events.at("items").at("enum").get<std::vector<std::string>>();
  CHECK(names == std::vector<std::string>(yingda::conversation::notice_names.begin(),
                                          yingda::conversation::notice_names.end()));
}

TEST_CASE("every kind of step is one of the schema's alternatives, with the parser's keys for it") {
  std::map<std::string, std::set<std::string>> kinds;
  const auto flow = schema("flow");
  for (const auto& alternative : flow.at("definitions").at("step").at("anyOf")) {
    const auto keys = alternative.at("propertyNames").at("enum").get<std::vector<std::string>>();
    kinds[alternative.at("required").at(0).get<std::string>()] = {keys.begin(), keys.end()};
  }
  std::map<std::string, std::set<std::string>> known{{"next", keys_of(keys::step_common)}};
  for (const auto& kind : keys::step_kinds) {
    auto& own = known[std::string(kind.name)] = keys_of(keys::step_common);
    own.insert(kind.keys.begin(), kind.keys.end());
  }
  CHECK(kinds == known);
}
