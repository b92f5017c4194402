#include "conversation/following.hpp"

#include <algorithm>
#include <utility>

#include "conversation/parts.hpp"
#include "conversation/triggers.hpp"
#include "conversation/wishes.hpp"
#include "dialogue/entities.hpp"
#include "dialogue/interpreter.hpp"
#include "dialogue/utterances.hpp"
#include "dialogue/wording.hpp"
#include "text/characters.hpp"
#include "text/markdown.hpp"

namespace yingda::conversation {
namespace {

using knowledge::DocumentKind;
using knowledge::Outcome;

// The first flow about orders among the best, or the one that does what the best article explains.
std::string flow_about_order(const Turn& turn, const knowledge::Understanding& understood) {
  const auto& flows = turn.catalog.triggers.order_flows;
  const auto asks_for_order = [&](const std::string& flow) { return flows.contains(flow); };
  if (asks_for_order(understood.related)) return understood.related;
  const std::size_t considered = std::min<std::size_t>(understood.candidates.size(), 3);
  for (std::size_t i = 0; i < considered; ++i) {
    const auto& candidate = understood.candidates[i];
    const bool flow = candidate.kind == DocumentKind::flow;
    if (flow && asks_for_order(candidate.id)) return candidate.id;
  }
  return {};
}

// Whoever names an order wants it looked at, besides reading about such orders, or in place of it
// when a flow does what the article explains.
struct OrderLook {
  std::string flow;  // empty: no order is named, or nothing can look at it
  bool replaces_article = false;
};
OrderLook look_at_order(const Turn& turn, const std::string& text,
                        const knowledge::Understanding& understood) {
  const auto& first = understood.candidates.front();
  if (first.kind == DocumentKind::flow || !names_order(turn, text)) return {};
  if (!understood.related.empty()) return {understood.related, true};
  if (!dialogue::asks(text)) {
    if (auto flow = flow_about_order(turn, understood); !flow.empty()) return {flow, true};
  }
  const auto& flow = turn.catalog.policy.order_flow;
  return {turn.catalog.flows.find(flow) == nullptr ? "" : flow, false};
}

// An order with what is wrong with it: "卡密无效，要求全额退款，订单20261120003". The number says
// that it is about an order, so a flow about orders may be less sure than one about anything.
constexpr double sure_beside_order = 0.4;
constexpr double sure_in_few_words = 0.6;

// Shorter questions lean on what stands before them: "多久能到？".
constexpr std::size_t question_characters_min = 8;

// What of a message is surely known, each article and flow once; and the first that is not.
struct Sorted {
  std::vector<knowledge::Understanding> articles;
  std::vector<std::string> flows;
  std::string unknown;

