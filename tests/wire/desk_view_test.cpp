#include "wire/desk_view.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace yingda;
using Json = nlohmann::json;

namespace {

const std::string phone = "13800138000";

std::string with_phone(const std::string& words) { return words + " " + phone; }

// A phone in every place that holds somebody's words.
workorder::WorkOrder order_of_words() {
  workorder::WorkOrder order;
  order.number = "GD20261121-0042-8";
  order.title = with_phone("充值未到账");
  order.about = with_phone("充给");
  order.demands = {{"other", with_phone("退到"), std::nullopt, std::nullopt}};
  order.resolution = workorder::Resolution{
      with_phone("已退到"),
      {{"other", with_phone("退了"), workorder::Outcome::refused, with_phone("规则")}},
      workorder::Outcome::refused,
      with_phone("规则")};
  order.request = workorder::CustomerRequest{with_phone("请确认"), {}, {"u", "李敏"}, false};
  order.commitments = {{"0", with_phone("今天打给"), {}, {"u", "李敏"}, {}, {}}};
  order.history = {{{}, "李敏", with_phone("转交"), with_phone("原因")}};
  order.evidence = {{"e1", phone + ".png", "image/png", 7, ""}};
  return order;
}

conversation::State state_of_words() {
  conversation::State state;
  state.id = "c1";
  state.arrival.visitor = {phone, "u-1001", "limin@mail.example"};
  state.arrival.page = {"https://shop.example/?phone=" + phone, with_phone("我的")};
  state.handling = conversation::Handling::queued;
  state.intent = with_phone("查");
  state.handoff = conversation::HandoffFacts{"topup", with_phone("找人"), {}, with_phone("我是")};
  state.session.slots = {{"phone", phone}, {"order.account", with_phone("账号")}};
  state.session.labels = {{"phone", "手机"}};
  state.session.texts = {{"phone", phone}};
  state.session.sources = {{"phone", with_phone("我的手机是")}};
  state.evidence = {{"e1", phone + ".png", "image/png", 7, ""}};
  state.visitor_words = with_phone("我是");
  state.last_text = with_phone("您是");
  state.orders = {order_of_words()};
  return state;
}

Json context_of(wire::Privacy privacy) {
  const conversation::Catalog catalog;
  return Json::parse(wire::context_frame(catalog, state_of_words(), {}, privacy))["context"];
}

}  // namespace

TEST_CASE("no word of a conversation's context shows a phone before it is asked for") {
  const Json masked = context_of(wire::Privacy::masked);
  for (const auto& [name, part] : masked.items()) {
    INFO(name << ": " << part.dump());
    CHECK(part.dump().find(phone) == std::string::npos);
  }
  CHECK(masked["masked"] == true);
  const Json& order = masked["work_orders"][0];
  CHECK(order["number"] == "GD20261121-0042-8");
  CHECK(order["demands"][0]["label"] == "退到 138****8000");
  CHECK(order["request"]["text"] == "请确认 138****8000");
  CHECK(order["promises"][0]["text"] == "今天打给 138****8000");
  CHECK(order["timeline"][0]["what"] == "转交 138****8000");
}

TEST_CASE("what was asked for is shown, and the row in the lists stays masked") {
  const conversation::Catalog catalog;
  const Json listed = wire::row_json(catalog, state_of_words());
  CHECK(listed.dump().find(phone) == std::string::npos);
  CHECK(listed["visitor"]["external_id"] == "u-1001");
  const Json open = context_of(wire::Privacy::open);
  CHECK(open["masked"] == false);
  CHECK(open["slots"]["phone"] == phone);
  CHECK(open["work_orders"][0]["demands"][0]["label"] == "退到 13800138000");
  CHECK(open["row"]["visitor"]["name"] == phone);
  for (const auto& shown : {listed["visitor"], open["visitor"], open["row"]["visitor"]}) {
    CHECK(shown["email"] == "l***@mail.example");  // also for whoever may see the rest
  }
}
