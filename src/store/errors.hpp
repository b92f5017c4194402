#pragma once
// What an SQLite error means for us. `batch`: only this statement was wrong. `storage`: the disk is
// full, busy or failing to write; say so, keep reading, try again. `fatal`: what is on the disk can
// no longer be known (a failed fsync may have dropped pages and then report success).

#include <SQLiteCpp/SQLiteCpp.h>

#include <string_view>

#include "base/result.hpp"

namespace yingda::store {

enum class Severity { batch, storage, fatal };

Severity severity_of(const SQLite::Exception& error);

// A fixed word for counters: full, busy, write, sync, corrupt, other.
std::string_view kind_of(const SQLite::Exception& error);

// `unavailable`, in words.
Error unavailable(const SQLite::Exception& error);

}  // namespace yingda::store
