#include "dialogue/entities.hpp"

#include <catch2/catch.hpp>
#include <utility>

using namespace yingda;
using namespace yingda::dialogue;

namespace {

using Cases = std::vector<std::pair<std::string, std::string>>;

// Saturday, 21 November 2026, 16:05 in Shanghai.
Reading reading() {
  Reading out;
  out.now = *parse_rfc3339("2026-11-21T08:05:00Z");
  out.zone = [](Instant) { return std::chrono::minutes(480); };
  return out;
}

std::string read(SlotType type, const std::string& text, const Reading& with = reading()) {
  const auto value = read_value(type, text, with);
  return value ? to_text(*value) : "-";
}

void check(SlotType type, const Cases& cases) {
  for (const auto& [text, expected] : cases) {
    CAPTURE(text);
    CHECK(read(type, text) == expected);
  }
}

}  // namespace

TEST_CASE("slot types have names") {
  for (const auto type :
       {SlotType::text, SlotType::number, SlotType::money, SlotType::order_number,
        SlotType::datetime, SlotType::phone, SlotType::choice, SlotType::boolean}) {
    CHECK(slot_type(to_string(type)) == type);
  }
  CHECK_FALSE(slot_type("date"));
}

TEST_CASE("a text is itself without the blanks around it, and never empty") {
  CHECK(read(SlotType::text, "  不想要了　") == "不想要了");
  CHECK(read(SlotType::text, " \u200b ") == "-");
}

TEST_CASE("numbers are read in digits and in words") {
  check(SlotType::number, {{"3", "3"},
                           {"大概３个", "3"},
                           {"1,234.5", "1234.5"},
                           {"1.5万", "15000"},
                           {"2k", "2000"},
                           {"十五", "15"},
                           {"一百二", "120"},
                           {"一百零二", "102"},
                           {"两千三百", "2300"},
                           {"三万五", "35000"},
                           {"壹佰", "100"},
                           {"二〇二六", "2026"},
                           {"fifteen", "15"},
                           {"twenty-five of them", "25"},
                           {"two hundred and ten", "210"},
                           {"-5", "-5"},
                           {"没有", "-"},
                           {"someone", "-"}});
}

TEST_CASE("money is read in yuan, to the cent") {
  check(SlotType::money, {{"十五块", "15.00"},
                          {"15元", "15.00"},
                          {"¥1,234.5", "1234.50"},
                          {"￥ 99", "99.00"},
                          {"15 yuan", "15.00"},
                          {"rmb 20", "20.00"},
                          {"一百二", "120.00"},
                          {"一百二十块", "120.00"},
                          {"三块五", "3.50"},
                          {"三块二毛五", "3.25"},
                          {"15块5", "15.50"},
                          {"15元5角", "15.50"},
                          {"五毛", "0.50"},
                          {"我11月20日充了50元没到", "50.00"},
                          {"订单20261120001，付了30", "30.00"},
                          {"充了15块3次", "15.00"},
                          {"50", "50.00"},
                          {"1.5万元", "15000.00"},
                          {"0.1", "0.10"},
                          {"20261120001", "-"},
                          {"-100元", "-"},
                          {"很多", "-"}});
}

TEST_CASE("an order number is found inside a sentence") {
  check(SlotType::order_number, {{"20261120001", "20261120001"},
                                 {"订单号是20261120001谢谢", "20261120001"},
                                 {"yd202611200001", "YD202611200001"},
                                 {"order20261120001", "20261120001"},
                                 {"No.20261120001", "20261120001"},
                                 {"２０２６１１２０００１", "20261120001"},
                                 {"2026 1120 0001", "202611200001"},
                                 {"电话13912345678，订单20261120001", "20261120001"},
                                 {"13912345678", "13912345678"},
                                 {"卡号没用，2026112000012345", "2026112000012345"},
                                 {"6222021234567894", "6222021234567894"},
                                 {"我的卡6222021234567894", "-"},
                                 {"身份证110101199003074514", "-"},
                                 {"110101199003074514", "-"},
                                 {"1234567", "-"},
                                 {"1234567890123456789012345", "-"},
                                 {"没有订单号", "-"}});
}

TEST_CASE("a phone loses its blanks, hyphens and country code") {
  check(SlotType::phone, {{"13912345678", "13912345678"},
                          {"+86 139-1234-5678", "13912345678"},
                          {"0086 139 1234 5678", "13912345678"},
                          {"我的手机是139 1234 5678哦", "13912345678"},
                          {"订单20261120001 电话13912345678", "13912345678"},
                          {"139123456789", "-"},
                          {"12345678901", "-"},
                          {"没有", "-"}});
}

