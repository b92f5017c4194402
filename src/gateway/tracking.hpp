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
// The conversation that the order belongs to; for staff only what they may see. `not_found`, as
// above.
using ConversationDone = std::function<void(Result<std::string>)>;
void conversation_of_order(Core& core, const std::string& number, const std::string& secret,
                           ConversationDone done);
void conversation_of_order(Core& core, const std::string& number, const Staff& staff,
                           ConversationDone done);
// Answers with the order as it is afterwards.
void act_on(Core& core, const std::string& number, const std::string& secret, OrderAct act,
            OrderDone done);

}  // namespace yingda::gateway
