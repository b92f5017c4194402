// Agents think better of what they said: for a while they may edit or recall it. The log keeps the
// original; whoever reads the conversation sees what became of it.

#include <algorithm>

#include "conversation/holding.hpp"
#include "conversation/parts.hpp"
#include "workorder/transitions.hpp"

namespace yingda::conversation {
namespace {

// More than anybody says within the time in which it can be changed.
constexpr std::size_t own_words_max = 40;

// Whether a list shows these words.
bool are_last(const State& state, const OwnWords& words) {
  return words.seq != 0 && state.last_from == "agent" && state.last_at == words.at;
}

// Refused when there are none of that agent's at that place, or it is too late.
std::vector<OwnWords>::iterator changeable(Turn& turn, const Person& agent, std::uint64_t pos) {
  auto& all = turn.state.own_words;
  const auto found = std::ranges::find_if(
      all, [&](const OwnWords& words) { return words.pos == pos && words.agent == agent.id; });
  const TimeSpan window = turn.catalog.policy.edit_window;
  if (found == all.end()) {
    turn.refuse(ErrorCode::not_found, "entry " + std::to_string(pos) +
                                          " is none of your messages or notes that can "
                                          "still be changed");
  } else if (window == TimeSpan::zero() || turn.event.at > found->at + window) {
    turn.refuse(ErrorCode::conflict, "it was said too long ago to be changed");
  } else if (found->seq == 0 || holds(turn, agent)) {
    return found;
  }
  return all.end();
}

// Nothing that answers the customer's last words is left: the answer is due again.
void answer_is_gone(Turn& turn, const std::string& number) {
  auto& state = turn.state;
  const bool answered =
      std::ranges::find(state.own_words, number, &OwnWords::number) != state.own_words.end();
  workorder::WorkOrder* order = living_order(state, number);
  if (answered || order == nullptr || workorder::is_settled(order->status)) return;
  if (!order->next_response_due && !order->request) expect_answer(turn, *order);
}

}  // namespace

void remember_words(Turn& turn, const Person& agent, std::uint64_t seq, const std::string& number) {
  auto& words = turn.state.own_words;
  words.push_back({turn.state.pos, seq, agent.id, turn.event.at, number});
  if (words.size() > own_words_max) words.erase(words.begin());
}

void answers_are_old(Turn& turn) {
  for (auto& words : turn.state.own_words) words.number.clear();
}

void words_edited(Turn& turn, const WordsEdited& edited) {
  const auto found = changeable(turn, edited.agent, edited.pos);
  if (found == turn.state.own_words.end()) return;
  if (!found->number.empty() && says_nothing(turn.catalog, edited.text)) {
    return turn.refuse(ErrorCode::invalid,
                       "`text` must go on answering, not ask for patience: recall it instead");
  }
  if (are_last(turn.state, *found)) turn.last_words_are(edited.text);
  turn.append(EditedEntry{edited.id, edited.agent, found->seq, found->pos, edited.text});
}

void words_recalled(Turn& turn, const WordsRecalled& recalled) {
  const auto found = changeable(turn, recalled.agent, recalled.pos);
  if (found == turn.state.own_words.end()) return;
  const OwnWords words = *found;
  turn.state.own_words.erase(found);
  if (are_last(turn.state, words)) turn.last_words_are("");
  turn.append(RecalledEntry{recalled.id, recalled.agent, words.seq, words.pos});
  if (!words.number.empty()) answer_is_gone(turn, words.number);
}

}  // namespace yingda::conversation
