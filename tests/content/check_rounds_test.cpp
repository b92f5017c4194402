// Questions that come round again: what is refused stands in faulty/, here is what is right and
// stands close to it.

#include <catch2/catch.hpp>

#include "support.hpp"

using namespace yingda;
using namespace yingda::content;
using namespace yingda::content::test;

namespace {

std::string of_flow(const std::string& steps) {
  return lines(load_flows(main_flow(steps)).findings);
}

const std::string look =
    "        action: find_order\n        result: order\n"
    "        arguments: {order_number: \"{order_number}\"}\n"
    "        on_error: [{handoff: {reason: r}}]\n";
const std::string ask =
    "      - {id: ask, collect: order_number, type: order_number, ask: q, force: true}\n";

}  // namespace

TEST_CASE("a menu that comes again may be left by one of its buttons") {
  CHECK(of_flow("      - id: menu\n        choose: q\n        options:\n"
                "          - {id: a, label: prices, next: price}\n"
                "          - {id: b, label: again, next: menu}\n"
                "          - {id: c, label: done, next: END}\n"
                "      - id: price\n        say: ten\n        next: menu\n") == "");
  // The same as a collect with a slot.
  CHECK(of_flow("      - id: menu\n        collect: wish\n        force: true\n        ask: q\n"
                "        options: [{id: a, label: prices}, {id: b, label: done}]\n"
                "        next: [{if: wish == \"a\", then: price}, {else: bye}]\n"
                "      - id: price\n        say: ten\n        next: menu\n"
                "      - id: bye\n        say: bye\n") == "");
}

TEST_CASE("one more order, and one more, until the visitor has no other") {
  const std::string found = "      - id: look\n" + look + "      - say: \"{order.status}\"\n";
  CHECK(of_flow(ask + found +
                "      - choose: q\n        options:\n"
                "          - {id: other, label: another order, next: ask}\n"
                "          - {id: fine, label: fine, next: END}\n") == "");
  CHECK(of_flow(ask + found +
                "      - collect: more\n        type: boolean\n        ask: another one?\n"
                "        force: true\n"
                "        next: [{if: more, then: ask}, {else: END}]\n") == "");
}

TEST_CASE("yes may ask for more of the same, with something said in between") {
  CHECK(of_flow("      - id: joke\n        say: a joke\n"
                "      - collect: more\n        type: boolean\n        ask: another joke?\n"
                "        force: true\n"
                "        next: [{if: more, then: joke}, {else: END}]\n") == "");
}

TEST_CASE("a number that is read back by hand may be put right as often as one likes") {
  CHECK(of_flow("      - {id: ask, collect: n, type: number, ask: q, force: true}\n"
                "      - collect: right\n        type: boolean\n        ask: \"{n}?\"\n"
                "        force: true\n"
                "        next: [{if: right, then: END}, {else: ask}]\n") == "");
}

TEST_CASE("who counts the rounds and then hands over has no wall") {
  const std::string counted = "      - set_slots: {misses: 0}\n" + ask + "      - id: look\n" +
                              look +
                              "        next: [{if: order.found, then: found}, {else: missed}]\n"
                              "      - id: missed\n        set_slots: {misses: \"${misses + 1}\"}\n"
                              "        next: [{if: misses >= 3, then: person}, {else: sorry}]\n"
                              "      - {id: sorry, say: not found, next: ask}\n"
                              "      - {id: found, say: found, next: END}\n"
                              "      - {id: person, handoff: {reason: r}}\n";
  CHECK(of_flow(counted) == "");
  // A flag does as well.
  auto flagged = counted;
  const auto replace = [&](const std::string& from, const std::string& to) {
    flagged.replace(flagged.find(from), from.size(), to);
  };
  replace("misses: 0", "tried: false");
  replace("set_slots: {misses: \"${misses + 1}\"}\n        next: [{if: misses >= 3, then: person}",
          "next: [{if: tried, then: person}");
  replace("      - {id: sorry, say: not found, next: ask}\n",
          "      - {id: sorry, set_slots: {tried: true}, next: ask}\n");
  CHECK(of_flow(flagged) == "");
  // One that is set back each time does not.
  auto reset = counted;
  reset.replace(reset.find("say: not found"), 14, "set_slots: {misses: 0}");
  CHECK(contains(of_flow(reset), "step `ask` may be asked over and over"));
}

TEST_CASE("a button in the round leads out of it, whatever the connector says") {
  const std::string round = ask + "      - id: look\n" + look +
                            "        next: [{if: order.found, then: found}, {else: wrong}]\n";
  const std::string out = "      - {id: found, say: found, next: END}\n";
  CHECK(of_flow(round + out +
                "      - id: wrong\n        choose: not found\n        options:\n"
                "          - {id: again, label: try again, next: ask}\n"
                "          - {id: stop, label: leave it, next: END}\n") == "");
  CHECK(contains(of_flow(round + out +
                         "      - id: wrong\n        choose: not found\n        options:\n"
                         "          - {id: again, label: try again, next: ask}\n"
                         "          - {id: other, label: another one, next: ask}\n"),
                 "[robot-wall]"));
}

