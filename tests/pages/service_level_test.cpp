#include "pages/service_level.hpp"

#include <catch2/catch.hpp>

#include "pages/looks.hpp"
#include "pages/service_words.hpp"

using namespace yingda;
using namespace yingda::pages;
using namespace yingda::pages::testing;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using workorder::Tier;

namespace {

workorder::ServiceLevel level_with(std::vector<workorder::PeriodFigures> periods) {
  return {noon, {}, std::move(periods), {}};
}

workorder::PeriodFigures month() {
  workorder::PeriodFigures period;
  period.days = 30;
  period.opened = 8;
  period.settled = 3;
  period.withdrawn = 1;
  auto& tier = period.tiers[{Tier::complaint, true}];
  tier.opened = 8;
  tier.first_response = {2, 1, minutes(20), hours(3)};
  period.compensation["CNY"] = {2000, 1500};
  period.satisfaction.ratings = 3;
  period.satisfaction.satisfied = 2;
  return period;
}

std::string page(const workorder::ServiceLevel& level, const std::string& locale = "zh-CN") {
  return service_page({level, "云卡<商城>", {"未到账：付款 & 余额截图"}, locale, shanghai});
}

}  // namespace

TEST_CASE("promises stand beside what happened") {
  const auto html = page(level_with({month()}));
  CHECK(has(html, "<h1>云卡&lt;商城&gt;服务承诺与实际</h1>"));
  CHECK(has(html, "更新于 2026年11月20日 12:00"));
  CHECK(has(html, "<td>紧急投诉</td><td>2 小时</td><td>30 分钟</td><td>24 小时</td>"));
  CHECK(has(html, "承诺 2 小时 · 66% 按时 · 一半在 20 分钟内 · 九成在 3 小时内"));
  CHECK(has(html, "42%"));  // 3 of 7: what the customer withdrew is not counted
  CHECK(has(html, "66% · 3 次评价"));
  CHECK(has(html, "20.00 CNY · 已发 15.00 CNY"));
  CHECK(has(html, "未到账：付款 &amp; 余额截图"));
  CHECK(has(html, "UTC+8"));
  CHECK_FALSE(has(html, "noindex"));
  CHECK(html.size() < 30 * 1024);
}

TEST_CASE("without any case nothing is divided and nothing is praised") {
  workorder::PeriodFigures empty;
  empty.days = 30;
  const auto html = page(level_with({empty}), "en");
  CHECK(has(html, "The last 30 days"));
  CHECK(has(html, "none yet"));
  CHECK_FALSE(has(html, "in time"));
}

TEST_CASE("who waits now is said, and for how long") {
  auto level = level_with({});
  CHECK(has(page(level), "没有人在等"));
  level.now = {noon + minutes(1), 2, noon - minutes(11), 1};
  CHECK(has(page(level), "<dt>最久已等</dt><dd>12 分钟</dd>"));
}

TEST_CASE("spans are said in their two largest units") {
  CHECK(span_words(seconds(0), "en") == "0 seconds");
  CHECK(span_words(seconds(61), "en") == "1 minute 1 second");
  CHECK(span_words(hours(72), "zh-CN") == "3 天");
  CHECK(span_words(hours(49) + seconds(59), "en") == "2 days 1 hour");
  CHECK(span_words(hours(24) + seconds(59), "zh-CN") == "24 小时");
}
