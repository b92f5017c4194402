#include "learning/labels.hpp"

#include <algorithm>

#include "learning/quality.hpp"

namespace yingda::learning {
namespace {

// Surer than any gate: it was typed exactly as a variant.
constexpr double exact = 1;

Target target_of(const knowledge::Candidate& candidate) {
  return candidate.kind == knowledge::DocumentKind::flow ? "flow:" + candidate.id : candidate.id;
}

// What people said in so many words.
std::optional<Label> told(const Utterance& utterance) {
  const auto label = [&](const Target& entry, bool right, Verdict verdict) {
    return Label{utterance.text, utterance.locale, entry, right, verdict};
  };
  if (!utterance.corrected.empty()) return label(utterance.corrected, true, Verdict::corrected);
  const Target& shown = utterance.chosen.empty() ? utterance.answered : utterance.chosen;
  if (utterance.helped && !shown.empty()) return label(shown, *utterance.helped, Verdict::judged);
  if (!utterance.chosen.empty()) return label(utterance.chosen, true, Verdict::chosen);
  return std::nullopt;
}

// What a visitor did, in all their conversations.
struct Doings {
  std::vector<Touch> touches;
  std::vector<const Utterance*> answered;  // and not judged by anybody, oldest first
};

// Only the last answer before the end of a visit is judged by how it ended.
void judge_ends(const Doings& doings, Instant now, std::vector<Label>& out) {
  const auto visits = visits_of(doings.touches);
  for (std::size_t i = 0; i < visits.size(); ++i) {
    const auto& visit = visits[i];
    const auto in_visit = [&](const Utterance* one) {
      return one->at >= visit.from && one->at <= visit.to;
    };
    const auto last = std::find_if(doings.answered.rbegin(), doings.answered.rend(), in_visit);
    if (last == doings.answered.rend()) continue;
    const Utterance& one = **last;
    const auto asked_person = [&](const Touch& touch) {
      return touch.person && touch.at >= one.at && touch.at <= visit.to;
    };
    if (std::ranges::any_of(doings.touches, asked_person)) {
      out.push_back({one.text, one.locale, one.answered, false, Verdict::handed});
      continue;
    }
    const bool back = i + 1 < visits.size() && visits[i + 1].from - visit.to <= return_max;
    const bool open = i + 1 == visits.size() && now - visit.to <= return_max;
    if (visit.person || back || open) continue;
    out.push_back({one.text, one.locale, one.answered, true, Verdict::left});
  }
}

}  // namespace

double weight_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::corrected:
    case Verdict::chosen:
    case Verdict::judged:
      return 1;
    case Verdict::handed:
      return 0.5;  // some want a person whatever they were told
    case Verdict::left:
      return 0.25;  // some give up
  }
  return 0;
}

std::vector<Label> labels_of(const std::vector<ConversationTraffic>& traffic, Instant now) {
  std::vector<Label> out;
  std::map<std::string, Doings> by_visitor;
  for (const auto& conversation : traffic) {
    auto& doings = by_visitor[conversation.visitor];
    doings.touches.insert(doings.touches.end(), conversation.touches.begin(),
                          conversation.touches.end());
    for (const auto& utterance : conversation.utterances) {
      if (auto label = told(utterance)) {
        out.push_back(*std::move(label));
      } else if (utterance.came == Came::answered && !utterance.answered.empty()) {
        doings.answered.push_back(&utterance);
      }
    }
  }
  for (auto& [visitor, doings] : by_visitor) {
    std::ranges::stable_sort(doings.answered, {}, &Utterance::at);
    judge_ends(doings, now, out);
  }
  return out;
}

std::map<std::string, std::vector<knowledge::JudgedAnswer>> judged_by(
    const knowledge::Engine& engine, const std::map<std::string, double>& shifts,
    const std::vector<Label>& labels) {
  std::map<std::string, std::vector<knowledge::JudgedAnswer>> out;
  for (const auto& label : labels) {
    const auto understood = engine.understand(label.text, {label.locale, {}});
    if (understood.candidates.empty() || understood.confidence >= exact) continue;
    const bool first = target_of(understood.candidates.front()) == label.entry ||
                       (!understood.related.empty() && "flow:" + understood.related == label.entry);
    // What was wrong says nothing about another one.
    if (!first && !label.right) continue;
    const auto shift = shifts.find(understood.locale);
    const double before =
        knowledge::before_shift(understood.confidence, shift == shifts.end() ? 0 : shift->second);
    out[understood.locale].push_back({before, first && label.right, weight_of(label.verdict)});
  }
  return out;
}

}  // namespace yingda::learning
