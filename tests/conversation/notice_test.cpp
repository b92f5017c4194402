// What a step tells outside of the chat.

#include "conversation/notice.hpp"

#include <nlohmann/json.hpp>

#include "support/case.hpp"
#include "wire/notice_json.hpp"

using namespace yingda;
using namespace yingda::conversation;
using namespace yingda::testing;
using namespace std::chrono_literals;

namespace {

std::string types(const Case& told) {
  std::string out;
  for (const auto& notice : told.notices) {
    out += (out.empty() ? "" : " ") + std::string(to_string(notice.type));
  }
  return out;
}

const Notice& last(const Case& told, NoticeType type) {
  const Notice* found = nullptr;
  for (const auto& notice : told.notices) {
    if (notice.type == type) found = &notice;
  }
  REQUIRE(found != nullptr);
  return *found;
}

}  // namespace

TEST_CASE("an order that is opened, taken, answered and resolved tells each of it once") {
  Case talk;
  talk.complain();
  CHECK(types(talk) == "work_order.opened");
  CHECK(talk.notices[0].number == talk.order().number);
  talk.notices.clear();
  talk.claim();
  CHECK(types(talk) == "work_order.changed");
  CHECK(talk.notices[0].changes == std::vector<std::string>{"assigned"});
  talk.notices.clear();
  talk.answer("卡密已经重新发给您");
  CHECK(last(talk, NoticeType::work_order_changed).changes ==
        std::vector<std::string>{"first_response"});
  talk.answer("还有别的问题吗");
  CHECK(talk.notices.size() == 1);  // words alone change nothing
  talk.notices.clear();
  talk.resolve({"已重发卡密", {}});
  CHECK(last(talk, NoticeType::work_order_changed).changes == std::vector<std::string>{"resolved"});
}

TEST_CASE("a promise is warned about, then missed, then compensated and paid: each a notice") {
  Case talk;
  talk.complain();
  talk.notices.clear();
  talk.advance(110min);
  CHECK(types(talk).find("promise.warned") != std::string::npos);
  CHECK(last(talk, NoticeType::promise_warned).promise == "first_response");
  CHECK(last(talk, NoticeType::work_order_escalated).reason == "target_missed");
  CHECK(types(talk).find("promise.missed") == std::string::npos);
  talk.notices.clear();
  talk.advance(10min);
  CHECK(last(talk, NoticeType::promise_missed).promise == "first_response");
  CHECK(last(talk, NoticeType::promise_missed).due == talk.order().first_response_due);
  const auto& granted = last(talk, NoticeType::compensation_granted);
  REQUIRE(granted.compensation.has_value());
  CHECK(granted.compensation->granted.amount == "15.00");
  talk.notices.clear();
  talk.pay(workorder::Promise::first_response);
  CHECK(types(talk) == "compensation.paid");
  CHECK(last(talk, NoticeType::compensation_paid).compensation->paid_at.has_value());
}

TEST_CASE("what is not paid in time and what the customer escalates are told") {
  Case talk;
  talk.complain();
  talk.advance(2h);
  talk.notices.clear();
  talk.request(OrderRequest::escalate);
  CHECK(types(talk) == "work_order.escalated");
  CHECK(talk.notices[0].reason == "escalated");
  talk.notices.clear();
  talk.request(OrderRequest::urge);
  CHECK(types(talk) == "work_order.changed");
  talk.notices.clear();
  talk.advance(24h);
  CHECK(types(talk).find("compensation.unpaid") != std::string::npos);
}

TEST_CASE("an agent's own promise that is missed is one, too") {
  Case talk;
  talk.complain();
  talk.claim();
  talk.answer("我来查账");
  talk.take(AgentPromised{talk.id(), talk.agent, "三点前给您结果", talk.now + 1h});
  talk.notices.clear();
  talk.advance(61min);
  CHECK(last(talk, NoticeType::promise_missed).promise == "commitment");
}

TEST_CASE("a notice holds no words of people, no names and no secret") {
  Case talk;
  talk.complain();
  talk.claim();
  talk.take(AgentTransferred{"t", talk.agent, "cards", std::nullopt, "卡密组处理《卡密售后规则》"});
  auto state = talk.state();
  state.arrival.visitor = {"王小明", "u-77", "xiaoming@mail.example"};
  for (const auto& notice : talk.notices) {
    const std::string json = wire::notice_json(notice, state, talk.now);
    INFO(json);
    for (const char* never : {"secret", "王小明", "xiaoming", "李敏", "卡密失效", "售后规则"}) {
      CHECK(json.find(never) == std::string::npos);
    }
    const auto read = nlohmann::json::parse(json);
    CHECK(read["timestamp"] == "2026-11-20T04:00:00.000Z");
    CHECK(read["data"]["number"] == talk.order().number);
    CHECK(read["data"]["conversation"] == "c1");
    CHECK(read["data"]["visitor"]["external_id"] == "u-77");
    CHECK(read["data"]["status"].is_string());
  }
}

TEST_CASE("the names of notices are what receivers were told") {
  CHECK(notice_names.back() == to_string(NoticeType::conversation_unseen));
  CHECK(to_string(NoticeType::promise_missed) == "promise.missed");
  CHECK(to_string(NoticeType::compensation_unpaid) == "compensation.unpaid");
}
