// A way on which nothing is said: real where the conditions on it can all hold, and none where they
// contradict each other.

#include <catch2/catch.hpp>

#include "support.hpp"

using namespace yingda;
using namespace yingda::content;
using namespace yingda::content::test;

namespace {

std::string of_flow(const std::string& steps) {
  return lines(load_flows(main_flow(steps)).findings);
}

const std::string silent = "may end without a word";

}  // namespace

TEST_CASE("conditions that cover everything leave no silent way") {
  CHECK(of_flow("      - {if: conversation.open_order is set, say: a}\n"
                "      - {if: conversation.open_order is not set, say: b}\n") == "");
  CHECK(of_flow("      - {if: 'page.url contains \"shop\"', say: a}\n"
                "      - {if: 'not (page.url contains \"shop\")', say: b}\n") == "");
  CHECK(of_flow("      - next:\n"
                "          - {if: visitor.name is set, then: [{say: a}]}\n"
                "          - {if: visitor.name is not set, then: [{say: b}]}\n") == "");
  CHECK(of_flow("      - {if: visitor.name is set, set_slots: {vip: true}}\n"
                "      - {if: vip == true, say: a}\n"
                "      - {if: not (vip == true), say: b}\n") == "");
}

TEST_CASE("a way whose conditions can all hold is found") {
  CHECK(of_flow("      - {if: conversation.open_order is set, say: a}\n").find(silent) !=
        std::string::npos);
  CHECK(of_flow("      - {if: conversation.open_order is set, say: a}\n"
                "      - {if: visitor.name is not set, say: b}\n")
            .find(silent) != std::string::npos);
  CHECK(of_flow("      - next:\n"
                "          - {if: visitor.name is set, then: [{say: a}]}\n"
                "          - else: END\n")
            .find(silent) != std::string::npos);
}
