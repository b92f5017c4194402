#pragma once
// What of recorded traffic says whether the first candidate was right: the labels that the gate is
// refitted on. People say what went wrong sooner than what went right, so that silence counts, too:
// a visitor who was answered, asked for nobody and did not come back was helped, as far as anybody
// can tell. That says less than a word, and weighs less.

#include <map>
#include <string>
#include <vector>

#include "knowledge/engine.hpp"
#include "knowledge/retuning.hpp"
#include "learning/traffic.hpp"

namespace yingda::learning {

enum class Verdict {
  corrected,  // an agent sent the right article
  chosen,     // the visitor picked the right entry
  judged,     // the visitor said whether it helped
  handed,     // a person was asked for after the answer
  left,       // and nobody was, for three days
};
inline constexpr std::size_t verdict_count = 5;

struct Label {
  std::string text;    // masked
  std::string locale;  // of the conversation
  Target entry;        // what the verdict is about
  bool right = false;  // is `entry` the right one?
  Verdict verdict = Verdict::judged;
};

// A question has one label or none: the best there is. What may still turn out is left out.
std::vector<Label> labels_of(const std::vector<ConversationTraffic>& traffic, Instant now);

// How much a verdict says, 0 to 1.
double weight_of(Verdict verdict);

// The labelled questions asked again: what an engine that was moved by `shifts` made of them before
// it was moved, by the locale whose index answered. A question whose first candidate the label says
// nothing about, or that was typed exactly as an editor wrote it, teaches nothing.
std::map<std::string, std::vector<knowledge::JudgedAnswer>> judged_by(
    const knowledge::Engine& engine, const std::map<std::string, double>& shifts,
    const std::vector<Label>& labels);

}  // namespace yingda::learning
