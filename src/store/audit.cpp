#include "store/audit.hpp"

#include "proof/chain.hpp"
#include "proof/sha256.hpp"
#include "store/entries.hpp"
#include "store/log_chain.hpp"
#include "store/sql.hpp"

namespace yingda::store {
namespace {

using proof::Hash;

constexpr auto talk_sql = "('agent_messaged', 'agent_noted', 'customer_asked')";
constexpr auto chain_rows_sql =
    "SELECT step, entries, first_pos, last_pos, commitments, head FROM log "
    "WHERE conversation = ? ORDER BY step";
constexpr auto last_place_sql = "SELECT step, pos FROM conversations WHERE id = ?";
constexpr auto conversations_after_sql =
    "SELECT id FROM conversations WHERE id > ? ORDER BY id LIMIT 500";
constexpr auto account_lines_sql =
    "SELECT number, at, by, what, whom, detail, head FROM staff_log ORDER BY number";

std::string condition_of(AuditKind kind) {
  switch (kind) {
    case AuditKind::all:
      return {};
    case AuditKind::looked:
      return " AND act = 'staff_accessed'";
    case AuditKind::changed:
      return std::string(" AND act <> 'staff_accessed' AND act NOT IN ") + talk_sql;
    case AuditKind::talked:
      return std::string(" AND act IN ") + talk_sql;
  }
  return {};
}

// One conversation's log, read from its beginning.
class ChainReader {
 public:
  explicit ChainReader(SQLite::Database& database)
      : database_(database), rows_(database, chain_rows_sql), last_(database, last_place_sql) {}

  // All of it as it was at one moment: a step that commits meanwhile is not half of it.
  void read(const std::string& conversation, ChainReport& report) {
    const SQLite::Transaction moment(database_);
    read_now(conversation, report);
  }

 private:
  void read_now(const std::string& conversation, ChainReport& report) {
    ++report.conversations;
    Hash head = proof::chain_start(conversation);
    std::uint64_t pos = 0;
    std::int64_t step = 0;
    Query row(rows_, conversation);
    while (row.next()) {
      const auto why = next(row, head, pos, ++step, report);
      if (!why.empty()) return report.broken.push_back({conversation, step, why});
    }
    Query last(last_, conversation);
    if (!last.next() || last.number(0) != step || last.count(1) != pos) {
      report.broken.push_back({conversation, step, "the log ends too early"});
    }
  }

  // What is wrong with that row; empty: nothing.
  static std::string next(Query& row, Hash& head, std::uint64_t& pos, std::int64_t step,
                          ChainReport& report) {
    if (row.number(0) != step) return "a step is missing";
    const std::string entries = row.text(1);
    const auto proven = proven_entries(entries, row.bytes(4));
    if (proven.size() != read_entries(entries).size()) return "a commitment is missing";
    for (const auto& [entry, salt, commitment] : proven) {
      if (entry.pos != ++pos) return "an entry is missing or out of order";
      ++report.entries;
      if (salt.empty()) {
        ++report.erased;
      } else if (proof::commitment_of(salt, entry.pos, entry.seq, entry.json) != commitment) {
        return "an entry is not as it was written";
      }
      head = proof::chain_next(head, entry.pos, commitment);
    }
    if (pos != row.count(3)) return "an entry is missing";
    return proof::bytes_of(head) == row.bytes(5) ? "" : "the chain does not fit";
  }

  SQLite::Database& database_;
  SQLite::Statement rows_;
  SQLite::Statement last_;
};

}  // namespace

AuditPage find_audit(SQLite::Database& database, const AuditQuery& query) {
  std::string sql =
      "SELECT a.at, a.conversation, a.step, log.last_pos, a.actor, coalesce(users.name, ''), "
      "a.act, log.event FROM staff_acts AS a "
      "JOIN log ON log.conversation = a.conversation AND log.step = a.step "
      "LEFT JOIN users ON users.id = a.actor WHERE 1" +
      condition_of(query.kind);
  sql += query.from ? " AND a.at >= " + std::to_string(to_ms(*query.from)) : "";
  sql += query.to ? " AND a.at < " + std::to_string(to_ms(*query.to)) : "";
  if (!query.staff.empty()) sql += " AND actor = :staff";
  if (!query.conversation.empty()) sql += " AND a.conversation = :conversation";
  sql += " ORDER BY a.at DESC, a.step DESC LIMIT " + std::to_string(query.rows + 1) + " OFFSET " +
         std::to_string(query.skip);
  SQLite::Statement statement(database, sql);
  const std::string staff = query.staff == audit_system ? std::string() : query.staff;
  if (!query.staff.empty()) statement.bindNoCopy(":staff", staff);
  if (!query.conversation.empty()) statement.bindNoCopy(":conversation", query.conversation);
  AuditPage out;
  while (statement.executeStep()) {
    if (out.lines.size() == query.rows) {
      out.more = true;
      break;
    }
    out.lines.push_back({from_ms(statement.getColumn(0).getInt64()),
                         statement.getColumn(1).getString(), statement.getColumn(2).getInt64(),
                         static_cast<std::uint64_t>(statement.getColumn(3).getInt64()),
                         statement.getColumn(4).getString(), statement.getColumn(5).getString(),
                         statement.getColumn(6).getString(), statement.getColumn(7).getString()});
  }
  return out;
}

std::string account_chain_next(const std::string& before, const AccountLine& line) {
  std::string text = before;
  for (const auto& part : {std::to_string(line.number), std::to_string(to_ms(line.at)), line.by,
                           line.what, line.whom, line.detail}) {
    text += std::to_string(part.size()) + ":" + part;
  }
  const Hash head = proof::sha256(text);
  return std::string(proof::bytes_of(head));
}

AccountLines find_account_changes(SQLite::Database& database, std::size_t skip, std::size_t rows) {
  AccountLines out;
  std::vector<AccountLine> all;
  std::string head;
  SQLite::Statement statement(database, account_lines_sql);
  Query row(statement);
  while (row.next()) {
    AccountLine line{row.number(0), row.time(1), row.text(2),
                     row.text(3),   row.text(4), row.text(5)};
    head = account_chain_next(head, line);
    const bool in_order = line.number == static_cast<std::int64_t>(all.size()) + 1;
    if (!out.broken && (!in_order || head != row.bytes(6))) out.broken = line.number;
    head = row.bytes(6);
    all.push_back(std::move(line));
  }
  out.total = all.size();
  for (auto line = all.rbegin(); line != all.rend(); ++line) {
    if (skip > 0) {
      --skip;
    } else if (out.lines.size() < rows) {
      out.lines.push_back(std::move(*line));
    } else {
      out.more = true;
    }
  }
  return out;
}

ChainReport verify_chains(SQLite::Database& database, const std::string& after,
                          std::size_t entries_max) {
  ChainReport report;
  std::vector<std::string> ids;
  SQLite::Statement statement(database, conversations_after_sql);
  {
    Query found(statement, after);
    while (found.next()) ids.push_back(found.text(0));
  }
  ChainReader reader(database);
  for (const auto& id : ids) {
    reader.read(id, report);
    report.next = id;
    if (report.entries >= entries_max) return report;
  }
  if (ids.size() < 500) report.next.clear();
  return report;
}

ChainReport verify_chain(SQLite::Database& database, const std::string& conversation) {
  ChainReport report;
  ChainReader(database).read(conversation, report);
  return report;
}

}  // namespace yingda::store
