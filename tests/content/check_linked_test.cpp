// Many flows that link to each other: what one of them may do has to be proved whatever the others
// are, and a fault in one is seen beside all others.

#include <catch2/catch.hpp>
#include <functional>

#include "support.hpp"

using namespace yingda;
using namespace yingda::content;
using namespace yingda::content::test;

namespace {

// A flow that asks, looks up, counts its misses, and offers to go on in other flows.
std::string flow(int number, const std::vector<int>& links, const std::string& enough = ">= 2") {
  const auto n = std::to_string(number);
  std::string out = "  f" + n + ":\n    triggers: [\"go " + n + "\"]\n    steps:\n" +
                    "      - set_slots: {misses" + n + ": 0}\n" +
                    "      - {id: ask, collect: number" + n +
                    ", type: order_number, force: true, ask: q}\n" +
                    "      - action: find_order\n        arguments: {order_number: \"{number" + n +
                    "}\"}\n        result: order\n        next:\n" +
                    "          - {if: order.found == false, then: missed}\n"
                    "          - {else: menu}\n" +
                    "      - id: missed\n        set_slots: {misses" + n + ": \"${misses" + n +
                    " + 1}\"}\n        next: [{if: misses" + n + " " + enough +
                    ", then: person}, {else: ask}]\n" +
                    "      - id: menu\n        choose: q\n        options:\n"
                    "          - {id: enough, label: that is all, next: END}\n";
  for (const int link : links) {
    const auto to = std::to_string(link);
    out += "          - {id: to" + to + ", label: go " + to + ", next: to" + to + "}\n";
  }
  for (const int link : links) {
    const auto to = std::to_string(link);
    out += "      - {id: to" + to + ", link: f" + to + "}\n";
  }
  return out + "      - {id: person, handoff: {reason: r}}\n";
}

std::string linked(int count, const std::function<std::vector<int>(int)>& links, int bad = -1) {
  std::string out = "flows:\n";
  for (int i = 0; i < count; ++i) out += flow(i, links(i), i == bad ? "< 0" : ">= 2");
  return out;
}

}  // namespace

TEST_CASE("flows that link in a ring, in a chain and every which way are proved one by one") {
  CHECK(lines(load_flows(linked(40, [](int i) {
                return std::vector<int>{(i + 1) % 40};
              })).findings) == "");
  CHECK(lines(load_flows(linked(40, [](int i) {
                return i + 1 < 40 ? std::vector<int>{i + 1} : std::vector<int>{};
              })).findings) == "");
  CHECK(lines(load_flows(linked(40, [](int i) {
                return std::vector<int>{(i + 1) % 40, (i + 7) % 40, (i + 19) % 40};
              })).findings) == "");
}

TEST_CASE("a fault in one of many linked flows is told, and nothing else") {
  const auto text =
      lines(load_flows(linked(
                           40, [](int i) { return std::vector<int>{(i + 1) % 40}; }, 7))
                .findings);
  CHECK(contains(text,
                 "error: step `ask` may be asked over and over, whatever the visitor "
                 "answers, and never comes to a person: f7/ask → #3 → missed → ask"));
  CHECK(std::count(text.begin(), text.end(), '\n') == 1);
}

TEST_CASE("many questions whose slots are all kept do not hide each other") {
  // Each answer stays known to the end, where all of them decide.
  std::string steps;
  std::string all = "a0 is set";
  for (int i = 0; i < 24; ++i) {
    const auto n = std::to_string(i);
    steps += "      - {if: visitor.name is set, collect: a" + n + ", ask: q}\n";
    if (i > 0) all += " and a" + n + " is set";
  }
  const std::string end =
      "      - {id: last, collect: again, type: boolean, force: true, ask: q}\n"
      "      - next: [{if: " +
      all +
      ", then: END}, {else: person}]\n"
      "      - {id: person, handoff: {reason: r}}\n";
  CHECK(lines(only(load_flows(main_flow(steps + end)).findings, rule::robot_wall)) == "");
}

TEST_CASE(
    "a long chain that is known the second time is a warning only where it is too long then") {
  std::string steps;
  for (int i = 0; i < 70; ++i) {
    const auto n = std::to_string(i);
    steps += "      - {collect: part" + n + ", ask: q}\n      - say: \"{part" + n + "}\"\n";
  }
  const auto text = said("endless-loop", steps);
  CHECK(contains(text, "warning: started for the second time in a conversation"));
  CHECK_FALSE(contains(text, "error:"));
  // What another step sets may be known the first time.
  CHECK(contains(said(
                     "endless-loop", steps +
                                         "      - {collect: more, ask: q, force: true}\n"
                                         "      - {id: set, set_slots: {" +
                                         [] {
                                           std::string all;
                                           for (int i = 0; i < 70; ++i) {
                                             all += (i > 0 ? ", part" : "part") +
                                                    std::to_string(i) + ": x";
                                           }
                                           return all;
                                         }() +
                                         "}}\n"),
                 "error: from step #1 of `main` on a turn may run through 141 steps"));
}
