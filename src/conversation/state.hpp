#pragma once
// Everything a conversation is at one moment: a plain value, stored after every step. Folding the
// recorded events over an empty state gives the same value again.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "conversation/event.hpp"
#include "dialogue/session.hpp"
#include "workorder/work_order.hpp"

namespace yingda::conversation {

enum class Handling { bot, queued, agent };

// A question with buttons or a form that the visitor may still answer.
struct Prompt {
  std::uint64_t seq = 0;
  std::vector<std::pair<std::string, std::string>> options;  // id, label
  bool flow = false;  // belongs to the innermost step of the session
  bool form = false;
  bool several = false;  // more than one option may be picked
  std::string stays{};   // the step of pattern_off_duty that asks: it waits for nobody's turn
  bool operator==(const Prompt&) const = default;
};

struct TriedArticle {
  std::string id;
  std::string title;
  std::uint64_t seq = 0;       // where it was shown last
  std::optional<bool> helped;  // as the visitor judged it
  std::string reason{};        // why it did not help, an id of opinion.hpp
  bool operator==(const TriedArticle&) const = default;
};

// Why a person was asked for, as the desk shows it.
struct HandoffFacts {
  std::string team;
  std::string reason;
  Instant at{};
  std::string words;        // the visitor's last ones before it
  std::string page_says{};  // why, in the words of the page around the chat
  bool operator==(const HandoffFacts&) const = default;
};

// Something the visitor should see, and has not as far as anybody knows (unseen.cpp).
struct Unseen {
  std::uint64_t seq = 0;  // the newest of it
  Instant since{};        // of the oldest
  std::string number;     // the work order it is about
  // What kinds of it: reply, promise (an agent's own), missed, compensation, update.
  std::set<std::string> news{};
  bool operator==(const Unseen&) const = default;
};

// What the visitor came for last (talks.cpp).
struct Talk {
  Instant began{};
  Instant last_words{};
  bool person = false;  // people had a part in it
  bool to_bot = false;  // the last words: the bot is to answer them
  bool operator==(const Talk&) const = default;
};

// The visitor, we, or the end of the retention period asked to erase this conversation. While
// `erased` is false, a work order keeps it.
struct Erasure {
  Instant at{};  // when it was asked for, or done
  ErasedFor by = ErasedFor::visitor;
  bool erased = false;
  bool operator==(const Erasure&) const = default;
};

// An agent has the bot ask one question again, for a case that comes back to people after it
// (asking_again.cpp). What was answered before is kept until there is another answer.
struct AskedAgain {
  std::string slot;
  std::string number{};   // of the work order that is open; may be empty
  std::string flow{};     // that asked it
  bool answered = false;  // then the rest is of no use any more
  dialogue::Value was{};
  std::string text{};
  std::string source{};
  std::vector<dialogue::Cursor> place{};
  bool operator==(const AskedAgain&) const = default;
};

// Words of ours that may still be edited or recalled (own_words.cpp).
struct OwnWords {
  std::uint64_t pos = 0;
  std::uint64_t seq = 0;  // 0: a note
  std::string agent;      // an id
  Instant at{};
  std::string number{};  // the order that they answer, as long as the customer said nothing more
  bool operator==(const OwnWords&) const = default;
};

// Who of ours put a slot right last.
struct SlotChange {
  Person by;
  Instant at{};
  std::string was;
  bool operator==(const SlotChange&) const = default;
};

// What the order system was asked about the order, to ask it again.
struct ShopCall {
  std::string action;  // empty: it was not
  std::map<std::string, std::string> arguments;
  int timeout_s = 3;
  bool operator==(const ShopCall&) const = default;
};

// Whoever has the conversation put it aside, or was reminded of it since.
struct Snooze {
  std::optional<Instant> until;
  std::string reason;
  Person by;
  Instant since{};    // of being aside, or of the reminder
  std::string woken;  // why it came back (WokenEntry); empty: it has not
  bool operator==(const Snooze&) const = default;
};

// It waits again because whoever had it did not look after it.
struct LostByAgent {
  Person agent;
  std::string why;  // as AgentLeftEntry says it
  Instant at{};
  bool operator==(const LostByAgent&) const = default;
};

// The visitor is kept from talking.
struct Mute {
  Instant until{};
  std::string reason;
  Person by;
  Instant since{};  // when the supervisor said it; in conversations that it came to, too
  bool operator==(const Mute&) const = default;
};

struct State {
  std::string id;
  std::uint64_t step = 0;  // steps taken
  std::uint64_t pos = 0;   // entries made
  std::uint64_t seq = 0;   // entries the visitor sees
  Arrival arrival;
  Handling handling = Handling::bot;
  std::string team;
  std::optional<Person> agent;
  std::optional<Instant> queued_at;
  std::optional<LostByAgent> lost;        // until somebody takes it
  std::optional<Instant> agent_word_due;  // else the agent loses it; nullopt: no word is wanted
  bool supervisor_only = false;           // passed around too often
  dialogue::Session session;
  std::string release;  // what the flow under way is finished on; empty: none runs
  int failed_turns = 0;
  std::vector<Prompt> prompts;  // the newest last
  // What the running or last flow is about, by its title; before any flow, the last article's.
  std::string intent;
  std::string case_flow;  // the flow that `intent` names; empty: none ran yet
  std::vector<TriedArticle> articles_tried;
  std::optional<HandoffFacts> handoff;
  std::optional<Instant> order_facts_at;  // when the order system last answered
  ShopCall shop_call;
  std::string facts_call;  // under way for staff; empty: none
  std::vector<workorder::WorkOrder> orders;
  std::vector<Evidence> evidence;           // all that the visitor sent, oldest first
  std::string pending_call;                 // the connector call a step waits for
  int attempt = 0;                          // of that call, after the first one
  std::map<std::string, int> pattern_runs;  // how often each repair pattern was run
  std::vector<std::string> next_flows;      // wished in one message, begun when the one before ends
  std::set<std::string> event_flows;        // started by an event of the page
  bool reminded = false;                    // the visitor was told once that a question is open
  bool told_queued = false;    // the visitor was told once what happens to words said in the queue
  Instant noted_at{};          // when the last of them was
  QueueMoved queue;            // as last told
  std::string off_duty_asked;  // the order about which the visitor was asked while nobody was there
  std::optional<Unseen> unseen;
  std::string visitor_words;  // what the visitor last typed
  std::string bot_words;      // what the bot last said
  std::string last_text;      // newest visible words, for lists
  std::string last_from;
  Instant last_at{};
  std::optional<Erasure> erasure;
  std::optional<Talk> talk;
  std::vector<OwnWords> own_words;                     // the newest last
  std::map<std::string, std::uint64_t> slot_versions;  // the step that changed a slot last
  std::map<std::string, SlotChange> slot_changes;
  std::string spoken_of;  // the order that the visitor last named, opened or acted on

  std::optional<Snooze> snooze;
  std::optional<Mute> mute;
  std::optional<Instant> rating_asked_at;
  std::optional<AskedAgain> asked_again;

  const std::string& locale() const { return arrival.locale; }
};

// The unsettled order that the visitor last spoke about, else the newest one, or null.
workorder::WorkOrder* open_order(State& state);
const workorder::WorkOrder* open_order(const State& state);
workorder::WorkOrder* find_order(State& state, const std::string& number);
// Where the matter of that order lives now: itself, unless it was merged into another.
workorder::WorkOrder* living_order(State& state, const std::string& number);
// That order, or without a number the open one; null if there is none.
workorder::WorkOrder* order_meant(State& state, const std::string& number);

}  // namespace yingda::conversation
