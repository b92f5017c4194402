#pragma once
// The queue and the figures, for programs (docs/commands.md, docs/openapi.yaml) and for people.

#include <cstddef>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "knowledge/gate.hpp"
#include "learning/quality.hpp"
#include "learning/queue.hpp"

namespace yingda::learning {

struct QueuePage {
  bool dismissed = false;  // those instead of the open ones
  std::string after;       // `next` of the page before; empty: from the beginning
  std::size_t rows = 50;
};

// `invalid` when `after` is no place in a queue.
Result<std::string> queue_json(const Queue& queue, const QueuePage& page);
// The first `rows` clusters with up to three samples each.
std::string queue_text(const Queue& queue, const QueuePage& page);

// A locale's gate: how far judged traffic has moved it, and how far it would by now.
struct GateLine {
  std::string locale;
  knowledge::Retuning live;
  knowledge::Retuning next;
};

// Every figure with its counts and what it means.
std::string quality_json(const Quality& quality, const std::vector<GateLine>& gates, Instant from,
                         Instant to);
std::string quality_text(const Quality& quality, const std::vector<GateLine>& gates, Instant from,
                         Instant to);

}  // namespace yingda::learning
