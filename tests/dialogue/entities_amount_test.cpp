// Which number of a sentence is taken, and which is not.

#include <catch2/catch.hpp>
#include <utility>

#include "dialogue/entities.hpp"

using namespace yingda;
using namespace yingda::dialogue;

namespace {

using Sayings = std::vector<std::pair<std::string, std::string>>;

std::string value_in(SlotType type, const std::string& text) {
  Reading reading;
  reading.now = *parse_rfc3339("2026-11-20T04:00:00Z");
  reading.zone = [](Instant) { return std::chrono::minutes(480); };
  const auto value = read_value(type, text, reading);
  return value ? to_text(*value) : "-";
}

void check_values(SlotType type, const Sayings& sayings) {
  for (const auto& [text, expected] : sayings) {
    CAPTURE(text);
    CHECK(value_in(type, text) == expected);
  }
}

void check_nothing(SlotType type, const std::vector<std::string>& texts) {
  for (const auto& text : texts) {
    CAPTURE(text);
    CHECK(value_in(type, text) == "-");
  }
}

}  // namespace

TEST_CASE("an amount is the number that can be one") {
  check_values(SlotType::money, {{"一共100", "100.00"},
                                 {"总共一百", "100.00"},
                                 {"一共一百五", "150.00"},
                                 {"两次一共60", "60.00"},
                                 {"一张100的", "100.00"},
                                 {"第一次付了50", "50.00"},
                                 {"一单50", "50.00"},
                                 {"我两天前付了100", "100.00"},
                                 {"昨天下午三点付了100", "100.00"},
                                 {"5月20号付的，50块", "50.00"},
                                 {"退我50就行", "50.00"},
                                 {"就10块", "10.00"},
                                 {"五", "5.00"},
                                 {"大概100左右", "100.00"},
                                 {"1299块5买的", "1299.50"},
                                 {"花了1299块5买的", "1299.50"},
                                 {"1299块5毛", "1299.50"},
                                 {"三点五块", "3.50"},
                                 {"一块二", "1.20"},
                                 {"五分钱", "0.05"},
                                 {"三千五", "3500.00"},
                                 {"50块一张，买了两张，一共100", "100.00"},
                                 {"充了50块，就是50元", "50.00"},
                                 {"50元，不对是60元", "60.00"},
                                 {"不是50，是60", "60.00"},
                                 {"手机号13812345678，充了30", "30.00"},
                                 {"010-12345678，充了30", "30.00"},
                                 {"订单20261120001 金额49.9", "49.90"},
                                 {"至少赔我100", "100.00"},
                                 {"a hundred and fifty", "150.00"},
                                 {"I paid 50 yesterday at 3pm", "50.00"},
                                 {"fifteen", "15.00"},
                                 {"50 in total", "50.00"},
                                 {"50, no wait, 60", "60.00"},
                                 {"3 vouchers for 90 yuan", "90.00"},
                                 {"¥20", "20.00"},
                                 {"it was 15 yuan", "15.00"},
                                 {"QQ号123456充了50", "50.00"},
                                 {"电话费50元", "50.00"}});
}

TEST_CASE("other numbers are no amounts") {
  check_nothing(SlotType::money, {"两三百吧",
                                  "三四百",
                                  "二三十块",
                                  "两三千",
                                  "七八十",
                                  "一千二三",
                                  "好几百",
                                  "几十块",
                                  "十几块",
                                  "一百来块",
                                  "百把块",
                                  "三百多",
                                  "100多块",
                                  "十块出头",
                                  "不到100",
                                  "50-60",
                                  "50到60元",
                                  "50或者60",
                                  "昨天下午三点",
                                  "昨天15:04付的",
                                  "5月20号付的",
                                  "4小时了还没到",
                                  "第二次了",
                                  "我买了3个",
                                  "2张50的",
                                  "每张50，两张",
                                  "2 x 50",
                                  "我在3楼",
                                  "等一下",
                                  "等我一会儿",
                                  "一分钱都不能少",
                                  "全部退，一分不少",
                                  "一点都没有",
                                  "一直没到",
                                  "万一退不了呢",
                                  "十分着急",
                                  "不管三七二十一",
                                  "统一退吧",
                                  "3个月工资",
                                  "打8折",
                                  "百分之五十",
                                  "50%",
                                  "13812345678",
                                  "138 1234 5678",
                                  "订单号20261120001",
                                  "12345678@qq.com",
                                  "付了100，退50",
                                  "没多少钱",
                                  "two or three hundred",
                                  "about 20 or 30",
                                  "one moment",
                                  "one of them",
                                  "since 3pm",
                                  "yesterday at 15:04",
                                  "4 hours ago",
                                  "for the second time",
                                  "three fifty",
                                  "fifteen fifty",
                                  "3 vouchers",
                                  "1,5",
                                  "order 20261120001"});
}

