#include "content/flow_parser.hpp"

#include <re2/re2.h>

#include <catch2/catch.hpp>

#include "content/yaml_reader.hpp"
#include "support.hpp"

using namespace yingda;
using namespace yingda::content;
using namespace yingda::content::test;
using namespace yingda::dialogue;

namespace {

struct Read {
  ParsedFlows parsed;
  std::vector<Finding> findings;
  const Flow& flow(const std::string& id = "main") const { return parsed.flows.flows.at(id); }
  template <class Body>
  const Body& body(std::size_t step) const {
    return std::get<Body>(flow().steps.at(step).body);
  }
};

Read read(const std::string& yaml) {
  Read out;
  parse_flows("flows/a.yaml", yaml, out.parsed, out.findings);
  return out;
}

Read steps(const std::string& list) { return read(main_flow(list)); }

std::string problems(const std::string& list) { return lines(steps(list).findings); }

}  // namespace

TEST_CASE("a flow is read with its names, triggers and places") {
  const auto got = read(
      "flows:\n  top_up:\n    name: {zh-CN: 充值, en: Top-up}\n    description: d\n"
      "    triggers:\n      zh-CN: [没到账, 没收到]\n      en: not arrived\n"
      "    steps:\n      - id: hello\n        say: 您好\n      - say: {en: [a, b]}\n");
  CHECK(got.findings.size() == 1);  // the second text has no zh-CN
  const auto& flow = got.flow("top_up");
  CHECK(flow.triggers.at("zh-CN").size() == 2);
  CHECK(flow.triggers.at("en").front() == "not arrived");
  CHECK(flow.where.line == 2);
  REQUIRE(flow.steps.size() == 2);
  CHECK(flow.steps[0].id == "hello");
  CHECK(flow.steps[0].following == 1);
  CHECK(flow.steps[1].id == "#2");
  CHECK(flow.steps[1].following == end_of_flow);
  CHECK(flow.steps[1].where.line == 11);
  CHECK(std::get<Say>(flow.steps[1].body).text.by_locale.at("en").size() == 2);
}

TEST_CASE("texts may be a string, a map, a list of strings or a list of maps") {
  const auto got = steps(
      "      - say: all\n      - say: [a, b]\n      - say: {zh-CN: 甲, en: [x, y]}\n"
      "      - say:\n        - {zh-CN: 一, en: one}\n        - {zh-CN: 二, en: two}\n");
  CHECK(lines(got.findings).empty());
  CHECK(got.body<Say>(1).text.by_locale.at("") == std::vector<std::string>{"a", "b"});
  CHECK(got.body<Say>(2).text.by_locale.at("en").size() == 2);
  CHECK(got.body<Say>(3).text.by_locale.at("zh-CN") == std::vector<std::string>{"一", "二"});
}

TEST_CASE("branches lead to ids, END and steps written in place") {
  const auto got = steps(
      "      - id: a\n        say: x\n        next:\n"
      "          - if: order.status == \"late\"\n            then: c\n"
      "          - if: urgent\n            then:\n"
      "              - say: in place\n              - say: and on\n                next: c\n"
      "          - else: END\n"
      "      - id: b\n        say: y\n        next: END\n"
      "      - id: c\n        say: z\n");
  CHECK(lines(got.findings).empty());
  const auto& flow = got.flow();
  REQUIRE(flow.steps.size() == 5);
  const auto& next = flow.steps[0].next;
  REQUIRE(next.size() == 3);
  CHECK(next[0].target == flow.find("c"));
  CHECK(flow.steps[static_cast<std::size_t>(next[1].target)].following == 2);
  CHECK(flow.steps[2].next.at(0).target == flow.find("c"));
  CHECK_FALSE(next[2].condition);
  CHECK(next[2].target == end_of_flow);
  CHECK(flow.steps[0].following == flow.find("b"));
}

TEST_CASE("the end of a list written in place is the end of the flow") {
  const auto got = steps(
      "      - say: x\n        next:\n          - if: a\n            then: [{say: bye}]\n"
      "          - else: rest\n      - id: rest\n        say: y\n");
  CHECK(got.flow().steps.at(1).following == end_of_flow);
}

