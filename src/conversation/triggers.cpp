#include "conversation/triggers.hpp"

#include <algorithm>
#include <vector>

#include "conversation/repair.hpp"
#include "conversation/wishes.hpp"
#include "dialogue/render.hpp"
#include "dialogue/utterances.hpp"
#include "text/characters.hpp"
#include "text/normalize.hpp"

namespace yingda::conversation {
namespace {

using knowledge::DocumentKind;
using knowledge::Outcome;
using knowledge::Understanding;

constexpr std::size_t candidates_max = 5;

bool may_start(const Turn& turn, const std::string& id) {
  const auto* flow = turn.catalog.flows.find(id);
  if (flow == nullptr) return false;
  if (!flow->guard) return true;
  const auto scope = turn.scope();
  return dialogue::truthy(flow->guard->evaluate(
      [&](const std::string& name) { return dialogue::look_up(name, turn.state.session, scope); }));
}

struct Hit {
  std::string flow;
  std::string word;
};

// Flows that the message names by a keyword, the longest keyword first.
std::vector<Hit> keyword_hits(const Turn& turn, const Said& said) {
  std::vector<Hit> hits;
  // "退款 20261120001": a phrase, and the order that it is about.
  const auto phrase = dialogue::without_order_numbers(said.text);
  if (phrase != said.text) {
    const auto flow = phrase_flow(turn, Said(phrase));
    if (!flow.empty() && !is_pattern(flow)) hits.push_back({flow, phrase});
  }
  const auto keywords = turn.catalog.triggers.keywords.spoken(said.key);
  if (keywords.empty()) return hits;
  const bool unwanted = wishes_no_person(said);
  for (const auto* keyword : keywords) {
    const std::string& word = keyword->word;
    const std::string& flow = keyword->flow;
    const bool denied = unwanted && speaks_of_people(word);
    if (is_pattern(flow) || denied || !may_start(turn, flow)) continue;
    const auto known = std::find_if(hits.begin(), hits.end(),
                                    [&flow](const Hit& hit) { return hit.flow == flow; });
    if (known == hits.end()) {
      hits.push_back({flow, word});
    } else if (word.size() > known->word.size()) {
      known->word = word;
    }
  }
  std::stable_sort(hits.begin(), hits.end(),
                   [](const Hit& a, const Hit& b) { return a.word.size() > b.word.size(); });
  // Who says 白金卡 does not say 金卡 as well.
  for (std::size_t i = 1; i < hits.size();) {
    const auto longer = [&](const Hit& hit) {
      return hit.word.find(hits[i].word) != std::string::npos;
    };
    const auto end = hits.begin() + static_cast<std::ptrdiff_t>(i);
    if (std::any_of(hits.begin(), end, longer)) {
      hits.erase(end);
    } else {
      ++i;
    }
  }
  return hits;
}

void drop_guarded(const Turn& turn, Understanding& out) {
  const std::string first = out.candidates.empty() ? "" : out.candidates.front().id;
  std::erase_if(out.candidates, [&](const knowledge::Candidate& candidate) {
    return candidate.kind == DocumentKind::flow && !may_start(turn, candidate.id);
  });
  if (!out.related.empty() && !may_start(turn, out.related)) out.related.clear();
  if (first.empty() || (!out.candidates.empty() && out.candidates.front().id == first)) return;
  // How sure the engine is of the next one it does not say: the visitor does.
  out.outcome = out.candidates.empty() ? Outcome::dont_know : Outcome::ask_back;
  out.confidence = 0;
}

// Who says that no person is wanted did not ask for one in the words of a flow that hands over.
void drop_denied(const Said& said, Understanding& out) {
  if (!wishes_no_person(said)) return;
  const auto wish = [](const knowledge::Candidate& candidate) {
    return candidate.kind == DocumentKind::flow && speaks_of_people(candidate.matched) &&
           !wishes_no_person(Said(candidate.matched));
  };
  const bool first = !out.candidates.empty() && wish(out.candidates.front());
  std::erase_if(out.candidates, wish);
  if (!first) return;
  out.outcome = out.candidates.empty() ? Outcome::dont_know : Outcome::ask_back;
  out.confidence = 0;
}

void put_first(const Turn& turn, const Hit& hit, Understanding& out) {
  std::erase_if(out.candidates, [&](const knowledge::Candidate& candidate) {
    return candidate.kind == DocumentKind::flow && candidate.id == hit.flow;
  });
  knowledge::Candidate candidate;
  candidate.kind = DocumentKind::flow;
  candidate.id = hit.flow;
  candidate.title = turn.name_of(turn.catalog.flows.find(hit.flow)->name);
  candidate.score = 1;
  candidate.matched = hit.word;
  out.candidates.insert(out.candidates.begin(), std::move(candidate));
  if (out.candidates.size() > candidates_max) out.candidates.pop_back();
}

void add_phrases(TriggerIndex& index, const std::vector<std::string>& phrases,
                 const std::string& flow) {
  for (const auto& phrase : phrases) index.phrases.emplace(text::phrase_key(phrase), flow);
}

// Does the flow ask for the shop's order, itself or in one that it calls?
bool asks_for_order(const dialogue::FlowSet& flows, const std::string& id, int depth = 3) {
  const auto* flow = flows.find(id);
  if (flow == nullptr || depth == 0) return false;
  return std::any_of(flow->steps.begin(), flow->steps.end(), [&](const dialogue::Step& step) {
    if (const auto* collect = std::get_if<dialogue::Collect>(&step.body)) {
      return collect->type == dialogue::SlotType::order_number;
    }
    const auto* call = std::get_if<dialogue::Call>(&step.body);
    return call != nullptr && asks_for_order(flows, call->flow, depth - 1);
  });
}

}  // namespace

void index_triggers(Catalog& catalog) {
  auto& index = catalog.triggers;
  index = {};
  // Nothing may stand in the way of a person.
  add_phrases(index, catalog.policy.human_phrases, std::string(pattern::human));
  for (const auto& [id, flow] : catalog.flows.flows) {
    if (id == pattern::human) add_phrases(index, flow.phrases, id);
  }
  for (const auto& [id, flow] : catalog.flows.flows) {
    add_phrases(index, flow.phrases, id);
    if (asks_for_order(catalog.flows, id)) index.order_flows.insert(id);
    for (const auto& keyword : flow.keywords) {
      index.keywords.add(text::match_key(keyword), id);
    }
  }
  add_phrases(index, catalog.policy.cancel_phrases, std::string(pattern::cancel));
  for (const auto& word : catalog.policy.human_words) {
    if (auto key = text::match_key(word); !key.empty()) index.human_words.push_back(std::move(key));
  }
}

std::string phrase_flow(const Turn& turn, const Said& said) {
  const auto found = turn.catalog.triggers.phrases.find(text::phrase_key(said.text));
  if (found == turn.catalog.triggers.phrases.end()) return {};
  const bool person = found->second == pattern::human;
  return person || may_start(turn, found->second) ? found->second : std::string();
}

std::string crisis_flow(const Turn& turn, const Said& said) {
  const auto keywords = turn.catalog.triggers.keywords.spoken(said.key);
  const auto crisis = std::ranges::find_if(keywords, [&](const Keyword* keyword) {
    const auto* flow = turn.catalog.flows.find(keyword->flow);
    return flow != nullptr && flow->undisturbed;
  });
  return crisis == keywords.end() ? std::string() : (*crisis)->flow;
}

bool holds_keyword(const Catalog& catalog, std::string_view flow, const Said& said) {
  const auto keywords = catalog.triggers.keywords.spoken(said.key);
  return std::any_of(keywords.begin(), keywords.end(),
                     [&](const Keyword* keyword) { return keyword->flow == flow; });
}

Understanding weighed(const Turn& turn, const Said& said, const Understanding& understood) {
  Understanding out = understood;
  drop_guarded(turn, out);
  drop_denied(said, out);
  if (out.outcome == Outcome::answer) return out;
  const auto hits = keyword_hits(turn, said);
  if (hits.empty()) return out;
  for (auto hit = hits.rbegin(); hit != hits.rend(); ++hit) put_first(turn, *hit, out);
  out.outcome = hits.size() == 1 ? Outcome::answer : Outcome::ask_back;
  out.reason = "keyword " + hits.front().word;
  return out;
}

std::string event_flow(const Turn& turn, const std::string& event, const std::string& flow) {
  for (const auto& [id, candidate] : turn.catalog.flows.flows) {
    const auto& events = candidate.events;
    if (!flow.empty() && id != flow) continue;
    if (std::find(events.begin(), events.end(), event) == events.end()) continue;
    if (may_start(turn, id)) return id;
  }
  return {};
}

}  // namespace yingda::conversation
