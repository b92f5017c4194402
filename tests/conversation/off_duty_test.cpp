// Nobody is there who could take the conversation.

#include <catch2/catch.hpp>

#include "support/case.hpp"
#include "support/talk.hpp"

using namespace yingda;
using namespace yingda::conversation;
using namespace yingda::testing;

namespace {

const std::string flows = R"(flows:
  late:
    name: {zh-CN: 没到账, en: Late}
    triggers: [充值没到账, 钱没到账]
    steps:
      - choose: 充值还是转账？
        options: [{id: a, label: 充值}, {id: b, label: 转账}]
      - say: 好的。
  crisis:
    name: {zh-CN: 帮助, en: Help}
    undisturbed: true
    triggers: {keywords: [不想活]}
    steps:
      - handoff: {reason: 先关心人}
)";

// Noon of a Friday in Shanghai is outside of these hours.
content::Config in_the_morning() {
  auto config = plain_config();
  auto& calendar = config.policy.calendar;
  calendar.round_the_clock = false;
  calendar.zone = config.policy.zone;
  calendar.week[0] = calendar.week[4] = {{std::chrono::hours(9), std::chrono::hours(11)}};
  return config;
}

struct Closed {
  yingda::testing::Talk talk;
  std::string asked;
  std::string heard;
  explicit Closed(const content::Config& config = plain_config(), const std::string& by = "")
      : talk(catalog_of(flows, config)) {
    asked = by.empty() ? talk.human() : talk.say(by);
    heard = said(talk.rehearsal().nobody_on_duty());
  }
  const workorder::WorkOrder& order() const { return talk.state().orders.back(); }
  // Every form that was asked for and may still be sent, the newest first.
  std::vector<std::uint64_t> forms() const {
    std::vector<std::uint64_t> out;
    for (const auto& prompt : talk.state().prompts) {
      if (prompt.form) out.push_back(prompt.seq);
    }
    return out;
  }
};

// Where the form stands.
std::uint64_t asked_in(Case& talk) {
  talk.ask_person();
  talk.take(QueueMoved{1, {}, 0});
  REQUIRE(talk.state().prompts.back().form);
  return talk.state().prompts.back().seq;
}

}  // namespace

TEST_CASE("the number comes first, then who is back when, then what may be told") {
  Closed closed(in_the_morning());
  CHECK(has(closed.asked, "已为您登记人工服务"));
  CHECK(has(closed.heard, "现在是下班时间"));
  CHECK(has(closed.heard, "11月23日 09:00 上班"));
  CHECK(has(closed.heard, "工单 " + closed.order().number + " 一直有效，最迟"));
  CHECK(has(closed.heard, "不填也没关系，工单已经生效"));
  CHECK(closed.forms().size() == 1);
}

TEST_CASE("within the hours nobody is promised to be back at a time") {
  Closed closed;
  CHECK(has(closed.heard, "没有人在线"));
  CHECK_FALSE(has(closed.heard, "上班"));
}

TEST_CASE("what is filled in stands on that very order") {
  Closed closed;
  const auto& order = closed.order();
  CHECK(order.demands.empty());
  const auto heard = closed.talk.submit({{"left_message", "21:05 付的款，还没到"},
                                         {"order_number", "20261120001"},
                                         {"demand", "refund"},
                                         {"contact_phone", "13800000001"}});
  CHECK(has(heard, "都在工单 " + order.number));
  REQUIRE(closed.talk.state().orders.size() == 1);
  CHECK(closed.order().about == "20261120001");
  REQUIRE(closed.order().demands.size() == 1);
  CHECK(closed.order().demands.front().kind == "refund");
  CHECK(closed.talk.slot("contact_phone") == "13800000001");
  CHECK(closed.forms().empty());
  CHECK(closed.order().history.back().what == "explained");
}

