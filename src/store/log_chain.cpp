#include "store/log_chain.hpp"

#include <algorithm>

#include "store/entries.hpp"
#include "store/random.hpp"
#include "store/sql.hpp"

namespace yingda::store {
namespace {

using proof::Hash;

constexpr int rows_at_once = 500;

constexpr auto rows_after_sql =
    "SELECT conversation, step, entries FROM log WHERE (conversation, step) > (?, ?) "
    "ORDER BY conversation, step LIMIT ?";
constexpr auto set_columns_sql =
    "UPDATE log SET commitments = ?, head = ? WHERE conversation = ? AND step = ?";

struct Row {
  std::string conversation;
  std::int64_t step = 0;
  std::string entries;
};

std::vector<Row> rows_after(SQLite::Statement& statement, const Row& last) {
  std::vector<Row> out;
  Query found(statement, last.conversation, last.step, rows_at_once);
  while (found.next()) out.push_back({found.text(0), found.number(1), found.text(2)});
  return out;
}

}  // namespace

ChainColumns chain_columns(const std::string& conversation, const std::string& before,
                           const std::vector<gateway::LogEntry>& entries) {
  Hash head = proof::hash_from(before).value_or(proof::chain_start(conversation));
  const std::string salts = random_bytes(entries.size() * proof::salt_bytes);
  ChainColumns out;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto& entry = entries[i];
    const auto salt = std::string_view(salts).substr(i * proof::salt_bytes, proof::salt_bytes);
    const Hash commitment = proof::commitment_of(salt, entry.pos, entry.seq, entry.json);
    head = proof::chain_next(head, entry.pos, commitment);
    out.commitments.append(salt).append(proof::bytes_of(commitment));
  }
  out.head = proof::bytes_of(head);
  return out;
}

std::vector<ProvenEntry> proven_entries(std::string_view entries, std::string_view commitments) {
  std::vector<ProvenEntry> out;
  for (auto& entry : read_entries(entries)) {
    if (commitments.size() < commitment_bytes) break;
    const auto salt = commitments.substr(0, proof::salt_bytes);
    const bool erased = std::ranges::all_of(salt, [](char byte) { return byte == '\0'; });
    const auto hash = commitments.substr(proof::salt_bytes, commitment_bytes - proof::salt_bytes);
    out.push_back(
        {std::move(entry), erased ? std::string() : std::string(salt), *proof::hash_from(hash)});
    commitments.remove_prefix(commitment_bytes);
  }
  return out;
}

void chain_existing_log(SQLite::Database& database) {
  SQLite::Statement select(database, rows_after_sql);
  SQLite::Statement update(database, set_columns_sql);
  Row last;
  std::string head;
  for (auto rows = rows_after(select, last); !rows.empty(); rows = rows_after(select, last)) {
    for (auto& row : rows) {
      if (row.conversation != last.conversation) head.clear();
      auto columns = chain_columns(row.conversation, head, read_entries(row.entries));
      run(update, Blob{columns.commitments}, Blob{columns.head}, row.conversation, row.step);
      head = std::move(columns.head);
      last = std::move(row);
    }
  }
}

}  // namespace yingda::store
