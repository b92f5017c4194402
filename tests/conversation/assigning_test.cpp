// Supervisors hand out work; tags; and what becomes of work whose owner is gone.
#include "support/case.hpp"

using namespace yingda;
using namespace yingda::testing;
using conversation::CaseAssigned;
using conversation::Handling;
using conversation::OrderTagged;

namespace {

const workorder::Person wang{"u2", "王强"};

struct Waiting : Case {
  Waiting() { ask_person(); }
  CaseAssigned to(const workorder::Person& who, std::optional<std::uint64_t> version = {}) {
    return {id(), boss, order().number, who, false, "他熟悉这类问题", version};
  }
};

}  // namespace

TEST_CASE("a supervisor assigns what waits: the colleague has it and owns it") {
  Waiting some;
  some.take(some.to(wang));
  CHECK(some.state().handling == Handling::agent);
  CHECK(some.state().agent == wang);
  CHECK(some.order().owner == wang);
  CHECK(some.order().status == workorder::Status::assigned);
  CHECK(some.order().history.back().by == "u9");
  CHECK_FALSE(some.timers.contains("claim"));
  CHECK(some.all<conversation::AgentJoinedEntry>().back().agent == wang);
  CHECK(some.all<conversation::TransferredEntry>().back().reason == "他熟悉这类问题");
  CHECK(some.refused(some.to(wang)).code == ErrorCode::conflict);
  some.check_told_again();
}

TEST_CASE("assigning takes it from whoever has it, and again undoes it") {
  Waiting some;
  some.claim();
  some.take(some.to(wang));
  CHECK(some.all<conversation::AgentLeftEntry>().back().agent == some.agent);
  some.take(some.to(some.agent));
  CHECK(some.state().agent == some.agent);
  CHECK(some.order().owner == some.agent);
}

TEST_CASE("assigning asks for the order as it is now, and for one that is open") {
  Waiting some;
  const auto seen = some.order().history.size();
  some.claim();
  CHECK(some.refused(some.to(wang, seen)).code == ErrorCode::conflict);
  auto wish = some.to(wang);
  wish.number = "GD20261120-0009-9";
  CHECK(some.refused(wish).code == ErrorCode::not_found);
  some.answer();
  some.resolve({"已处理", {}});
  CHECK(some.refused(some.to(wang)).code == ErrorCode::conflict);
}

TEST_CASE("a supervisor passes on what others have; an agent only what they have themselves") {
  Waiting some;
  some.claim();
  conversation::AgentTransferred transfer{
      some.id(), some.boss, "cards", {}, "属于《卡密售后规则》"};
  CHECK(some.refused(transfer).code == ErrorCode::conflict);
  transfer.supervisor = true;
  some.take(transfer);
  CHECK(some.state().handling == Handling::queued);
  CHECK(some.state().team == "cards");
  CHECK(some.all<conversation::AgentLeftEntry>().back().agent == some.agent);
  transfer.id = some.id();
  transfer.team = "general";
  some.take(transfer);  // what only waits
  CHECK(some.state().team == "general");
}

TEST_CASE("what only waits is passed on to a colleague, who then has it") {
  Waiting some;
  conversation::AgentTransferred transfer{some.id(), some.boss, "", {}, "他熟悉"};
  transfer.supervisor = true;
  transfer.to = wang;
  some.take(transfer);
  CHECK(some.state().handling == Handling::agent);
  CHECK(some.state().agent == wang);
  CHECK_FALSE(some.state().queued_at);
  CHECK_FALSE(some.timers.contains("claim"));
}

TEST_CASE("tags are set and taken away, and only staff know") {
  Waiting some;
  const auto seq = some.state().seq;
  some.take(OrderTagged{some.id(), some.boss, true, some.order().number, {" 大客户 ", "赠卡"}, {}});
  CHECK(some.order().tags == std::vector<std::string>{"大客户", "赠卡"});
  some.take(OrderTagged{some.id(), some.boss, true, some.order().number, {"大客户"}, {"赠卡"}});
  CHECK(some.order().tags == std::vector<std::string>{"大客户"});
  const auto last = some.all<conversation::TaggedEntry>().back();
  CHECK(last.added.empty());
  CHECK(last.removed == std::vector<std::string>{"赠卡"});
  CHECK(some.state().seq == seq);
  const auto code = [&](const workorder::Person& who, bool supervisor, const std::string& tag) {
    return some.refused(OrderTagged{some.id(), who, supervisor, some.order().number, {tag}, {}})
        .code;
  };
  CHECK(code(some.boss, true, " ") == ErrorCode::invalid);
  CHECK(code(some.boss, true, "这个标签的名字实在是太长太长太长太长太长了") == ErrorCode::invalid);
  CHECK(code(wang, false, "x") == ErrorCode::conflict);
  some.check_told_again();
}

TEST_CASE("when somebody works here no more, their work waits and nobody answers for it") {
  Waiting some;
  some.claim();
  REQUIRE(some.order().owner == some.agent);
  some.take(conversation::StaffGone{some.agent});
  CHECK(some.state().handling == Handling::queued);
  CHECK_FALSE(some.order().owner);
  CHECK(some.refused(conversation::StaffGone{some.agent}).code == ErrorCode::conflict);
  some.take(conversation::AgentClaimed{wang, false});
  CHECK(some.order().owner == wang);
  some.check_told_again();
}

TEST_CASE(
    "the heir of somebody who works here no more has the conversation and the order at once") {
  Waiting some;
  some.claim();
  some.take(conversation::StaffGone{some.agent, wang, false, true});
  CHECK(some.state().handling == Handling::agent);
  CHECK(some.state().agent == wang);
  CHECK(some.order().owner == wang);
  CHECK(some.order().history.back().what == "assigned");
  CHECK(some.refused(conversation::StaffGone{some.agent, wang, false, true}).code ==
        ErrorCode::conflict);
  some.check_told_again();
}

TEST_CASE("nobody inherits what only supervisors may have") {
  Waiting some;
  some.claim();
  for (int i = 0; i < 3; ++i) {
    some.take(conversation::AgentTransferred{"t" + std::to_string(i),
                                             some.agent,
                                             i % 2 == 0 ? "cards" : "general",
                                             {},
                                             "《卡密售后规则》"});
    some.take(conversation::AgentClaimed{some.agent, true});
  }
  REQUIRE(some.state().supervisor_only);
  some.take(conversation::StaffGone{some.agent, wang, false, true});
  CHECK(some.state().handling == Handling::queued);
  CHECK_FALSE(some.order().owner);
}

TEST_CASE("an open order that waits with the bot goes to its department when its owner leaves") {
  Waiting some;
  some.claim();
  auto state = some.state();
  state.handling = Handling::bot;
  state.agent.reset();
  const auto catalog = content::load(sample_files(), content::default_config()).catalog;
  const auto next =
      conversation::step(*catalog, state, {some.now, conversation::StaffGone{some.agent}, {}, {}});
  CHECK(next.next.handling == Handling::queued);
  CHECK(next.next.team == some.order().department);
  CHECK_FALSE(next.next.orders.front().owner);
}

TEST_CASE("an heir who is away owns the order; the customer does not wait for them") {
  Waiting some;
  some.claim();
  some.take(conversation::StaffGone{some.agent, wang, false, false});
  CHECK(some.state().handling == Handling::queued);
  CHECK(some.order().owner == wang);
}
