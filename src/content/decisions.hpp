#pragma once
// All that decides where ways through the flows lead, read once from the flows for every proof.

#include "content/counters.hpp"
#include "content/live_slots.hpp"

namespace yingda::content {

struct Decisions {
  explicit Decisions(const StateGraph& graph)
      : atoms(graph.flows()), live(graph, atoms), counters(graph.flows()) {}
  Decisions(const Decisions&) = delete;
  Decisions& operator=(const Decisions&) = delete;

  Atoms atoms;
  LiveSlots live;
  Counters counters;
};

}  // namespace yingda::content
