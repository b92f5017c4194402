// Agents edit and recall what they said; the clocks know whether the customer still has an answer.
#include "support/case.hpp"
#include "text/characters.hpp"

using namespace yingda;
using namespace yingda::testing;
using conversation::EditedEntry;
using conversation::RecalledEntry;
using std::chrono::minutes;

namespace {

struct Answered : Case {
  explicit Answered(content::Config config = unhurried()) : Case(config) {
    ask_person();
    claim();
    answer();
    pos = place_of_last();
  }
  std::uint64_t place_of_last() const {
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
      const auto* message = std::get_if<conversation::MessageEntry>(&entry->body);
      if (message != nullptr && message->role == conversation::Role::agent) return entry->pos;
    }
    return 0;
  }
  std::uint64_t pos = 0;
};

}  // namespace

TEST_CASE("an agent edits what they said: the customer reads the new words, the log keeps both") {
  Answered some;
  some.take(conversation::WordsEdited{some.id(), some.agent, some.pos, "我来为您查一下订单"});
  const auto edited = some.all<EditedEntry>();
  REQUIRE(edited.size() == 1);
  CHECK(edited[0].text == "我来为您查一下订单");
  CHECK(edited[0].of > 0);
  CHECK(conversation::visitor_sees(edited[0]));
  CHECK(some.said().find("我来为您查") != std::string::npos);
  CHECK(some.state().last_text == "我来为您查一下订单");
  some.check_told_again();
}

TEST_CASE("an answer cannot become a request for patience; that can only be recalled") {
  Answered some;
  CHECK(
      some.refused(conversation::WordsEdited{some.id(), some.agent, some.pos, "请耐心等待"}).code ==
      ErrorCode::invalid);
}

TEST_CASE("recalling the only answer starts the clock of an answer again") {
  Answered some;
  REQUIRE(some.order().first_response_at);
  CHECK_FALSE(some.order().next_response_due);
  some.take(conversation::WordsRecalled{some.id(), some.agent, some.pos});
  REQUIRE(some.all<RecalledEntry>().size() == 1);
  REQUIRE(some.order().next_response_due);
  CHECK(some.timers.contains("next:" + some.order().number));
  CHECK(some.state().last_text.empty());
  // Nothing is there to be recalled twice.
  CHECK(some.refused(conversation::WordsRecalled{some.id(), some.agent, some.pos}).code ==
        ErrorCode::not_found);
  some.answer("查到了，今天 18:00 前到账");
  CHECK_FALSE(some.order().next_response_due);
  some.check_told_again();
}

TEST_CASE("with another answer standing, recalling one starts nothing") {
  Answered some;
  some.answer("订单已找到");
  some.take(conversation::WordsRecalled{some.id(), some.agent, some.place_of_last()});
  CHECK_FALSE(some.order().next_response_due);
}

TEST_CASE("what was said before the customer's next word is no answer to it") {
  Answered some;
  some.say("那什么时候到");
  const auto due = some.order().next_response_due;
  REQUIRE(due);
  some.take(conversation::WordsRecalled{some.id(), some.agent, some.pos});
  CHECK(some.order().next_response_due == due);
}

TEST_CASE("only one's own words, only while one has the conversation, and only for a while") {
  Answered some;
  const workorder::Person other{"u2", "王强"};
  CHECK(some.refused(conversation::WordsEdited{some.id(), other, some.pos, "改"}).code ==
        ErrorCode::not_found);
  CHECK(some.refused(conversation::WordsEdited{some.id(), some.agent, 1, "改"}).code ==
        ErrorCode::not_found);
  some.advance(minutes(2) + std::chrono::seconds(1));
  CHECK(some.refused(conversation::WordsEdited{some.id(), some.agent, some.pos, "改"}).code ==
        ErrorCode::conflict);

  auto config = unhurried();
  config.policy.edit_window = {};
  Answered never(config);
  CHECK(never.refused(conversation::WordsRecalled{never.id(), never.agent, never.pos}).code ==
        ErrorCode::conflict);
}

TEST_CASE("a note is edited and recalled inside, without the customer") {
  Answered some;
  some.take(conversation::AgentNoted{some.id(), some.agent, "脾气急", {{"u2", "王强"}}});
  const auto pos = some.state().pos;
  const auto seq = some.state().seq;
  some.take(conversation::WordsEdited{some.id(), some.agent, pos, "着急用"});
  some.take(conversation::WordsRecalled{some.id(), some.agent, pos});
  CHECK(some.state().seq == seq);
  CHECK(some.all<EditedEntry>().back().of == 0);
  CHECK(some.all<EditedEntry>().back().of_pos == pos);
  CHECK_FALSE(conversation::visitor_sees(some.all<RecalledEntry>().back()));
}
