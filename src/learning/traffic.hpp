#pragma once
// What of a recorded conversation teaches something: the questions that the bot dealt with, what it
// made of them, and what visitor and agents made of that. Words are masked before anything else
// sees them.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "conversation/event.hpp"

namespace yingda::learning {

// An entry as it is stored: `json` as wire::encode_entry made it; `seq` 0 for staff's.
struct LoggedEntry {
  std::uint64_t seq = 0;
  std::string json;
};

struct LoggedStep {
  std::uint64_t step = 0;
  std::string event;  // as wire::encode_event made it
  std::vector<LoggedEntry> entries;
};

// What the bot did about a question.
enum class Came { answered, asked_back, unanswered };

// An article by its id, a flow by "flow:" and its id; empty: none.
using Target = std::string;

struct Utterance {
  std::string conversation;
  std::uint64_t step = 0;
  Instant at{};
  std::string locale;  // of the index that was asked
  std::string text;    // masked
  Came came = Came::unanswered;
  double confidence = 0;           // that the first candidate is right
  std::vector<Target> candidates;  // best first
  Target answered;                 // the article that was shown
  Target chosen;                   // what the visitor picked when asked back
  std::optional<bool> helped;      // as the visitor judged the article that was shown
  std::string reason;              // why it did not help, an id of conversation/opinion.hpp
  Target corrected;                // the article an agent sent instead
};

// The visitor did something, or people of ours came in.
struct Touch {
  Instant at{};
  bool talks = false;   // the visitor said, chose or filled in something
  bool person = false;  // a person was asked for, or was there
};

struct ConversationTraffic {
  std::string visitor;  // the id that the host site proved, else the conversation
  std::vector<Utterance> utterances;
  std::vector<Touch> touches;  // in the order they happened
};

// Reads one conversation, step by step from its beginning.
class TrafficReader {
 public:
  explicit TrafficReader(std::string conversation);

  // `internal` when the event cannot be read; the step then counts as none.
  Result<> take(const LoggedStep& step);
  const ConversationTraffic& traffic() const { return out_; }

 private:
  struct Seen;

  static Seen read(const std::vector<LoggedEntry>& entries);
  struct Question;

  static Question question_of(const conversation::MessageReceived& message, const Seen& seen);
  void heard(const LoggedStep& step, Instant at, const conversation::MessageReceived& message,
             const Seen& seen);
  void asked(const LoggedStep& step, Instant at, const Question& question, const Seen& seen);
  void asked_several(const LoggedStep& step, Instant at,
                     const std::vector<conversation::Utterance>& parts, const Seen& seen);
  Utterance& add(const LoggedStep& step, Instant at, const Question& question, Came came);
  void chose(const conversation::OptionChosen& choice, const Seen& seen);
  void judged(const conversation::AnswerJudged& judged);
  void agent_said(const conversation::AgentMessaged& message);
  void touched(const conversation::Event& event, const Seen& seen);

  ConversationTraffic out_;
  std::string conversation_;
  bool with_agent_ = false;
  // The question that a person who comes in now comes for; what was said since belongs to it.
  std::optional<std::size_t> open_;
  std::map<std::uint64_t, std::size_t> shown_;    // seq of an article to its question
  std::map<std::uint64_t, std::size_t> offered_;  // seq of suggestions to their question
};

}  // namespace yingda::learning
