#include "conversation/asking_again.hpp"

#include <algorithm>

#include "conversation/parts.hpp"
#include "conversation/repair.hpp"
#include "conversation/returning.hpp"
#include "text/markdown.hpp"
#include "workorder/transitions.hpp"

namespace yingda::conversation {
namespace {

using dialogue::Session;
using workorder::WorkOrder;

constexpr std::string_view asked_order_slot = "order_number";

std::string word_in(const std::map<std::string, std::string>& words, const std::string& slot) {
  const auto found = words.find(slot);
  return found == words.end() ? std::string() : found->second;
}

AskedAgain keep(const Session& session, const std::string& slot, std::string number) {
  AskedAgain out{slot, std::move(number)};
  out.was = session.slots.at(slot);
  out.text = word_in(session.texts, slot);
  out.source = word_in(session.sources, slot);
  out.place = session.places.at(slot);
  out.flow = out.place.front().flow;
  return out;
}

bool is_answered(const Session& session, const std::string& slot) {
  const auto now = session.slots.find(slot);
  return now != session.slots.end() && dialogue::is_set(now->second);
}

void put_back(Session& session, const AskedAgain& asked) {
  session.slots[asked.slot] = asked.was;
  session.places[asked.slot] = asked.place;
  if (!asked.text.empty()) session.texts[asked.slot] = asked.text;
  if (!asked.source.empty()) session.sources[asked.slot] = asked.source;
}

// What is open about the old answer is about the new one.
void settle(Turn& turn, AskedAgain& asked) {
  const auto& session = turn.state.session;
  if (asked.answered || !is_answered(session, asked.slot)) return;
  asked.answered = true;
  const auto now = session.slots.at(asked.slot);
  if (now == asked.was) return;
  const dialogue::Correction correction{asked.slot,
                                        word_in(session.labels, asked.slot),
                                        asked.was,
                                        now,
                                        dialogue::SlotType::text,
                                        word_in(session.texts, asked.slot)};
  if (asked.slot == asked_order_slot) {
    forget_shop_facts(turn, dialogue::to_text(asked.was), dialogue::to_text(now));
  }
  correct_case(turn, correction, workorder::Person{{}, "visitor"});
}

}  // namespace

std::vector<dialogue::Retraction> questions_to_ask(const Catalog& catalog, const State& state) {
  if (is_pattern(state.case_flow)) return {};
  return dialogue::retractable(catalog.flows, state.session, state.case_flow);
}

void ask_again(Turn& turn, const ReturnedToBot& wish) {
  const auto askable = questions_to_ask(turn.catalog, turn.state);
  const auto question = std::ranges::find(askable, wish.slot, &dialogue::Retraction::slot);
  if (question == askable.end()) {
    return turn.refuse(ErrorCode::not_found,
                       "there is no question to ask again for `" + wish.slot + "`");
  }
  auto& state = turn.state;
  const auto& flows = turn.catalog.flows;
  const auto* flow = flows.find(state.case_flow);
  const WorkOrder* order = open_order(state);
  const std::string number = order == nullptr ? std::string() : order->number;
  turn.append(ReturnedEntry{wish.id, wish.agent, flow->id, turn.name_of(flow->name), wish.reason,
                            question->label});
  back_to_bot(turn);
  state.asked_again = keep(state.session, wish.slot, number);
  const auto told = number.empty() ? Phrase::asked_again : Phrase::asked_again_while;
  std::string text = with(turn.words(told), "name", wish.agent.name);
  turn.system_says(with(std::move(text), "label", text::escape_markdown(question->label)));
  dialogue::retract(flows, state.session, *question);
  state.session.early.erase(wish.slot);
  dialogue::Outputs outputs;
  dialogue::run(flows, state.session, turn.scope(), outputs);
  carry_out(turn, std::move(outputs));
  comes_back_later(turn, number);
}

WorkOrder* case_asked_again(Turn& turn, const dialogue::OrderWanted& wanted) {
  if (!turn.state.asked_again) return nullptr;
  auto& asked = *turn.state.asked_again;
  settle(turn, asked);
  // Something else that the customer asks for meanwhile is a case of its own.
  const auto& stack = turn.state.session.stack;
  const bool same_flow = !stack.empty() && stack.back().flow == asked.flow;
  if (!asked.answered || !same_flow) return nullptr;
  WorkOrder* order = find_order(turn.state, asked.number);
  if (order == nullptr || workorder::is_settled(order->status)) return nullptr;
  if (wanted.type.empty() || wanted.type == order->type) return order;
  order->type = wanted.type;
  if (!wanted.title.empty()) order->title = wanted.title;
  add_history(turn, *order, workorder::Person{{}, "visitor"}, "corrected", wanted.type);
  turn.order_changed(*order, "");
  return order;
}

void mind_asked_again(Turn& turn) {
  auto& state = turn.state;
  if (!state.asked_again) return;
  settle(turn, *state.asked_again);
  if (state.session.stack.empty() && state.pending_call.empty()) end_asked_again(turn);
}

void end_asked_again(Turn& turn) {
  auto& state = turn.state;
  if (!state.asked_again) return;
  settle(turn, *state.asked_again);
  if (!state.asked_again->answered) put_back(state.session, *state.asked_again);
  state.asked_again.reset();
}

}  // namespace yingda::conversation
