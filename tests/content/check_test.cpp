#include "content/check.hpp"

#include <catch2/catch.hpp>

#include "support.hpp"

using namespace yingda;
using namespace yingda::content;
using namespace yingda::content::test;

namespace {

std::string all(const std::string& yaml) { return lines(load_flows(yaml).findings); }

const std::string hand_over = "      - id: person\n        handoff: {reason: r}\n";

}  // namespace

TEST_CASE("a flow in order has no findings") {
  CHECK(all(main_flow("      - collect: order_number\n        type: order_number\n        ask: n?\n"
                      "      - action: find_order\n"
                      "        arguments: {order_number: \"{order_number}\"}\n"
                      "        result: order\n"
                      "        next:\n"
                      "          - if: order.status == \"delivered\"\n            then: there\n"
                      "          - else: person\n"
                      "      - {id: there, say: \"at {order.delivered_at}\", next: END}\n" +
                      hand_over)) == "");
}

// --- unknown-reference

TEST_CASE("names that lead nowhere are errors with what was probably meant") {
  const auto text =
      all(main_flow("      - action: find_ordre\n        result: order\n"
                    "      - answer: refund-policy\n"
                    "      - call: helper_x\n"
                    "      - open_work_order: {type: not_arived, department: topp}\n"
                    "      - handoff: {team: cardz, reason: r}\n"));
  CHECK(contains(text, "flows/test.yaml:5:17: error: there is no action"));
  CHECK(contains(text, "(did you mean `find_order`?)"));
  CHECK(contains(text, "there is no article `refund-policy`"));
  CHECK(contains(text, "there is no flow `helper_x`"));
  CHECK(contains(text, "`not_arived` (did you mean `not_arrived`?)"));
  CHECK(contains(text, "`topp` (did you mean `topup`?)"));
  CHECK(contains(text, "`cardz` (did you mean `cards`?)"));
}

TEST_CASE("a missing flow for urgent complaints is a warning") {
  const auto text = lines(load_flows(main_flow("      - {say: x}\n"), default_config()).findings);
  CHECK(contains(text, "warning: there is no flow `urgent_complaint`"));
}

TEST_CASE("the built-in action needs no connector") {
  CHECK(said("unknown-reference", "      - action: yingda.work_order\n        result: found\n") ==
        "");
}

TEST_CASE("a slot that is read but never set does not exist") {
  CHECK(said("unknown-reference",
             "      - open_work_order: other\n"
             "      - collect: amount\n        type: money\n        ask: how much?\n"
             "      - say: \"{amuont} {conversation.locale} {work_order.number} {order.x}\"\n"
             "        if: amount > 5 and visitor.name is set\n"
             "      - {collect: order_number, type: order_number, ask: o?}\n"
             "      - action: find_order\n        result: order\n") ==
        "flows/test.yaml:9:14: error: nothing sets the slot `amuont` (did you mean `amount`?) "
        "[unknown-reference]\n"
        "flows/test.yaml:9:14: warning: `{order.x}` is empty for whoever comes here by a way that "
        "does not set it: main/#1 → #2 → #3; ask `if: order.x is set`, or set it there too "
        "[unknown-reference]\n");
  CHECK(said("unknown-reference",
             "      - say: \"{page.attributes.level}\"\n"
             "        if: page.attributes.level == \"gold\"\n") == "");
  CHECK(contains(
      said("unknown-reference",
           "      - action: find_order\n        result: order\n      - say: \"{order}\"\n"),
      "name one of its fields"));
}

TEST_CASE("what an action's path needs comes from its arguments or from the slot of that name") {
  const std::string look = "      - {action: find_order, result: order}\n";
  CHECK(contains(said("unknown-reference", look), "nothing sets the slot `order_number`"));
  CHECK(said("unknown-reference",
             "      - {collect: order_number, type: order_number, ask: o?}\n" + look) == "");
  CHECK(said("unknown-reference",
             "      - {action: find_order, arguments: {order_number: \"1\"}, result: order}\n") ==
        "");
}

// --- unreachable

TEST_CASE("a step that no step leads to is unreachable; what follows from it is not said") {
  CHECK(
      said("unreachable",
           "      - {say: a, next: END}\n      - {id: lost, say: b}\n      - {id: later, say: "
           "c}\n") ==
      "flows/test.yaml:6:9: error: step `lost` is never reached: no step leads to it; name it in a "
      "`next` or remove it [unreachable]\n");
}

TEST_CASE("steps after a helper that never comes back are unreachable") {
  const auto text = all(
      "flows:\n  main:\n    triggers: [go]\n    steps:\n      - call: helper\n      - say: never\n"
      "  helper:\n    steps:\n      - handoff: {reason: r}\n");
  CHECK(contains(text, "step #2 of `main` is never reached"));
}

