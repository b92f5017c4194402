#include "wire/state_codec.hpp"

#include <catch2/catch.hpp>

using namespace yingda;

TEST_CASE("a state is the same after it was stored") {
  conversation::State state;
  state.id = "c1";
  state.step = 7;
  state.arrival = {"zh-CN", {"https://shop.example/", "首页"}, {"王", "u1"}};
  state.handling = conversation::Handling::queued;
  state.session.slots = {
      {"a", 1.5}, {"b", true}, {"c", std::string("文")}, {"d", std::monostate{}}};
  state.session.slots["e"] = std::vector<std::string>{"x", "y"};
  state.session.stack = {{"refund", "ask"}};
  state.prompts = {{4, {{"yes", "是"}}, true, false}};
  workorder::WorkOrder order;
  order.number = "GD20261121-0042-8";
  order.demands = {{"refund", "退款", workorder::Money{"15.00", "CNY"}, Instant{TimeSpan{5}}}};
  order.owner = workorder::Person{"u", "李敏"};
  order.resolution = workorder::Resolution{
      "done", {{"refund", "no", workorder::Outcome::refused, "《退款规则》"}}};
  order.request = workorder::CustomerRequest{"请发截图", Instant{TimeSpan{6}}, {"u", "李敏"}, true};
  order.compensation = {{workorder::Promise::resolve, workorder::Money{"5.00", "CNY"},
                         Instant{TimeSpan{7}}, Instant{TimeSpan{8}}, true, Instant{TimeSpan{9}},
                         workorder::Person{"v", "王"}, "T-7"}};
  order.commitments = {{"0",
                        "今天",
                        Instant{TimeSpan{9}},
                        {"u", "李敏"},
                        workorder::CommitmentState::missed,
                        Instant{TimeSpan{10}}}};
  state.orders = {order};
  state.unseen = conversation::Unseen{9, Instant{TimeSpan{11}}, order.number};
  state.own_words = {{9, 4, "u", Instant{TimeSpan{12}}, order.number}};
  state.slot_versions = {{"a", 6}};
  state.slot_changes = {{"a", {{"u", "李敏"}, Instant{TimeSpan{13}}, "1"}}};
  const std::string stored = wire::encode_state(state);
  const auto read = wire::decode_state(stored);
  REQUIRE(read.has_value());
  CHECK(wire::encode_state(*read) == stored);
  CHECK(read->own_words == state.own_words);
  CHECK(read->slot_changes == state.slot_changes);
  CHECK(read->orders == state.orders);
  CHECK(read->session == state.session);
  CHECK(read->prompts == state.prompts);
  CHECK(read->unseen == state.unseen);
}

TEST_CASE("every kind of event is read back as itself") {
  using namespace conversation;
  const std::vector<EventBody> bodies{
      MessageReceived{"m", "文字", {knowledge::Outcome::answer, 0.5, "zh-CN", "", "why", {}}},
      EvidenceAttached{"e", {{"e1", "a.png", "image/png", 3, "ff"}}, "图", {}},
      OptionChosen{"c", 3, "yes"},
      FormSubmitted{"f", 3, {{"a", "b"}}},
      HumanAsked{"h", "付款失败"},
      PageEvent{"e", "chat_opened", "refund", {{"order_number", "20261120001"}}},
      VisitorRated{"r", 5, "好", {"fast"}},
      AnswerJudged{"j", 2, false, "unclear"},
      OrderRequested{
          "o", "GD", OrderRequest::escalate, "快", {{"e1", "a.png", "image/png", 3, "ff"}}},
      AgentClaimed{{"u", "李敏"}, true, "承诺快到期"},
      AgentMessaged{"a", {"u", "李敏"}, "您好"},
      AgentNoted{"n", {"u", "李敏"}, "注", {{"v", "王"}}},
      AgentTransferred{"t", {"u", "李敏"}, "cards", Person{"v", "王"}, "why"},
      AgentPromised{"p", {"u", "李敏"}, "今天", Instant{TimeSpan{9}}},
      AgentResolved{"s", {"u", "李敏"}, "GD", {"done", {}}},
      OrdersMerged{"om", {"u", "李敏"}, true, "GD", "GD2", "同一件事", 3, 4},
      OrderSplit{
          "os", {"u", "李敏"}, false, "GD", "account", "退款", {{"refund"}, {"f1"}}, "两件", 5},
      OrdersLinked{"ol", {"u", "李敏"}, false, "GD", "GD2", "同店", {}},
      CustomerAsked{"q", {"u", "李敏"}, "GD", "请发截图"},
      CommitmentKept{"k", {"u", "李敏"}, "0", true},
      FactsAsked{"f", {"u", "李敏"}, true},
      Snoozed{"z", {"u", "李敏"}, Instant{TimeSpan{7}}, "等快递"},
      Woken{"w", {"u", "李敏"}},
      ReturnedToBot{"rb", {"u", "李敏"}, "refund", "补信息", "order_number"},
      RatingInvited{"ri", {"u", "李敏"}},
      VisitorMuted{"vm", {"u", "赵岚"}, true, Instant{TimeSpan{8}}, "辱骂客服"},
      VisitorUnmuted{"vu", {"u", "赵岚"}, true},
      CompensationPaid{"y", {"u", "李敏"}, "GD", workorder::Promise::resolve, "T-7"},
      StaffAccessed{{"u", "李敏"}, Access::revealed, "核对"},
      AgentLost{{"u", "李敏"}},
      QueueMoved{2, 30, 1, Instant{TimeSpan{5}}, 20, 50, 7},
      TimerFired{"first:GD"},
      ActionAnswered{"c1", true, "", {{"status", std::string("ok")}}},
      ReleaseLost{"r3"},
      VisitorSaw{},
      NoticeSettled{"msg_1", "https://h/x", "h", "conversation.unseen", "GD", false, 3, "http 500"},
      ErasureAsked{ErasedFor::staff, "cli:op", "letter", 3600},
      EvidenceExpired{{"e1", "e2"}},
      WordsEdited{"we", {"u", "李敏"}, 7, "改"},
      WordsRecalled{"wr", {"u", "李敏"}, 7},
      SlotCorrected{"sc", {"u", "李敏"}, true, "order_number", "20261121001", "看错", 3},
      CaseAssigned{"ca", {"u", "李敏"}, "GD", {"v", "王"}, true, "忙", 4},
      OrderTagged{"ot", {"u", "李敏"}, false, "GD", {"急"}, {"缓"}},
      MuteCarried{{"u", "赵岚"}, Instant{TimeSpan{5000}}, "辱骂客服", Instant{TimeSpan{400}}},
      StaffGone{{"u", "李敏"}}};
  CHECK(bodies.size() == std::variant_size_v<EventBody>);
  for (const auto& body : bodies) {
    const Event event{Instant{TimeSpan{77}}, body, Arrival{"en", {}, {}}, {{"GD", "s"}}};
    const std::string stored = wire::encode_event(event);
    const auto read = wire::decode_event(stored);
    REQUIRE(read.has_value());
    CHECK(read->body.index() == body.index());
    CHECK(wire::encode_event(*read) == stored);
  }
}

