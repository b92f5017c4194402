#include "learning/traffic.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/overloaded.hpp"
#include "text/characters.hpp"
#include "text/mask.hpp"
#include "wire/state_codec.hpp"

namespace yingda::learning {
namespace {

using Json = nlohmann::json;
using conversation::EventBody;

constexpr std::string_view article_prefix = "article:";
constexpr std::string_view flow_prefix = "flow:";

bool names_target(const std::string& option) {
  return option.starts_with(article_prefix) || option.starts_with(flow_prefix);
}

Target target_of(const std::string& option) {
  return option.starts_with(article_prefix) ? option.substr(article_prefix.size()) : option;
}

std::vector<Target> targets_of(const knowledge::Understanding& understood) {
  std::vector<Target> out;
  for (const auto& candidate : understood.candidates) {
    const bool flow = candidate.kind == knowledge::DocumentKind::flow;
    out.push_back((flow ? std::string(flow_prefix) : "") + candidate.id);
  }
  return out;
}

std::vector<std::string> option_ids(const Json& entry) {
  std::vector<std::string> out;
  const auto options = entry.find("options");
  if (options == entry.end() || !options->is_array()) return out;
  for (const auto& option : *options) {
    if (option.is_object()) out.push_back(option.value("id", ""));
  }
  return out;
}

}  // namespace

// What the entries of one step say.
struct TrafficReader::Seen {
  std::map<Target, std::uint64_t> articles;  // shown by the bot, and at which seq
  std::uint64_t offered_at = 0;              // suggestions
  bool gave_up = false;  // said that it did not understand, or handed over for that
  bool handed_over = false;
  bool agent_came = false;
  bool agent_left = false;
  bool person_asked = false;
};

// Words, and what the engine made of them.
struct TrafficReader::Question {
  const std::string& text;
  const knowledge::Understanding& understood;
};

TrafficReader::TrafficReader(std::string conversation) : conversation_(std::move(conversation)) {
  out_.visitor = conversation_;
}

TrafficReader::Seen TrafficReader::read(const std::vector<LoggedEntry>& entries) {
  Seen out;
  for (const auto& logged : entries) {
    const Json entry = Json::parse(logged.json, nullptr, false);
    if (!entry.is_object()) continue;
    const std::string kind = entry.value("kind", "");
    if (kind == "message" && entry.value("/from/role"_json_pointer, std::string()) == "bot") {
      const auto options = option_ids(entry);
      if (entry.contains("article")) {
        out.articles.emplace(entry.value("article", ""), logged.seq);
      } else if (std::any_of(options.begin(), options.end(), names_target)) {
        out.offered_at = logged.seq;
      } else if (options == std::vector<std::string>{"human"}) {
        // The only words of the bot with nothing but the way to a person (conversation/bot.cpp).
        out.gave_up = true;
      }
    } else if (kind == "handed_off") {
      out.handed_over = true;
      out.gave_up = out.gave_up || entry.value("not_understood", false);
    } else if (kind == "agent_joined") {
      out.agent_came = true;
    } else if (kind == "agent_left") {
      out.agent_left = true;
    } else if (kind == "human_requested") {
      out.person_asked = true;
    }
  }
  return out;
}

Result<> TrafficReader::take(const LoggedStep& step) {
  const auto event = wire::decode_event(step.event);
  if (!event) return event.error();
  if (event->arrival && !event->arrival->visitor.external_id.empty()) {
    out_.visitor = event->arrival->visitor.external_id;
  }
  const Seen seen = read(step.entries);
  std::visit(Overloaded{
                 [&](const conversation::MessageReceived& e) { heard(step, event->at, e, seen); },
                 [&](const conversation::EvidenceAttached& e) {
                   asked(step, event->at, {e.text, e.understanding}, seen);
                 },
                 [&](const conversation::OptionChosen& e) { chose(e, seen); },
                 [&](const conversation::FormSubmitted&) { open_.reset(); },
                 [&](const conversation::AnswerJudged& e) { judged(e); },
                 [&](const conversation::AgentMessaged& e) { agent_said(e); },
                 [](const auto&) {},
             },
             event->body);
  touched(*event, seen);
  return {};
}

// Of a row of clauses the one that the bot went by, where it is not the whole.
TrafficReader::Question TrafficReader::question_of(const conversation::MessageReceived& message,
                                                   const Seen& seen) {
  const Question whole{message.text, message.understanding};
  if (!message.clause || message.clause->understanding.candidates.empty()) return whole;
  const Target first = targets_of(message.clause->understanding).front();
  const auto of_whole = targets_of(message.understanding);
  const bool went_by_it = seen.articles.contains(first) || seen.offered_at != 0;
  if (!went_by_it || (!of_whole.empty() && of_whole.front() == first)) return whole;
  return {message.clause->text, message.clause->understanding};
}

void TrafficReader::heard(const LoggedStep& step, Instant at,
                          const conversation::MessageReceived& message, const Seen& seen) {
  if (message.utterances.size() > 1 && !seen.articles.empty()) {
    if (!with_agent_) asked_several(step, at, message.utterances, seen);
  } else {
    asked(step, at, question_of(message, seen), seen);
  }
}

Utterance& TrafficReader::add(const LoggedStep& step, Instant at, const Question& question,
                              Came came) {
  Utterance out;
  out.conversation = conversation_;
  out.step = step.step;
  out.at = at;
  out.locale = question.understood.locale;
  out.text = text::mask(text::without_controls(question.text));
  out.came = came;
  out.confidence = question.understood.confidence;
  out.candidates = targets_of(question.understood);
  open_ = out_.utterances.size();
  out_.utterances.push_back(std::move(out));
  return out_.utterances.back();
}

// Each part that an article answered, and the one that the bot named as not understood.
void TrafficReader::asked_several(const LoggedStep& step, Instant at,
                                  const std::vector<conversation::Utterance>& parts,
                                  const Seen& seen) {
  for (const auto& part : parts) {
    const auto& understood = part.understanding;
    const auto targets = targets_of(understood);
    const auto shown = targets.empty() ? seen.articles.end() : seen.articles.find(targets.front());
    if (understood.outcome == knowledge::Outcome::answer && shown != seen.articles.end()) {
      add(step, at, {part.text, understood}, Came::answered).answered = shown->first;
      shown_[shown->second] = *open_;
    } else if (understood.outcome != knowledge::Outcome::answer && seen.gave_up) {
      add(step, at, {part.text, understood}, Came::unanswered);
    }
  }
}

void TrafficReader::asked(const LoggedStep& step, Instant at, const Question& question,
                          const Seen& seen) {
  if (with_agent_ || question.text.empty()) return;  // said to a person
  if (!seen.articles.empty()) {
    const auto& [article, seq] = *seen.articles.begin();
    add(step, at, question, Came::answered).answered = article;
    shown_[seq] = *open_;
  } else if (seen.offered_at != 0) {
    add(step, at, question, Came::asked_back);
    offered_[seen.offered_at] = *open_;
  } else if (seen.gave_up) {
    add(step, at, question, Came::unanswered);
  } else if (!seen.handed_over && !seen.person_asked) {
    // An answer to a flow's question, say. Only a wish for a person leaves open what it is about.
    open_.reset();
  }
}

void TrafficReader::chose(const conversation::OptionChosen& choice, const Seen& seen) {
  const auto offered = offered_.find(choice.of);
  if (offered == offered_.end()) {
    if (choice.option != "human") open_.reset();
    return;
  }
  if (!names_target(choice.option)) return;
  out_.utterances[offered->second].chosen = target_of(choice.option);
  for (const auto& [article, seq] : seen.articles) shown_[seq] = offered->second;
}

// The last word counts, as in the conversation itself.
void TrafficReader::judged(const conversation::AnswerJudged& judged) {
  const auto shown = shown_.find(judged.of);
  if (shown == shown_.end()) return;
  auto& utterance = out_.utterances[shown->second];
  utterance.helped = judged.helped;
  utterance.reason = judged.helped ? "" : judged.reason;
}

// The first article that a person sends is about what they came for.
void TrafficReader::agent_said(const conversation::AgentMessaged& message) {
  if (message.article.empty() || !open_) return;
  auto& utterance = out_.utterances[*open_];
  const Target& given = utterance.chosen.empty() ? utterance.answered : utterance.chosen;
  if (message.article != given) utterance.corrected = message.article;
  open_.reset();
}

void TrafficReader::touched(const conversation::Event& event, const Seen& seen) {
  Touch touch;
  touch.at = event.at;
  touch.talks = conversation::by_visitor(event.body) == conversation::ByVisitor::talks;
  touch.person = seen.handed_over || seen.agent_came || seen.person_asked || with_agent_;
  if (seen.agent_left) with_agent_ = false;
  if (seen.agent_came) with_agent_ = true;
  if (touch.talks || touch.person) out_.touches.push_back(touch);
}

}  // namespace yingda::learning
