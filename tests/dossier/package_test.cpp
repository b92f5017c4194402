#include "dossier/package.hpp"

#include "dossier/words.hpp"
#include "world.hpp"

using namespace yingda;
using namespace yingda::dossier;
using namespace yingda::dossier::test;
using Catch::Matchers::Contains;

namespace {

Json facts_in(const Case& about) {
  auto files = unpacked(*packed(about));
  return Json::parse(file_in(files, "dossier.json"));
}

std::string page_in(const Case& about) {
  auto files = unpacked(*packed(about));
  return file_in(files, "dossier.html");
}

Case staff_copy() {
  auto about = complaint();
  about.copy = Copy::staff;
  return about;
}

}  // namespace

TEST_CASE("a dossier holds the case, its files and what proves them, in this order") {
  const auto files = unpacked(*packed(complaint()));
  std::vector<std::string> names;
  for (const auto& [name, bytes] : files) names.push_back(name);
  CHECK(names == std::vector<std::string>{"dossier.json", "dossier.html", "evidence/01.png",
                                          "manifest.json"});
  CHECK(files[2].second == picture);
}

TEST_CASE("dossier.json has the case in fields") {
  const auto facts = facts_in(complaint());
  CHECK(facts["copy"] == "customer");
  CHECK(facts["case"]["number"] == number);
  CHECK(facts["case"]["opened_at"] == "2026-11-21T08:05:00.000Z");
  CHECK(facts["case"]["shop"] == "点卡商城");
  CHECK(facts["demands"][0] == Json{{"kind", "full_refund"},
                                    {"label", "全额退款"},
                                    {"amount", {{"amount", "15.00"}, {"currency", "CNY"}}},
                                    {"answer", "同意，当天到账"}});
  CHECK(facts["promises"] == Json{{{"what", "first_response"},
                                   {"since", "2026-11-21T08:05:00.000Z"},
                                   {"due", "2026-11-21T10:05:00.000Z"},
                                   {"met_at", "2026-11-21T11:05:00.000Z"},
                                   {"outcome", "missed"}},
                                  {{"what", "resolve"},
                                   {"since", "2026-11-21T08:05:00.000Z"},
                                   {"due", "2026-11-24T08:05:00.000Z"},
                                   {"met_at", "2026-11-21T13:05:00.000Z"},
                                   {"outcome", "kept"}}});
  CHECK(facts["evidence"][0]["file"] == "evidence/01.png");
  CHECK(facts["evidence"][0]["name"] == "付款截图.png");
  CHECK(facts["evidence"][0]["from"] == "customer");
  CHECK(facts["resolution"]["text"] == "已原路退款");
  CHECK(facts.dump().find("verysecretsecret") == std::string::npos);
}

TEST_CASE("the customer's copy has nothing of what only staff see, the staff's has all of it") {
  const auto everything = [](const Case& about) {
    std::string out;
    for (const auto& [name, bytes] : unpacked(*packed(about))) out += bytes;
    return out;
  };
  const auto customers = everything(complaint());
  CHECK(customers.find("客户很急") == std::string::npos);
  CHECK(customers.find("内部原因") == std::string::npos);
  CHECK_THAT(customers, Contains("急用"));
  const auto staffs = everything(staff_copy());
  CHECK_THAT(staffs, Contains("客户很急") && Contains("内部原因"));
  CHECK(facts_in(complaint())["events"].size() == 5);
  CHECK(facts_in(staff_copy())["events"].size() == 6);
  const ZipFile file(*packed(staff_copy()));
  CHECK(verify(file.path)->faults.empty());
  CHECK(verify(file.path)->events_withheld == 0);
}

TEST_CASE("dossier.html tells the case to people, in their language and without scripts") {
  const auto page = page_in(complaint());
  CHECK_THAT(page, Contains("<html lang=\"zh-CN\">") && Contains("工单证据档案") &&
                       Contains("充值没到账 &lt;b&gt;") && Contains("2026-11-21 16:05:00") &&
                       Contains("未按时履行") && Contains("12315") &&
                       Contains("href=\"evidence/01.png\""));
  CHECK(page.find("<script") == std::string::npos);
  CHECK(page.find("http://") == std::string::npos);
  CHECK(page.find("https://") == std::string::npos);
  CHECK_THAT(page, Contains("<td>系统</td><td class=\"said\">工单 · GD20261121-0042-8 · "));
  auto english = complaint();
  english.locale = "en";
  CHECK_THAT(page_in(english),
             Contains("<html lang=\"en\">") && Contains("Facts in order") && Contains("missed"));
}

