#include "content/webhook_config.hpp"

#include <catch2/catch.hpp>

#include "content/config.hpp"

using namespace yingda;
using namespace yingda::content;

namespace {

std::string faults(const std::string& yaml) {
  std::string out;
  for (const auto& finding : parse_config(yaml, "c.yaml").findings) out += to_line(finding) + "\n";
  return out;
}

// A good webhook with that line instead of its own.
std::string with(const std::string& line) {
  const std::string key = line.substr(0, line.find(':'));
  std::string yaml = "webhooks:\n";
  std::string lead = "  - ";
  for (const std::string good : {"url: https://shop.example/h", "events: [promise.missed]",
                                 "secret_env: SECRET", "timeout: 10s", "allow_http: false"}) {
    yaml += lead + (good.starts_with(key + ":") ? line : good) + "\n";
    lead = "    ";
  }
  return yaml;
}

}  // namespace

TEST_CASE("webhooks are read, and written as they are read") {
  const auto got = parse_config(
      "webhooks:\n"
      "  - url: https://shop.example/hooks/yingda\n"
      "    events: [promise.missed, conversation.unseen]\n"
      "    secret_env: YINGDA_WEBHOOK_SECRET\n"
      "    timeout: 3s\n"
      "  - {url: \"http://127.0.0.1:9/x\", events: work_order.opened, secret_env: OTHER}\n"
      "webhook_max_age: 12h\n"
      "unseen_after: 2m\n",
      "c.yaml");
  REQUIRE(got.findings.empty());
  REQUIRE(got.config.webhooks.size() == 2);
  const auto& first = got.config.webhooks[0];
  CHECK(first.url == "https://shop.example/hooks/yingda");
  CHECK(first.events == std::vector<std::string>{"promise.missed", "conversation.unseen"});
  CHECK(first.secret_env == "YINGDA_WEBHOOK_SECRET");
  CHECK(first.timeout == std::chrono::seconds(3));
  CHECK(got.config.webhooks[1].events == std::vector<std::string>{"work_order.opened"});
  CHECK(got.config.webhooks[1].timeout == std::chrono::seconds(10));
  CHECK(got.config.webhook_max_age == std::chrono::hours(12));
  CHECK(got.config.policy.unseen_after == std::chrono::minutes(2));
  const auto again = parse_config(to_json(got.config), "c.json");
  CHECK(again.findings.empty());
  CHECK(again.config.webhooks == got.config.webhooks);
  CHECK(again.config.webhook_max_age == got.config.webhook_max_age);
}

TEST_CASE("what is wrong with a webhook is said where it stands") {
  CHECK(faults(with("url: https://shop.example/h")).empty());
  CHECK(faults(with("url: http://shop.example/h")) ==
        "c.yaml:2:10: error: `url` must begin with https://, or everybody on the way can read it; "
        "`allow_http: true` takes that risk [schema]\n");
  CHECK(faults(with("url: https://u:p@shop.example/h")) ==
        "c.yaml:2:10: error: `url`: an address has no user name or password in it [schema]\n");
  CHECK(faults(with("url: http://169.254.169.254/latest")).find("nobody can be told") !=
        std::string::npos);
  CHECK(faults(with("url: ftp://shop.example")).find("begins with https://") != std::string::npos);
  CHECK(faults(with("events: [promise.mised]")) ==
        "c.yaml:3:14: error: there is no event `promise.mised` (did you mean `promise.missed`?) "
        "[unknown-reference]\n");
  CHECK(faults(with("events: [promise.missed, promise.missed]")).find("is named twice") !=
        std::string::npos);
  CHECK(faults(with("events: []")) ==
        "c.yaml:3:13: error: `events` names at least one, for example [promise.missed, "
        "conversation.unseen] [schema]\n");
  CHECK(faults(with("secret_env: whsec_c2VjcmV0/+")).find("is the name of an environment") !=
        std::string::npos);
  CHECK(faults(with("timeout: 31s")) ==
        "c.yaml:5:14: error: `timeout` is from 1s to 30s [schema]\n");
  CHECK(faults(with("timeout: soon")).find("c.yaml:5:14: error: `timeout`: ") == 0);
  CHECK(faults(with("timeout: 500ms")).find("from 1s to 30s") != std::string::npos);
  CHECK(faults("webhooks: [{}]\n").find("needs `url`") != std::string::npos);
  CHECK(faults("webhooks: [{}]\n").find("needs `secret_env`") != std::string::npos);
  CHECK(faults("webhooks: {url: x}\n").find("list") != std::string::npos);
  CHECK(faults("webhooks: [{ulr: x}]\n").find("did you mean `url`?") != std::string::npos);
  CHECK(faults("webhook_max_age: 0\n").find("from 1m to 30d") != std::string::npos);
}

TEST_CASE("plain http is for this machine, or for who takes the risk") {
  CHECK(faults(with("url: http://localhost:8080/h")).empty());
  CHECK(faults("webhooks:\n  - {url: \"http://10.0.0.7/h\", events: [promise.missed], "
               "secret_env: S, allow_http: true}\n")
            .empty());
}

TEST_CASE("an address is named once") {
  const std::string hook = "{url: https://shop.example/h, events: [promise.missed], secret_env: S}";
  CHECK(faults("webhooks: [" + hook + ", " + hook + "]\n").find("two webhooks have this `url`") !=
        std::string::npos);
}