TEST_CASE("collect takes everything the language has") {
  const auto got = steps(
      "      - collect: order_number\n        type: order_number\n        ask: number?\n"
      "        label: {zh-CN: 订单号, en: Order}\n        pattern: \"[0-9]{11}\"\n"
      "        rejections:\n          - if: slots.order_number == \"1\"\n            utter: no\n"
      "          - {if: order_number == \"2\", say: neither}\n"
      "        invalid: not a number\n        retries: 1\n        on_failure: give_up\n"
      "        force: true\n        next: END\n"
      "      - id: give_up\n        handoff: {reason: r}\n");
  CHECK(lines(got.findings).empty());
  const auto& collect = got.body<Collect>(0);
  CHECK(collect.type == SlotType::order_number);
  CHECK(collect.rejections.size() == 2);
  CHECK(collect.rejections[0].say.by_locale.at("") == std::vector<std::string>{"no"});
  REQUIRE(collect.pattern);
  CHECK(collect.retries == 1);
  CHECK(collect.on_failure == 1);
  CHECK(collect.force);
}

TEST_CASE("options are strings, maps or id to label") {
  const auto got = steps(
      "      - choose: which?\n        slot: kind\n        options:\n          - 充值\n"
      "          - {id: card, label: {zh-CN: 卡密, en: Card}, synonyms: [卡, code], next: END}\n"
      "      - collect: sure\n        ask: sure?\n        options: {yes: 是, no: 否}\n");
  CHECK(lines(got.findings).empty());
  const auto& choose = got.body<Choose>(0);
  REQUIRE(choose.options.size() == 2);
  CHECK(choose.options[0].option.id == "充值");
  CHECK(choose.options[1].option.synonyms.size() == 2);
  CHECK(choose.options[1].next.at(0).target == end_of_flow);
  CHECK(choose.slot == "kind");
  CHECK(got.body<Collect>(1).type == SlotType::choice);
  CHECK(got.body<Collect>(1).options.at(0).id == "yes");
}

TEST_CASE("set_slots tells text, numbers, flags and expressions apart") {
  const auto got = steps(
      "      - set_slots: {a: true, b: 3, c: \"3\", d: \"${b * 2}\", e: null, f: [x, y]}\n"
      "      - set_slots:\n        - g: no. {b}\n        - h: 1.5\n");
  CHECK(lines(got.findings).empty());
  const auto& set = got.body<SetSlots>(0).assignments;
  CHECK(std::get<Value>(set[0].value) == Value{true});
  CHECK(std::get<Value>(set[1].value) == Value{3.0});
  CHECK(std::get<Value>(set[2].value) == Value{std::string("3")});
  CHECK(std::holds_alternative<Expression>(set[3].value));
  CHECK(std::get<Value>(set[4].value) == Value{});
  CHECK(std::get<Value>(set[5].value) == Value{std::vector<std::string>{"x", "y"}});
  CHECK(got.body<SetSlots>(1).assignments.size() == 2);
}

TEST_CASE("forms, actions, orders and hand-overs are read whole") {
  const auto got = steps(
      "      - form: details\n        submit_label: send\n        fields:\n"
      "          - {name: what, label: What, type: textarea, required: true, help: h}\n"
      "          - {name: when, type: datetime}\n"
      "      - action: find_order\n        arguments: {order_number: \"{n}\", count: 5}\n"
      "        result: order\n        on_error: [{handoff: system down}]\n        timeout_s: 7\n"
      "      - open_work_order: {type: other, tier: complaint, urgent: true, department: cards,\n"
      "          title: \"t {n}\", demands: [{kind: refund, amount: \"{n}\"}, resend]}\n"
      "      - handoff: {team: cards, reason: why, type: account, tier: dispute, urgent: true}\n");
  CHECK(lines(got.findings).empty());
  const auto& form = got.body<Form>(0);
  CHECK(form.fields.at(0).multiline);
  CHECK(form.fields.at(0).required);
  CHECK(form.fields.at(1).type == SlotType::datetime);
  const auto& action = got.body<Action>(1);
  CHECK(action.result == "order");
  CHECK(action.timeout_s == 7);
  CHECK(action.arguments.size() == 2);
  REQUIRE(action.on_error.size() == 1);
  const auto failed = static_cast<std::size_t>(action.on_error[0].target);
  CHECK(std::holds_alternative<Handoff>(got.flow().steps.at(failed).body));
  const auto& order = std::get<OpenWorkOrder>(got.flow().steps.at(3).body);
  CHECK(order.demands.size() == 2);
  CHECK(order.urgent);
  CHECK(std::get<Handoff>(got.flow().steps.at(4).body).tier == "dispute");
}