TEST_CASE("flows may link to each other with questions in between") {
  CHECK(lines(load_flows("flows:\n"
                         "  one:\n    triggers: [go]\n    steps:\n"
                         "      - choose: q\n        options:\n"
                         "          - {id: on, label: \"on\", next: on}\n"
                         "          - {id: end, label: end, next: END}\n"
                         "      - {id: on, link: two}\n"
                         "  two:\n    steps:\n"
                         "      - {collect: n, type: number, ask: q, force: true}\n"
                         "      - link: one\n")
                  .findings) == "");
}

TEST_CASE("a helper may be called again and again, one time after the other") {
  CHECK(lines(load_flows("flows:\n"
                         "  one:\n    triggers: [go]\n    steps:\n"
                         "      - {id: first, call: helper}\n"
                         "      - choose: q\n        options:\n"
                         "          - {id: again, label: again, next: first}\n"
                         "          - {id: end, label: end, next: END}\n"
                         "  helper:\n    steps:\n"
                         "      - {collect: n, type: number, ask: q, force: true}\n")
                  .findings) == "");
}

TEST_CASE("a failed answer may end a flow that needs no answer, one of two") {
  const std::string age =
      "      - collect: age\n        type: number\n        ask: q\n        retries: 1\n"
      "        on_failure: [{say: fine without}]\n"
      "      - say: thanks\n";
  CHECK(of_flow(age) == "");
  auto twice = age;
  twice.replace(twice.find("retries: 1"), 10, "retries: 2");
  CHECK(contains(of_flow(twice), "[robot-wall]"));
  // Nothing is owed after the first one: a moment's wait is no wall.
  CHECK(of_flow("      - collect: n\n        type: number\n        ask: q\n        retries: 1\n"
                "        on_failure: later\n        next: END\n"
                "      - {id: later, wait: 5s}\n"
                "      - {collect: m, type: number, ask: q, retries: 1}\n") == "");
}

TEST_CASE("an urgent case is open before anything is asked, on whatever way") {
  auto config = small_config();
  config.policy.urgent_flow = "urgent";
  const auto of = [&](const std::string& steps) {
    return lines(
        load_flows("flows:\n  urgent:\n    triggers: [go]\n    steps:\n" + steps, config).findings);
  };
  const std::string order =
      "      - open_work_order: {type: other, tier: complaint, urgent: true}\n";
  const std::string person = "      - handoff: {reason: r, urgent: true}\n";
  CHECK(of(order + "      - {collect: n, type: number, ask: q}\n      - wait: 1m\n" + person) ==
        "");
  CHECK(of("      - say: at once\n" + person) == "");
  CHECK(of("      - next: [{if: page.url contains \"a\", then: a}, {else: b}]\n"
           "      - {id: a, handoff: {reason: r, urgent: true}}\n"
           "      - {id: b, open_work_order: {type: other, urgent: true}}\n") == "");
  CHECK(of("      - link: more\n  more:\n    steps:\n" + order + person) == "");
  // An ordinary order first, which becomes urgent in the same turn.
  CHECK(of("      - open_work_order: other\n" + person) == "");
}

TEST_CASE("events may be passed over in silence, words may not") {
  const std::string steps = "    steps:\n      - {if: 'page.url contains \"x\"', say: hello}\n";
  CHECK(lines(load_flows("flows:\n  a:\n    triggers: {events: [chat_opened]}\n" + steps).findings)
            .empty());
  CHECK(
      contains(lines(load_flows("flows:\n  a:\n    triggers: {phrases: [hi]}\n" + steps).findings),
               "without a word"));
}

TEST_CASE("no may lead to what is typed anew, and to a menu that has another way on") {
  CHECK(of_flow("      - id: name\n        collect: name\n        force: true\n        ask: who?\n"
                "      - collect: right\n        type: boolean\n        ask: \"{name}?\"\n"
                "        force: true\n"
                "        next: [{if: right, then: END}, {else: name}]\n") == "");
  CHECK(of_flow("      - id: works\n        collect: works\n        type: boolean\n"
                "        ask: works?\n        force: true\n"
                "        next: [{if: works, then: END}, {else: tried}]\n"
                "      - id: tried\n        choose: q\n        options:\n"
                "          - {id: again, label: restart, next: works}\n"
                "          - {id: person, label: give me a person, next: person}\n"
                "      - {id: person, handoff: {reason: r}}\n") == "");
}
