#pragma once
// What every slot of the content may hold, by the steps that set it.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "content/flow_parser.hpp"

namespace yingda::content {

struct Use {
  dialogue::SlotType type = dialogue::SlotType::text;
  std::set<std::string> options;  // of choice
  dialogue::Location where;
  bool given = false;  // by `set_slots`: the one text of `options`
  std::string says{};  // what it holds, where that is no slot's type: "an address"
};
// "`number`", "the text `x`", "an address"
std::string held_by(const Use& use);

struct Slot {
  std::vector<Use> uses;
  bool open = false;  // something else sets it too, with values that are not known here
};

using SlotTable = std::map<std::string, Slot>;

SlotTable slots_of(const dialogue::FlowSet& flows);

// What is known about the slot or fact of that name, `slots.` before it or not; null when it may
// hold anything.
const Slot* known_slot(const SlotTable& slots, std::string_view name);

// --- checks over the table ---
void check_decides(const SlotTable& slots, const Condition& condition,
                   std::vector<Finding>& findings);
void check_demands(const dialogue::FlowSet& flows, const SlotTable& slots,
                   std::vector<Finding>& findings);

bool is_numeric(dialogue::SlotType type);

}  // namespace yingda::content
