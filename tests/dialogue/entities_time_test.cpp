#include <catch2/catch.hpp>
#include <utility>

#include "dialogue/entities.hpp"

using namespace yingda;
using namespace yingda::dialogue;

namespace {

using Cases = std::vector<std::pair<std::string, std::string>>;

// Saturday, 21 November 2026, 16:05 in Shanghai.
std::string read(const std::string& text, const std::string& now = "2026-11-21T08:05:00Z") {
  Reading reading;
  reading.now = *parse_rfc3339(now);
  reading.zone = [](Instant) { return std::chrono::minutes(480); };
  const auto value = read_value(SlotType::datetime, text, reading);
  return value ? to_text(*value) : "-";
}

void check(const Cases& cases) {
  for (const auto& [text, expected] : cases) {
    CAPTURE(text);
    CHECK(read(text) == expected);
  }
}

}  // namespace

TEST_CASE("written dates are read as written") {
  check({{"2026-11-20 15:04", "2026-11-20 15:04"},
         {"2026-11-20T15:04", "2026-11-20 15:04"},
         {"2026/11/20 15:04:33", "2026-11-20 15:04"},
         {"2026年11月20日15点04分", "2026-11-20 15:04"},
         {"2026.11.20 9:30", "2026-11-20 09:30"},
         {"2025年3月1日 上午9点", "2025-03-01 09:00"}});
}

TEST_CASE("a date without a year is the nearest one") {
  check({{"11月20日15:04", "2026-11-20 15:04"},
         {"11月20号下午三点半", "2026-11-20 15:30"},
         {"十一月二十日晚上八点", "2026-11-20 20:00"},
         {"11/20 15:04", "2026-11-20 15:04"},
         {"11-20 15:04", "2026-11-20 15:04"},
         {"20号15:04", "2026-11-20 15:04"},
         {"25号15:04", "2026-10-25 15:04"},
         {"Nov 20 15:04", "2026-11-20 15:04"},
         {"20 November, 3:15 pm", "2026-11-20 15:15"},
         {"November 20th 2025 at 9am", "2025-11-20 09:00"}});
  CHECK(read("12月30日 10:00", "2027-01-02T00:00:00Z") == "2026-12-30 10:00");
}

TEST_CASE("days are named in many ways") {
  check({{"昨天15:04", "2026-11-20 15:04"},
         {"昨天下午三点", "2026-11-20 15:00"},
         {"前天上午10点", "2026-11-19 10:00"},
         {"大前天 10:30", "2026-11-18 10:30"},
         {"今天早上8点一刻", "2026-11-21 08:15"},
         {"昨晚九点多", "2026-11-20 21:00"},
         {"昨晚12点", "2026-11-21 00:00"},
         {"昨天凌晨一点", "2026-11-20 01:00"},
         {"今天中午12点", "2026-11-21 12:00"},
         {"周五下午2点", "2026-11-20 14:00"},
         {"上周五下午2点", "2026-11-13 14:00"},
         {"yesterday 3pm", "2026-11-20 15:00"},
         {"yesterday at 3", "2026-11-20 15:00"},
         {"this morning at half past 8", "2026-11-21 08:30"},
         {"last night at 11", "2026-11-20 23:00"},
         {"on friday at noon", "2026-11-20 12:00"},
         {"the day before yesterday at 10 am", "2026-11-19 10:00"}});
}

TEST_CASE("a time alone is the last time the clock showed it") {
  check({{"15:04", "2026-11-21 15:04"},
         {"三点半", "2026-11-21 15:30"},
         {"下午三点半", "2026-11-21 15:30"},
         {"晚上八点", "2026-11-20 20:00"},
         {"18:30", "2026-11-20 18:30"},
         {"03:04", "2026-11-21 03:04"},
         {"3pm", "2026-11-21 15:00"},
         {"12点", "2026-11-21 12:00"},
         {"0点5分", "2026-11-21 00:05"}});
}

TEST_CASE("so long ago counts from now") {
  check({{"刚才", "2026-11-21 16:05"},
         {"10分钟前", "2026-11-21 15:55"},
         {"半小时前", "2026-11-21 15:35"},
         {"两个小时前", "2026-11-21 14:05"},
         {"一个半小时前", "2026-11-21 14:35"},
         {"20 minutes ago", "2026-11-21 15:45"},
         {"an hour ago", "2026-11-21 15:05"},
         {"just now", "2026-11-21 16:05"}});
}