TEST_CASE("a branch that is never taken is unreachable") {
  CHECK(contains(said("unreachable",
                      "      - say: a\n        next:\n          - {if: 1 == 2, then: b}\n"
                      "          - {else: b}\n      - {id: b, say: b}\n"),
                 "`1 == 2` is always false"));
  CHECK(contains(said("unreachable",
                      "      - say: a\n        next:\n          - {if: true, then: b}\n"
                      "          - {else: c}\n      - {id: b, say: b}\n      - {id: c, say: c}\n"),
                 "one before it always is"));
}

TEST_CASE("a typing error in `next` is one finding, not two") {
  const auto findings =
      load_flows(main_flow("      - {say: a, next: fisrt}\n      - {id: first, say: b}\n"))
          .findings;
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].rule == "unknown-reference");
}

TEST_CASE("a flow that nothing starts is a warning") {
  const auto text = all("flows:\n  helper:\n    steps:\n      - say: a\n");
  CHECK(contains(text, "flows/test.yaml:2:3: warning: nothing starts flow `helper`"));
}

// --- dead-end

TEST_CASE("a question that can never be answered is a dead end") {
  CHECK(contains(said("dead-end", "      - {id: q, choose: which?, options: []}\n"),
                 "step `q` offers nothing to choose"));
  CHECK(contains(said("dead-end", "      - {choose: which?}\n"), "offers nothing to choose"));
  CHECK(contains(said("dead-end", "      - {form: fill, fields: []}\n"), "asks for nothing"));
  CHECK(contains(said("dead-end", "      - {collect: a, ask: b, type: choice}\n"),
                 "can never be answered"));
  CHECK(contains(said("dead-end", "      - {form: f, fields: [{name: a, type: choice}]}\n"),
                 "the field `a` offers nothing"));
  CHECK(contains(all("flows:\n  main:\n    triggers: [go]\n    steps: []\n"), "[dead-end]"));
}

// --- endless-loop

TEST_CASE("steps that lead back without waiting are an endless loop") {
  CHECK(said("endless-loop", "      - {id: a, say: a}\n      - {id: b, say: b, next: a}\n") ==
        "flows/test.yaml:5:9: error: runs for ever without waiting for the visitor: main/a → b → "
        "a; ask the visitor something on the way, or let it end [endless-loop]\n");
}

TEST_CASE("a loop that waits for the visitor is none") {
  CHECK(said("endless-loop",
             "      - {id: a, choose: again?, options: [{id: yes, next: a}, {id: no, next: "
             "END}]}\n") == "");
  CHECK(said("endless-loop", "      - {id: a, collect: n, ask: n?, force: true, next: a}\n") == "");
}

TEST_CASE("a collect whose slot is known does not wait, so it does not break a loop") {
  const std::string again =
      "      - {id: ask, collect: n, ask: n?}\n"
      "      - {id: look, action: find_order, result: order}\n"
      "      - say: not found\n";
  CHECK(contains(said("endless-loop", again + "        next: ask\n"), "`force: true` asks again"));
  CHECK(said("endless-loop", again + "      - {set_slots: {n: null}, next: ask}\n") == "");
}

TEST_CASE("loops go through calls and links") {
  CHECK(contains(all("flows:\n  a:\n    triggers: [go]\n    steps: [{link: b}]\n"
                     "  b:\n    steps: [{say: x}, {link: a}]\n"),
                 "[endless-loop]"));
  CHECK(contains(all("flows:\n  a:\n    triggers: [go]\n    steps: [{call: a}, {say: x}]\n"),
                 "[endless-loop]"));
  CHECK(contains(all("flows:\n  a:\n    triggers: [go]\n"
                     "    steps: [{id: top, call: b}, {say: x, next: top}]\n"
                     "  b:\n    steps: [{say: y}]\n"),
                 "[endless-loop]"));
}

TEST_CASE("calling one helper twice is no loop") {
  CHECK(said("endless-loop",
             "      - call: main2\n      - say: between\n      - call: main2\n"
             "  main2:\n    steps: [{say: x}]\n") == "");
}

TEST_CASE("a counter that ends the loop is seen, one that does not is reported") {
  const std::string counted =
      "      - {set_slots: {n: 0}}\n"
      "      - {id: up, set_slots: {n: \"${n + 1}\"}}\n";
  CHECK(said("endless-loop",
             counted + "      - {say: x, next: [{if: n < 3, then: up}, {else: END}]}\n") == "");
  CHECK(said("endless-loop",
             counted + "      - {say: x, next: [{if: n > 0, then: up}, {else: END}]}\n") != "");
}