TEST_CASE("what staff corrected or took back is told in words, with what it was about") {
  auto about = complaint();
  const Json agent{{"name", "小李"}};
  log(about,
      event_json({{"kind", "edited"}, {"of", 4}, {"text", "已全额退款"}, {"agent", agent}}, 301),
      true);
  log(about, event_json({{"kind", "recalled"}, {"of", 4}, {"agent", agent}}, 302), true);
  log(about,
      event_json({{"kind", "slot_corrected"},
                  {"slot", "order_number"},
                  {"label", "订单号"},
                  {"was", "TB1"},
                  {"value", "TB123456"},
                  {"agent", agent}},
                 303),
      false);
  log(about,
      event_json({{"kind", "tagged"},
                  {"number", number},
                  {"added", {"大客户"}},
                  {"removed", {"待核实"}},
                  {"agent", agent}},
                 304),
      false);
  about.copy = Copy::staff;
  const auto page = page_in(about);
  CHECK_THAT(page, Contains("小李") &&
                       Contains("更正此前发送的内容 · (2026-11-21 19:05:00) · 已全额退款") &&
                       Contains("撤回此前发送的内容 · (2026-11-21 19:05:00)") &&
                       Contains("更正登记信息 · 订单号 · TB1 → TB123456") &&
                       Contains("标签 · GD20261121-0042-8 · +大客户 · −待核实"));
  about.copy = Copy::customer;
  about.locale = "en";
  const auto own = page_in(about);
  CHECK_THAT(own, Contains("corrected what was said before") &&
                      Contains("took back what was said before"));
  CHECK(own.find("大客户") == std::string::npos);
}

TEST_CASE("every kind of entry has words in a dossier") {
  for (const char* kind : {"human_requested", "page_event",     "rated",
                           "agent_joined",    "agent_left",     "work_order",
                           "promise",         "promise_state",  "compensation",
                           "survey",          "closed",         "edited",
                           "recalled",        "slot_corrected", "tagged",
                           "transferred",     "handed_off",     "accessed",
                           "notice",          "erasure",        "trace"}) {
    INFO(kind);
    CHECK(event_words(kind, "zh-CN") != kind);
    CHECK(event_words(kind, "en") != event_words(kind, "zh-CN"));
  }
}

TEST_CASE("the text for 12315 has the facts in order") {
  const auto page = page_in(complaint());
  const auto text = page.substr(page.find("<pre>"));
  std::size_t at = 0;
  for (const auto* part :
       {"事由：充值没到账", "工单号：GD20261121-0042-8", "商品订单：TB123456", "事实经过：",
        "本人：没到账", "本人催办：急用", "商家承诺与履行情况：", "首次人工答复", "未按时履行",
        "诉求：", "全额退款 15.00 CNY", "证据清单：", "付款截图.png (evidence/01.png, SHA-256 "}) {
    const auto found = text.find(part, at);
    INFO(part);
    REQUIRE(found != std::string::npos);
    at = found;
  }
}

TEST_CASE(
    "the complaint is its customer's: nothing twice, nobody called you, gaps to be filled in") {
  auto about = complaint();
  about.state.orders[0].title.clear();
  const auto request = event_json({{"kind", "work_order_request"},
                                   {"number", number},
                                   {"action", "escalate"},
                                   {"text", "两天了"}},
                                  301);
  log(about, request, true);
  about.state.orders[0].history.push_back(
      {opened + std::chrono::minutes(301), "visitor", "escalated", "两天了"});
  auto escalated = about.state.orders[0];
  log(about, order_event(escalated, 301, {escalated.history.back()}), true);
  const auto page = page_in(about);
  const auto text = page.substr(page.find("<pre>"), page.find("</pre>") - page.find("<pre>"));
  CHECK_THAT(text, Contains("事由：［请填写］") && Contains("本人要求升级给主管：两天了"));
  CHECK(text.find("要求主管处理") == std::string::npos);
  CHECK(text.find("您") == std::string::npos);
  CHECK(text.find("客户：") == std::string::npos);
}

