// Every place of a file, with every other kind of value put there: the JSON Schema and the checks
// refuse the same. What only the checks can know stands in a list here, with the reason.

#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "content/article_parser.hpp"
#include "content/flow_parser.hpp"
#include "content/holidays.hpp"
#include "content/synonym_parser.hpp"
#include "content/test_parser.hpp"
#include "schema_samples.hpp"

using namespace yingda;
using namespace yingda::content;
using namespace yingda::content::test;
using nlohmann::json;

namespace {

// Blanks, one of them of Chinese text.
const std::string blanks = " \xE3\x80\x80";

const std::string long_name(120, 'a');

const std::vector<json>& values() {
  static const std::vector<json> out{nullptr,
                                     "",
                                     blanks,
                                     "x",
                                     "A b",
                                     long_name,
                                     0,
                                     1,
                                     1'000'000'000'000,
                                     -1,
                                     1.5,
                                     true,
                                     false,
                                     json::array(),
                                     json::array({"x"}),
                                     json::array({"x", "x"}),
                                     json::array({""}),
                                     json::array({nullptr}),
                                     json::array({json::array()}),
                                     json::array({json{{"x", "y"}}}),
                                     json::object(),
                                     json{{"x", "y"}},
                                     json{{"en", "y"}},
                                     json{{"en", ""}},
                                     json{{"en", json::array()}}};
  return out;
}

const std::string left_out = "left out";

// What no JSON Schema can say: the value stands at that place, and is refused by the parser alone,
// for that one reason.
struct ByParser {
  std::string at;
  std::vector<std::string> values;  // as JSON, or left_out
  std::string why;                  // a part of what the parser says
};

struct Difference {
  std::string at;
  std::string value;
  bool schema_refuses = false;
  std::vector<Finding> told;  // by the parser, where the schema does not refuse it
};

// How one kind of file is checked: by its parser, which says what breaks the rule `schema`, and by
// all of `check`, which takes long and is asked only where the parser found nothing.
template <class Parse, class Check>
class Comparison {
 public:
  Comparison(const std::string& schema, Parse parse, Check check)
      : schema_(schema_of(schema)), parse_(parse), check_(check) {}

  std::vector<Difference> of(const std::string& sample) {
    const auto whole = read(sample);
    INFO(sample);
    CHECK(schema_.accepts(whole));
    CHECK(lines(errors(parse_(whole.dump()))) == "");
    CHECK(lines(errors(check_(whole.dump()))) == "");
    std::vector<json::json_pointer> places;
    add_places(whole, json::json_pointer(), places);
    for (const auto& place : places) {
      // What stands around the step of interest is the same in many samples.
      const bool added = changed_.insert(place.to_string() + " " + whole[place].dump()).second;
      if (added) change(whole, place);
    }
    return std::exchange(found_, {});
  }

 private:
  static std::vector<Finding> errors(const std::vector<Finding>& findings) {
    std::vector<Finding> out;
    std::ranges::copy_if(findings, std::back_inserter(out),
                         [](const auto& each) { return each.severity == Severity::error; });
    return out;
  }

  static void add_places(const json& node, const json::json_pointer& at,
                         std::vector<json::json_pointer>& out) {
    out.push_back(at);
    if (node.is_object()) {
      for (const auto& [key, value] : node.items()) add_places(value, at / key, out);
    } else if (node.is_array()) {
      for (std::size_t i = 0; i < node.size(); ++i) add_places(node[i], at / i, out);
    }
  }

  void change(const json& whole, const json::json_pointer& place) {
    auto changed = whole;
    for (const auto& value : values()) {
      changed[place] = value;
      compare(changed, place, value.dump());
    }
    if (place.empty()) return;
    changed = whole;
    auto& parent = changed[place.parent_pointer()];
    if (!parent.is_object()) return;
    parent.erase(place.back());
    compare(changed, place, left_out);
  }

  // What the schema refuses is an error, by whatever rule; what breaks the rule `schema` is refused
  // by the schema.
  void compare(const json& changed, const json::json_pointer& place, const std::string& value) {
    const auto yaml = changed.dump();
    const auto said = parse_(yaml);
    if (!schema_.accepts(changed)) {
      if (has_errors(said) || has_errors(check_(yaml))) return;
      found_.push_back({place.to_string(), value, true, {}});
    } else if (refuses(said)) {
      found_.push_back({place.to_string(), value, false, errors(only(said, rule::schema))});
    }
  }

