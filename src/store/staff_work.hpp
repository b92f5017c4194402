#pragma once
// What somebody has in hand: conversations, and unsettled work orders that they own.

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>
#include <vector>

namespace yingda::store {

struct StaffWork {
  std::string conversation;
  std::string number;  // of the work order; empty: the conversation has none of theirs
  std::string title;
  bool operator==(const StaffWork&) const = default;
};

// By conversation. Throws SQLite::Exception.
std::vector<StaffWork> work_of(SQLite::Database& database, const std::string& staff);

}  // namespace yingda::store