TEST_CASE("dossier.html tells what was paid and what a refusal rests on") {
  auto about = complaint();
  auto& order = about.state.orders[0];
  order.resolution->rule = "《充值规则》第 3 条";
  order.resolution->answers[0].rule = "《退款规则》";
  workorder::Compensation paid;
  paid.granted = {"5.00", "CNY"};
  paid.granted_at = opened;
  paid.paid_at = opened + std::chrono::hours(6);
  paid.reference = "T-77";
  order.compensation = {paid};
  about.entries.pop_back();
  about.state.seq -= 1;
  about.head = proof::chain_start(about.state.id);
  for (const auto& entry : about.entries) {
    about.head = proof::chain_next(about.head, entry.pos, entry.commitment);
  }
  log(about, order_event(order, 300, {order.history.back()}), true);
  CHECK_THAT(page_in(about), Contains("依据：《充值规则》第 3 条") &&
                                 Contains("依据：《退款规则》") && Contains("5.00 CNY") &&
                                 Contains("已发放 · 2026-11-21 22:05:00 · T-77"));
}

TEST_CASE("an entry or a chain that is not as it was written is not signed") {
  auto altered = complaint();
  altered.entries[1].json = R"({"kind":"message"})";
  CHECK_THAT(packed(altered).error().detail, Contains("entry 2 is not what its commitment says"));
  auto cut = complaint();
  cut.entries.pop_back();
  CHECK_THAT(packed(cut).error().detail, Contains("entry 6 is missing"));
  auto holed = complaint();
  holed.entries.erase(holed.entries.begin() + 1);
  CHECK_THAT(packed(holed).error().detail, Contains("entry 2 is missing"));
  auto rewritten = complaint();
  rewritten.head = proof::chain_start("other");
  CHECK_THAT(packed(rewritten).error().detail, Contains("does not end the chain"));
}

TEST_CASE("a case that does not agree with the conversation is not signed") {
  const auto refused = [](const std::function<void(workorder::WorkOrder&)>& edit) {
    auto about = complaint();
    edit(about.state.orders[0]);
    const auto made = packed(about);
    return made ? std::string("signed") : made.error().detail;
  };
  CHECK(refused([](auto&) {}) == "signed");
  CHECK_THAT(refused([](auto& order) { order.history.erase(order.history.begin() + 1); }),
             Contains("its timeline lacks urged at 2026-11-21T08:05:00.000Z"));
  CHECK_THAT(refused([](auto& order) { order.history.pop_back(); }), Contains("lacks resolved"));
  CHECK_THAT(refused([](auto& order) {
               order.history.push_back({opened, "u", "closed", ""});
             }),
             Contains("no event tells of closed"));
  CHECK_THAT(refused([](auto& order) { order.promised.pop_back(); }),
             Contains("the promise resolve was made"));
  CHECK_THAT(
      refused([](auto& order) { order.promised[0].state = workorder::CommitmentState::kept; }),
      Contains("first_response due 2026-11-21T10:05:00.000Z cannot be kept"));
  CHECK_THAT(refused([](auto& order) { order.promised[0].due += std::chrono::hours(5); }),
             Contains("no event tells the customer of first_response by"));
  CHECK_THAT(refused([](auto& order) { order.promised[1].met_at = opened; }),
             Contains("the promise resolve was met"));
  CHECK_THAT(refused([](auto& order) { order.demands.clear(); }), Contains("its demands"));
  CHECK_THAT(refused([](auto& order) { order.resolution->text = "好"; }),
             Contains("its resolution"));
  CHECK_THAT(refused([](auto& order) { order.status = workorder::Status::open; }),
             Contains("its status"));
  CHECK_THAT(refused([](auto& order) {
               order.commitments.push_back({"0", "两小时内", opened, {"u1", "小李"}, {}, {}});
             }),
             Contains("1 commitments of agents, the events 0"));
}

TEST_CASE("a file that is not the one that was uploaded is not signed") {
  auto other = picture;
  other[100'000] ^= 1;
  CHECK_THAT(packed(complaint(), {{"e1", other}}).error().detail, Contains("e1 is damaged"));
  CHECK_FALSE(packed(complaint(), {{"e1", picture + "more"}}).has_value());
  CHECK_FALSE(packed(complaint(), {}).has_value());
}

TEST_CASE("a package is handed out in pieces of the size that was asked for") {
  auto package = Package::make(complaint(), files_of({{"e1", picture}}), key);
  REQUIRE(package.has_value());
  std::size_t largest = 0;
  std::size_t pieces = 0;
  for (;;) {
    const auto piece = (*package)->read(4096);
    REQUIRE(piece.has_value());
    if (piece->empty()) break;
    largest = std::max(largest, piece->size());
    ++pieces;
  }
  CHECK(largest <= 4096);
  CHECK(pieces > 70);
}