  JsonSchema schema_;
  Parse parse_;
  Check check_;
  std::set<std::string> changed_;
  std::vector<Difference> found_;
};

// Whether it is told at that place for this reason, and for no other.
bool is_why(const Difference& difference, const std::string& why) {
  return !difference.schema_refuses &&
         std::ranges::all_of(difference.told,
                             [&](const auto& finding) { return contains(finding.text, why); });
}

// One line for each difference that is not known, and for each known one that is none.
std::string unknown(const std::vector<Difference>& found, const std::vector<ByParser>& known) {
  std::map<std::pair<std::string, std::string>, std::string> why;
  for (const auto& entry : known) {
    for (const auto& value : entry.values) why[{entry.at, value}] = entry.why;
  }
  auto missing = why;
  std::string out;
  for (const auto& each : found) {
    const std::pair place{each.at, each.value};
    missing.erase(place);
    if (why.contains(place) && is_why(each, why[place])) continue;
    out += each.at + " = " + each.value +
           (each.schema_refuses ? ": only the schema refuses it\n"
                                : ": only the parser:\n" + lines(each.told));
  }
  for (const auto& [place, told] : missing) {
    out += place.first + " = " + place.second + ": is no difference\n";
  }
  return out;
}

// The grammar of conditions is more than a pattern says.
ByParser expression(const std::string& at) {
  return {at, {R"("A b")"}, "this expression does not read"};
}

const std::string two = R"(["x","x"])";

const std::vector<ByParser> flow_by_parser{
    expression("/flows/main/if"),
    {"/flows/main/triggers/keywords", {"0", "1", "-1"}, "is too short: a single character"},
    {"/flows/main/triggers/keywords/0", {"0", "1", "-1"}, "is too short: a single character"},
};

const std::vector<ByParser> steps_by_parser{
    expression("/flows/main/steps/0/if"),
    expression("/flows/main/steps/0/next/0/if"),
    expression("/flows/main/steps/0/rejections/0/if"),
    expression("/flows/main/steps/0/rejections/1/if"),
    expression("/flows/main/steps/0/on_error/0/if"),
    {"/flows/main/steps/0/options", {two}, "two options have the id `x`"},
    {"/flows/main/steps/0/fields/0/options", {two}, "two options have the id `x`"},
    {"/flows/main/steps/0/fields/1/options", {two}, "two options have the id `x`"},
    {"/flows/main/steps/0/slot", {"null"}, "`from_message` needs a `slot`"},
    {"/flows/main/steps/0/fields/1/depends_on", {"null", left_out}, "the option `y` has `under`"},
};

const std::string empty = R"("")";

const std::vector<ByParser> config_by_parser{
    {"/policy_url", {"null", empty, left_out}, "what do visitors agree to?"},
    {"/time_zone", {R"("x")", json(long_name).dump()}, "is no time zone here"},
    {"/calendar/holidays",
     {json(blanks).dump(), json(long_name).dump(), R"("x")", R"("A b")"},
     "cannot be read"},
    {"/sla/inquiry/promise", {"0"}, "must not be later than `promise`"},
    {"/sla/complaint/promise", {"0"}, "must not be later than `promise`"},
    {"/sla/urgent_complaint/promise", {"0"}, "must not be later than `promise`"},
    {"/sla/dispute/promise", {"0"}, "must not be later than `promise`"},
    {"/connectors/orders/actions/find_order/timeout", {"0"}, "must be above 0 and at most 30s"},
    {"/webhooks/0/timeout", {"0"}, "is from 1s to 30s"},
    {"/webhook_max_age", {"0"}, "is from 1m to 30d"},
    {"/mail/timeout", {"0"}, "is from 1s to 60s"},
    {"/mail/host", {"null", empty, left_out}, "`host` is missing"},
    {"/mail/from", {"null", empty, left_out}, "`from` is missing"},
    {"/mail/user", {"null", empty, left_out}, "`user` is missing"},
    {"/mail/password_env", {"null", empty, left_out}, "`password_env` is missing"},
};

template <class Parse, class Check>
void hold(const std::string& schema, const std::vector<std::string>& samples,
          const std::vector<ByParser>& known, Parse parse, Check check) {
  Comparison comparison(schema, parse, check);
  std::vector<Difference> all;
  for (const auto& sample : samples) {
    auto found = comparison.of(sample);
    std::ranges::move(found, std::back_inserter(all));
  }
  CHECK(unknown(all, known) == "");
}

// A key that no sample has would be compared with nothing.
std::string not_in_any(const std::string& schema, const std::vector<std::string>& samples) {
  const auto checker = schema_of(schema);
  for (const auto& sample : samples) REQUIRE(checker.accepts(read(sample)));
  std::string out;
  for (const auto& key : checker.unseen()) out += key + "\n";
  return out;
}

// All of `check` over these files, in a shop that has little.
std::vector<Finding> checked(const Files& files, Config config = small_config()) {
  return load(files, config, {{}, "unpublished", false}).findings;
}

}  // namespace

