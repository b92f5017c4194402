#pragma once
// The entries that a copy shows, as lines for people: when, who, what.

#include <string>
#include <vector>

#include "dossier/case.hpp"

namespace yingda::dossier {

struct Line {
  Instant at{};
  std::string who;   // as the page shows it
  std::string text;  // empty entries have no line
  std::string kind;  // of the event
  bool customer = false;
  bool staff_only = false;
};

std::vector<Line> transcript_of(const Case& about);

// "2026-11-22 10:05", at the service's place.
std::string time_words(Instant at, const Case& about);

}  // namespace yingda::dossier
