#include "app/explain.hpp"

#include <cstdio>

namespace yingda::app {
namespace {

const char* outcome_name(knowledge::Outcome outcome) {
  switch (outcome) {
    case knowledge::Outcome::answer:
      return "answer";
    case knowledge::Outcome::ask_back:
      return "ask back";
    case knowledge::Outcome::dont_know:
      return "don't know";
  }
  return "";
}

std::string rounded(double value, int digits) {
  char out[32];
  std::snprintf(out, sizeof out, "%.*f", digits, value);
  return out;
}

std::string explained(const knowledge::Candidate& candidate) {
  const bool flow = candidate.kind == knowledge::DocumentKind::flow;
  std::string out = "  " + rounded(candidate.score, 3) + (flow ? "  flow    " : "  article ") +
                    candidate.id + "  " + candidate.title + "\n";
  if (!candidate.matched.empty()) out += "         as: " + candidate.matched + "\n";
  if (candidate.features.empty()) return out;
  out += "         by:";
  for (const auto& feature : candidate.features) {
    out += " " + feature.name + " " + rounded(feature.weight, 2);
  }
  return out + "\n";
}

}  // namespace

std::string explained(const knowledge::Understanding& understood) {
  std::string out = std::string(outcome_name(understood.outcome)) + " (confidence " +
                    rounded(understood.confidence, 2) + "): " + understood.reason + "\n";
  for (const auto& candidate : understood.candidates) out += explained(candidate);
  return out;
}

}  // namespace yingda::app