TEST_CASE("a flow with far too many ways on still gets its answer") {
  std::string steps;
  constexpr int count = 120;
  const auto to = [](int step) { return "s" + std::to_string(step % count); };
  for (int i = 0; i < count; ++i) {
    const auto n = std::to_string(i);
    const auto other = std::to_string(i * 31 % count);
    steps += "      - {id: s" + n + ", set_slots: {x" + n + ": v" + n + "}, next: [{if: x" + other +
             " == \"v" + n + "\", then: " + to(i * 7 + 1) + "}, {if: q.b == " + n +
             ", then: " + to(i * 13 + 2) + "}, {else: " + to(i + 1) + "}]}\n";
  }
  CHECK(contains(said("endless-loop", steps), "[endless-loop]"));
}

// --- robot-wall

TEST_CASE("a failure that leads to a person, an order or nowhere special is no wall") {
  CHECK(said("robot-wall", "      - {collect: n, ask: n?}\n") == "");
  CHECK(said("robot-wall", "      - {collect: n, ask: n?, on_failure: person}\n" + hand_over) ==
        "");
  CHECK(said("robot-wall",
             "      - {collect: n, ask: n?, on_failure: sorry, next: END}\n"
             "      - {id: sorry, say: s}\n      - open_work_order: {type: other}\n"
             "      - {collect: more, ask: m?}\n" +
                 hand_over) == "");
}

TEST_CASE("a collect that comes back to itself for ever is a robot wall") {
  CHECK(said("robot-wall",
             "      - {id: ask, collect: n, ask: n?, on_failure: sorry, next: END}\n"
             "      - {id: sorry, say: once more, next: ask}\n") ==
        "flows/test.yaml:5:9: error: after 2 failed answers at step `ask` the visitor is asked the "
        "same again and again instead of reaching a person: main/ask fails ×2 → sorry → ask; let "
        "`on_failure` lead to a handoff or open_work_order [robot-wall]\n");
}

TEST_CASE("failures are counted over all questions on the way") {
  const std::string first =
      "      - {id: a, collect: a, ask: a?, on_failure: b, next: END, retries: ";
  const std::string second = "}\n      - {id: b, collect: b, ask: b?, retries: ";
  CHECK(said("robot-wall", first + "1" + second + "1}\n" + hand_over) == "");
  // What failed before counts: the second question is given up after one more.
  CHECK(said("robot-wall", first + "1" + second + "2}\n") == "");
  CHECK(contains(said("robot-wall", first + "2" + second + "1}\n"), "asked at step `b`"));
  CHECK(contains(said("robot-wall",
                      "      - {id: a, collect: a, ask: a?, on_failure: c, next: END}\n"
                      "      - {id: c, choose: help?, options: [{id: x, next: END}]}\n"),
                 "asked at step `c`"));
}

TEST_CASE("more retries than max_failed_turns are a robot wall") {
  CHECK(contains(said("robot-wall", "      - {collect: n, ask: n?, retries: 5}\n"),
                 "takes 5 failed answers"));
  auto patient = small_config();
  patient.policy.max_failed_turns = 5;
  CHECK(said("robot-wall", "      - {collect: n, ask: n?, retries: 5}\n", patient) == "");
}

TEST_CASE("giving up without a person is a robot wall") {
  CHECK(contains(said("robot-wall", "      - {collect: n, ask: n?, on_failure: END}\n"),
                 "the flow ends (the end of `main`) without a person"));
}

TEST_CASE("a helper's failure is followed into the flows that call it") {
  const std::string helper =
      "  helper:\n    steps:\n      - {collect: n, ask: n?, on_failure: none, next: END}\n"
      "      - {id: none, set_slots: {lookup: failed}, next: END}\n";
  CHECK(said("robot-wall",
             "      - {call: helper, next: [{if: lookup == \"failed\", then: person}, {else: "
             "END}]}\n" +
                 hand_over + helper) == "");
  CHECK(contains(
      said("robot-wall",
           "      - {call: helper, next: [{if: lookup == \"ok\", then: person}, {else: q}]}\n" +
               hand_over + "      - {id: q, choose: or?, options: [{id: x, next: END}]}\n" +
               helper),
      "asked at step `q` of flow `main`"));
}

TEST_CASE("a connector that never answers must not keep the visitor answering") {
  const std::string loop =
      "      - {id: ask, collect: n, ask: n?, force: true}\n"
      "      - {action: find_order, result: order, on_error: down, next: END}\n";
  CHECK(contains(said("robot-wall", loop + "      - {id: down, say: try again, next: ask}\n"),
                 "while a connector does not answer"));
  CHECK(said("robot-wall", loop + "      - {id: down, handoff: {reason: r}}\n") == "");
}

// --- type-mismatch