TEST_CASE("a step that only branches needs no other key") {
  const auto got =
      steps("      - next: [{if: a, then: END}, {else: b}]\n      - id: b\n        say: x\n");
  CHECK(lines(got.findings).empty());
  CHECK(got.body<SetSlots>(0).assignments.empty());
}

TEST_CASE("what is wrong in a step is said where it stands") {
  CHECK(problems("      - sya: x\n") ==
        "flows/a.yaml:5:9: error: unknown key `sya` (did you mean `say`?) [schema]\n");
  CHECK(problems("      - say: x\n        nxt: END\n") ==
        "flows/a.yaml:6:9: error: unknown key `nxt` in a step (did you mean `next`?) [schema]\n");
  CHECK(problems("      - say: x\n        next: ende\n") ==
        "flows/a.yaml:6:15: error: no step `ende` in flow `main` (did you mean `END`?) "
        "[unknown-reference]\n");
  CHECK(contains(problems("      - say: x\n        call: y\n"), "one thing"));
  CHECK(contains(problems("      - {say: x, id: a}\n      - {say: x, id: a}\n"), "two steps"));
  CHECK(contains(problems("      - collect: a\n        ask: b\n        type: nummber\n"),
                 "did you mean `number`?"));
  CHECK(contains(problems("      - collect: a\n"), "needs `ask`"));
  CHECK(contains(problems("      - handoff: {team: a}\n"), "needs `reason`"));
  CHECK(contains(problems("      - open_work_order: {tier: urgent_complaint}\n"), "urgent: true"));
  CHECK(contains(problems("      - collect: a\n        ask: b\n        pattern: \"(\"\n"),
                 "pattern does not read"));
  CHECK(contains(problems("      - collect: now\n        ask: b\n"), "set by Yingda itself"));
  CHECK(contains(problems("      - just text\n"), "must be a mapping"));
  CHECK(contains(problems("      - say: {chinese language: x}\n"), "is no locale"));
  CHECK(contains(problems("      - say: x\n        next: [{else: END}, {if: a, then: END}]\n"),
                 "[unreachable]"));
}

TEST_CASE("an expression that does not read is reported at its own column") {
  const auto got = steps("      - say: x\n        if: a ==\n");
  REQUIRE(got.findings.size() == 1);
  CHECK(got.findings[0].line == 6);
  CHECK(got.findings[0].column > 13);
  CHECK(contains(got.findings[0].text, "does not read"));
}

TEST_CASE("options and pattern need a type that they fit") {
  CHECK(contains(problems("      - {collect: a, ask: b, type: number, options: [x]}\n"),
                 "[type-mismatch]"));
  CHECK(contains(problems("      - {collect: a, ask: b, type: boolean, pattern: x}\n"),
                 "[type-mismatch]"));
}

TEST_CASE("all problems of all flows are reported at once") {
  const auto got = read("flows:\n  a:\n    steps: [{sya: x}]\n  B: {steps: []}\n  c: {}\n  d: 5\n");
  CHECK(got.findings.size() >= 5);
}

TEST_CASE("every name that a flow uses is handed out with its place") {
  const auto got = steps(
      "      - say: \"{order.status} {name}\"\n        if: urgent and slots.total > 5\n"
      "      - action: find_order\n      - call: other\n      - answer: refund-policy\n"
      "      - handoff: {team: cards, reason: r}\n");
  std::string names;
  for (const auto& reference : got.parsed.references) names += reference.name + " ";
  CHECK(names == "urgent total order.status name find_order other refund-policy cards ");
  CHECK(got.parsed.references[2].in_text);
  CHECK(got.parsed.references[7].where.column == 25);
}

TEST_CASE("a confirmation is a text of one's own or of ours, and not for a choice") {
  const auto own = steps("      - {collect: phone, type: phone, ask: n?, confirm: \"{phone}?\"}\n");
  CHECK(own.body<Collect>(0).confirm.by_locale.at("") == std::vector<std::string>{"{phone}?"});
  const auto ours = steps("      - {collect: phone, type: phone, ask: n?, confirm: true}\n");
  CHECK(ours.body<Collect>(0).confirm.by_locale.contains("en"));
  CHECK(steps("      - {collect: phone, ask: n?, confirm: false}\n")
            .body<Collect>(0)
            .confirm.empty());
  CHECK(contains(problems("      - {collect: sure, type: boolean, ask: n?, confirm: true}\n"),
                 "a choice needs none [type-mismatch]"));
}

