#pragma once
// The work orders of the desk's table, from their rows and those of their conversations.

#include <SQLiteCpp/SQLiteCpp.h>

#include "gateway/order_list.hpp"

namespace yingda::store {

// Throws SQLite::Exception.
gateway::OrdersPage find_orders(SQLite::Database& database, const gateway::OrdersQuery& query);

}  // namespace yingda::store
