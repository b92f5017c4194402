#include "content/config.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "content/yaml_reader.hpp"
#include "support.hpp"

using namespace yingda;
using namespace yingda::content;
using namespace yingda::content::test;
using namespace std::chrono_literals;

namespace {

const std::string config_dir = std::string(YINGDA_SOURCE_DIR) + "/config/";

std::string problems(const std::string& yaml) {
  return lines(parse_config(yaml, "c.yaml").findings);
}

}  // namespace

TEST_CASE("the shipped yingda.yaml holds exactly the compiled defaults") {
  const auto shipped = read_config(config_dir + "yingda.yaml");
  CHECK(lines(shipped.findings).empty());
  CHECK(to_json(shipped.config) == to_json(default_config()));
}

TEST_CASE("the shipped yingda.yaml names every setting") {
  std::ifstream in(config_dir + "yingda.yaml");
  const std::string bytes((std::istreambuf_iterator<char>(in)), {});
  std::vector<Finding> findings;
  Report report("yingda.yaml", findings);
  const auto shipped = parse_yaml(bytes, report);
  const auto compiled = parse_yaml(to_json(default_config()), report);
  REQUIRE(shipped);
  REQUIRE(compiled);
  for (const auto& entry : compiled->entries) {
    INFO(entry.key);
    REQUIRE(shipped->find(entry.key));
    if (entry.key == "brand" || !entry.value.is_map()) continue;
    for (const auto& inner : entry.value.entries) {
      INFO(inner.key);
      CHECK(shipped->find(entry.key)->find(inner.key));
    }
  }
}

TEST_CASE("a config written out and read again is the same") {
  auto config = default_config();
  config.limits.message_rate = 7.5;
  config.policy.sla.dispute.resolve = 100h;
  config.allowed_origins = {"https://shop.example"};
  config.allowed_hosts = {"help.shop.example"};
  const auto again = parse_config(to_json(config), "out.json");
  CHECK(lines(again.findings).empty());
  CHECK(to_json(again.config) == to_json(config));
}

TEST_CASE("bench.yaml is the default with every limit lifted") {
  auto bench = read_config(config_dir + "bench.yaml");
  CHECK(lines(bench.findings).empty());
  const auto& limits = bench.config.limits;
  CHECK(limits.message_rate == 0);
  CHECK(limits.connections == 0);
  CHECK(limits.connections_per_ip == 0);
  CHECK(limits.new_connections_per_ip == 0);
  CHECK(limits.new_conversations_per_ip == 0);
  CHECK(limits.logins == 0);
  CHECK(limits.upload_bytes == 0);
  CHECK(limits.uploads_per_day == 0);
  bench.config.limits = {};
  bench.config.log_level = LogLevel::info;
  CHECK(to_json(bench.config) == to_json(default_config()));
}

TEST_CASE("production.yaml is valid and behind TLS") {
  const auto production = read_config(config_dir + "production.yaml");
  CHECK(lines(production.findings).empty());
  CHECK(production.config.secure_cookies);
  CHECK_FALSE(production.config.demo);
}

TEST_CASE("every config that is shipped has no findings") {
  for (const auto& entry : std::filesystem::directory_iterator(config_dir)) {
    if (entry.path().extension() != ".yaml") continue;
    INFO(entry.path().string());
    CHECK(lines(read_config(entry.path().string()).findings).empty());
  }
}

TEST_CASE("an empty config is the defaults") {
  CHECK(to_json(parse_config("", "c").config) == to_json(default_config()));
  CHECK(parse_config("# only a comment\n", "c").ok());
}