TEST_CASE("yes and no have many words") {
  for (const std::string yes : {"是", "是的", "对", "好的", "可以", "嗯", "没错", "没问题", "行",
                                "好的，麻烦了", "Yes", "yes please", "ok", "Sure!", "对的呀"}) {
    CAPTURE(yes);
    CHECK(read(SlotType::boolean, yes) == "true");
  }
  for (const std::string no : {"不", "不是", "没有", "没", "不用了", "不需要", "否", "no",
                               "No, thanks", "nope", "不是我弄的", "还没有收到", "don't"}) {
    CAPTURE(no);
    CHECK(read(SlotType::boolean, no) == "false");
  }
  for (const std::string neither : {"是不是真的", "可以吗", "什么意思", "对不起", "充值没到账",
                                    "20261120001", "why", "notebook", "？"}) {
    CAPTURE(neither);
    CHECK(read(SlotType::boolean, neither) == "-");
  }
}

TEST_CASE("the last word that says yes or no decides, and who is not sure says neither") {
  for (const std::string yes : {"要加急",
                                "要的要的",
                                "要加急的，很急",
                                "对对对",
                                "也行",
                                "都可以",
                                "没错啊",
                                "是的没错",
                                "嗯嗯",
                                "行吧",
                                "应该是",
                                "没有问题",
                                "没问题啊",
                                "当然可以",
                                "肯定要",
                                "那就要吧",
                                "对，麻烦了",
                                "好的好的",
                                "是的，不用改",
                                "可以的谢谢",
                                "不对，要加急",
                                "no problem",
                                "yep sure",
                                "Of course!",
                                "absolutely",
                                "sure, no rush",
                                "yes that's right",
                                "no problem at all",
                                "that is correct",
                                "sure thanks",
                                "👍",
                                "是我本人",
                                "已经收到了",
                                "perfect"}) {
    CAPTURE(yes);
    CHECK(read(SlotType::boolean, yes) == "true");
  }
  for (const std::string no : {"当然不",
                               "当然不是",
                               "当然不行",
                               "当然不要",
                               "肯定不是",
                               "绝对不",
                               "一定不要",
                               "不用了谢谢",
                               "好吧，不用了",
                               "嗯，不是",
                               "是不对的",
                               "不急",
                               "不加急",
                               "不是的不是的",
                               "不不不",
                               "行不通",
                               "应该不是",
                               "那算了",
                               "要不算了",
                               "可以不加急",
                               "of course not",
                               "absolutely not",
                               "definitely not",
                               "certainly not",
                               "sure not",
                               "nah",
                               "okay no",
                               "not yet",
                               "no no",
                               "No, leave it",
                               "it's not",
                               "no thank you very much",
                               "没有呢",
                               "不太对",
                               "that's not right",
                               "👎"}) {
    CAPTURE(no);
    CHECK(read(SlotType::boolean, no) == "false");
  }
  for (const std::string neither : {"不确定",
                                    "不清楚",
                                    "不知道",
                                    "不知道对不对",
                                    "看情况",
                                    "随便",
                                    "无所谓",
                                    "可能吧",
                                    "也许",
                                    "好像是吧",
                                    "不是不行",
                                    "好久了",
                                    "对方没回我",
                                    "没关系",
                                    "不客气",
                                    "不好意思",
                                    "是吗",
                                    "怎么可能",
                                    "对了，我想问退款",
                                    "不对，是20块",
                                    "不对，是20261120002",
                                    "不对，是前天晚上八点付的",
                                    "不对，人数是3",
                                    "要是退不了",
                                    "right?",
                                    "not sure",
                                    "I'm not sure",
                                    "no idea",
                                    "I do not know",
                                    "I don't know",
                                    "I guess",
                                    "maybe",
                                    "I know",
                                    "nothing",
                                    "no, it's 5",
                                    "对不",
                                    "可以不",
                                    "不要紧"}) {
    CAPTURE(neither);
    CHECK(read(SlotType::boolean, neither) == "-");
  }
  CHECK(is_yes_or_no("当然不是"));
  CHECK(is_yes_or_no("不用了，谢谢"));
  CHECK_FALSE(is_yes_or_no("好的，退款多久到账"));
}

TEST_CASE("a choice is made by id, name, place or a part of the name") {
  const std::vector<ChoiceOption> options{{"refund", {"我要退款", "Refund", "退钱"}},
                                          {"resend", {"重新发货", "Send again"}},
                                          {"human", {"人工客服", "A person"}}};
  auto with = reading();
  with.options = &options;
  const Cases cases{{"refund", "refund"},
                    {"REFUND!", "refund"},
                    {"退钱", "refund"},
                    {"退钱吧，不等了", "refund"},
                    {"重新发货。", "resend"},
                    {"send it again", "-"},
                    {"2", "resend"},
                    {"第二个", "resend"},
                    {"选3", "human"},
                    {"b", "resend"},
                    {"选A", "refund"},
                    {"the second one", "resend"},
                    {"最后一个", "human"},
                    {"人工", "human"},
                    {"4", "-"},
                    {"第九个", "-"},
                    {"退钱或者重新发货", "resend"},
                    {"我要退款还是人工客服", "-"},
                    {"不知道", "-"},
                    {"", "-"}};
  for (const auto& [text, expected] : cases) {
    CAPTURE(text);
    CHECK(read(SlotType::choice, text, with) == expected);
  }
  CHECK(read(SlotType::choice, "refund") == "-");
}

