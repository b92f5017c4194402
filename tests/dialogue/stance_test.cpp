// Which of the values of a sentence somebody gives, and which they only name: what it is not, what
// is no trouble, and what is left open.

#include <catch2/catch.hpp>
#include <utility>

#include "dialogue/entities.hpp"

using namespace yingda;
using namespace yingda::dialogue;

namespace {

using StanceCases = std::vector<std::pair<std::string, std::string>>;

void check_stance(SlotType type, const StanceCases& cases) {
  static const std::vector<ChoiceOption> options{
      {"refund", {"退款", "Refund"}}, {"replace", {"换货", "Replacement"}}, {"other", {"其他"}}};
  Reading reading;
  reading.now = *parse_rfc3339("2026-11-21T08:05:00Z");
  reading.zone = [](Instant) { return std::chrono::minutes(480); };
  reading.options = &options;
  for (const auto& [text, expected] : cases) {
    CAPTURE(text);
    const auto value = read_value(type, text, reading);
    CHECK((value ? to_text(*value) : "-") == expected);
  }
}

}  // namespace

TEST_CASE("of order numbers the one that is meant is taken") {
  check_stance(SlotType::order_number,
               {{"20261120001没问题，是20261120002", "20261120002"},
                {"20261120001已经到账了，20261120002没到", "20261120002"},
                {"20261120001到了20261120002没到", "20261120002"},
                {"20261120001没到，20261120002到了", "20261120001"},
                {"订单20261120001是好的，有问题的是20261120002", "20261120002"},
                {"不是20261120001，是20261120002", "20261120002"},
                {"不是订单20261120001，是20261120002", "20261120002"},
                {"我要修卡，不是20261120001，是20261120002", "20261120002"},
                {"20261120002，不是20261120001", "20261120002"},
                {"20261120002不是20261120001", "20261120002"},
                {"20261120001 is fine, it's 20261120002", "20261120002"},
                {"not 20261120001 but 20261120002", "20261120002"},
                {"it's 20261120002, not 20261120001", "20261120002"},
                {"20261120001 arrived, 20261120002 did not", "20261120002"},
                {"20261120001写错了，是20261120002", "20261120002"},
                {"20261120001退款，20261120002查一下物流", "20261120001"},
                {"20261120001退款了，20261120002没退", "20261120002"},
                {"20261120001, no wait, 20261120002", "20261120002"},
                {"不是这个 20261120002", "20261120002"},
                {"20261120OO1", "-"},
                // Nothing else is named, or the words tell what is wrong with it.
                {"20261120001不对", "20261120001"},
                {"20261120001到账了，但是少了", "20261120001"},
                {"没收到20261120001的货", "20261120001"},
                {"我没下过20261120001这个单", "20261120001"},
                {"20261120001不是我下的", "20261120001"},
                {"did not receive 20261120001", "20261120001"},
                {"是不是20261120001", "20261120001"},
                // It is no order number that anybody gave.
                {"不是20261120001", "-"},
                {"不是20261120001就是20261120002", "-"}});
}

TEST_CASE("every order that is meant is named") {
  CHECK(order_numbers_in("20261120001没问题，20261120002和20261120003没到") ==
        std::vector<std::string>{"20261120002", "20261120003"});
  CHECK(order_numbers_in("20261120001和20261120002都到了") ==
        std::vector<std::string>{"20261120001", "20261120002"});
  CHECK(order_numbers_in("20261120001和20261120002都到了，20261120003没到") ==
        std::vector<std::string>{"20261120003"});
  CHECK(order_numbers_in("不是20261120001，是20261120002") ==
        std::vector<std::string>{"20261120002"});
}