TEST_CASE("what is named changes, the rest stays") {
  const auto got = parse_config("sla: {complaint: {promise: 12h}}\nlimits: {logins: 9}\n", "c");
  CHECK(got.ok());
  CHECK(got.config.policy.sla.complaint.promise == 12h);
  CHECK(got.config.policy.sla.complaint.target == 2h);
  CHECK(got.config.limits.logins == 9);
  CHECK(got.config.limits.connections == 20'000);
}

TEST_CASE("a wrong setting is an error that says what would be right") {
  CHECK(
      problems("listne: x\n") ==
      "c.yaml:1:1: error: unknown key `listne` in the config (did you mean `listen`?) [schema]\n");
  CHECK(problems("listen: 8080\n") ==
        "c.yaml:1:9: error: `listen`: `8080` is no address; write HOST:PORT, for example "
        "127.0.0.1:8080 or [::1]:8080 [schema]\n");
  CHECK(problems("demo: perhaps\n") ==
        "c.yaml:1:7: error: `demo` must be true or false, not `perhaps` [schema]\n");
  CHECK(contains(problems("sla:\n  complaint:\n    target: 2 hours\n"), "c.yaml:3:13: error:"));
  CHECK(contains(problems("time_zone: China\n"), "is no time zone"));
  CHECK(contains(problems("limits: {message_rate: -1}\n"), "must be a number from 0"));
  CHECK(contains(problems("limits: {upload_size: big}\n"), "is no size"));
  CHECK(contains(problems("log_level: loud\n"), "debug, info, warning or error"));
  CHECK(contains(problems("default_team: nobody\n"), "no team `nobody`"));
  CHECK(contains(problems("phrases: {human: []}\n"), "[robot-wall]"));
  CHECK(contains(problems("sla: {inquiry: {target: 1h, promise: 10m}}\n"), "must not be later"));
  CHECK(contains(problems("drain: {grace: 60s}\n"), "at most 25s"));
  CHECK(contains(problems("allowed_origins: [shop.example]\n"), "is no origin"));
  CHECK(contains(problems("allowed_hosts: [\"https://shop.example\"]\n"), "is no host name"));
  CHECK(contains(problems("consent: true\n"), "needs a `policy_url`"));
  CHECK(contains(problems("connectors: {a: {base_url: ftp://x}}\n"), "http://"));
  CHECK(contains(problems("- a\n- b\n"), "must be a mapping"));
  CHECK(contains(problems("a: [\n"), "no valid YAML"));
}

TEST_CASE("a skill that could fit nobody is an error at what is wrong, with what would be right") {
  const auto skill = [](const std::string& wants) {
    return problems("skills:\n  vip: {name: 贵宾, " + wants + "}\n");
  };
  CHECK(skill("types: [account, other], locales: [zh-CN, en, fr]").empty());
  CHECK(skill("types: [not_arived]") ==
        "c.yaml:2:27: error: no work-order type `not_arived` in `work_order_types` (did you mean "
        "`not_arrived`?) [unknown-reference]\n");
  const std::string all = skill("types: [account, frozen]");
  CHECK(contains(all, "c.yaml:2:36: error: no work-order type `frozen`"));
  CHECK(contains(all, "there are `not_arrived`, `not_as_described`"));
  CHECK(skill("locales: [zh-CN, English]") ==
        "c.yaml:2:36: error: `English` fits no visitor; write `en` [schema]\n");
  CHECK(
      contains(skill("locales: en-US"), "c.yaml:2:28: error: `en-US` fits no visitor; write `en`"));
  CHECK(contains(skill("locales: [zh]"), "write `zh-CN`"));
  CHECK(contains(skill("locales: [法语]"), "is no language; write for example `zh-CN` or `en`"));
  CHECK(contains(skill("teams: [general, nobody]"), "c.yaml:2:36: error: no team `nobody`"));
  // The types are those of the same file, wherever they stand in it.
  CHECK(
      problems("skills: {s: {name: 速退, types: [refund]}}\nwork_order_types: [refund]\n").empty());
}

TEST_CASE("all errors of a config are reported at once") {
  CHECK(parse_config("demo: 1\nlistne: x\nmax_failed_turns: 9\n", "c").findings.size() == 3);
}

TEST_CASE("a config file that cannot be read is one clear finding") {
  const auto missing = read_config("/nonexistent/yingda.yaml");
  CHECK_FALSE(missing.ok());
  CHECK(to_line(missing.findings.at(0)) ==
        "/nonexistent/yingda.yaml:1:1: error: this config file cannot be read: No such file or "
        "directory [schema]");
  CHECK_FALSE(read_config(YINGDA_SOURCE_DIR).ok());
}

TEST_CASE("endpoints of both address families read and write") {
  CHECK(parse_endpoint("[::1]:0").value() == Endpoint{"::1", 0});
  CHECK(to_string(parse_endpoint("[::1]:0").value()) == "[::1]:0");
  CHECK(parse_endpoint("localhost:8080").value() == Endpoint{"localhost", 8080});
  for (const auto* wrong :
       {"", ":80", "host", "host:", "host:99999", "::1:80", "host:8o", "[]:1"}) {
    INFO(wrong);
    CHECK_FALSE(parse_endpoint(wrong).has_value());
  }
}

TEST_CASE("an action is found with the address of its connector") {
  const auto config = default_config();
  std::string base;
  const auto* action = find_action(config, "find_order", &base);
  REQUIRE(action);
  CHECK(action->path == "/orders/{order_number}");
  CHECK(action->timeout == 3s);
  CHECK(base == "http://127.0.0.1:8090");
  CHECK_FALSE(find_action(config, "rob_bank"));
}
