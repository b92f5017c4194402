// A question and a form that take several options: by buttons, by words, in a condition, corrected.

#include <catch2/catch.hpp>

#include "conversation/summary.hpp"
#include "support/talk.hpp"

using namespace yingda;
using namespace yingda::testing;

namespace {

const std::string flows = R"(flows:
  feedback:
    name: 反馈问题
    triggers: {zh-CN: [我要反馈问题], events: [feedback]}
    steps:
      - id: ask
        collect: problems
        type: choices
        label: 问题
        ask: 遇到了哪些问题？
        options:
          - {id: slow, label: 到账慢}
          - {id: charged, label: 多扣钱, synonyms: [扣费不对]}
          - {id: rude, label: 态度差}
        rejections:
          - if: problems contains "slow" and problems contains "charged" and problems contains "rude"
            say: 请最多选两项。
        next:
          - if: problems contains "charged"
            then: money
          - else: done
      - id: money
        say: 扣费的事先核对。
        next: done
      - id: done
        say: "已记下：{problems}。"
  form:
    name: 表单
    triggers: {zh-CN: [我要填反馈表]}
    steps:
      - form: 请填写
        fields:
          - {name: wanted, label: 希望, type: choices, required: true, options: [{id: call, label: 回电}, {id: mail, label: 邮件}]}
          - {name: words, label: 说明, type: textarea}
      - say: "好的：{wanted}。"
)";

std::shared_ptr<const conversation::Catalog> release() {
  static const auto catalog = catalog_of(flows);
  return catalog;
}

}  // namespace

TEST_CASE("several are picked by button, and shown as people call them") {
  Talk talk(release());
  const auto asked = talk.rehearsal().say("我要反馈问题");
  const auto& question = std::get<conversation::MessageEntry>(asked.entries.back().body);
  CHECK(question.several);
  REQUIRE(question.options.size() == 3);
  CHECK(talk.choose("slow,charged") == "扣费的事先核对。\n已记下：到账慢、多扣钱。");
  CHECK(talk.slot("problems") == "slow、charged");
  const auto summary = conversation::summarize(*release(), talk.state());
  CHECK(has(summary, "问题：到账慢、多扣钱"));
}

TEST_CASE("one is enough, and words do as well as buttons") {
  Talk one(release());
  one.say("我要反馈问题");
  CHECK(one.choose("rude") == "已记下：态度差。");
  Talk typed(release());
  typed.say("我要反馈问题");
  CHECK(typed.say("到账慢，还有扣费不对") == "扣费的事先核对。\n已记下：到账慢、多扣钱。");
}

TEST_CASE("an option that was not offered is refused, and too many are told so") {
  Talk talk(release());
  talk.say("我要反馈问题");
  CHECK(has(talk.choose("slow,other"), "has no option"));
  CHECK(has(talk.say("都有"), "请最多选两项。"));
  CHECK(has(talk.say("1、3"), "已记下：到账慢、态度差。"));
}

TEST_CASE("a single choice takes no list") {
  Talk talk(catalog_of(R"(flows:
  one:
    triggers: {zh-CN: [单选一个问题吧]}
    steps:
      - {collect: v, options: [{id: a, label: 甲种}, {id: b, label: 乙种}], ask: 选一个}
      - say: "{v}"
)"));
  talk.say("单选一个问题吧");
  talk.rehearsal().choose("a");
  CHECK(talk.slot("v") == "a");
}

TEST_CASE("a form's field takes several, and says which does not fit") {
  Talk talk(release());
  const auto asked = talk.rehearsal().say("我要填反馈表");
  const auto& form = *std::get<conversation::MessageEntry>(asked.entries.back().body).form;
  CHECK(form.fields.front().type == "choices");
  CHECK(has(talk.submit({{"wanted", ""}}), "refused"));
  CHECK(has(talk.submit({{"wanted", "fax"}}), "refused"));
  const auto sent = talk.rehearsal().submit({{"wanted", "mail,call"}});
  const auto& own = std::get<conversation::MessageEntry>(sent.entries.front().body);
  CHECK(own.submitted->values.front().second == "邮件、回电");
  CHECK(said(sent) == "好的：回电、邮件。");
}

TEST_CASE("a page gives several by their ids") {
  Talk talk(release());
  CHECK(said(talk.rehearsal().event("feedback feedback", {{"problems", "rude,slow"}})) ==
        "已记下：到账慢、态度差。");
  Talk wrong(release());
  const auto refused = wrong.rehearsal().event("feedback feedback", {{"problems", "rude,x"}});
  REQUIRE(refused.refused);
  CHECK(has(refused.refused->fields.front().message, "slow, charged, rude"));
}

TEST_CASE("several labels are joined as their language does") {
  Talk talk(catalog_of(R"(flows:
  problems:
    triggers: {zh-CN: [说说问题], en: [tell my problems]}
    steps:
      - collect: problems
        type: choices
        ask: {zh-CN: 哪些？, en: Which?}
        options: [{id: a, label: {zh-CN: 慢, en: Slow}}, {id: b, label: {zh-CN: 贵, en: Dear}}]
      - say: "{problems}"
)"),
            "en");
  talk.say("tell my problems");
  CHECK(talk.choose("a,b") == "Slow, Dear");
}