  std::size_t known() const { return articles.size() + flows.size(); }
  void add_flow(const std::string& flow) {
    if (std::ranges::find(flows, flow) == flows.end()) flows.push_back(flow);
  }
};

Sorted sorted(const Turn& turn, const std::vector<Utterance>& utterances) {
  Sorted out;
  const auto& order_flow = turn.catalog.policy.order_flow;
  for (const auto& [text, by_itself] : utterances) {
    if (dialogue::is_yes_or_no(text)) continue;
    auto understood = weighed(turn, Said(text), by_itself);
    if (understood.outcome != Outcome::answer || understood.candidates.empty()) {
      const bool case_told = names_order(turn, text) && understood.confidence >= sure_beside_order;
      if (auto flow = case_told ? flow_about_order(turn, understood) : ""; !flow.empty()) {
        out.add_flow(flow);
      } else if (names_order(turn, text) && turn.catalog.flows.find(order_flow) != nullptr) {
        out.add_flow(order_flow);
      } else if (out.unknown.empty() && (dialogue::asks(text) || dialogue::is_wish(text))) {
        out.unknown = text;  // a statement may be the story of what is known
      }
      continue;
    }
    const auto& first = understood.candidates.front();
    const auto* flow = turn.catalog.flows.find(first.id);
    // "Is anyone there? I need a refund": what else is said is what is meant.
    if (first.kind == DocumentKind::flow && flow != nullptr && flow->small_talk) continue;
    const auto look = look_at_order(turn, text, understood);
    if (!look.flow.empty()) out.add_flow(look.flow);
    if (look.replaces_article) continue;
    const auto same = [&](const knowledge::Understanding& other) {
      return other.candidates.front().id == first.id;
    };
    if (first.kind == DocumentKind::flow) {
      out.add_flow(first.id);
    } else if (std::ranges::none_of(out.articles, same)) {
      out.articles.push_back(std::move(understood));
    }
  }
  return out;
}

}  // namespace

bool names_order(const Turn& turn, const std::string& text) {
  const dialogue::Reading reading{turn.event.at, turn.catalog.policy.zone, nullptr};
  return dialogue::mentioned_value(dialogue::SlotType::order_number, text, reading).has_value();
}

bool heard_case(Turn& turn, const std::string& text, const knowledge::Understanding& understood) {
  const double least = says_little_beside_number(text) ? sure_in_few_words : sure_beside_order;
  if (understood.confidence < least || !names_order(turn, text)) return false;
  const std::string flow = flow_about_order(turn, understood);
  if (flow.empty()) return false;
  turn.state.failed_turns = 0;
  start_flow(turn, flow);
  return true;
}

bool heard_order(Turn& turn, const std::string& text) {
  const auto& flow = turn.catalog.policy.order_flow;
  if (!names_order(turn, text) || turn.catalog.flows.find(flow) == nullptr) return false;
  turn.state.failed_turns = 0;
  begin_flow(turn, flow);
  return true;
}

void follow(Turn& turn, const std::string& text, const knowledge::Understanding& understood) {
  const auto& candidate = understood.candidates.front();
  turn.state.failed_turns = 0;
  if (candidate.kind == DocumentKind::flow) {
    start_flow(turn, candidate.id);
  } else {
    count_anew(turn);
    const auto look = look_at_order(turn, text, understood);
    const bool number_only = !look.replaces_article && says_little_beside_number(text);
    if (number_only && heard_order(turn, text)) return;
    if (!look.replaces_article) {
      show_article(turn, candidate.id, understood.related, understood.locale);
    }
    if (!look.flow.empty()) start_flow(turn, look.flow);
  }
}

bool answered_several(Turn& turn, const std::vector<Utterance>& utterances, bool whole_known) {
  const auto said = sorted(turn, utterances);
  // What the whole message is known by is done, unless a question beside it would be passed over.
  const bool question =
      dialogue::asks(said.unknown) && text::characters(said.unknown) >= question_characters_min;
  const bool passed_over = said.known() == 1 && question;
  if (said.known() == 0 || (whole_known && said.known() == 1 && !passed_over)) return false;
  turn.state.failed_turns = 0;
  if (!said.articles.empty()) count_anew(turn);
  for (const auto& article : said.articles) {
    show_article(turn, article.candidates.front().id, article.related, article.locale);
  }
  if (!said.unknown.empty()) {
    turn.bot_says(
        with(turn.words(Phrase::part_not_understood), "text", text::escape_markdown(said.unknown)),
        {{"human", turn.words(Phrase::person_option)}});
  }
  if (said.flows.empty()) return true;
  // A flow asks, and waits: it comes last, and what else is to be done comes when it has ended.
  turn.state.next_flows.assign(said.flows.begin() + 1, said.flows.end());
  start_flow(turn, said.flows.front());
  return true;
}

void begin_next(Turn& turn) {
  auto& state = turn.state;
  if (state.next_flows.empty() || turn.refused() || turn.wants_number()) return;
  if (state.handling != Handling::bot) {
    std::string names;
    for (const auto& id : std::exchange(state.next_flows, {})) {
      const auto* flow = turn.catalog.flows.find(id);
      if (flow != nullptr) names += (names.empty() ? "" : ", ") + turn.name_of(flow->name);
    }
    turn.system_says(with(turn.words(Phrase::next_with_person), "names", names));
    return;
  }
  if (!state.session.stack.empty() || !state.pending_call.empty()) return;
  const std::string next = state.next_flows.front();
  state.next_flows.erase(state.next_flows.begin());
  begin_flow(turn, next);
}

void mention_other_orders(Turn& turn, const std::string& text) {
  const auto& session = turn.state.session;
  const auto numbers = dialogue::order_numbers_in(text);
  if (numbers.size() < 2 || turn.state.handling != Handling::bot) return;
  const auto taken = std::ranges::find_if(numbers, [&](const std::string& number) {
    return std::ranges::any_of(session.sources, [&](const auto& source) {
      const auto slot = session.slots.find(source.first);
      return source.second == text && slot != session.slots.end() &&
             dialogue::to_text(slot->second) == number;
    });
  });
  if (taken == numbers.end()) return;
  std::string others;
  for (const auto& number : numbers) {
    if (number != *taken) others += (others.empty() ? "" : ", ") + number;
  }
  turn.bot_says(
      with(with(turn.words(Phrase::one_order_first), "number", *taken), "others", others));
}

std::string answer_beside(Turn& turn, const std::vector<Utterance>& utterances, double sure) {
  std::string flow;
  for (const auto& [text, by_itself] : utterances) {
    if (!dialogue::asks(text)) continue;
    const auto understood = weighed(turn, Said(text), by_itself);
    if (understood.outcome != Outcome::answer || understood.candidates.empty()) continue;
    const auto& first = understood.candidates.front();
    if (understood.confidence < sure) continue;
    if (first.kind == DocumentKind::article) {
      show_article(turn, first.id, {}, understood.locale);
    } else if (flow.empty() && !is_pattern(first.id) && !runs_already(turn.state, first.id)) {
      flow = first.id;
    }
  }
  return flow;
}

}  // namespace yingda::conversation
