#include "pages/track.hpp"

#include <catch2/catch.hpp>

#include "pages/html.hpp"
#include "pages/looks.hpp"
#include "workorder/promises.hpp"

using namespace yingda;
using namespace yingda::pages::testing;
using workorder::Status;
using workorder::WorkOrder;

namespace {

WorkOrder order_of(Status status) {
  WorkOrder order;
  order.number = "GD20261120-0001-3";
  order.secret = "abcdabcdabcdabcd";
  order.title = "充值 <未到账> & \"急\"";
  order.status = status;
  order.opened_at = noon;
  order.first_response_due = noon + std::chrono::hours(2);
  order.resolve_due = noon + std::chrono::hours(72);
  begin_promise(order, workorder::Promise::first_response, noon, order.first_response_due);
  begin_promise(order, workorder::Promise::resolve, noon, order.resolve_due);
  order.history = {{noon, "bot", "opened", ""},
                   {noon, "system", "target_missed", ""},
                   {noon + std::chrono::minutes(5), "visitor", "urged", "<script>"}};
  return order;
}

std::string tracked(const WorkOrder& order, const std::string& locale = "zh-CN",
                    Instant now = noon + std::chrono::minutes(10)) {
  return pages::track_page({order, "充值组", locale, shanghai, now, "track-1"});
}

}  // namespace

TEST_CASE("status, promise, owner and what happened, in words and local time") {
  auto order = order_of(Status::assigned);
  order.owner = workorder::Person{"u1", "李敏"};
  const auto html = tracked(order);
  CHECK(has(html, "<h1>客服已接手</h1>"));
  CHECK(has(html, "最迟 2026年11月20日 14:00"));
  CHECK(has(html, "李敏"));
  CHECK(has(html, "您催办了一次：&lt;script&gt;"));
  CHECK(has(tracked(order, "en"), "by 2026-11-20 14:00"));
  CHECK(has(tracked(order, "en"), "<html lang=\"en\">"));
}

TEST_CASE("the evidence dossier is one click away") {
  const auto html = tracked(order_of(Status::open));
  CHECK(has(html, "<a href=\"/v1/work-orders/GD20261120-0001-3/dossier\" download>"));
  CHECK(has(html, "<a href=\"/v1/dossier-keys\">"));
}

TEST_CASE("neither the secret, nor notes of the house, nor markup gets out") {
  const auto html = tracked(order_of(Status::open));
  CHECK_FALSE(has(html, "abcdabcd"));
  CHECK_FALSE(has(html, "target_missed"));
  CHECK_FALSE(has(html, "<script>"));
  CHECK(has(html, "充值 &lt;未到账&gt; &amp; &quot;急&quot;"));
  CHECK(has(html, "name=\"robots\" content=\"noindex\""));
  CHECK(html.size() < 30 * 1024);
}

TEST_CASE("files that were sent are named") {
  auto order = order_of(Status::open);
  CHECK_FALSE(has(tracked(order), "您的材料"));
  order.evidence.push_back({"e1", "付款<1>.png", "image/png", 10, "ab"});
  order.history.push_back({noon, "visitor", "evidence", "付款<1>.png"});
  CHECK(has(tracked(order), "<li>付款&lt;1&gt;.png</li>"));
  CHECK(has(tracked(order), "您补充了材料：付款&lt;1&gt;.png"));
}

TEST_CASE("a promise that has passed is called late") {
  CHECK_FALSE(has(tracked(order_of(Status::open)), "已超过承诺的时间"));
  CHECK(has(tracked(order_of(Status::open), "zh-CN", noon + std::chrono::hours(3)),
            "已超过承诺的时间"));
  auto answered = order_of(Status::in_progress);
  meet_promise(answered, workorder::Promise::first_response, noon + std::chrono::hours(1));
  const auto html = tracked(answered, "zh-CN", noon + std::chrono::hours(3));
  CHECK_FALSE(has(html, "已超过承诺的时间"));
  CHECK(has(html, "已答复 · 2026年11月20日 13:00"));
}

