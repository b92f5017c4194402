#include "store/eraser.hpp"

#include "base/overloaded.hpp"
#include "proof/chain.hpp"
#include "store/entries.hpp"
#include "store/log_chain.hpp"

namespace yingda::store {
namespace {

using gateway::Batch;

// Texts of a whole conversation need not be in memory at once.
constexpr int erased_at_once = 200;

constexpr auto note_wish_sql =
    "UPDATE retention SET asked_at = coalesce(asked_at, ?) WHERE conversation = ?";
constexpr auto select_rows_sql =
    "SELECT step, at, entries, commitments FROM log "
    "WHERE conversation = ? AND step > ? AND step < ? ORDER BY step LIMIT ?";
constexpr auto empty_row_sql =
    "UPDATE log SET event = ?, entries = ?, commitments = ? WHERE conversation = ? AND step = ?";
constexpr auto delete_keys_sql = "DELETE FROM client_keys WHERE conversation = ?";
constexpr auto delete_timers_sql = "DELETE FROM timers WHERE conversation = ?";
constexpr auto delete_calls_sql = "DELETE FROM calls WHERE conversation = ?";
constexpr auto delete_mentions_sql = "DELETE FROM mentions WHERE conversation = ?";
constexpr auto delete_notices_sql = "DELETE FROM outbox WHERE conversation = ?";
constexpr auto delete_retention_sql = "DELETE FROM retention WHERE conversation = ?";
constexpr auto queue_files_sql =
    "INSERT OR IGNORE INTO files_to_remove(id) SELECT id FROM evidence WHERE conversation = ?";
constexpr auto delete_files_sql = "DELETE FROM evidence WHERE conversation = ?";
constexpr auto queue_file_sql =
    "INSERT OR IGNORE INTO files_to_remove(id) "
    "SELECT id FROM evidence WHERE id = ? AND conversation = ?";
constexpr auto delete_file_sql = "DELETE FROM evidence WHERE id = ? AND conversation = ?";
constexpr auto put_tombstone_sql =
    "INSERT OR REPLACE INTO erasures(conversation, at, by, who, reason, entries, files) "
    "VALUES(?, ?, ?, ?, ?, ?, ?)";
constexpr auto file_removed_sql = "DELETE FROM files_to_remove WHERE id = ?";
constexpr auto answer_request_sql = "UPDATE erasure_requests SET answer = ? WHERE conversation = ?";

struct FullRow {
  std::int64_t step = 0;
  Instant at{};
  std::string entries;
  std::string commitments;
};

// The marks stay, and when it was.
std::vector<gateway::LogEntry> emptied(const FullRow& row) {
  auto entries = read_entries(row.entries);
  for (auto& entry : entries) {
    entry.json = R"({"at":")" + to_rfc3339(row.at) + R"(","kind":"erased"})";
    entry.visitor_only.clear();
  }
  return entries;
}

std::string without_salts(std::string commitments) {
  for (std::size_t at = 0; at + commitment_bytes <= commitments.size(); at += commitment_bytes) {
    commitments.replace(at, proof::salt_bytes, proof::salt_bytes, '\0');
  }
  return commitments;
}

}  // namespace

Eraser::Eraser(SQLite::Database& database)
    : note_wish_(database, note_wish_sql),
      select_rows_(database, select_rows_sql),
      empty_row_(database, empty_row_sql),
      delete_keys_(database, delete_keys_sql),
      delete_timers_(database, delete_timers_sql),
      delete_calls_(database, delete_calls_sql),
      delete_mentions_(database, delete_mentions_sql),
      delete_notices_(database, delete_notices_sql),
      delete_retention_(database, delete_retention_sql),
      queue_files_(database, queue_files_sql),
      delete_files_(database, delete_files_sql),
      queue_file_(database, queue_file_sql),
      delete_file_(database, delete_file_sql),
      put_tombstone_(database, put_tombstone_sql),
      file_removed_(database, file_removed_sql),
      answer_request_(database, answer_request_sql) {}

void Eraser::write(const Batch& batch) {
  const auto& erasure = *batch.erasure;
  if (!erasure.done) {
    run(note_wish_, batch.at, batch.conversation);
    return;
  }
  const auto entries = erase_log(batch);
  for (auto* statement : {&delete_keys_, &delete_timers_, &delete_calls_, &delete_mentions_,
                          &delete_notices_, &delete_retention_}) {
    run(*statement, batch.conversation);
  }
  const auto files = erase_files(batch.conversation);
  run(put_tombstone_, batch.conversation, batch.at, erasure.by, erasure.who, erasure.reason,
      entries, files);
}

void Eraser::write(const RetentionChange& change) {
  std::visit(Overloaded{
                 [&](const EvidenceGone& gone) {
                   for (const auto& id : gone.ids) {
                     run(queue_file_, id, gone.conversation);
                     run(delete_file_, id, gone.conversation);
                   }
                 },
                 [&](const FilesRemoved& removed) {
                   for (const auto& id : removed.ids) run(file_removed_, id);
                 },
                 [&](const RequestAnswered& answered) {
                   run(answer_request_, answered.answer, answered.conversation);
                 },
             },
             change);
}

std::uint64_t Eraser::erase_log(const Batch& batch) {
  const std::string event(erased_event);
  std::uint64_t erased = 0;
  std::int64_t last = 0;
  for (;;) {
    std::vector<FullRow> rows;
    {
      Query found(select_rows_, batch.conversation, last, batch.step, erased_at_once);
      while (found.next()) {
        rows.push_back({found.number(0), found.time(1), found.text(2), found.bytes(3)});
      }
    }
    if (rows.empty()) return erased;
    for (const auto& row : rows) {
      const auto entries = emptied(row);
      const std::string text = write_entries(entries).value();
      const std::string commitments = without_salts(row.commitments);
      run(empty_row_, event, text, Blob{commitments}, batch.conversation, row.step);
      erased += entries.size();
      last = row.step;
    }
  }
}

std::uint64_t Eraser::erase_files(const std::string& conversation) {
  run(queue_files_, conversation);
  return static_cast<std::uint64_t>(run(delete_files_, conversation));
}

}  // namespace yingda::store
