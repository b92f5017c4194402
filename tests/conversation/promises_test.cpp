// The ledger of an order: every time that the customer was told, with what became of it.

#include "workorder/promises.hpp"

#include "support/case.hpp"

using namespace yingda;
using namespace yingda::testing;
using namespace std::chrono_literals;

namespace {

using Lines = std::vector<std::string>;

Lines promises_in(const Case& one) {
  Lines out;
  for (const auto& line : workorder::promise_record(one.order(), one.now)) {
    out.push_back(line.what + " " + std::string(to_string(line.outcome)));
  }
  return out;
}

}  // namespace

TEST_CASE("a late first answer stays in the ledger when the customer rejects the result") {
  Case one;
  one.complain();
  const Instant due = one.order().first_response_due;
  one.advance(3h);
  one.claim();
  one.answer();
  const Instant answered = one.now;
  one.resolve({"已补发卡密", {}});
  one.request(conversation::OrderRequest::reject);
  one.claim();
  one.answer();
  CHECK(promises_in(one) ==
        Lines{"first_response missed", "first_response kept", "resolve kept", "resolve running"});
  const auto record = workorder::promise_record(one.order(), one.now);
  CHECK(record[0].due == due);
  CHECK(record[0].met_at == answered);
  one.check_told_again();
}

TEST_CASE("later answers are in the ledger, in time or late") {
  Case one;
  one.complain();
  one.claim();
  one.answer();
  one.say("还有一个问题");
  one.advance(1min);
  one.answer();
  one.say("人呢");
  one.advance(2h);
  one.answer();
  CHECK(promises_in(one) == Lines{"next_response kept", "next_response missed",
                                  "first_response kept", "resolve running"});
  for (const auto& line : workorder::promise_record(one.order(), one.now)) {
    CHECK(line.met_at.has_value() == (line.what != "resolve"));
  }
  one.check_told_again();
}

TEST_CASE("the ledger follows the clocks: raised, paused and ended by the customer") {
  Case one;
  one.ask_person();
  const Instant before = one.order().promised.at(0).due;
  one.say("【紧急投诉】卡密失效");
  CHECK(one.order().promised.at(0).due == one.order().first_response_due);
  CHECK(one.order().promised.at(0).due <= before);
  one.claim();
  one.answer();
  one.ask_customer();
  one.advance(5h);
  one.say("截图发了");
  CHECK(one.order().promised.at(1).due == one.order().resolve_due);
  one.request(conversation::OrderRequest::withdraw);
  CHECK(promises_in(one).back() == "resolve lapsed");
  one.check_told_again();
}