TEST_CASE("a number that is asked for is the only one that can be meant") {
  check_values(SlotType::number, {{"一共3个", "3"},
                                  {"总共有5个", "5"},
                                  {"一共五个", "5"},
                                  {"我要三个", "3"},
                                  {"要3个就行", "3"},
                                  {"三", "3"},
                                  {"俩", "2"},
                                  {"就一个", "1"},
                                  {"我一个人", "1"},
                                  {"我一个人用，要2个", "2"},
                                  {"没有，0个", "0"},
                                  {"不止一个，有3个", "3"},
                                  {"三点五", "3.5"},
                                  {"两个半", "2.5"},
                                  {"3天", "3"},
                                  {"我要住3晚", "3"},
                                  {"昨天下午三点买的，3个", "3"},
                                  {"3个，不对，是4个", "4"},
                                  {"two and a half", "2.5"},
                                  {"one and a half", "1.5"},
                                  {"3 and a half", "3.5"},
                                  {"seventeen hundred", "1700"},
                                  {"two point five", "2.5"},
                                  {"just one", "1"},
                                  {"a dozen", "12"},
                                  {"I need 3 of them", "3"},
                                  {"3 hundred", "300"},
                                  {"百分之五十", "50"},
                                  {"12345678", "12345678"}});
  check_nothing(SlotType::number, {"等一下",
                                   "一直没有",
                                   "一个都没有",
                                   "一个也没到",
                                   "一会儿再说",
                                   "一点也没有",
                                   "一样",
                                   "两三个",
                                   "三五个",
                                   "十二三个",
                                   "十几个",
                                   "好几个",
                                   "3到5个",
                                   "十分着急",
                                   "第一次",
                                   "昨天下午三点",
                                   "明天下午6点",
                                   "13812345678",
                                   "20261120001",
                                   "不对，是20261120002",
                                   "4小时了还没到",
                                   "3天前",
                                   "给我等5分钟",
                                   "三番五次",
                                   "3个或者4个",
                                   "one moment",
                                   "no one answered",
                                   "not one",
                                   "none",
                                   "two or three",
                                   "first time",
                                   "since 3pm",
                                   "give me 5 minutes",
                                   "wait a second"});
}

TEST_CASE("a number that is called something else is no order number") {
  check_values(SlotType::order_number,
               {{"20261120001不对是20261120002", "20261120002"},
                {"订单号是20261120001不对是20261120002", "20261120002"},
                {"不是20261120001，是20261120002", "20261120002"},
                {"订单20261120001不对劲", "20261120001"},
                {"手机13812345678，订单号20261120001", "20261120001"},
                {"订单号13812345678", "13812345678"},
                {"我手机充值20261120001没到", "20261120001"},
                {"邮箱12345678@qq.com，单号20261120001", "20261120001"},
                {"2026-11-20 15:04付的，20261120001", "20261120001"},
                {"卡号6222021234567890，订单2026112000012345", "2026112000012345"}});
  check_nothing(
      SlotType::order_number,
      {"我的手机号13812345678，订单号忘了", "我手机号13812345678", "订单号忘了，手机号13812345678",
       "13812345678是我的手机号", "电话 138 1234 5678", "tel 010-12345678", "+86 13812345678",
       "银行卡6222021234567894", "卡号6222021234567890", "身份证110101199001011234",
       "我的卡密12345678", "my phone is 13812345678", "my card is 6222021234567894",
       "12345678@qq.com", "li20261120@example.com", "QQ号123456789", "2026-11-20 15:04",
       "快递单号SF1234567890123", "微信wx12345678"});
}

