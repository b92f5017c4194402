#include "conversation/replay.hpp"

#include <catch2/catch.hpp>

#include "support/sample_content.hpp"

using namespace yingda;
using namespace yingda::conversation;
using yingda::testing::sample_catalog;
using yingda::testing::sample_files;

namespace {

const Instant noon =
    Instant(std::chrono::sys_days(std::chrono::year(2026) / 11 / 20)) + std::chrono::hours(4);

// Content in which `from` reads `to`.
std::shared_ptr<const Catalog> with_change(const std::string& file, const std::string& from,
                                           const std::string& to) {
  auto files = sample_files();
  auto& bytes = files.at(file);
  bytes.replace(bytes.find(from), from.size(), to);
  const auto loaded = content::load(files, content::default_config());
  REQUIRE(loaded.ok());
  return loaded.catalog;
}

// Records a conversation on the sample content, as a host does.
class Recording {
 public:
  explicit Recording(std::shared_ptr<const Catalog> catalog = sample_catalog())
      : catalog_(std::move(catalog)) {
    state_.id = "c1";
  }

  void say(const std::string& text) {
    MessageReceived message{"m" + std::to_string(events.size()), text, {}};
    message.understanding = catalog_->engine->understand(text, {"zh-CN", ""});
    happen(std::move(message));
  }
  void choose(const std::string& option) {
    const auto& prompt = state_.prompts.back();
    happen(OptionChosen{"o" + std::to_string(events.size()), prompt.seq, option});
  }
  void answer(const std::string& status) {
    happen(ActionAnswered{state_.pending_call, true, "", {{"status", status}}});
  }
  void happen(EventBody body) {
    Event event{noon + std::chrono::seconds(events.size()), std::move(body), {}, {}};
    auto transition = step(*catalog_, state_, event);
    while (transition.needs_reservation) {
      event.reserved.push_back({"GD" + std::to_string(++orders_), "s"});
      transition = step(*catalog_, state_, event);
    }
    REQUIRE_FALSE(transition.refused);
    state_ = transition.next;
    events.push_back(event);
  }

  struct Result {
    std::vector<ChangedTurn> changed;
    std::size_t not_compared = 0;
  };
  Result on(const Catalog& other) const {
    Replay replay("c1", other);
    Result out;
    for (const auto& event : events) {
      if (auto turn = replay.take(*catalog_, event)) out.changed.push_back(*turn);
      REQUIRE_FALSE(replay.refused());
    }
    CHECK(replay.state().session == state_.session);
    CHECK(replay.state().seq == state_.seq);
    out.not_compared = replay.not_compared();
    return out;
  }

  std::vector<Event> events;

 private:
  std::shared_ptr<const Catalog> catalog_;
  State state_;
  int orders_ = 0;
};

Recording late_order() {
  Recording out;
  out.say("提现多久到账");
  out.say("充值没到账");
  out.say("20261120001");
  out.answer("processing");
  out.choose("refund");
  return out;
}

}  // namespace

TEST_CASE("on the content it was recorded on, nothing changes") {
  const auto result = late_order().on(*sample_catalog());
  CHECK(result.changed.empty());
  CHECK(result.not_compared == 0);
}

TEST_CASE("other words are said to be only that, and the rest of the flow is still compared") {
  const auto other = with_change("flows/topup.yaml", "请发一下订单号。", "麻烦发一下订单号。");
  const auto result = late_order().on(*other);
  REQUIRE(result.changed.size() == 1);
  CHECK(result.changed[0].change == Change::other_words);
  CHECK(result.changed[0].cause == "充值没到账");
  CHECK(result.changed[0].recorded.said == std::vector<std::string>{"请发一下订单号。"});
  CHECK(result.changed[0].other.said == std::vector<std::string>{"麻烦发一下订单号。"});
  CHECK(result.not_compared == 0);
}

TEST_CASE("one more message before a question does not lead its buttons astray") {
  const auto other = with_change("flows/topup.yaml", "      - id: demand\n",
                                 "      - say: 已建工单\n      - id: demand\n");
  const auto result = late_order().on(*other);
  REQUIRE(result.changed.size() == 1);
  CHECK(result.changed[0].change == Change::other_words);
}

TEST_CASE("a turn that would be handed off is found; what follows it in the flow is not compared") {
  const auto other =
      with_change("flows/topup.yaml", "department: topup}\n      - id: demand",
                  "department: topup}\n        next: [{if: conversation.failed_turns < 1, "
                  "then: person}, {else: demand}]\n"
                  "      - id: demand");
  const auto result = late_order().on(*other);
  REQUIRE(result.changed.size() == 1);
  CHECK(result.changed[0].change == Change::handed_off);
  CHECK(result.changed[0].cause == "(a connector answered)");
  CHECK(result.not_compared == 1);  // the choice of a demand
}

TEST_CASE("after the flow, turns are compared again") {
  auto recording = late_order();
  recording.say("怎么开发票");
  const auto other = with_change("knowledge_base/zh-CN/invoice.md", "在订单详情里", "在订单页里");
  const auto result = recording.on(*other);
  REQUIRE(result.changed.size() == 1);
  CHECK(result.changed[0].cause == "怎么开发票");
}

TEST_CASE("another article, another flow, nothing at all: each is called by its name") {
  Recording recording;
  recording.say("提现多久到账");
  const auto moved =
      with_change("knowledge_base/zh-CN/withdraw.md", "id: withdraw-arrival", "id: payout");
  CHECK(recording.on(*moved).changed.at(0).change == Change::other_article);
  CHECK(recording.on(*moved).changed.at(0).other.article == "payout");

  Recording flow;
  flow.say("充值没到账");
  const auto other_flow = with_change("flows/topup.yaml", "  topup_late:\n", "  topup_slow:\n");
  CHECK(flow.on(*other_flow).changed.at(0).change == Change::other_flow);

  auto files = sample_files();
  files.erase("knowledge_base/zh-CN/withdraw.md");
  files.erase("knowledge_base/en/withdraw.md");
  const auto without = content::load(files, content::default_config()).catalog;
  CHECK(recording.on(*without).changed.at(0).change == Change::not_understood);
}

TEST_CASE("another slot and another call of a connector are found") {
  Recording recording;
  recording.say("充值没到账");
  recording.say("20261120001");
  const auto call = with_change("flows/topup.yaml", "arguments: {order_number: \"{order_number}\"}",
                                "arguments: {order_number: \"A{order_number}\"}");
  CHECK(recording.on(*call).changed.at(0).change == Change::other_call);

  recording.answer("processing");
  recording.choose("refund");
  const auto slot =
      with_change("flows/topup.yaml", "        slot: demand\n", "        slot: wish\n");
  CHECK(recording.on(*slot).changed.at(0).change == Change::other_slot);
}

TEST_CASE("an article in place of none is another article, and so is none in its place") {
  StepOutcome recorded;
  recorded.article = "real-name";
  recorded.intent = "real-name";
  const StepOutcome other;
  CHECK(compare(recorded, other) == Change::other_article);
  CHECK(compare(other, recorded) == Change::other_article);
  StepOutcome flow;
  flow.flow = "refund";
  CHECK(compare(recorded, flow) == Change::other_flow);
}

TEST_CASE("a form is filled in as it was recorded") {
  Recording recording;
  recording.say("我想留个联系方式");
  recording.happen(FormSubmitted{"f", 2, {{"contact_phone", "13800138000"}}});
  CHECK(recording.on(*sample_catalog()).changed.empty());
}
