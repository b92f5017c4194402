#pragma once
// What the desk's pages ask beside their socket, answered with JSON (docs/protocol.md section 4).

#include <string>

#include "gateway/archive.hpp"
#include "gateway/core.hpp"
#include "gateway/order_list.hpp"

namespace yingda::gateway {

// GET /v1/desk/visits: the visitor's other conversations; `not_found` where `staff` may not see the
// one that was asked about.
Result<std::string> visits_json(const Core& core, const Staff& staff, const VisitsFound& found);

// One page of a list or a search; what `staff` may not see is left out of it.
std::string conversations_json(const Core& core, const Staff& staff, const std::string& words,
                               const ArchivePage& page);
// What the engine makes of a question, why, and the articles' own words.
// GET /v1/work-orders: those of a page that `staff` may see.
std::string work_orders_json(const Core& core, const Staff& staff, const OrdersPage& page);
std::string understanding_json(const Core& core, const std::string& text,
                               const std::string& locale);
std::string canned_replies_json(const Core& core, const std::string& locale);

}  // namespace yingda::gateway
