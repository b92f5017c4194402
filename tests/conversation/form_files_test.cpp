// Forms with fields for files, and with lists that depend on another.

#include <catch2/catch.hpp>

#include "conversation/summary.hpp"
#include "support/talk.hpp"

using namespace yingda;
using namespace yingda::testing;

namespace {

// A city lies in a province.
const std::string region_fields = R"(        fields:
          - name: province
            label: 省份
            type: choice
            required: true
            options: [{id: gd, label: 广东}, {id: zj, label: 浙江}]
          - name: city
            label: 城市
            type: choice
            required: true
            depends_on: province
            options:
              - {id: gz, label: 广州, under: gd}
              - {id: sz, label: 深圳, under: gd}
              - {id: hz, label: 杭州, under: zj}
)";

const std::string flows = R"(flows:
  claim:
    name: 申请赔付
    triggers: {zh-CN: [我要申请赔付]}
    steps:
      - form: 请填写
        fields:
          - {name: amount, label: 金额, type: money, required: true}
          - {name: receipt, label: 付款截图, type: file, required: true}
          - {name: more, label: 其他材料, type: file}
      - say: "收到 {receipt}，{amount}。"
      - handoff: {team: topup, reason: 申请赔付}
  address:
    name: 登记地区
    triggers: {zh-CN: [我要登记地区]}
    steps:
      - form: 请选择
)" + region_fields + R"(      - say: "好的：{province}{city}。"
  pickup:
    name: 上门取件
    triggers: {zh-CN: [预约上门取件]}
    steps:
      - form: 请选择
)" + region_fields + R"(      - {collect: floor, type: number, ask: 几楼？}
      - if: province is set and city is set
        say: "取件：{province}{city}{floor}楼。"
)";

std::shared_ptr<const conversation::Catalog> release() {
  static const auto catalog = catalog_of(flows);
  return catalog;
}

const conversation::MessageEntry& form_of(const app::Rehearsal::Heard& heard) {
  return std::get<conversation::MessageEntry>(heard.entries.back().body);
}

std::vector<dialogue::FieldFault> faults_of(const app::Rehearsal::Heard& heard) {
  REQUIRE(heard.refused);
  return heard.refused->fields;
}

}  // namespace

TEST_CASE("a form takes files with its other fields, and they belong to the order that follows") {
  Talk talk(release());
  const auto asked = talk.rehearsal().say("我要申请赔付");
  CHECK(form_of(asked).form->fields.at(1).type == "file");
  const auto sent = talk.rehearsal().submit({{"amount", "30"}, {"receipt", "付款.png"}});
  CHECK_FALSE(sent.refused);
  const auto& own = std::get<conversation::MessageEntry>(sent.entries.front().body);
  CHECK(own.text == "金额：30\n付款截图：付款.png");
  REQUIRE(own.evidence.size() == 1);
  CHECK(own.evidence.front().name == "付款.png");
  CHECK(said(sent).starts_with("收到 付款.png，30.00。"));
  REQUIRE(talk.state().orders.size() == 1);
  REQUIRE(talk.state().orders.front().evidence.size() == 1);
  CHECK(talk.state().orders.front().evidence.front().id == "付款.png");
  CHECK(conversation::summarize(*release(), talk.state()).find("付款截图：付款.png") !=
        std::string::npos);
}

TEST_CASE("a required file that is missing is named, and nothing is kept") {
  Talk talk(release());
  talk.say("我要申请赔付");
  const auto faults = faults_of(talk.rehearsal().submit({{"amount", "30"}}));
  REQUIRE(faults.size() == 1);
  CHECK(faults.front().name == "receipt");
  CHECK(faults.front().message == "请上传付款截图");
  CHECK(talk.slot("amount") == "(unset)");
}