TEST_CASE("a wait is a time within bounds") {
  CHECK(steps("      - wait: 90s\n").body<Wait>(0).span == std::chrono::seconds(90));
  for (const char* wrong : {"soon", "0s", "4d", "-5m"}) {
    CHECK(contains(problems(std::string("      - wait: ") + wrong + "\n"),
                   "`wait` is a time of up to 3d"));
  }
}

TEST_CASE("on_error is a step, steps in place or branches") {
  const auto got = steps(
      "      - action: find_order\n        result: order\n        retries: 2\n        on_error:\n"
      "          - if: order.error == \"timeout\"\n            then: slow\n"
      "          - else: [{say: x}]\n"
      "      - {id: slow, say: y}\n");
  CHECK(lines(got.findings) == "");
  const auto& action = got.body<Action>(0);
  CHECK(action.retries == 2);
  REQUIRE(action.on_error.size() == 2);
  CHECK(got.flow().steps[static_cast<std::size_t>(action.on_error[0].target)].id == "slow");
  CHECK_FALSE(action.on_error[1].condition);
  CHECK(steps("      - {action: a, on_error: END}\n").body<Action>(0).on_error.size() == 1);
  CHECK(contains(problems("      - {action: a, retries: 4}\n"), "`retries`"));
}

TEST_CASE("a demand is wanted after a time or by a date") {
  const auto got = steps(
      "      - open_work_order:\n          demands:\n            - {kind: a, by: 24h}\n"
      "            - {kind: b, by: \"{when}\"}\n            - c\n");
  const auto& demands = got.body<OpenWorkOrder>(0).demands;
  REQUIRE(demands.size() == 3);
  CHECK(demands[0].within == std::chrono::hours(24));
  CHECK(demands[1].by.by_locale.at("").front() == "{when}");
  CHECK((demands[2].by.empty() && !demands[2].within));
}

namespace {

// A form of a province, required as `province` says, and of the city that depends on it.
std::string cascade(const std::string& city, const std::string& province = "true") {
  return problems(
      "      - form: where?\n        fields:\n"
      "          - {name: province, type: choice, required: " +
      province +
      ", options: [{id: gd, label: 广东}, {id: zj, label: 浙江}]}\n"
      "          - {name: city, " +
      city + "}\n");
}

}  // namespace

TEST_CASE("a form may hold a field for files") {
  const auto got = steps(
      "      - form: x\n        fields: [{name: photo, label: p, type: file, required: true}]\n");
  CHECK(lines(got.findings).empty());
  CHECK(got.body<Form>(0).fields.at(0).type == SlotType::file);
}

TEST_CASE("options of a field may hang on another field's option, all of them and under each") {
  CHECK(cascade("required: true, depends_on: province, options: [{id: gz, label: 其他, under: gd}, "
                "{id: hz, label: 其他, under: zj}]") == "");
  CHECK(contains(cascade("depends_on: country, options: [{id: gz, under: gd}]"),
                 "`depends_on` must name a field of `type: choice` that stands before this one"));
  CHECK(contains(cascade("depends_on: province, type: text"),
                 "belongs to a field of `type: choice`"));
  CHECK(contains(cascade("depends_on: province, options: [{id: gz, under: gd}, {id: hz}]"),
                 "the option `hz` must say `under` which option of `province`"));
  CHECK(contains(cascade("depends_on: province, options: [{id: gz, under: gd}]"),
                 "nothing is offered under `zj` of `province`"));
  CHECK(contains(cascade("options: [{id: gz, under: gd}]"), "the option `gz` has `under`"));
  CHECK(contains(cascade("required: true, depends_on: province, options: [{id: gz, under: gd}, "
                         "{id: hz, under: zj}]",
                         "false"),
                 "can be `required` only if `province` is"));
  CHECK(contains(problems("      - {collect: city, ask: x, options: [{id: gz, under: gd}]}\n"),
                 "the option `gz` has `under`"));
}
