#pragma once
// Erasing without a gateway: in a data directory that nobody serves, and in a backup that is being
// restored. The decision and the writing are the same as in a running server.

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <string>
#include <vector>

#include "conversation/event.hpp"
#include "gateway/erasing.hpp"
#include "store/erased_list.hpp"

namespace yingda::store {

// One step in the transaction that is open. `not_found` when there is no such conversation.
Result<gateway::ErasureOutcome> erase_stored(SQLite::Database& database,
                                             const std::string& conversation,
                                             const conversation::ErasureAsked& asked, Instant at);

// The list, the rows and the database's log, the files; `write_anew` belongs to it. Takes the
// directory's lock: a StoreError when it is being served.
Result<gateway::ErasureOutcome> erase_in(const std::filesystem::path& dir,
                                         const std::string& conversation,
                                         const conversation::ErasureAsked& asked, Instant at);

// After the last of them, once: a page that SQLite put together anew may keep pieces of what once
// stood on it, which no overwriting of rows reaches.
Result<> write_anew(const std::filesystem::path& dir);

// Erases what the lines name and the database still has, and notes what it never had. Answers how
// many conversations it erased.
Result<std::size_t> erase_again(SQLite::Database& database, const std::vector<ErasedLine>& lines,
                                Instant at);

}  // namespace yingda::store