TEST_CASE("files for other fields, words for one of files, and unknown fields are refused") {
  Talk talk(release());
  talk.say("我要申请赔付");
  const auto of = talk.state().prompts.back().seq;
  const Evidence file{"e1", "a.png", "image/png", 1, {}};
  const auto refused = [&](conversation::FormSubmitted form) {
    form.id = "f";
    form.of = of;
    const auto step = conversation::step(*release(), talk.state(), {talk.noon(), form, {}, {}});
    REQUIRE(step.refused);
    return step.refused->fields.front().name;
  };
  CHECK(refused({"", 0, {{"amount", "30"}, {"receipt", "a.png"}}, {}}) == "receipt");
  CHECK(refused({"", 0, {}, {{"amount", {file}}, {"receipt", {file}}}}) == "amount");
  CHECK(refused({"", 0, {{"amount", "30"}}, {{"receipt", {file}}, {"other", {file}}}}) == "other");
}

TEST_CASE(
    "a file that is sent to the chat instead goes into the form's first empty field for files") {
  Talk talk(release());
  talk.say("我要申请赔付");
  const auto noted = talk.rehearsal().send_file("付款.png");
  // The form is still open, and says what is there.
  CHECK(form_of(noted).form->fields.at(1).value == "付款.png");
  CHECK_FALSE(talk.with_person());
  const auto more = talk.rehearsal().send_file("清单.pdf");
  CHECK(form_of(more).form->fields.at(2).value == "清单.pdf");
  // What is there need not be sent again.
  CHECK(has(talk.submit({{"amount", "30"}}), "收到 付款.png，30.00"));
  CHECK(talk.state().orders.front().evidence.size() == 2);
}

TEST_CASE("a file that comes last completes the form") {
  Talk talk(release());
  talk.say("我要申请赔付");
  talk.say("金额 30元");
  CHECK(has(said(talk.rehearsal().send_file("付款.png")), "收到 付款.png，30.00"));
}

TEST_CASE("who has no file meets no silence, and no wall") {
  Talk talk(release());
  talk.say("我要申请赔付");
  talk.say("没有截图");
  CHECK_FALSE(talk.say("真的没有截图").empty());
  CHECK(talk.with_person());
}

TEST_CASE("a list offers what belongs to the option above it, and nothing else") {
  Talk talk(release());
  const auto asked = talk.rehearsal().say("我要登记地区");
  const auto& city = form_of(asked).form->fields.at(1);
  CHECK(city.depends_on == "province");
  CHECK(city.options.at(2).under == "zj");
  const auto wrong = faults_of(talk.rehearsal().submit({{"province", "zj"}, {"city", "gz"}}));
  REQUIRE(wrong.size() == 1);
  CHECK(wrong.front().name == "city");
  CHECK(faults_of(talk.rehearsal().submit({{"city", "gz"}})).size() == 2);
  CHECK(has(talk.submit({{"province", "zj"}, {"city", "hz"}}), "好的：浙江杭州。"));
}

TEST_CASE("typed, the city is looked for in the province") {
  Talk talk(release());
  talk.say("我要登记地区");
  CHECK(has(talk.say("省份是浙江，城市是杭州"), "好的：浙江杭州。"));
  Talk other(release());
  other.say("我要登记地区");
  other.say("省份是浙江，城市是广州");
  CHECK(other.slot("city") == "(unset)");
}

TEST_CASE("a province that is put right has its city asked for again") {
  for (const std::string said : {"不对，省份是浙江", "省份写错了"}) {
    CAPTURE(said);
    Talk talk(release());
    talk.say("预约上门取件");
    REQUIRE(has(talk.submit({{"province", "gd"}, {"city", "gz"}}), "几楼？"));
    talk.say(said);
    if (talk.slot("province") != "zj") talk.say("省份是浙江");
    CHECK(talk.slot("province") == "zj");
    CHECK(talk.slot("city") == "(unset)");
    CHECK(has(talk.submit({{"province", "zj"}, {"city", "hz"}}), "几楼？"));
    CHECK(has(talk.say("3"), "取件：浙江杭州3楼。"));
  }
}
