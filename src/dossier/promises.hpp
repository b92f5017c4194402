#pragma once
// What was promised about a work order, and whether it was kept.

#include <optional>
#include <string>
#include <vector>

#include "workorder/work_order.hpp"

namespace yingda::dossier {

enum class Outcome {
  kept,
  missed,
  running,  // the time has not come yet
  lapsed,   // the case ended before it
};

struct Promised {
  std::string what;  // first_response, next_response, resolve, commitment
  std::string text;  // a commitment's own words
  std::string by;    // who made a commitment
  Instant due{};
  std::optional<Instant> met_at;
  Outcome outcome = Outcome::running;
};

std::string_view to_string(Outcome outcome);

// As of `now`, in the order they were due.
std::vector<Promised> promises_of(const workorder::WorkOrder& order, Instant now);

}  // namespace yingda::dossier