TEST_CASE("phones are read however they are typed") {
  check_values(SlotType::phone, {{"１３８１２３４５６７８", "13812345678"},
                                 {"(+86)138 1234 5678", "13812345678"},
                                 {"+8613812345678", "13812345678"},
                                 {"138-1234-5678", "13812345678"},
                                 {"138.1234.5678", "13812345678"},
                                 {"13812345678不对是13912345678", "13912345678"},
                                 {"不是13812345678，是13912345678", "13912345678"},
                                 {"座机010-12345678，手机13812345678", "13812345678"}});
  check_nothing(SlotType::phone, {"010-12345678", "021-54321098", "1381234567", "138123456789",
                                  "13812345678@139.com", "不想给", "订单13812345678没到"});
}

TEST_CASE("long texts are read in reasonable time") {
  for (const char* piece : {"一 ", "1月1日3点", "我我1", "3-", "one two ", "12:34 ", "不对", "138 ",
                            "昨天周五", "每1个"}) {
    std::string text;
    while (text.size() < 3990) text += piece;
    for (const auto type : {SlotType::number, SlotType::money, SlotType::datetime,
                            SlotType::order_number, SlotType::phone, SlotType::boolean}) {
      const auto start = std::chrono::steady_clock::now();
      value_in(type, text);
      const auto took = std::chrono::steady_clock::now() - start;
      CAPTURE(piece, to_string(type));
      CHECK(took < std::chrono::seconds(5));  // with sanitizers on a busy machine
    }
  }
}

TEST_CASE("what is put right in the same breath counts, for numbers and money too") {
  check_values(SlotType::number, {{"三晚吧，不，四晚", "4"}, {"three, no four", "4"}});
  check_values(SlotType::money, {{"五百，算了六百", "600.00"},
                                 {"500 no wait 600", "600.00"},
                                 {"100块钱，不是，是120", "120.00"}});
}

TEST_CASE("another currency and fractions of a cent are asked for again") {
  check_nothing(SlotType::money, {"15美元", "$15", "15欧", "€20", "20 dollars", "1299.999"});
}

TEST_CASE("a number behind 补偿 or 赔 is money without its unit, a multiple or a count is none") {
  const auto told = [](const std::string& text) {
    const auto value = mentioned_value(SlotType::money, text, Reading());
    return value ? to_text(*value) : "-";
  };
  CHECK(told("全额退款，另外补偿50") == "50.00");
  CHECK(told("赔我100就行") == "100.00");
  CHECK(told("退一赔3倍") == "-");
  CHECK(told("补偿3次了") == "-");
}

TEST_CASE("only a number right behind the words takes an amount back") {
  check_values(SlotType::money, {{"我付了100元，金额不对，只到账了50元", "50.00"},
                                 {"花了100元买了张5美元的礼品卡", "100.00"}});
  Reading reading;
  const auto paid = mentioned_value(SlotType::money, "付了100元，金额不对，只到账了50", reading);
  REQUIRE(paid);
  CHECK(to_text(*paid) == "100.00");
}

TEST_CASE("what so many cost together is an amount, what one of them costs is none") {
  check_values(SlotType::money, {{"3晚500块", "500.00"},
                                 {"三晚500块", "500.00"},
                                 {"2天300元", "300.00"},
                                 {"充了两次100元", "100.00"},
                                 {"fifteen yuan and fifty cents", "15.50"}});
  check_nothing(SlotType::money, {"2张50元的", "50刀", "1.299,00"});
  check_values(SlotType::number, {{"3斤半", "3.5"}, {"3个半", "3.5"}});
}

