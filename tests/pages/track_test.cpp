#include "pages/track.hpp"

#include <catch2/catch.hpp>

#include "pages/html.hpp"

using namespace yingda;
using workorder::Status;
using workorder::WorkOrder;

namespace {

const Instant noon =
    Instant(std::chrono::sys_days(std::chrono::year(2026) / 11 / 20)) + std::chrono::hours(4);

std::chrono::minutes shanghai(Instant) { return std::chrono::hours(8); }

WorkOrder order_of(Status status) {
  WorkOrder order;
  order.number = "GD20261120-0001-3";
  order.secret = "abcdabcdabcdabcd";
  order.title = "充值 <未到账> & \"急\"";
  order.status = status;
  order.opened_at = noon;
  order.first_response_due = noon + std::chrono::hours(2);
  order.resolve_due = noon + std::chrono::hours(72);
  order.history = {{noon, "bot", "opened", ""},
                   {noon, "system", "target_missed", ""},
                   {noon + std::chrono::minutes(5), "visitor", "urged", "<script>"}};
  return order;
}

std::string page(const WorkOrder& order, const std::string& locale = "zh-CN",
                 Instant now = noon + std::chrono::minutes(10)) {
  return pages::track_page({order, "充值组", locale, shanghai, now, "track-1"});
}

bool has(const std::string& html, const std::string& part) {
  return html.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("status, promise, owner and what happened, in words and local time") {
  auto order = order_of(Status::assigned);
  order.owner = workorder::Person{"u1", "李敏"};
  const auto html = page(order);
  CHECK(has(html, "<h1>客服已接手</h1>"));
  CHECK(has(html, "最迟 2026年11月20日 14:00"));
  CHECK(has(html, "李敏"));
  CHECK(has(html, "您催办了一次：&lt;script&gt;"));
  CHECK(has(page(order, "en"), "by 2026-11-20 14:00"));
  CHECK(has(page(order, "en"), "<html lang=\"en\">"));
}

TEST_CASE("the evidence dossier is one click away") {
  const auto html = page(order_of(Status::open));
  CHECK(has(html, "<a href=\"/v1/work-orders/GD20261120-0001-3/dossier\" download>"));
}

TEST_CASE("neither the secret, nor notes of the house, nor markup gets out") {
  const auto html = page(order_of(Status::open));
  CHECK_FALSE(has(html, "abcdabcd"));
  CHECK_FALSE(has(html, "target_missed"));
  CHECK_FALSE(has(html, "<script>"));
  CHECK(has(html, "充值 &lt;未到账&gt; &amp; &quot;急&quot;"));
  CHECK(has(html, "name=\"robots\" content=\"noindex\""));
  CHECK(html.size() < 30 * 1024);
}

TEST_CASE("a promise that has passed is called late") {
  CHECK_FALSE(has(page(order_of(Status::open)), "已超过承诺的时间"));
  CHECK(
      has(page(order_of(Status::open), "zh-CN", noon + std::chrono::hours(3)), "已超过承诺的时间"));
  auto answered = order_of(Status::in_progress);
  answered.first_response_at = noon + std::chrono::hours(1);
  const auto html = page(answered, "zh-CN", noon + std::chrono::hours(3));
  CHECK_FALSE(has(html, "已超过承诺的时间"));
  CHECK(has(html, "已答复 · 2026年11月20日 13:00"));
}

TEST_CASE("the buttons are those that can do something") {
  const auto offers = [](Status status, const char* action) {
    return has(page(order_of(status)), "value=\"" + std::string(action) + "\"");
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
  CHECK(has(page(late), "value=\"escalate\""));
}

TEST_CASE("the form shows the number again and says what was wrong") {
  CHECK_FALSE(has(pages::track_form("zh-CN"), "role=\"alert\""));
  const auto html = pages::track_form("en", "GD\"><b>", true);
  CHECK(has(html, "value=\"GD&quot;&gt;&lt;b&gt;\""));
  CHECK(has(html, "role=\"alert\""));
}