TEST_CASE("a wrong field is named, and nothing is kept") {
  Closed closed;
  CHECK(has(closed.talk.submit({{"left_message", "急"}, {"contact_phone", "12"}}), "refused"));
  CHECK(closed.talk.slot("left_message") == "(unset)");
  CHECK(closed.forms().size() == 1);
}

TEST_CASE("the form can be sent whatever was said since: beside a question, to an agent") {
  Closed closed;
  CHECK(has(closed.talk.say("充值没到账"), "充值还是转账"));
  CHECK(has(closed.talk.submit({{"demand", "refund"}}), "已补充到工单"));
  CHECK(closed.order().demands.size() == 1);
  CHECK(has(closed.talk.say("充值"), "好的"));
}

TEST_CASE("what comes after an agent has taken it is kept, and the bot stays silent") {
  Case talk;
  const auto form = asked_in(talk);
  talk.claim();
  const auto sent = talk.take(
      FormSubmitted{talk.id(), form, {{"demand", "refund"}, {"contact_phone", "13800000001"}}});
  CHECK_FALSE(sent.refused);
  CHECK(talk.order().demands.size() == 1);
  CHECK(talk.state().handling == Handling::agent);
  CHECK(talk.all<MessageEntry>().back().role == Role::visitor);
  talk.check_told_again();
}

TEST_CASE("its wrong fields are named beside a question, too") {
  Closed closed;
  closed.talk.say("充值没到账");
  CHECK(has(closed.talk.submit({{"contact_phone", "12"}}), "refused"));
  CHECK(closed.talk.slot("contact_phone") == "(unset)");
}

TEST_CASE("with the order gone there is nothing that it could be about") {
  Case talk;
  const auto form = asked_in(talk);
  talk.request(OrderRequest::withdraw);
  CHECK(talk.refused(FormSubmitted{talk.id(), form, {{"demand", "refund"}}}).code ==
        ErrorCode::conflict);
}

TEST_CASE("left out by its button, at once or later, nobody meets silence") {
  Closed closed;
  CHECK(has(closed.talk.choose("skip"), "都会进工单"));
  Closed later;
  later.talk.say("充值没到账");
  CHECK(has(later.talk.choose("先不填"), later.order().number));
}

TEST_CASE("a line that is no description ends the form and is kept for the person") {
  Closed closed;
  CHECK(has(closed.talk.say("哎"), "已补充到工单"));
  CHECK(closed.talk.state().session.stack.empty());
  CHECK(closed.forms().size() == 1);
}

TEST_CASE("a phone number alone is noted without the form coming again") {
  Closed closed;
  CHECK(has(closed.talk.say("13800000001"), "已补充到工单"));
  CHECK(closed.talk.slot("contact_phone") == "13800000001");
  CHECK(closed.forms().size() == 1);
}

TEST_CASE("files in the meantime are one line, and the form does not come again") {
  Closed closed;
  const auto heard = said(closed.talk.rehearsal().send_file("付款.png"));
  CHECK(has(heard, "已补充到工单"));
  CHECK(closed.forms().size() == 1);
}

TEST_CASE("files with words are one line, whatever takes the words") {
  for (const std::string words : {"月亮很圆", "哎", "13800000001"}) {
    Closed closed;
    const auto heard = said(closed.talk.rehearsal().send_file("截图.png", words));
    INFO(heard);
    CHECK(has(heard, "工单 " + closed.order().number));
    CHECK(heard.find('\n') == std::string::npos);
  }
}

TEST_CASE("asked once for an order") {
  Case talk;
  asked_in(talk);
  talk.claim();
  talk.take(AgentLost{talk.agent});
  talk.entries.clear();
  talk.take(QueueMoved{1, {}, 0});
  CHECK(has(talk.said(), "没有人在线"));
  CHECK_FALSE(has(talk.said(), "不填也没关系"));
  talk.check_told_again();
}

TEST_CASE("somebody in despair is asked nothing") {
  Closed crisis(plain_config(), "不想活了");
  CHECK(has(crisis.heard, "没有人在线"));
  CHECK(crisis.forms().empty());
}