TEST_CASE("a day without a time is not a point in time") {
  check({{"昨天", "-"},
         {"11月20日", "-"},
         {"2026-11-20", "-"},
         {"昨天下午", "-"},
         {"不记得了", "-"},
         {"20261120001", "-"},
         {"25:99", "-"},
         {"13月40日 10:00", "-"},
         {"五块钱", "-"}});
}

TEST_CASE("a day that no year has, and one of two times, are no point in time") {
  check({{"2月30号下午3点", "-"},
         {"11月31日 10:00", "-"},
         {"feb 30 at 3pm", "-"},
         {"2月29号下午3点", "-"},
         {"2024年2月29日下午3点", "2024-02-29 15:00"},
         {"昨天下午3点充的11月88元会员", "2026-11-20 15:00"},
         {"昨天下午2点或者3点", "-"}});
}

TEST_CASE("a day of the week some weeks ago is of that week") {
  check({{"两周前的周五下午3点", "2026-11-06 15:00"},
         {"two weeks ago on friday at 3pm", "2026-11-06 15:00"},
         {"两周前下午3点", "2026-11-07 15:00"}});
}

TEST_CASE("a time that is put right keeps its day and its part of the day") {
  check({{"下午3点半不对4点", "2026-11-21 16:00"},
         {"昨天下午3点半，不对，4点", "2026-11-20 16:00"},
         {"yesterday 3pm, no wait, 4", "2026-11-20 16:00"},
         {"昨天下午三点，不对，4", "2026-11-20 16:00"}});
}

TEST_CASE("a deadline lies ahead, what was done by then does not") {
  check({{"by Friday 6pm", "2026-11-27 18:00"},
         {"周五下午6点前", "2026-11-27 18:00"},
         {"最晚周五下午6点", "2026-11-27 18:00"},
         {"I paid by Alipay on Friday at 3pm", "2026-11-20 15:00"},
         {"周五下午6点付的", "2026-11-20 18:00"}});
}

TEST_CASE("a range in English is asked again, as one in Chinese is") {
  check({{"yesterday from 3 to 4 pm", "-"},
         {"between 3 and 4pm yesterday", "-"},
         {"yesterday at ten to four", "2026-11-20 15:50"}});
}

TEST_CASE("now, and a time as systems write it") {
  check({{"昨天中午1点", "2026-11-20 13:00"},
         {"现在", "2026-11-21 16:05"},
         {"now", "2026-11-21 16:05"},
         {"现在还没到", "-"},
         {"2026-11-20T15:30:00Z", "2026-11-20 23:30"},
         {"2026-11-20T15:30:00+08:00", "2026-11-20 15:30"}});
}

TEST_CASE("of two points in a message the one that happened is read, not when somebody looked") {
  check({{"昨天下午三点付的款，今天上午九点还没到", "2026-11-20 15:00"},
         {"昨天晚上十点多充的，今天上午还没到账", "2026-11-20 22:00"},
         {"我要投诉：20261120002 昨晚十点半充了100元话费，到今天早上都没到账", "2026-11-20 22:30"},
         {"昨晚十点半充的今天早上都没到", "2026-11-20 22:30"},
         {"今天早上还没到，是昨晚十点半充的", "2026-11-20 22:30"},
         {"到今天早上九点都没到账，昨晚十点半充的", "2026-11-20 22:30"},
         {"前天买的，昨天下午三点付的款", "2026-11-20 15:00"},
         {"昨天下午三点付的款，前天买的", "2026-11-20 15:00"},
         {"昨天付的，下午三点左右", "2026-11-20 15:00"},
         {"下午三点，昨天", "2026-11-20 15:00"},
         {"昨天，下午，三点", "2026-11-20 15:00"},
         {"昨天付的，今天上午九点还没到", "-"},
         {"昨天11月20日下午三点", "2026-11-20 15:00"},
         {"I paid at 3pm yesterday and at 9am today it is still not here", "2026-11-20 15:00"},
         {"paid last night at 9:40pm, 100 yuan, still nothing this morning", "2026-11-20 21:40"},
         {"bought it two days ago, paid yesterday at 3pm", "2026-11-20 15:00"},
         {"Nov 20, 2026, 3pm", "2026-11-20 15:00"},
         {"昨天下午三点付的款还没到", "2026-11-20 15:00"},
         {"昨天早上八点充的，客服说下午三点到，结果没到", "2026-11-20 08:00"},
         {"昨天下午3点付款，要求今天下午5点前处理", "2026-11-20 15:00"},
         {"昨天下午3点付款，今天上午10点问过客服", "2026-11-20 15:00"},
         {"今天上午九点还没到", "2026-11-21 09:00"}});
}

