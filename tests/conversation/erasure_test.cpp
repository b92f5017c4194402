#include "conversation/erasure.hpp"

#include <catch2/catch.hpp>

#include "support/sample_content.hpp"
#include "wire/state_codec.hpp"
#include "workorder/service_level.hpp"
#include "workorder/stripped.hpp"

using namespace yingda;
using namespace yingda::conversation;
using namespace std::chrono_literals;

namespace {

const Instant noon =
    Instant(std::chrono::sys_days(std::chrono::year(2026) / 11 / 20)) + std::chrono::hours(4);
constexpr std::int64_t three_years = 3 * 365 * 24 * 3600;

ErasureAsked asked(ErasedFor by, std::int64_t kept_s = three_years) { return {by, "", "", kept_s}; }

workorder::WorkOrder closed_order(Instant at) {
  workorder::WorkOrder order;
  order.number = "GD20261120-0001-3";
  order.secret = "s3cret";
  order.type = "not_arrived";
  order.tier = workorder::Tier::complaint;
  order.title = "words of the customer";
  order.about = "A1";
  order.status = workorder::Status::closed;
  order.opened_at = at - 24h;
  order.resolve_due = at;
  order.demands = {{"refund", "words of the customer", {}, {}}};
  order.promised = {
      {workorder::Promise::resolve, at - 24h, at, workorder::CommitmentState::missed, at + 1h}};
  order.compensation = {
      {workorder::Promise::resolve, {"5.00", "CNY"}, at, at, false, at, {}, "ref"}};
  order.commitments = {{"1", "words of the customer", at, {"u1", "Li"}, {}, {}}};
  order.evidence = {{"e1", "words of the customer", "image/png", 1, ""}};
  order.history = {{at - 24h, "bot", "opened", "words of the customer"}, {at, "Li", "closed", "w"}};
  return order;
}

State talked() {
  State state;
  state.id = "c1";
  state.step = 7;
  state.pos = 12;
  state.seq = 9;
  state.arrival = {"zh-CN", {"https://shop.example", "words"}, {"Wang", "wang"}};
  state.visitor_words = state.last_text = "words of the customer";
  state.evidence = {{"e1", "words of the customer", "image/png", 1, ""}};
  state.session.slots["phone"] = std::string("13800138000");
  return state;
}

Transition take(State state, EventBody body, Instant at = noon) {
  return step(*testing::sample_catalog(), std::move(state), {at, std::move(body), {}, {}});
}

}  // namespace

TEST_CASE("a conversation without work orders is emptied in one step; its numbers go on") {
  const auto done = take(talked(), asked(ErasedFor::visitor));
  REQUIRE_FALSE(done.refused);
  REQUIRE(done.erased_orders);
  CHECK(done.erased_orders->empty());
  CHECK(is_erased(done.next));
  REQUIRE(done.entries.size() == 1);
  CHECK(done.entries[0].pos == 13);
  CHECK(done.entries[0].seq == 0);
  State only;
  only.id = "c1";
  only.step = 8;
  only.pos = 13;
  only.seq = 9;
  only.erasure = Erasure{noon, ErasedFor::visitor, true};
  CHECK(wire::encode_state(done.next) == wire::encode_state(only));
}

TEST_CASE("whatever comes after it is refused") {
  const auto erased = take(talked(), asked(ErasedFor::visitor)).next;
  for (const EventBody& body :
       {EventBody(MessageReceived{"m1", "hello", {}}), EventBody(AgentMessaged{"a1", {}, "hi"}),
        EventBody(TimerFired{"claim"}), EventBody(asked(ErasedFor::staff)),
        EventBody(ActionAnswered{"1", true, "", {}})}) {
    const auto refused = take(erased, body);
    REQUIRE(refused.refused);
    CHECK(refused.refused->code == ErrorCode::not_found);
  }
}

TEST_CASE("an open work order keeps its conversation, and the wish is noted once") {
  auto state = talked();
  state.orders = {closed_order(noon)};
  state.orders[0].status = workorder::Status::in_progress;
  const auto kept = take(state, asked(ErasedFor::visitor, 0));
  REQUIRE_FALSE(kept.refused);
  CHECK_FALSE(kept.erased_orders);
  REQUIRE(kept.next.erasure);
  CHECK_FALSE(is_erased(kept.next));
  CHECK(kept.next.visitor_words == "words of the customer");
  CHECK(kept.entries.size() == 1);
  CHECK(take(kept.next, asked(ErasedFor::visitor, 0)).entries.empty());
  const auto why = keeping(state, noon, 0s);
  REQUIRE(why);
  CHECK(why->numbers == std::vector<std::string>{"GD20261120-0001-3"});
  CHECK_FALSE(why->until);
  const auto early = take(state, asked(ErasedFor::retention, 0));
  CHECK(early.refused);
}

TEST_CASE("a closed work order keeps it until its time is over, what is owed until it is paid") {
  auto state = talked();
  state.orders = {closed_order(noon)};
  const auto until = noon + std::chrono::seconds(three_years);
  CHECK(keeping(state, noon, std::chrono::seconds(three_years))->until == until);
  CHECK(take(state, asked(ErasedFor::retention), until - 1ms).refused);
  CHECK(take(state, asked(ErasedFor::retention), until).erased_orders);
  state.orders[0].compensation[0].paid_at.reset();
  CHECK(take(state, asked(ErasedFor::retention), until).refused);
  CHECK(take(state, asked(ErasedFor::restored), noon).erased_orders);
}

TEST_CASE("of an order its number, times and sums stay: its figures are the same") {
  const auto order = closed_order(noon);
  const auto left = workorder::stripped(order);
  const auto text = wire::encode_order(left);
  CHECK(text.find("words") == std::string::npos);
  CHECK(text.find("s3cret") == std::string::npos);
  CHECK(text.find("A1") == std::string::npos);
  CHECK(text.find("ref\"") == std::string::npos);
  CHECK(left.number == order.number);
  const auto before = workorder::service_record(order);
  const auto after = workorder::service_record(left);
  CHECK(after.opened_at == before.opened_at);
  CHECK(after.resolved_at == before.resolved_at);
  CHECK(after.resolve_missed == before.resolve_missed);
  CHECK(after.broken == before.broken);
  CHECK(after.reopened == before.reopened);
  CHECK(after.withdrawn == before.withdrawn);
  CHECK(after.compensation.at("CNY").paid == before.compensation.at("CNY").paid);
}

TEST_CASE("files that no order has can go by themselves") {
  auto state = talked();
  const auto gone = take(state, EvidenceExpired{{"e1"}});
  REQUIRE_FALSE(gone.refused);
  CHECK(gone.next.evidence.empty());
  state.orders = {closed_order(noon)};
  CHECK(take(state, EvidenceExpired{{"e1"}}).refused);
}

TEST_CASE("a sweep does not erase what somebody has just come back to") {
  State state = talked();
  state.last_at = noon - 59min;
  const auto refused = take(state, asked(ErasedFor::retention));
  REQUIRE(refused.refused);
  CHECK(refused.refused->code == ErrorCode::conflict);
  CHECK_FALSE(is_erased(refused.next));
  state.last_at = noon - 61min;
  CHECK(is_erased(take(state, asked(ErasedFor::retention)).next));
  state.last_at = noon;
  CHECK(is_erased(take(state, asked(ErasedFor::visitor)).next));
}