TEST_CASE("a late answer stays late on the page after the order was reopened") {
  auto order = order_of(Status::reopened);
  meet_promise(order, workorder::Promise::first_response, noon + std::chrono::hours(3));
  meet_promise(order, workorder::Promise::resolve, noon + std::chrono::hours(4));
  begin_promise(order, workorder::Promise::first_response, noon + std::chrono::hours(5),
                noon + std::chrono::hours(7));
  const auto html = tracked(order, "zh-CN", noon + std::chrono::hours(6));
  CHECK(has(html, "已超过承诺的时间</span> · 已答复 · 2026年11月20日 15:00"));
  CHECK(has(html, "最迟 2026年11月20日 19:00"));
}

TEST_CASE("the buttons are those that can do something") {
  const auto offers = [](Status status, const char* action) {
    return has(tracked(order_of(status)), "value=\"" + std::string(action) + "\"");
  };
  CHECK(offers(Status::open, "urge"));
  CHECK(offers(Status::open, "withdraw"));
  CHECK_FALSE(offers(Status::open, "accept"));
  CHECK_FALSE(offers(Status::open, "escalate"));
  CHECK(offers(Status::resolved, "accept"));
  CHECK(offers(Status::resolved, "reject"));
  CHECK_FALSE(offers(Status::resolved, "urge"));
  CHECK(offers(Status::closed, "reopen"));
  auto late = order_of(Status::open);
  late.first_response_missed = true;
  CHECK(has(tracked(late), "value=\"escalate\""));
}

TEST_CASE("the form shows the number again and says what was wrong") {
  CHECK_FALSE(has(pages::track_form("zh-CN"), "role=\"alert\""));
  const auto html = pages::track_form("en", "GD\"><b>", pages::TrackNotice::wrong);
  CHECK(has(html, "value=\"GD&quot;&gt;&lt;b&gt;\""));
  CHECK(has(html, "role=\"alert\""));
}

TEST_CASE("what the customer is asked for is at the top, and the clock is said to stand still") {
  auto order = order_of(Status::waiting_on_customer);
  order.first_response_at = noon;
  order.request = workorder::CustomerRequest{"请发<付款截图>", noon, {"u1", "李敏"}};
  const auto html = tracked(order);
  CHECK(has(html, "需要您回复"));
  CHECK(has(html, "请发&lt;付款截图&gt;"));
  CHECK(has(html, "等您回复，暂停计时"));
  CHECK_FALSE(has(html, "最迟 2026年11月23日"));  // the due time moves: none is told
  CHECK(has(tracked(order, "en"), "stands still until you answer"));
}

TEST_CASE("compensation and agents' promises stand with what became of them") {
  auto order = order_of(Status::in_progress);
  workorder::Compensation line;
  line.granted = {"15.00", "CNY"};
  line.pay_due = noon + std::chrono::hours(24);
  order.compensation = {line};
  workorder::Commitment promise;
  promise.text = "今天退款";
  promise.agent = {"u1", "李敏"};
  promise.due = noon + std::chrono::hours(2);
  order.commitments = {promise};
  CHECK(has(tracked(order), "15.00 CNY<br>待发放，最迟 2026年11月21日 12:00"));
  CHECK(has(tracked(order), "今天退款<br>最迟 2026年11月20日 14:00"));
  order.compensation[0].paid_at = noon;
  order.compensation[0].paid_by = workorder::Person{"u9", "主管"};
  order.compensation[0].reference = "T<77>";
  order.commitments[0].state = workorder::CommitmentState::missed;
  const auto html = tracked(order);
  CHECK(has(html, "已发放 · T&lt;77&gt;"));
  CHECK_FALSE(has(html, "主管"));
  CHECK(has(html, "今天退款<br>最迟 2026年11月20日 14:00 <span class=\"late\">"));
  order.commitments[0].state = workorder::CommitmentState::kept;
  CHECK(has(tracked(order), "今天退款<br>已兑现"));
}

TEST_CASE("a refusal shows what it rests on") {
  auto order = order_of(Status::resolved);
  order.resolution = workorder::Resolution{
      "说明", {{"refund", "不予退款", workorder::Outcome::refused, "《退款规则》第3条"}}};
  CHECK(has(tracked(order), "依据：《退款规则》第3条"));
}
