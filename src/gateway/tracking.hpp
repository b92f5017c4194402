#pragma once
// One work order for whoever has its number and secret: no log-in, no conversation on the screen.

#include <functional>
#include <string>

#include "base/result.hpp"
#include "workorder/work_order.hpp"

namespace yingda::gateway {

struct Core;
struct Staff;

// What its customer wants to do, as in the chat's `work_order` frame. The same `id` again changes
// nothing.
struct OrderAct {
  std::string id;
  std::string action;
  std::string text;
};

using OrderDone = std::function<void(Result<workorder::WorkOrder>)>;

// `not_found` for a wrong number and a wrong secret alike.
void look_up(Core& core, const std::string& number, const std::string& secret, OrderDone done);
// An order that was found, under its right number, and the conversation it belongs to.
struct FoundCase {
  std::string number;
  std::string conversation;
};
using CaseDone = std::function<void(Result<FoundCase>)>;
// For whoever has the secret; `not_found`, as above.
void find_case(Core& core, const std::string& number, const std::string& secret, CaseDone done);
// Somebody of ours takes all of it away, unmasked: who and why is in the conversation's log before
// this says where it is. `not_found` for what they may not see, as for what does not exist.
void export_case(Core& core, const std::string& number, const Staff& staff,
                 const std::string& reason, CaseDone done);
// Answers with the order as it is afterwards.
void act_on(Core& core, const std::string& number, const std::string& secret, OrderAct act,
            OrderDone done);

}  // namespace yingda::gateway
