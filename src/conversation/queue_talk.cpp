#include "conversation/queue_talk.hpp"

#include "conversation/parts.hpp"
#include "conversation/repair.hpp"
#include "conversation/triggers.hpp"
#include "conversation/wishes.hpp"
#include "dialogue/entities.hpp"
#include "dialogue/wording.hpp"
#include "text/characters.hpp"

namespace yingda::conversation {
namespace {

// Lines typed in one go are answered once.
constexpr TimeSpan note_again_after = std::chrono::seconds(10);
constexpr std::size_t bare_demand_max = 8;

std::vector<dialogue::ChoiceOption> demand_options(const Turn& turn) {
  std::vector<dialogue::ChoiceOption> out;
  for (const auto& [kind, label] : turn.catalog.policy.demand_kinds) {
    std::vector<std::string> names;
    for (const auto& [locale, labels] : label.by_locale) {
      names.insert(names.end(), labels.begin(), labels.end());
    }
    out.emplace_back(kind, names);
  }
  return out;
}

// "全额退款", when the order stands without a demand.
bool heard_demand(Turn& turn, const Said& said) {
  auto* order = open_order(turn.state);
  if (order == nullptr || !order->demands.empty() || dialogue::asks(said.text)) return false;
  // A wish, or hardly more than the demand itself: "退款没收到" tells something else.
  const auto wish = dialogue::behind_wish(said.text);
  const bool bare = text::characters(said.key) <= bare_demand_max;
  if (wish.empty() && !bare) return false;
  const auto kind =
      dialogue::mentioned_choice(bare ? std::string_view(said.text) : wish, demand_options(turn));
  if (!kind) return false;
  auto demand = named_demand(turn, *kind);
  turn.bot_says(with(turn.words(Phrase::demand_noted), "demand",
                     demand.label.empty() ? *kind : demand.label));
  order->demands.push_back(std::move(demand));
  add_history(turn, *order, "visitor", "demanded", said.text);
  turn.order_changed(*order, "");
  return true;
}

bool wishes_end(const Turn& turn, const Said& said) {
  return phrase_flow(turn, said) == pattern::cancel || wishes_to_stop(said) ||
         wishes_to_cancel(said) || wishes_no_person(said);
}

}  // namespace

bool noted_for_person(Turn& turn, const Said& said) {
  if (waits_for_visitor(turn.state)) return false;
  if (heard_demand(turn, said)) return true;
  const dialogue::Reading reading{turn.event.at, turn.catalog.policy.zone, nullptr};
  const bool phone =
      dialogue::mentioned_value(dialogue::SlotType::phone, said.text, reading).has_value();
  if (!phone || !says_little_beside_number(said.text)) return false;
  note_in_queue(turn, said);
  return true;
}

void note_in_queue(Turn& turn, const Said& said) {
  auto& state = turn.state;
  const auto* order = open_order(state);
  if (order == nullptr) return;
  if (wishes_end(turn, said)) return tell_due(turn, Phrase::queue_stands, *order);
  // Words beside files: where both go has been said.
  if (std::holds_alternative<EvidenceAttached>(turn.event.body)) {
    state.told_queued = true;
    state.noted_at = turn.event.at;
    return;
  }
  if (state.told_queued) {
    if (turn.event.at - state.noted_at < note_again_after) return;
    state.noted_at = turn.event.at;
    return turn.system_says(turn.words(Phrase::noted));
  }
  state.told_queued = true;
  state.noted_at = turn.event.at;
  tell_due(turn, Phrase::in_queue_noted, *order);
}

}  // namespace yingda::conversation
