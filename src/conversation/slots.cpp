// What was collected from the visitor, put right by whoever works on the case.

#include "conversation/parts.hpp"
#include "conversation/repair.hpp"
#include "dialogue/correction.hpp"
#include "text/characters.hpp"

namespace yingda::conversation {
namespace {

constexpr std::string_view order_slot = "order_number";

std::uint64_t version_of_slot(const State& state, const std::string& slot) {
  const auto found = state.slot_versions.find(slot);
  return found == state.slot_versions.end() ? 0 : found->second;
}

// Somebody was quicker, or the customer has said something else meanwhile.
bool is_seen(Turn& turn, const SlotCorrected& wish) {
  if (!wish.version || *wish.version == version_of_slot(turn.state, wish.slot)) return true;
  const auto last = turn.state.slot_changes.find(wish.slot);
  std::vector<workorder::Change> changes;
  if (last != turn.state.slot_changes.end()) {
    changes.push_back({last->second.at, last->second.by.name, "slot_corrected", {}});
  }
  turn.refuse_changed("`" + wish.slot + "` has changed since you saw it", std::move(changes));
  return false;
}

}  // namespace

void slot_corrected(Turn& turn, const SlotCorrected& wish) {
  if (!may_arrange(turn, wish.agent, wish.supervisor)) return;
  auto& session = turn.state.session;
  const auto found = session.slots.find(wish.slot);
  const bool collected = found != session.slots.end() && dialogue::is_set(found->second);
  if (!collected || wish.slot.find('.') != std::string::npos) {
    return turn.refuse(ErrorCode::not_found, "nothing was collected as `" + wish.slot + "`");
  }
  if (!is_seen(turn, wish)) return;
  const auto correction = dialogue::correction_by_hand(turn.catalog.flows, session, turn.scope(),
                                                       wish.slot, text::trim(wish.value));
  if (!correction) return turn.refuse(correction.error().code, correction.error().detail);
  const auto text_before = session.texts.find(wish.slot);
  const std::string was =
      text_before == session.texts.end() ? dialogue::to_text(found->second) : text_before->second;
  found->second = correction->now;
  if (correction->text.empty()) {
    session.texts.erase(wish.slot);
  } else {
    session.texts[wish.slot] = correction->text;
  }
  // What the order system said was about another order.
  if (wish.slot == order_slot) forget_shop_facts(turn, was, dialogue::to_text(correction->now));
  turn.state.slot_changes[wish.slot] = {wish.agent, turn.event.at, was};
  turn.append(SlotCorrectedEntry{
      wish.id, wish.agent, wish.slot, correction->label, was,
      correction->text.empty() ? dialogue::to_text(correction->now) : correction->text, wish.reason,
      turn.state.step});
  correct_case(turn, *correction, wish.agent);
}

void note_slot_versions(Turn& turn, const dialogue::Slots& before) {
  auto& state = turn.state;
  if (state.session.slots == before) return;
  for (const auto& [slot, value] : state.session.slots) {
    if (slot.find('.') != std::string::npos) continue;
    const auto was = before.find(slot);
    if (was != before.end() && was->second == value) continue;
    state.slot_versions[slot] = state.step;
    const auto changed = state.slot_changes.find(slot);
    if (changed != state.slot_changes.end() && changed->second.at != turn.event.at) {
      state.slot_changes.erase(changed);  // the customer said something else
    }
  }
  const auto gone = [&](const auto& known) { return !state.session.slots.contains(known.first); };
  std::erase_if(state.slot_versions, gone);
  std::erase_if(state.slot_changes, gone);
}

}  // namespace yingda::conversation