TEST_CASE("comparisons that can never hold are type mismatches") {
  const std::string slots =
      "      - {collect: sure, type: boolean, ask: sure?}\n"
      "      - {collect: n, type: number, ask: n?}\n"
      "      - {collect: o, type: order_number, ask: o?}\n"
      "      - {collect: kind, ask: k?, options: [card, topup]}\n";
  const auto with = [&](const std::string& condition) {
    return said("type-mismatch", slots + "      - {say: x, if: '" + condition + "'}\n");
  };
  CHECK(with("sure == true and n > 5 and o == \"20261120001\" and kind in [\"card\"]") == "");
  CHECK(with("n * 2 > n and n == \"5\" and not sure and kind is set and sure == null") == "");
  CHECK(contains(with("sure == 5"), "`sure` holds true or false"));
  CHECK(contains(with("sure == \"yes\""), "`sure` holds true or false"));
  CHECK(contains(with("n == \"many\""), "`n` holds a number"));
  CHECK(contains(with("n == true"), "never true or false"));
  CHECK(contains(with("o == 20261120001"), "write the value in quotes"));
  CHECK(contains(with("kind == \"crad\""), "is never \"crad\" (did you mean `card`?)"));
  CHECK(contains(with("kind in [\"card\", \"top\"]"), "is never \"top\""));
  CHECK(contains(with("5 < kind"), "holds text, never a number"));
}

TEST_CASE("what an expression or an action sets may be anything") {
  CHECK(said("type-mismatch",
             "      - {set_slots: {a: \"${1 + 1}\"}}\n      - {action: find_order, result: order}\n"
             "      - {say: x, if: 'a == \"x\" and order.status == 5'}\n") == "");
}

TEST_CASE("one slot with two kinds of values") {
  CHECK(contains(said("type-mismatch",
                      "      - {collect: a, type: boolean, ask: a?}\n"
                      "      - {collect: a, type: money, ask: a?, force: true}\n"),
                 "error: the slot `a` holds `money` here and `boolean` in flows/test.yaml:5"));
}

TEST_CASE("the flow for urgent complaints must be urgent") {
  auto config = small_config();
  config.policy.urgent_flow = "main";
  CHECK(contains(said("robot-wall", "      - {say: calm down}\n", config), "`urgent: true`"));
  CHECK(said("robot-wall", "      - open_work_order: {type: other, urgent: true}\n", config) == "");
}

TEST_CASE("nothing is computed with words, and a demand's time is a time") {
  const std::string phone = "      - {collect: p, type: phone, ask: p?}\n";
  const std::string amount = "      - {collect: n, type: number, ask: n?}\n";
  CHECK(contains(said("type-mismatch", phone + "      - set_slots: {v: \"${p + 1}\"}\n"),
                 "`p` holds `phone`"));
  CHECK(said("type-mismatch", amount + "      - set_slots: {v: \"${n + 1}\"}\n") == "");
  const auto opens = [](const std::string& demand) {
    return "      - open_work_order:\n          type: other\n          demands: [{kind: x, " +
           demand + "}]\n";
  };
  CHECK(contains(said("type-mismatch", phone + opens("by: \"{p}\"")), "`by` is a date and time"));
  CHECK(contains(said("type-mismatch", phone + opens("amount: \"{p}\"")), "`amount` is an amount"));
  CHECK(said("type-mismatch", amount + opens("amount: \"{n}\"")) == "");
}

TEST_CASE("flows that only call each other are started by nothing") {
  const auto text = lines(load_flows("flows:\n  a:\n    steps: [{say: x}, {link: b}]\n"
                                     "  b:\n    steps: [{say: y}, {link: a}]\n")
                              .findings);
  CHECK(contains(text, "nothing starts flow `a`"));
  CHECK(contains(text, "nothing starts flow `b`"));
}

TEST_CASE("whoever asks for a person does not wait, and no condition stands before them") {
  const auto human = [](const std::string& body) {
    return lines(only(load_flows("flows:\n  pattern_human:\n" + body).findings, "robot-wall"));
  };
  const std::string hands_over = "      - handoff: {reason: asked}\n";
  CHECK(human("    steps:\n" + hands_over) == "");
  CHECK(contains(human("    steps:\n      - wait: 3d\n" + hands_over), "waits before"));
  CHECK(
      contains(human("    steps:\n      - open_work_order: other\n      - wait: 3d\n" + hands_over),
               "waits before"));
  CHECK(contains(human("    steps:\n      - action: find_order\n        result: order\n"
                       "        arguments: {order_number: x}\n" +
                       hands_over),
                 "calls a connector before"));
  CHECK(contains(human("    if: visitor.name is set\n    steps:\n" + hands_over), "has an `if`"));
}

TEST_CASE("a file of comments alone holds no flows, and that is no error") {
  const auto got = load_flows("# later\n");
  CHECK(got.ok());
  CHECK(contains(lines(got.findings), "warning: there are no flows in this file"));
}
