// The proofs over the steps that wait for time and over branches of failure.

#include <catch2/catch.hpp>

#include "support.hpp"

using namespace yingda;
using namespace yingda::content;
using namespace yingda::content::test;

TEST_CASE("waiting for time is no answer of the visitor: a loop through it is endless") {
  const auto text = said("endless-loop",
                         "      - id: look\n        action: find_order\n        result: order\n"
                         "        next:\n          - if: order.status == \"delivered\"\n"
                         "            then: there\n          - else: pause\n"
                         "      - {id: pause, wait: 10m, next: look}\n"
                         "      - {id: there, say: x}\n");
  CHECK(contains(text, "look → pause → look"));
}

TEST_CASE("a loop through a wait that counts to its end is fine") {
  CHECK(said("endless-loop",
             "      - set_slots: {rounds: 0}\n"
             "      - id: look\n        set_slots: {rounds: \"${rounds + 1}\"}\n"
             "        next:\n          - if: rounds >= 3\n            then: there\n"
             "          - else: pause\n"
             "      - {id: pause, wait: 10m, next: look}\n"
             "      - {id: there, say: x}\n") == "");
}

TEST_CASE("every branch of on_error is reached, and steps that only it leads to as well") {
  const std::string steps =
      "      - {collect: order_number, type: order_number, ask: n?}\n"
      "      - id: look\n        action: find_order\n        result: order\n        on_error:\n"
      "          - if: order.error == \"timeout\"\n            then: slow\n"
      "          - else: person\n"
      "        next: END\n"
      "      - {id: slow, say: x, next: person}\n"
      "      - {id: person, handoff: {reason: r}}\n";
  CHECK(lines(load_flows(main_flow(steps)).findings) == "");
  CHECK(contains(said("unknown-reference",
                      "      - action: find_order\n        on_error:\n"
                      "          - if: error == \"timeout\"\n            then: nowhere\n"),
                 "no step `nowhere`"));
}

TEST_CASE(
    "a failing connector that leads back to the same question in one of its branches is a wall") {
  const auto text =
      said("robot-wall",
           "      - id: ask\n        collect: order_number\n        type: order_number\n"
           "        force: true\n        ask: n?\n"
           "      - action: find_order\n        result: order\n        on_error:\n"
           "          - if: order.error == \"timeout\"\n            then: ask\n"
           "          - else: person\n        next: END\n"
           "      - {id: person, handoff: {reason: r}}\n");
  CHECK(contains(text, "while a connector does not answer"));
}

TEST_CASE("a confirmation fails no more often than its question may") {
  CHECK(said("robot-wall",
             "      - {collect: phone, type: phone, ask: n?, confirm: true, retries: 2}\n") == "");
  CHECK(
      contains(said("robot-wall",
                    "      - {collect: phone, type: phone, ask: n?, confirm: true, retries: 3}\n"),
               "3 failed answers"));
}