TEST_CASE("an option's name counts inside a text only as words of its own, and not when declined") {
  const std::vector<ChoiceOption> options{
      {"ok", {"好", "OK"}}, {"refund", {"退款", "Refund"}}, {"resend", {"补发", "Send again"}}};
  auto with = reading();
  with.options = &options;
  const Cases cases{{"好", "ok"},          {"好像不太对", "-"},   {"look here", "-"},
                    {"ok then", "ok"},     {"我不要退款", "-"},   {"不要退款，要补发", "resend"},
                    {"not a refund", "-"}, {"我想退款", "refund"}};
  for (const auto& [text, expected] : cases) {
    INFO(text);
    CHECK(read(SlotType::choice, text, with) == expected);
  }
  CHECK(names_option("退款！", options));
  CHECK(names_option("第二个", options));
  CHECK_FALSE(names_option("退款多久到账", options));
  CHECK(is_yes_or_no("好的"));
  CHECK_FALSE(is_yes_or_no("好的但是"));
}

TEST_CASE("what nobody asked for is only taken when it shows itself") {
  const auto said = [](SlotType type, const char* text) {
    const auto value = mentioned_value(type, text, reading());
    return value ? to_text(*value) : "-";
  };
  CHECK(said(SlotType::order_number, "单号20261120001快点") == "20261120001");
  CHECK(said(SlotType::order_number, "我的工单GD20261122-0021-8处理得怎么样了") == "-");
  CHECK(said(SlotType::order_number, "GD20261122-0021-8，订单20261120002") == "20261120002");
  CHECK(said(SlotType::order_number, "给13912345678充的话费没到") == "-");
  CHECK(said(SlotType::order_number, "订单13912345678没到") == "13912345678");
  CHECK(said(SlotType::order_number, "充值没到账，我的身份证110101199003074514") == "-");
  CHECK(said(SlotType::order_number, "银行卡6222021234567890123扣了钱") == "-");
  CHECK(said(SlotType::order_number, "身份证110101199003074514，订单20261120002") == "20261120002");
  CHECK(said(SlotType::order_number, "银行卡6222 0212 3456 7890 123扣了钱") == "-");
  CHECK(said(SlotType::order_number, "订单号6222021234567890128没到") == "6222021234567890128");
  CHECK(said(SlotType::order_number, "卡号无效，订单2026112000012345") == "2026112000012345");
  CHECK(said(SlotType::phone, "打13800000001") == "13800000001");
  CHECK(said(SlotType::money, "付了50元") == "50.00");
  CHECK(said(SlotType::money, "付了50") == "-");
  CHECK(said(SlotType::number, "3") == "-");
  CHECK(said(SlotType::text, "什么都行") == "-");
  CHECK(said(SlotType::boolean, "好的") == "-");
}

TEST_CASE("a time is a point in the reading's zone") {
  auto shanghai = reading();
  shanghai.zone = [](Instant) { return std::chrono::minutes(480); };
  CHECK(read_instant("2026-11-23 18:00", shanghai) ==
        parse_rfc3339("2026-11-23T10:00:00Z").value());
  CHECK_FALSE(read_instant("", shanghai));
  CHECK_FALSE(read_instant("改天", shanghai));
}

TEST_CASE("values are total on odd bytes") {
  std::uint32_t state = 11;
  const std::vector<std::string> pieces{"1",  "99999", "点",   "十", "万", "亿", "月",
                                        "号", "-",     "/",    ":",  "元", "am", "昨天",
                                        "周", "nov ",  "\xFF", "第", " ",  "."};
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (int i = 0; i < 8; ++i) {
      state = state * 1664525 + 1013904223;
      text += pieces[(state >> 8) % pieces.size()];
    }
    for (int type = 0; type < 8; ++type) {
      read_value(static_cast<SlotType>(type), text, reading());
    }
  }
}

TEST_CASE("a choice made in passing: the only option that is named among other words") {
  const std::vector<ChoiceOption> options{
      {"refund", {"全额退款", "退款", "refund"}},
      {"both", {"退款加补偿", "补偿", "退款并补偿"}},
      {"resend", {"补发", "send it again"}},
  };
  const auto named = [&](const std::string& text) {
    return mentioned_choice(text, options).value_or("-");
  };
  CHECK(named("卡密无效，要求24小时内全额退款") == "refund");
  CHECK(named("要求退款并补偿10元") == "both");  // 退款 and 补偿 stand inside the longer name
  CHECK(named("要退款和50元补偿") == "both");
  CHECK(named("全额退款，另外补偿50") == "both");
  CHECK(named("退款还是补偿好") == "-");
  CHECK(named("退款或补偿") == "-");
  CHECK(named("补发或者退款都行") == "-");
  CHECK(named("不要退款，给我补发") == "resend");
  CHECK(named("please send it again") == "resend");
  CHECK(named("nonrefundable") == "-");
  CHECK(named("尽快解决") == "-");
}
