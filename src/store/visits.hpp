#pragma once
// The conversations of one visitor, as far as the host site says who they are.

#include <string>

#include "gateway/archive.hpp"
#include "store/sql.hpp"

namespace yingda::store {

// The newest ones, at most `rows`. Throws SQLite::Exception.
gateway::VisitsFound find_visits(SQLite::Database& database, const std::string& conversation,
                                 std::size_t rows);

}  // namespace yingda::store
