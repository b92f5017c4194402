// A work order from outside of the chat: the tracking page, and a dossier taken away.
#include <catch2/catch.hpp>

#include "support/desk_talk.hpp"

using namespace yingda;
using namespace yingda::testing;

TEST_CASE("the tracking view opens only with the secret") {
  GatewayWorld world;
  auto visitor = world.visitor();
  ask_for_person(world, *visitor);
  const std::string secret = event_of(visitor->outlet.events(), "work_order")["secret"];
  const auto view = [&](const std::string& number, const std::string& given) {
    Result<workorder::WorkOrder> out = Error{};
    world.gateway->order(number, given, [&](Result<workorder::WorkOrder> got) { out = got; });
    world.settle();
    return out;
  };
  const auto seen = view("GD20261120-0001-3", secret);
  REQUIRE(seen.has_value());
  CHECK(seen->status == workorder::Status::open);
  const auto wrong_secret = view("GD20261120-0001-3", "wrong");
  const auto wrong_number = view("GD20261120-0009-9", secret);
  REQUIRE_FALSE(wrong_secret.has_value());
  REQUIRE_FALSE(wrong_number.has_value());
  CHECK(wrong_secret.error().code == ErrorCode::not_found);
  CHECK(wrong_secret.error().detail == wrong_number.error().detail);
  std::string typed;
  for (const char c : secret) typed += static_cast<char>(std::toupper(c));
  CHECK(view("GD20261120-0001-3", typed.insert(4, "-")).has_value());
}

TEST_CASE("who takes a case away as a dossier stands in its log, and may see it") {
  GatewayWorld world;
  auto boss = world.agent("主管", "supervisor");
  auto visitor = world.visitor();
  const std::string conversation = ask_for_person(world, *visitor);
  const auto taken_by = [&](const gateway::Staff& staff, const std::string& number) {
    Result<gateway::FoundCase> out = Error{};
    world.gateway->export_case(number, staff, "回复监管部门",
                               [&](Result<gateway::FoundCase> found) { out = std::move(found); });
    world.settle();
    return out;
  };
  boss->send({{"type", "subscribe"}, {"conversation", conversation}, {"context", true}});
  world.settle();
  boss->outlet.frames.clear();
  CHECK(taken_by({"u9", "王", "agent", {"other"}}, "GD20261120-0001-3").error().code ==
        ErrorCode::not_found);
  CHECK(taken_by({"u8", "编", "editor", {}}, "GD20261120-0001-3").error().code ==
        ErrorCode::not_found);
  CHECK(event_of(boss->outlet.events(), "accessed").is_null());
  const auto found = taken_by({"u7", "赵", "supervisor", {}}, "gd2026112000013");
  REQUIRE(found.has_value());
  CHECK(found->number == "GD20261120-0001-3");
  CHECK(found->conversation == conversation);
  const auto noted = event_of(boss->outlet.events(), "accessed");
  CHECK(noted["access"] == "exported");
  CHECK(noted["agent"]["name"] == "赵");
  CHECK(noted["detail"] == "回复监管部门");
}

TEST_CASE("what the tracking page does counts once and reaches the chat") {
  GatewayWorld world;
  auto visitor = world.visitor();
  ask_for_person(world, *visitor);
  const std::string secret = event_of(visitor->outlet.events(), "work_order")["secret"];
  const std::string number = "GD20261120-0001-3";
  const auto act = [&](const std::string& id, const std::string& action, const std::string& given) {
    Result<workorder::WorkOrder> out = Error{};
    world.gateway->act_on_order(number, given, {id, action, "麻烦快一点"},
                                [&](Result<workorder::WorkOrder> got) { out = got; });
    world.settle();
    return out;
  };
  visitor->outlet.frames.clear();
  const auto urged = act("t1", "urge", secret);
  REQUIRE(urged.has_value());
  CHECK(urged->history.back().what == "urged");
  CHECK(event_of(visitor->outlet.events(), "work_order_request")["action"] == "urge");
  CHECK(act("t1", "urge", secret)->history.size() == urged->history.size());
  CHECK(act("t1", "withdraw", secret).error().code == ErrorCode::conflict);

  CHECK(act("t2", "accept", secret).error().code == ErrorCode::conflict);  // nothing to accept yet
  CHECK(act("t3", "dance", secret).error().code == ErrorCode::invalid);
  CHECK(act("", "urge", secret).error().code == ErrorCode::bad_frame);
  CHECK(act("t4", "urge", "wrong").error().code == ErrorCode::not_found);
  CHECK(act("t5", "withdraw", secret)->status == workorder::Status::closed);
}