TEST_CASE("every key that the schemas know stands in a sample") {
  CHECK(not_in_any("flow", flow_samples()) == "");
  CHECK(not_in_any("test", {test_sample}) == "");
  CHECK(not_in_any("article", {article_sample}) == "");
  CHECK(not_in_any("synonyms", {synonym_sample}) == "");
  CHECK(not_in_any("calendar", {calendar_sample}) == "");
  CHECK(not_in_any("config", config_samples()) == "");
}

TEST_CASE("flows: schema and check refuse the same at every place") {
  const auto all = [](const std::string& yaml) {
    return checked({{"flows/test.yaml", yaml}, {"knowledge_base/about.md", about_yaml}});
  };
  const auto parsed = [](const std::string& yaml) {
    ParsedFlows flows;
    std::vector<Finding> findings;
    parse_flows("flows/test.yaml", yaml, flows, findings);
    return findings;
  };
  auto steps = flow_samples();
  // What starts a flow is looked at when all flows are known.
  hold("flow", {steps.front()}, flow_by_parser, all, all);
  steps.erase(steps.begin());
  hold("flow", steps, steps_by_parser, parsed, all);
}

TEST_CASE("tests: schema and check refuse the same at every place") {
  hold(
      "test", {test_sample}, {},
      [](const std::string& yaml) {
        std::vector<Finding> findings;
        parse_tests("flows/tests/x.yaml", yaml, findings);
        return findings;
      },
      [](const std::string& yaml) {
        return checked({{"flows/test.yaml", tested_flows},
                        {"flows/tests/x.yaml", yaml},
                        {"knowledge_base/about.md", about_yaml}});
      });
}

TEST_CASE("articles: schema and check refuse the same at every place") {
  const auto with_text = [](const std::string& yaml) { return "---\n" + yaml + "\n---\ntext\n"; };
  hold(
      "article", {article_sample}, {},
      [&](const std::string& yaml) {
        std::vector<Finding> findings;
        parse_article("knowledge_base/a.md", with_text(yaml), findings);
        return findings;
      },
      [&](const std::string& yaml) {
        return checked({{"knowledge_base/a.md", with_text(yaml)}});
      });
}

TEST_CASE("synonyms: schema and check refuse the same at every place") {
  hold(
      "synonyms", {synonym_sample}, {},
      [](const std::string& yaml) {
        std::vector<Finding> findings;
        parse_synonyms("knowledge_base/synonyms.yaml", yaml, findings);
        return findings;
      },
      [](const std::string& yaml) {
        return checked(
            {{"knowledge_base/about.md", about_yaml}, {"knowledge_base/synonyms.yaml", yaml}});
      });
}

TEST_CASE("holidays: schema and check refuse the same at every place") {
  const auto parse = [](const std::string& yaml) {
    std::vector<Finding> findings;
    Report report("zh-CN.yaml", findings);
    parse_holidays(yaml, report);
    return findings;
  };
  hold("calendar", {calendar_sample}, {}, parse, parse);
}

TEST_CASE("the configuration: schema and check refuse the same at every place") {
  CHECK(schema_of("config").accepts(read(shipped_config())));
  hold(
      "config", config_samples(), config_by_parser,
      [](const std::string& yaml) { return parse_config(yaml, "yingda.yaml").findings; },
      [](const std::string& yaml) {
        return checked({{"flows/test.yaml", main_flow("      - say: x\n")}},
                       parse_config(yaml, "yingda.yaml").config);
      });
}