TEST_CASE("of phone numbers the one that is meant is taken") {
  check_stance(SlotType::phone, {{"13800138000不是我的，13900139000才是", "13900139000"},
                                 {"13900139000，13800138000不是我的", "13900139000"},
                                 {"不是13800138000，是13900139000", "13900139000"},
                                 {"13800138000打错了，13900139000", "13900139000"},
                                 {"13800138000 isn't mine, 13900139000 is", "13900139000"},
                                 {"my number is 13900139000, not 13800138000", "13900139000"},
                                 {"13800138000不是我的", "-"},
                                 {"不是13800138000就是13900139000", "-"},
                                 {"13800138000", "13800138000"}});
}

TEST_CASE("of amounts the one that is meant is taken") {
  check_stance(SlotType::money, {{"不是要退50，要退80", "80.00"},
                                 {"要退80，不是要退50", "80.00"},
                                 {"不是退我50块，是80块", "80.00"},
                                 {"我付的不是50，付的是80", "80.00"},
                                 {"不要50，要80", "80.00"},
                                 {"没付50，付了80", "80.00"},
                                 {"我要80不是50", "80.00"},
                                 {"要80不要50", "80.00"},
                                 {"50不够，要80", "80.00"},
                                 {"50块不对，是80块", "80.00"},
                                 {"I didn't pay 50, I paid 80", "80.00"},
                                 {"not 50 but 80", "80.00"},
                                 {"80 yuan, not 50 yuan", "80.00"},
                                 {"1万2", "12000.00"},
                                 {"1万2千块", "12000.00"},
                                 {"充了1万3天没到账", "10000.00"},
                                 {"3千5", "3500.00"},
                                 {"我充了100只到了50", "-"},
                                 {"没收到50块", "50.00"},
                                 {"50块没退给我", "50.00"},
                                 {"不是没付50", "50.00"},
                                 {"50+50", "-"},
                                 {"没付50", "-"},
                                 {"不是50", "-"},
                                 {"不是50就是80", "-"}});
}

TEST_CASE("of numbers the one that is meant is taken") {
  check_stance(SlotType::number, {{"不是3个，是4个", "4"},
                                  {"是4个不是3个", "4"},
                                  {"不是买3张，是买4张", "4"},
                                  {"4 items, not 3 items", "4"},
                                  {"不是3个就是4个", "-"},
                                  {"不是3个", "-"}});
}

TEST_CASE("of choices the one that is meant is taken") {
  check_stance(SlotType::choice, {{"不是要退款，是要换货", "replace"},
                                  {"我不是想退款，我想换货", "replace"},
                                  {"要换货不要退款", "replace"},
                                  {"i don't want a refund, i want a replacement", "replace"},
                                  {"不退款不行", "refund"},
                                  {"先换货，不行就退款", "replace"},
                                  {"实在不行就退款吧", "refund"},
                                  {"不要退款我就想换货", "replace"},
                                  {"除了换货都行", "-"},
                                  {"不是退款就是换货", "-"},
                                  {"退款", "refund"}});
}

TEST_CASE("an option that gives way is meant only alone") {
  std::vector<ChoiceOption> options{{"missing", {"没到账"}}, {"silent", {"没人理"}}};
  CHECK(mentioned_choice("没到账，也没人理", options) == std::nullopt);
  options[1].gives_way = true;
  CHECK(mentioned_choice("没到账，也没人理", options) == "missing");
  CHECK(mentioned_choice("没人理", options) == "silent");
}

TEST_CASE("a value that is denied is no yes or no") {
  check_stance(SlotType::boolean, {{"我要60不是50", "-"},
                                   {"不是昨天，也不是前天", "-"},
                                   {"不是三点", "-"},
                                   {"不是没收到", "-"},
                                   {"是/否", "-"},
                                   {"要2张", "-"},
                                   {"isn't it 60", "-"},
                                   {"isn't it 60, not 50?", "-"},
                                   {"not 50", "-"},
                                   {"不对，昨天四点才到账", "-"},
                                   {"不是", "false"},
                                   {"不是的", "false"},
                                   {"不要了", "false"},
                                   {"不是我", "false"}});
}