TEST_CASE("what is denied is not read; what it says of the day or the hour still holds") {
  check({{"不是三点，是四点", "2026-11-21 16:00"},
         {"不是昨天下午三点，是四点", "2026-11-20 16:00"},
         {"不是昨天下午三点，是前天晚上八点", "2026-11-19 20:00"},
         {"不是昨天下午三点是前天晚上八点", "2026-11-19 20:00"},
         {"是昨天下午四点不是三点", "2026-11-20 16:00"},
         {"是前天下午三点，不是昨天", "2026-11-19 15:00"},
         {"不是昨天下午三点，是前天", "2026-11-19 15:00"},
         {"三点不是昨天是前天", "2026-11-19 15:00"},
         {"不是昨天下午三点", "-"},
         {"不是昨天下午三点吗", "2026-11-20 15:00"},
         {"not 3pm, 4pm", "2026-11-21 16:00"},
         {"yesterday at 4pm, not 3pm", "2026-11-20 16:00"},
         {"it was not yesterday at 3pm but the day before yesterday at 8pm", "2026-11-19 20:00"},
         {"not yesterday, the day before at 8pm", "2026-11-19 20:00"},
         {"it wasn't yesterday, it was two days ago at 8pm", "2026-11-19 20:00"}});
}

TEST_CASE("between two points nothing is guessed, unless the question tells which is meant") {
  check({{"好像是昨天下午三点，也可能是前天", "-"},
         {"昨天下午三点，或者前天下午三点", "-"},
         {"不是三点就是四点", "-"},
         {"maybe yesterday at 3pm, or the day before yesterday at 3pm", "-"},
         {"昨天下午三点下的单，四点付的款", "-"},
         {"昨天付了两次，一次三点一次四点", "-"},
         {"从昨天8点到今天9点", "-"}});
  Reading reading;
  reading.now = *parse_rfc3339("2026-11-21T08:05:00Z");
  reading.zone = [](Instant) { return std::chrono::minutes(480); };
  const auto asked = [&](const std::string& about, const std::string& text) {
    reading.about = about;
    const auto value = read_value(SlotType::datetime, text, reading);
    return value ? to_text(*value) : "-";
  };
  CHECK(asked("付款时间", "昨天下午三点下的单，昨天下午四点付的款") == "2026-11-20 16:00");
  CHECK(asked("下单时间", "昨天下午三点下的单，昨天下午四点付的款") == "2026-11-20 15:00");
  CHECK(asked("付款或发生时间", "昨天下午三点付的款，今天上午十点投诉过") == "2026-11-20 15:00");
  CHECK(asked("付款时间", "昨天上午十点下单，下午三点付的") == "2026-11-20 15:00");
  CHECK(asked("付款时间", "昨天三点还没付，四点付的") == "-");
  for (const char* text :
       {"昨天付的，今天下午三点要用", "昨天付的今天早上九点客服回我了", "昨天付的，三点前要解决",
        "my shop opens at 9am, paid yesterday", "paid yesterday, noticed at 9am today",
        "paid on Friday, call me at 5pm", "paid yesterday; support replied at 9am today"}) {
    INFO(text);
    CHECK(asked("付款时间 time of payment", text) == "-");
  }
  CHECK(asked("time of payment", "it's 5pm now and I paid yesterday at 3") == "2026-11-20 15:00");
  CHECK(asked("time of payment", "it should have come at 5pm but I paid yesterday at 3pm") ==
        "2026-11-20 15:00");
  CHECK(asked("最晚什么时候解决", "昨天下午3点付款，要求明天下午5点前处理") == "2026-11-22 17:00");
  CHECK(asked("when you paid", "ordered yesterday at 3pm, paid yesterday at 4pm") ==
        "2026-11-20 16:00");
}
