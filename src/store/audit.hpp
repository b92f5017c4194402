#pragma once
// What people of ours did, for auditors: read from the log itself, with the chain that proves it,
// and from the log of what was done to accounts, which has a chain of its own.

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"

namespace yingda::store {

enum class AuditKind { all, looked, changed, talked };

inline constexpr std::string_view audit_system = "system";

struct AuditQuery {
  AuditKind kind = AuditKind::all;
  std::string staff;         // an id; empty: everybody; audit_system: what happened by itself
  std::string conversation;  // empty: all
  std::optional<Instant> from;
  std::optional<Instant> to;
  std::size_t skip = 0;
  std::size_t rows = 50;
};

struct AuditLine {
  Instant at{};
  std::string conversation;
  std::int64_t step = 0;
  std::uint64_t pos = 0;
  std::string actor;  // an account's id, or a name; empty: the system
  std::string login;  // the account's; empty: there is none
  std::string act;    // the event's name, which stays when what was said is erased
  std::string event;  // JSON, as it was recorded, or {"event":"erased"}
};

struct AuditPage {
  std::vector<AuditLine> lines;  // the newest first
  bool more = false;
};

struct AccountLine {
  std::int64_t number = 0;
  Instant at{};
  std::string by;
  std::string what;
  std::string whom;
  std::string detail;
};

struct AccountLines {
  std::vector<AccountLine> lines;  // the newest first
  bool more = false;
  // Whether every line is as it was written, and none is missing: the number of the first that is
  // not.
  std::optional<std::int64_t> broken;
  std::size_t total = 0;
};

struct BrokenChain {
  std::string conversation;
  std::int64_t step = 0;
  std::string why;
};

struct ChainReport {
  std::size_t conversations = 0;
  std::size_t entries = 0;
  std::size_t erased = 0;
  std::vector<BrokenChain> broken;
  std::string next;  // the conversation to go on behind; empty: all were read
};

// All throw SQLite::Exception.
AuditPage find_audit(SQLite::Database& database, const AuditQuery& query);
AccountLines find_account_changes(SQLite::Database& database, std::size_t skip, std::size_t rows);
// Recomputes the chains of conversations behind `after`, at most about `entries_max` entries.
ChainReport verify_chains(SQLite::Database& database, const std::string& after,
                          std::size_t entries_max);
// Of one conversation.
ChainReport verify_chain(SQLite::Database& database, const std::string& conversation);

// The chain over the log of accounts.
std::string account_chain_next(const std::string& before, const AccountLine& line);

}  // namespace yingda::store
