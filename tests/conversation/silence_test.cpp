// Time in flows: a visitor who falls silent, and steps that wait. All of it is virtual time.

#include <catch2/catch.hpp>

#include "support/sample_content.hpp"
#include "support/talk.hpp"
#include "wire/state_codec.hpp"

using namespace yingda;
using namespace yingda::testing;
using std::chrono::minutes;
using std::chrono::seconds;

TEST_CASE("a silent visitor is reminded once, then left in peace") {
  Talk talk(sample_catalog());
  talk.say("充值没到账");
  CHECK(talk.wait(minutes(4)).empty());
  CHECK(talk.wait(minutes(2)) == "您还在吗？不急，我在这里等您。\n请发一下订单号。");
  CHECK(talk.wait(minutes(16)) == "先不打扰您了。回来时直接说就行，我一直在。");
  CHECK(talk.state().session.stack.empty());
  CHECK_FALSE(talk.with_person());
  CHECK(talk.wait(std::chrono::hours(5)).empty());
}

TEST_CASE("any word of the visitor starts the wait anew") {
  Talk talk(sample_catalog());
  talk.say("充值没到账");
  talk.wait(minutes(4));
  talk.say("我找一下");
  CHECK(talk.wait(minutes(4)).empty());
  CHECK(has(talk.wait(minutes(2)), "您还在吗"));
}

TEST_CASE("nobody is reminded of a question that is no longer open") {
  Talk talk(sample_catalog());
  talk.say("充值没到账");
  SECTION("cancelled") { talk.say("算了"); }
  SECTION("handed over") { talk.human(); }
  CHECK_FALSE(has(talk.wait(minutes(30)), "您还在吗"));
}

TEST_CASE("an open work order outlives the silence and goes to its people") {
  const auto catalog = catalog_of(R"(flows:
  late:
    triggers: [办件事情]
    steps:
      - open_work_order: {type: other, tier: complaint, department: topup}
      - {collect: phone, type: phone, ask: 手机号？}
)");
  Talk talk(catalog);
  talk.say("办件事情");
  const auto before = talk.wait(minutes(6));
  CHECK(talk.with_person());
  REQUIRE(talk.state().orders.size() == 1);
  CHECK(talk.state().orders[0].status == workorder::Status::open);
  CHECK(talk.state().team == "topup");
}

TEST_CASE("close comes before the order's own timer: the visitor is told that the order stands") {
  auto config = plain_config();
  config.policy.silence_remind = minutes(1);
  config.policy.silence_close = minutes(2);
  const auto catalog = catalog_of(R"(flows:
  late:
    triggers: [办件事情]
    steps:
      - open_work_order: {type: other, tier: complaint, department: topup}
      - {collect: phone, type: phone, ask: 手机号？}
)",
                                  config);
  Talk talk(catalog);
  talk.say("办件事情");
  CHECK(has(talk.wait(minutes(1)), "您还在吗"));
  const auto closed = talk.wait(minutes(2));
  CHECK(has(closed, "工单 " + talk.state().orders[0].number + " 一直有效"));
  CHECK(talk.with_person());
  CHECK(talk.state().orders[0].status == workorder::Status::open);
}

TEST_CASE("reminders can be switched off") {
  auto config = plain_config();
  config.policy.silence_remind = TimeSpan::zero();
  Talk talk(
      catalog_of("flows:\n  a:\n    triggers: [办件事情]\n    steps:\n"
                 "      - {collect: phone, type: phone, ask: 手机号？}\n",
                 config));
  talk.say("办件事情");
  CHECK(talk.wait(std::chrono::hours(3)).empty());
}

namespace {

const std::string waiting = R"(flows:
  later:
    triggers: [过会儿再看]
    steps:
      - say: 十分钟后我再看。
      - wait: 10m
      - say: 看过了，都好。
  other:
    triggers: [别的事情啊]
    steps:
      - {collect: phone, type: phone, ask: 手机号？}
      - say: 记下。
)";

}  // namespace

TEST_CASE("a wait goes on by itself when its time has come") {
  Talk talk(catalog_of(waiting));
  CHECK(talk.say("过会儿再看") == "十分钟后我再看。");
  CHECK(talk.state().session.waiting == dialogue::Waiting::time);
  CHECK(talk.wait(minutes(9)).empty());
  CHECK(talk.wait(minutes(2)) == "看过了，都好。");
  CHECK(talk.state().session.stack.empty());
}

TEST_CASE("a wait survives being stored, and what is put on top of it") {
  Talk talk(catalog_of(waiting));
  talk.say("过会儿再看");
  auto& state = talk.rehearsal().state();
  auto stored = wire::decode_state(wire::encode_state(state));
  REQUIRE(stored.has_value());
  CHECK(stored->session == state.session);
  state = *stored;
  SECTION("the time comes while another flow asks") {
    CHECK(talk.say("别的事情啊") == "手机号？");
    CHECK_FALSE(has(talk.wait(minutes(11)), "看过了"));
    CHECK(talk.say("13800000001") == "记下。\n看过了，都好。");
  }
  SECTION("the other flow is done before") {
    talk.say("别的事情啊");
    CHECK(talk.say("13800000001") == "记下。");
    CHECK(talk.wait(minutes(11)) == "看过了，都好。");
  }
}

TEST_CASE("content that has nothing to say is answered for") {
  const auto mute = [](const std::string& steps) {
    auto talk = Talk(
        published_catalog_of("flows:\n  mute:\n    triggers: [帮我看看吧]\n    steps:\n" + steps));
    return talk.say("帮我看看吧");
  };
  CHECK(has(mute("      - set_slots: {seen: true}\n      - {say: x, if: seen == false}\n"),
            "没有理解"));
  CHECK(has(mute("      - say: \"{page.title}\"\n"), "没有理解"));
  CHECK(has(mute("      - wait: 1d\n      - say: 到了\n"), "没有理解"));
  CHECK(mute("      - say: 好\n") == "好");
}

TEST_CASE("a connector that answers a step that is gone makes nobody speak") {
  Talk talk(sample_catalog());
  const auto before = talk.state();
  const auto step = conversation::step(
      *sample_catalog(), before,
      {Instant{}, conversation::ActionAnswered{"an old call", true, "", {}}, {}, {}});
  CHECK_FALSE(step.refused);
  CHECK(step.entries.empty());
  CHECK(step.next.failed_turns == before.failed_turns);
}

TEST_CASE(
    "a question that a flow asks by itself after a wait is reminded and closed like any other") {
  Talk talk(catalog_of(R"(flows:
  later:
    triggers: [慢一点办]
    steps:
      - say: 稍等一下。
      - wait: 5s
      - {collect: phone, type: phone, ask: 手机号？}
      - handoff: {reason: x}
)"));
  CHECK(talk.say("慢一点办") == "稍等一下。");
  CHECK(talk.wait(seconds(6)) == "手机号？");
  CHECK(talk.wait(minutes(4)).empty());
  CHECK(has(talk.wait(minutes(2)), "您还在吗"));
  CHECK(has(talk.wait(minutes(16)), "先不打扰您了"));
  CHECK(talk.state().session.stack.empty());
  CHECK(talk.wait(std::chrono::hours(5)).empty());
}
