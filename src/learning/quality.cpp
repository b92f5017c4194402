#include "learning/quality.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

namespace yingda::learning {
namespace {

void add_visits(const std::vector<Visit>& visits, Instant now, Deflection& out) {
  out.visits += visits.size();
  for (std::size_t i = 0; i < visits.size(); ++i) {
    const bool last = i + 1 == visits.size();
    if (visits[i].person) {
      ++out.with_person;
    } else if (!last && visits[i + 1].from - visits[i].to <= return_max) {
      ++out.returned;
    } else if (last && now - visits[i].to <= return_max) {
      ++out.undecided;
    } else {
      ++out.deflected;
    }
  }
}

// What the right entry was, as far as anybody told; empty: nobody did.
Target right_entry(const Utterance& utterance) {
  if (!utterance.corrected.empty()) return utterance.corrected;
  if (utterance.helped == false) return {};
  if (!utterance.chosen.empty()) return utterance.chosen;
  return utterance.helped == true ? utterance.answered : Target();
}

// Was the first candidate right? nullopt: nobody told.
std::optional<bool> first_was_right(const Utterance& utterance) {
  if (utterance.candidates.empty()) return std::nullopt;
  const Target& first = utterance.candidates.front();
  if (const Target right = right_entry(utterance); !right.empty()) return first == right;
  if (utterance.helped != false) return std::nullopt;
  // What did not help is known to be wrong; what would have helped is not known.
  const Target& shown = utterance.chosen.empty() ? utterance.answered : utterance.chosen;
  if (shown == first) return false;
  return std::nullopt;
}

void add(Share& share, bool part) {
  ++share.whole;
  share.part += part ? 1 : 0;
}

void add_answer(const Utterance& utterance, Quality& out) {
  const bool shown = utterance.came == Came::answered;
  if (utterance.helped == true) ++out.helped;
  if (utterance.helped == false) ++out.not_helped;
  if (!utterance.corrected.empty()) ++out.corrected;
  if (!shown) return;
  if (!utterance.corrected.empty()) return add(out.hits, false);
  if (utterance.helped) add(out.hits, *utterance.helped);
}

void add_ranking(const Utterance& utterance, Quality& out) {
  const Target right = right_entry(utterance);
  if (right.empty()) return;
  const auto& candidates = utterance.candidates;
  const auto end =
      candidates.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(3, candidates.size()));
  const auto found = std::find(candidates.begin(), end, right);
  add(out.first_right, found != end && found == candidates.begin());
  add(out.first_three_right, found != end);
}

void add_bin(const Utterance& utterance, Quality& out) {
  const auto right = first_was_right(utterance);
  if (!right) return;
  const double confidence = std::clamp(utterance.confidence, 0.0, 1.0);
  auto& bin = out.bins[std::min<std::size_t>(9, static_cast<std::size_t>(confidence * 10))];
  ++bin.count;
  bin.right += *right ? 1 : 0;
  bin.confidence += confidence;
  add(out.calibrated, *right);
}

void finish_bins(Quality& out) {
  for (std::size_t i = 0; i < out.bins.size(); ++i) {
    auto& bin = out.bins[i];
    bin.from = static_cast<double>(i) / 10;
    if (bin.count == 0) continue;
    const auto count = static_cast<double>(bin.count);
    bin.confidence /= count;
    const double gap = std::abs(static_cast<double>(bin.right) / count - bin.confidence);
    out.calibration_error += gap * count / static_cast<double>(out.calibrated.whole);
  }
}

}  // namespace

std::vector<Visit> visits_of(std::vector<Touch> touches) {
  std::stable_sort(touches.begin(), touches.end(),
                   [](const Touch& a, const Touch& b) { return a.at < b.at; });
  std::vector<Visit> out;
  for (const auto& touch : touches) {
    const bool goes_on = !out.empty() && touch.at - out.back().to <= visit_gap;
    if (goes_on) {
      out.back().to = touch.at;
      out.back().person = out.back().person || touch.person;
    } else if (touch.talks) {
      out.push_back({touch.at, touch.at, touch.person});
    }
  }
  return out;
}

Quality quality_of(const std::vector<ConversationTraffic>& traffic, Instant now) {
  Quality out;
  std::map<std::string, std::vector<Touch>> by_visitor;
  for (const auto& conversation : traffic) {
    ++out.conversations;
    auto& touches = by_visitor[conversation.visitor];
    touches.insert(touches.end(), conversation.touches.begin(), conversation.touches.end());
    for (const auto& utterance : conversation.utterances) {
      ++out.questions;
      out.answered += utterance.came == Came::answered ? 1 : 0;
      out.asked_back += utterance.came == Came::asked_back ? 1 : 0;
      out.unanswered += utterance.came == Came::unanswered ? 1 : 0;
      if (utterance.came == Came::asked_back) add(out.picked, !utterance.chosen.empty());
      add_answer(utterance, out);
      add_ranking(utterance, out);
      add_bin(utterance, out);
    }
  }
  for (const auto& [visitor, touches] : by_visitor) {
    add_visits(visits_of(touches), now, out.deflection);
  }
  finish_bins(out);
  return out;
}

}  // namespace yingda::learning
