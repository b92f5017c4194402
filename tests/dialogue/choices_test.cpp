// Several options of a list, as people type them.

#include <catch2/catch.hpp>

#include "dialogue/entities.hpp"

using namespace yingda;
using namespace yingda::dialogue;

namespace {

const std::vector<ChoiceOption> problems{{"slow", {"到账慢", "慢", "slow"}},
                                         {"charged", {"多扣钱", "扣费不对", "overcharged"}},
                                         {"rude", {"态度差", "客服态度不好", "rude"}},
                                         {"both", {"退款和补偿", "refund and compensation"}}};

std::string picked_from(const std::string& text) {
  const auto value = read_value(SlotType::choices, text, {{}, {}, &problems});
  return value ? to_text(*value) : "-";
}

}  // namespace

TEST_CASE("several options are read out of one sentence, in the order of the list") {
  const std::vector<std::pair<std::string, std::string>> said{
      {"slow,rude", "slow、rude"},
      {"rude,slow", "slow、rude"},
      {"到账慢", "slow"},
      {"到账慢、态度差", "slow、rude"},
      {"态度差和到账慢", "slow、rude"},
      {"到账慢，还有扣费不对", "slow、charged"},
      {"扣费不对和到账慢", "slow、charged"},
      {"扣费不对，到账慢", "slow、charged"},
      {"1、3", "slow、rude"},
      {"1和3", "slow、rude"},
      {"第一个和第三个", "slow、rude"},
      {"选第2个", "charged"},
      {"主要是到账慢，另外客服态度不好", "slow、rude"},
      {"到账慢，但没有多扣钱", "slow"},
      {"到账慢，不是态度差", "slow"},
      {"到账慢态度差都有", "slow、rude"},
      {"退款和补偿", "both"},
      {"到账慢和退款和补偿", "slow、both"},
      {"全部", "slow、charged、rude、both"},
      {"都有", "slow、charged、rude、both"},
      {"除了态度差都有", "slow、charged、both"},
      {"slow and rude", "slow、rude"},
      {"it was slow, and you overcharged me", "slow、charged"},
      {"all of them", "slow、charged、rude、both"},
      {"all except rude", "slow、charged、both"},
      {"到账慢…不对，是态度差", "rude"},
      {"都没有", "-"},
      {"随便", "-"},
      {"", "-"},
      {"slow,nothing_known", "slow"},
  };
  for (const auto& [text, expected] : said) {
    INFO(text);
    CHECK(picked_from(text) == expected);
  }
}

TEST_CASE("two of two are both; of more they are not") {
  const std::vector<ChoiceOption> two{{"a", {"早餐"}}, {"b", {"晚餐"}}};
  const auto value = read_value(SlotType::choices, "两个都要", {{}, {}, &two});
  CHECK((value && to_text(*value) == "a、b"));
  CHECK(picked_from("两个都要") == "-");
}

TEST_CASE("bare names, places and all of them are answers, and nothing else is") {
  CHECK(names_options("到账慢、态度差", problems));
  CHECK(names_options("1，3", problems));
  CHECK(names_options("都有", problems));
  CHECK_FALSE(names_options("到账慢要多久", problems));
  CHECK(ids_in("a,,b,") == std::vector<std::string>{"a", "b"});
}

TEST_CASE("a joint within an option's name joins nothing") {
  const std::vector<ChoiceOption> wishes{
      {"urgent", {"加急"}}, {"resend", {"补发"}}, {"contact", {"联系与回访"}}};
  const auto picked = [&](const std::string& text) {
    const auto value = read_value(SlotType::choices, text, {{}, {}, &wishes});
    return value ? to_text(*value) : "-";
  };
  CHECK(picked("要加急和补发") == "urgent、resend");
  CHECK(picked("补发加加急") == "urgent、resend");
  CHECK(picked("联系与回访还有补发") == "resend、contact");
}

TEST_CASE("what says none of them is no part of all of them") {
  const std::vector<ChoiceOption> all{{"slow", {"到账慢", "too slow"}},
                                      {"rude", {"态度差", "rude"}},
                                      {"none", {"都没有", "none of these"}}};
  const auto picked = [&](const std::string& text) {
    const auto value = read_value(SlotType::choices, text, {{}, {}, &all});
    return value ? to_text(*value) : "-";
  };
  CHECK(picked("都有") == "slow、rude");
  CHECK(picked("all of them") == "slow、rude");
  CHECK(picked("除了态度差都有") == "slow");
  CHECK(picked("everything but rude") == "slow");
  CHECK(picked("都没有") == "none");
  CHECK(picked("到账慢 态度差 都没有") == "-");
  CHECK(picked("到账慢，其他都没有") == "slow");
}
