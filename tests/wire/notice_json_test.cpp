#include "wire/notice_json.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

#include "conversation/entry.hpp"
#include "wire/entry_codec.hpp"

using namespace yingda;
using namespace yingda::conversation;
using Json = nlohmann::json;

namespace {

State with_order() {
  State state;
  state.id = "c1";
  workorder::WorkOrder order;
  order.number = "GD20261121-0042-8";
  order.secret = "canary";
  order.title = "canary";
  order.type = "not_arrived";
  order.department = "topup";
  order.urgent = true;
  state.orders = {order};
  return state;
}

Json told(const Notice& notice, const State& state) {
  return Json::parse(wire::notice_json(notice, state, Instant{TimeSpan{1}}));
}

}  // namespace

TEST_CASE("a notice has type, time and the facts of its order, and nothing else") {
  const Json json = told({NoticeType::work_order_opened, "GD20261121-0042-8"}, with_order());
  CHECK(json == Json::parse(R"({
    "type": "work_order.opened", "timestamp": "1970-01-01T00:00:00.001Z",
    "data": {"conversation": "c1", "number": "GD20261121-0042-8", "status": "open",
      "work_order_type": "not_arrived", "tier": "inquiry", "urgent": true, "department": "topup",
      "opened_at": "1970-01-01T00:00:00.000Z", "first_response_due": "1970-01-01T00:00:00.000Z",
      "resolve_due": "1970-01-01T00:00:00.000Z"}})"));
}

TEST_CASE("what belongs to a type is told with it") {
  const State state = with_order();
  Notice missed{NoticeType::promise_missed, state.orders[0].number};
  missed.promise = "first_response";
  missed.due = Instant{std::chrono::seconds(60)};
  CHECK(told(missed, state)["data"]["promise"] == "first_response");
  CHECK(told(missed, state)["data"]["due"] == "1970-01-01T00:01:00.000Z");

  Notice paid{NoticeType::compensation_paid, state.orders[0].number};
  paid.compensation = workorder::Compensation{
      workorder::Promise::resolve,      {"5.00", "CNY"}, {}, {}, false, Instant{},
      workorder::Person{"u", "canary"}, "canary"};
  const Json data = told(paid, state)["data"];
  CHECK(data["granted"] == Json{{"amount", "5.00"}, {"currency", "CNY"}});
  CHECK(data["compensation_status"] == "paid");
  CHECK(data.dump().find("canary") == std::string::npos);

  Notice unseen{NoticeType::conversation_unseen, ""};
  unseen.unseen = Unseen{7, Instant{}, ""};
  CHECK(told(unseen, state)["data"] ==
        Json::parse(R"({"conversation": "c1", "seq": 7, "since": "1970-01-01T00:00:00.000Z"})"));
  unseen.unseen->news = {"reply"};
  CHECK(told(unseen, state)["data"]["news"] == Json{"reply"});
}

TEST_CASE("a mail is made of what kind of news there is and what is due next, and of no words") {
  State state = with_order();
  state.arrival.locale = "en";
  state.arrival.visitor = {"canary", "canary", "canary@shop.example"};
  auto& order = state.orders[0];
  order.first_response_due = Instant{std::chrono::seconds(60)};
  order.resolve_due = Instant{std::chrono::seconds(180)};
  Notice unseen{NoticeType::conversation_unseen, order.number};
  unseen.unseen = Unseen{7, Instant{}, order.number, {"reply", "compensation"}};
  const auto facts = [&] { return Json::parse(wire::mail_json(unseen, state)); };
  CHECK(facts() == Json::parse(R"({"locale": "en", "number": "GD20261121-0042-8", "asks": false,
    "news": ["compensation", "reply"], "due": 60000, "due_what": "answer"})"));
  order.first_response_at = Instant{};
  CHECK(facts()["due_what"] == "solution");
  order.next_response_due = Instant{std::chrono::seconds(120)};
  CHECK(facts()["due"] == 120000);
  workorder::Commitment promise;
  promise.text = "canary";
  promise.due = Instant{std::chrono::seconds(90)};
  order.commitments = {promise};
  CHECK(facts()["due_what"] == "promise");
  order.request = workorder::CustomerRequest{"canary", {}, {}, false};
  CHECK(facts()["asks"] == true);
  order.commitments.clear();
  order.next_response_due.reset();
  CHECK_FALSE(facts().contains("due"));  // the clock stands still
  order.request.reset();
  order.status = workorder::Status::closed;
  CHECK_FALSE(facts().contains("due"));
  CHECK(facts().dump().find("canary") == std::string::npos);
}

TEST_CASE("what became of a notice has the shape that the desk reads") {
  std::ifstream in(std::string(YINGDA_SOURCE_DIR) + "/tests/wire/fixtures/desk_server_frames.json");
  const Json frames = Json::parse(in);
  int found = 0;
  for (const auto& item : frames) {
    Json frame = item["frame"];
    if (frame.value("kind", "") != "notice") continue;
    ++found;
    const NoticeSettled settled{"msg_1",
                                "https://hooks.shop.example/secret",
                                "hooks.shop.example",
                                frame["notice"],
                                frame["number"],
                                frame["result"] == "delivered",
                                frame["attempts"],
                                frame.value("detail", "")};
    for (const char* head : {"type", "conversation", "pos", "at"}) frame.erase(head);
    Json entry = Json::parse(wire::encode_entry({{}, 1, 0, NoticeEntry{settled}}).json);
    entry.erase("at");
    CHECK(entry == frame);
  }
  CHECK(found == 2);
}
