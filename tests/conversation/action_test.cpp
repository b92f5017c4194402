// Connector actions: further attempts and ways on by kind of failure.

#include <catch2/catch.hpp>

#include "connect/call_fields.hpp"
#include "support/talk.hpp"

using namespace yingda;
using namespace yingda::testing;

namespace {

const std::string flow = R"(flows:
  look:
    triggers: [帮我看看吧]
    steps:
      - action: find_order
        arguments: {order_number: "1"}
        result: order
        retries: 2
        on_error:
          - if: order.error == "timeout"
            then: slow
          - if: order.error == "refused"
            then: [{say: 系统不接受。}, {handoff: {reason: 被拒}}]
      - say: "{order.status}"
        next: END
      - id: slow
        say: 系统太慢。
      - handoff: {reason: 太慢}
)";

// Fails so often, then answers.
Talk::Answers failing(int times, const std::string& error) {
  auto left = std::make_shared<int>(times);
  return [left, error](const conversation::CallAction&) {
    if ((*left)-- > 0) return gateway::CallAnswer{false, error, {}};
    return gateway::CallAnswer{true, "", {{"status", std::string("好了")}}};
  };
}

}  // namespace

TEST_CASE("a call that gets no answer is tried again, as the same call to the service") {
  Talk talk(catalog_of(flow), "zh-CN", failing(2, "timeout"));
  CHECK(talk.say("帮我看看吧") == "好了");
  REQUIRE(talk.calls.size() == 3);
  CHECK(talk.calls[0].id != talk.calls[1].id);
  const auto key = [&](const conversation::CallAction& call) {
    return connect::call_fields({"c1", call.id, call.action, call.arguments, 3}).front();
  };
  CHECK(key(talk.calls[0]).first == "Idempotency-Key");
  CHECK(key(talk.calls[1]) == key(talk.calls[0]));
  CHECK(key(talk.calls[2]) == key(talk.calls[0]));
  CHECK(talk.state().attempt == 0);
}

TEST_CASE("after the last attempt the kind of failure decides") {
  SECTION("timeout") {
    Talk talk(catalog_of(flow), "zh-CN", failing(9, "timeout"));
    CHECK(has(talk.say("帮我看看吧"), "系统太慢。"));
    CHECK(talk.calls.size() == 3);
    CHECK(talk.slot("order.error") == "timeout");
  }
  SECTION("a refusal is not tried again") {
    Talk talk(catalog_of(flow), "zh-CN", failing(9, "http 422"));
    CHECK(has(talk.say("帮我看看吧"), "系统不接受。"));
    CHECK(talk.calls.size() == 1);
  }
  SECTION("no branch for it: a person") {
    Talk talk(catalog_of(flow), "zh-CN", failing(9, "http 503"));
    talk.say("帮我看看吧");
    CHECK(talk.calls.size() == 3);
    CHECK(talk.with_person());
    CHECK(talk.slot("order.error") == "unavailable");
  }
}

TEST_CASE("an answer clears what an earlier failure left") {
  Talk talk(catalog_of(flow), "zh-CN", failing(1, "timeout"));
  talk.rehearsal().state().session.slots["order.error"] = std::string("refused");
  CHECK(talk.say("帮我看看吧") == "好了");
  CHECK(talk.slot("order.error") == "(unset)");
}