TEST_CASE("a state of the first version is read: its promises belong to the newest order") {
  const auto old = wire::decode_state(R"({
    "id": "c1", "step": 3,
    "orders": [{"number": "GD20261121-0042-8", "status": "in_progress"}],
    "commitments": [{"text": "今天", "due": 9, "agent": {"id": "u", "name": "李敏"}, "missed": true},
                    {"text": "明天", "due": 10, "agent": {"id": "u", "name": "李敏"}}]})");
  REQUIRE(old.has_value());
  REQUIRE(old->orders.size() == 1);
  const auto& commitments = old->orders[0].commitments;
  REQUIRE(commitments.size() == 2);
  CHECK(commitments[0].id == "0");  // as its timer is named
  CHECK(commitments[0].state == workorder::CommitmentState::missed);
  CHECK(commitments[1].text == "明天");
  CHECK(commitments[1].state == workorder::CommitmentState::open);
  CHECK(old->orders[0].compensation.empty());
  const std::string stored = wire::encode_state(*old);
  CHECK(wire::encode_state(wire::decode_state(stored).value()) == stored);
}

TEST_CASE("promises of a case that was settled in the first version are of no concern") {
  const auto old = wire::decode_state(R"({
    "id": "c1", "orders": [{"number": "GD20261121-0042-8", "status": "closed"}],
    "commitments": [{"text": "今天", "due": 9, "agent": {"id": "u", "name": "李敏"}}]})");
  REQUIRE(old.has_value());
  CHECK(old->orders[0].commitments[0].state == workorder::CommitmentState::dropped);
}

TEST_CASE("an order from before there were ledgers gets the promises that its history tells") {
  const char* const order = R"({"number": "GD20261121-0042-8", "status": "in_progress",
    "opened_at": 100, "clocks_since": 500, "first_response_due": 700, "resolve_due": 900,
    "history": [{"at": 100, "who": "bot", "what": "opened", "why": ""},
                {"at": 300, "who": "system", "what": "first_response_missed", "why": ""},
                {"at": 500, "who": "visitor", "what": "reopened", "why": ""}]})";
  const auto alone = wire::decode_order(order);
  REQUIRE(alone.has_value());
  REQUIRE(alone->promised.size() == 3);
  CHECK(alone->promised[0].state == workorder::CommitmentState::missed);
  CHECK(alone->promised[0].due == Instant{TimeSpan{300}});
  CHECK(alone->promised[1].due == Instant{TimeSpan{700}});
  const auto within =
      wire::decode_state(R"({"id": "c1", "version": 2, "orders": [)" + std::string(order) + "]}");
  REQUIRE(within.has_value());
  CHECK(within->orders[0].promised == alone->promised);
}

TEST_CASE("a damaged row is an error with a reason, not a crash") {
  CHECK(wire::decode_state("{").error().code == ErrorCode::internal);
  CHECK(wire::decode_event(R"({"at":1,"event":"eaten","body":{}})").error().detail.find("eaten") !=
        std::string::npos);
}