TEST_CASE("the phone number that is meant, however it is written") {
  check_values(SlotType::phone, {{"说错了，是13900000002不是13800000001", "13900000002"},
                                 {"不对，13800000001是旧的，新的13900000002", "13900000002"},
                                 {"不是13800000001，是13900000002", "13900000002"},
                                 {"１３８０００００００１", "13800000001"},
                                 {"一三八零零零零零零零一", "13800000001"},
                                 {"幺三八零零零零零零零幺", "13800000001"},
                                 {"手机13800138000还是收不到，3天了", "13800138000"},
                                 {"13800000001或者微信联系", "13800000001"}});
  check_values(SlotType::order_number, {{"订单20261120002不用了，帮我取消", "20261120002"},
                                        {"Order 20261120002 is wrong", "20261120002"}});
  check_nothing(SlotType::phone, {"13800000001或者13900000002", "13800000001 or 13900000002"});
}

TEST_CASE("yes and no in other words") {
  for (const char* yes : {"I guess so", "不好意思，要", "可", "得嘞", "可不是", "why not", "do it",
                          "you bet", "that would be great", "1"}) {
    CAPTURE(yes);
    CHECK(value_in(SlotType::boolean, yes) == "true");
  }
  for (const char* no :
       {"不好意思不用", "对不起，不要", "不要不要", "木有", "I'd rather not", "2"}) {
    CAPTURE(no);
    CHECK(value_in(SlotType::boolean, no) == "false");
  }
  check_nothing(SlotType::boolean, {"你好", "您好，在吗"});
}

TEST_CASE("a place in the list, politely") {
  const std::vector<ChoiceOption> options{{"a", {"全额退款"}}, {"b", {"补发"}}, {"c", {"解释"}}};
  const auto picked = [&](const std::string& text) {
    Reading reading;
    reading.options = &options;
    const auto value = read_value(SlotType::choice, text, reading);
    return value ? to_text(*value) : "-";
  };
  for (const char* second : {"补发吧", "我选补发", "第二个吧", "第二个谢谢", "选项二", "two",
                             "number two", "the second one please", "不要全额退款，补发吧"}) {
    CAPTURE(second);
    CHECK(picked(second) == "b");
  }
  for (const char* last : {"最后那个", "倒数第一个", "the last one", "选第2个不对第3个"}) {
    CAPTURE(last);
    CHECK(picked(last) == "c");
  }
  CHECK(picked("the first one please") == "a");
}

TEST_CASE("lengths of time answer how many of something else as little as idioms do") {
  const auto asked = [](const std::string& about, const std::string& text) {
    Reading reading;
    reading.now = *parse_rfc3339("2026-11-20T04:00:00Z");
    reading.zone = [](Instant) { return std::chrono::minutes(480); };
    reading.about = about;
    const auto value = read_value(SlotType::number, text, reading);
    return value ? to_text(*value) : "-";
  };
  for (const char* text :
       {"一礼拜", "两周", "一个月", "36小时", "要两周", "two weeks", "36 hours"}) {
    CAPTURE(text);
    CHECK(asked("租几天？ How many days?", text) == "-");
  }
  CHECK(asked("租几天？", "三天") == "3");
  CHECK(asked("租几周？", "两周") == "2");
  CHECK(asked("要租多久？", "两周") == "2");
  CHECK(asked("几个小时？", "36小时") == "36");
}

TEST_CASE("what is paid is neither nothing, nor about as much, nor a part of a sum") {
  check_nothing(SlotType::money,
                {"一毛钱没付", "一毛没付", "百八十块", "it was 50 minus 10 discount", "1299,50",
                 "20 quid", "付了两次各50", "50 each, two of them", "half a dozen"});
  check_nothing(SlotType::number, {"half a dozen", "a half dozen", "千八百个"});
  check_values(SlotType::money, {{"1,299", "1299.00"}, {"一百八十块", "180.00"}});
}

TEST_CASE("a word of each that is about something else leaves an amount what it is") {
  check_values(SlotType::money, {{"各种理由拖了3次，退我300元", "300.00"},
                                 {"客服各说各的，打了5个电话，退我300元", "300.00"}});
}
