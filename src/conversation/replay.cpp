#include "conversation/replay.hpp"

#include <algorithm>
#include <array>

#include "base/overloaded.hpp"
#include "conversation/understand.hpp"

namespace yingda::conversation {
namespace {

// A turn that opens orders on the other content only needs numbers that nobody reserved then.
constexpr std::size_t reserved_max = 4;

std::string call_text(const CallAction& call) {
  std::string out = call.action + "(";
  for (const auto& [name, value] : call.arguments) {
    out += (out.back() == '(' ? "" : ", ") + name + "=" + value;
  }
  return out + ")";
}

void add_entry(const Entry& entry, StepOutcome& out) {
  std::visit(Overloaded{
                 [&](const MessageEntry& message) {
                   if (message.role == Role::visitor || message.role == Role::agent) return;
                   out.said.push_back(message.text);
                   if (!message.article.empty()) out.article = message.article;
                 },
                 [&](const HandedOffEntry&) { out.handed_off = true; },
                 [](const auto&) {},
             },
             entry.body);
}

// The label of the button, as the transcript has it.
std::string label_of(const State& state, const OptionChosen& choice) {
  for (const auto& prompt : state.prompts) {
    if (prompt.seq != choice.of) continue;
    for (const auto& [id, label] : prompt.options) {
      if (id == choice.option) return label;
    }
  }
  return choice.option;
}

std::string cause_of(const State& state, const EventBody& body) {
  return std::visit(
      Overloaded{
          [](const MessageReceived& e) { return e.text; },
          [](const EvidenceAttached& e) {
            return e.text.empty() ? std::string("(files)") : e.text;
          },
          [&](const OptionChosen& e) { return "[" + label_of(state, e) + "]"; },
          [](const FormSubmitted& e) {
            std::string out;
            for (const auto& [name, value] : e.values) {
              out += (out.empty() ? "" : "\n") + name + ": " + value;
            }
            return out;
          },
          [](const HumanAsked&) { return std::string("(asks for a person)"); },
          [](const ActionAnswered& e) {
            return std::string(e.ok ? "(a connector answered)" : "(a connector failed)");
          },
          [](const TimerFired& e) { return "(timer " + e.key.substr(0, e.key.find(':')) + ")"; },
          [](const auto&) { return std::string("(the desk)"); },
      },
      body);
}

bool in_flow(const State& state) {
  return !state.session.stack.empty() || !state.pending_call.empty();
}

// The same prompt, counted from the newest: what was said before it may have other numbers.
std::uint64_t same_prompt(std::uint64_t of, const State& recorded, const State& other) {
  const auto newest = recorded.prompts.rbegin();
  const auto found = std::find_if(newest, recorded.prompts.rend(),
                                  [&](const Prompt& prompt) { return prompt.seq == of; });
  const auto back = static_cast<std::size_t>(found - newest);
  if (found == recorded.prompts.rend() || back >= other.prompts.size()) return of;
  return other.prompts[other.prompts.size() - 1 - back].seq;
}

}  // namespace

std::string_view to_string(Change change) {
  static constexpr std::array<std::string_view, change_count> names{
      "handed_off", "kept_by_bot", "not_understood", "understood", "other_article",
      "other_flow", "other_slot",  "other_call",     "other_words"};
  return names[static_cast<std::size_t>(change)];
}

StepOutcome outcome_of(const State& before, const Transition& transition) {
  const State& next = transition.next;
  StepOutcome out;
  for (const auto& entry : transition.entries) add_entry(entry, out);
  for (const auto& effect : transition.effects) {
    if (const auto* call = std::get_if<CallAction>(&effect)) out.calls.push_back(call_text(*call));
  }
  out.understood = next.failed_turns <= before.failed_turns;
  out.flow = next.session.stack.empty() ? "" : next.session.stack.back().flow;
  out.intent = next.intent;
  out.slots = next.session.slots;
  return out;
}

std::optional<Change> compare(const StepOutcome& recorded, const StepOutcome& other) {
  if (recorded.handed_off != other.handed_off) {
    return other.handed_off ? Change::handed_off : Change::kept_by_bot;
  }
  if (recorded.understood != other.understood) {
    return other.understood ? Change::understood : Change::not_understood;
  }
  const bool articles = !recorded.article.empty() && !other.article.empty();
  if (articles && recorded.article != other.article) return Change::other_article;
  if (recorded.article != other.article && recorded.flow == other.flow) {
    return Change::other_article;
  }
  // A flow that is over within the turn leaves only its name behind.
  const bool same_flow = recorded.flow == other.flow && recorded.article == other.article;
  const bool same_intent = recorded.intent == other.intent || !recorded.flow.empty() || articles;
  if (!same_flow || !same_intent) return Change::other_flow;
  if (recorded.slots != other.slots) return Change::other_slot;
  if (recorded.calls != other.calls) return Change::other_call;
  if (recorded.said != other.said) return Change::other_words;
  return std::nullopt;
}

Replay::Replay(std::string conversation, const Catalog& other) : other_catalog_(other) {
  recorded_.id = conversation;
  other_.id = std::move(conversation);
}

Event Replay::for_other(const Event& event) const {
  Event out = event;
  const auto& locale = (event.arrival ? *event.arrival : other_.arrival).locale;
  std::visit(
      Overloaded{
          [&](MessageReceived& message) { understand(other_catalog_, other_, locale, message); },
          [&](EvidenceAttached& sent) { understand(other_catalog_, other_, locale, sent); },
          [&](OptionChosen& choice) { choice.of = same_prompt(choice.of, recorded_, other_); },
          [&](FormSubmitted& form) { form.of = same_prompt(form.of, recorded_, other_); },
          [](auto&) {},
      },
      out.body);
  return out;
}

Transition Replay::decide(const Event& event) const {
  Event given = for_other(event);
  auto transition = step(other_catalog_, other_, given);
  while (transition.needs_reservation && given.reserved.size() < reserved_max) {
    given.reserved.push_back({"GD-" + std::to_string(given.reserved.size() + 1), "-"});
    transition = step(other_catalog_, other_, given);
  }
  return transition;
}

std::optional<ChangedTurn> Replay::take(const Catalog& recorded, const Event& event) {
  auto was = step(recorded, recorded_, event);
  if (was.refused || was.needs_reservation) {
    refused_ = true;
    return std::nullopt;
  }
  std::optional<ChangedTurn> changed;
  if (together_) {
    auto would = decide(event);
    const auto before = outcome_of(recorded_, was);
    auto after = outcome_of(other_, would);
    if (would.refused) after.said = {would.refused->message};
    if (const auto change = compare(before, after)) {
      changed = ChangedTurn{event.at, was.next.step, cause_of(recorded_, event.body),
                            *change,  before,        after};
      together_ = *change == Change::other_words && !would.refused;
    }
    other_ = std::move(would.next);
  } else if (by_visitor(event.body) == ByVisitor::talks) {
    ++not_compared_;
  }
  recorded_ = std::move(was.next);
  if (!in_flow(recorded_)) {
    other_ = recorded_;
    together_ = true;
  }
  return changed;
}

void Replay::skip(std::uint64_t step, std::uint64_t pos, std::uint64_t seq) {
  State left;
  left.id = std::move(recorded_.id);
  left.step = step;
  left.pos = pos;
  left.seq = seq;
  recorded_ = left;
  other_ = std::move(left);
}

}  // namespace yingda::conversation
