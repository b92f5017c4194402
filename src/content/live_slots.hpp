#pragma once
// Which slots, and which parts of conditions, may still decide anything from a place on before they
// are set anew. What is known of all others need not be kept: this is what keeps the number of
// different moments small, through links and calls, however many flows there are.

#include <cstdint>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "content/known_slots.hpp"
#include "content/state_graph.hpp"

namespace yingda::content {

class LiveSlots {
 public:
  LiveSlots(const StateGraph& graph, const Atoms& atoms);

  // Does the slot decide anything at all?
  bool decides(const std::string& slot) const { return numbers_.contains(slot); }
  bool is_live(const Place& at, const std::string& slot) const;
  bool is_live(const Place& at, int atom) const;
  // Does the flow itself, or what it calls, look at it?
  bool is_looked_at(const dialogue::Flow& flow, const std::string& slot) const;
  bool is_looked_at(const dialogue::Flow& flow, int atom) const;

 private:
  // Numbers of slots, then of atoms.
  using Row = std::vector<std::uint64_t>;

  void number_slots(const dialogue::FlowSet& flows);
  void find_live();
  void find_looked_at();
  std::size_t row_of(const Place& place) const;
  std::size_t number_of(int atom) const { return numbers_.size() + static_cast<std::size_t>(atom); }
  void add_uses(const dialogue::Expression& condition, Row& row) const;
  void add_uses(const std::vector<dialogue::Branch>& branches, Row& row) const;
  void take_away(const std::string& slot, Row& row) const;
  void take_away_results(const std::string& prefix, Row& row) const;
  bool update(const Place& place);
  void update_step(const Place& place, Row& row) const;
  void add_row(const Place& place, Row& row) const;
  void add_start(const std::string& flow, Row& row) const;
  std::vector<Place> needs(const Place& place) const;
  Row empty_row() const { return Row((numbers_.size() + atom_count_ + 63) / 64); }

  const StateGraph& graph_;
  const Atoms& atoms_;
  std::size_t atom_count_ = 0;
  std::unordered_map<std::string, std::size_t> numbers_;
  using Numbers = std::unordered_map<std::string, std::vector<std::size_t>>;
  Numbers with_;     // a slot with its atoms
  Numbers results_;  // the same of all slots `RESULT.field`
  std::unordered_map<const dialogue::Flow*, std::size_t> first_row_;
  std::vector<Row> rows_;
  std::unordered_map<const dialogue::Flow*, Row> looked_at_;
};

}  // namespace yingda::content
