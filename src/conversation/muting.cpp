#include "conversation/muting.hpp"

#include "base/overloaded.hpp"
#include "conversation/parts.hpp"
#include "text/markdown.hpp"

namespace yingda::conversation {
namespace {

constexpr TimeSpan muted_at_most = std::chrono::hours(24 * 30);

// Who is muted reads what they can still do, and where.
void tell(Turn& turn, Phrase which) {
  const auto* order = open_order(turn.state);
  std::string text = with(turn.words(which), "due", turn.when(turn.state.mute->until));
  text = with(std::move(text), "reason", text::escape_markdown(turn.state.mute->reason));
  if (order != nullptr) {
    text += with(turn.words(Phrase::muted_order_goes_on), "number", order->number);
  }
  turn.system_says(text);
}

// The timer brings it back to whoever must know of it after a restart.
void keep_until(Turn& turn, Mute mute) {
  turn.start_timer(mute_timer, mute.until);
  turn.state.mute = std::move(mute);
}

// What was said is kept, as what anybody says is: it may be asked for later.
bool keep_words(Turn& turn, const std::string& id, const std::string& words) {
  MessageEntry entry;
  entry.text = words;
  entry.client_id = id;
  turn.visitor_says(std::move(entry));
  tell(turn, Phrase::still_muted);
  turn.kept_from_people = true;
  return true;
}

bool keep_out(Turn& turn) {
  turn.refuse(ErrorCode::conflict, "this conversation is closed to messages until " +
                                       to_rfc3339(turn.state.mute->until));
  turn.kept_from_people = true;
  return true;
}

}  // namespace

bool is_muted(const State& state, Instant now) { return state.mute && state.mute->until > now; }

void visitor_muted(Turn& turn, const VisitorMuted& wish) {
  if (!wish.supervisor) {
    return turn.refuse(ErrorCode::forbidden, "only a supervisor may keep a visitor from talking");
  }
  if (wish.until <= turn.event.at || wish.until > turn.event.at + muted_at_most) {
    return turn.refuse(ErrorCode::invalid, "`until` must lie within the next 30 days");
  }
  turn.append(MutedEntry{wish.id, wish.agent, wish.until, wish.reason});
  keep_until(turn, Mute{wish.until, wish.reason, wish.agent, turn.event.at});
  tell(turn, Phrase::muted);
}

void visitor_unmuted(Turn& turn, const VisitorUnmuted& wish) {
  if (!wish.supervisor) {
    return turn.refuse(ErrorCode::forbidden, "only a supervisor may let a visitor talk again");
  }
  if (!is_muted(turn.state, turn.event.at)) {
    return turn.refuse(ErrorCode::conflict, "this visitor may talk");
  }
  turn.append(MutedEntry{wish.id, wish.agent, {}, {}});
  turn.state.mute.reset();
  turn.cancel_timer(mute_timer);
  turn.system_says(turn.words(Phrase::unmuted));
}

void mute_carried(Turn& turn, const MuteCarried& carried) {
  // The newest word holds, whichever conversation it was said in.
  const bool known = is_muted(turn.state, turn.event.at) && carried.since <= turn.state.mute->since;
  if (carried.until <= turn.event.at || known) {
    return turn.refuse(ErrorCode::conflict, "muted already, or no more");
  }
  turn.append(MutedEntry{{}, carried.by, carried.until, carried.reason, true});
  keep_until(turn, Mute{carried.until, carried.reason, carried.by, carried.since});
}

void mute_over(Turn& turn) {
  auto& mute = turn.state.mute;
  if (!mute) return;
  // On its way while its time moved.
  if (mute->until > turn.event.at) return turn.start_timer(mute_timer, mute->until);
  mute.reset();
}

bool kept_out(Turn& turn) {
  if (!is_muted(turn.state, turn.event.at)) return false;
  return std::visit(Overloaded{
                        [&](const MessageReceived& e) {
                          return !calls_for_help(turn, e.text) && keep_words(turn, e.id, e.text);
                        },
                        [&](const HumanAsked& e) {
                          turn.append(HumanEntry{e.id});
                          tell(turn, Phrase::still_muted);
                          return turn.kept_from_people = true;
                        },
                        [&](const EvidenceAttached&) { return keep_out(turn); },
                        [&](const OptionChosen&) { return keep_out(turn); },
                        [&](const FormSubmitted&) { return keep_out(turn); },
                        [&](const PageEvent& e) { return !e.flow.empty() && keep_out(turn); },
                        [](const auto&) { return false; },
                    },
                    turn.event.body);
}

}  // namespace yingda::conversation
