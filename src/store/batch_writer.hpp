#pragma once
// The SQL of one step: writes a batch inside the transaction that is open, in a savepoint of its
// own, so that a bad batch leaves its neighbours alone. Prepared once.

#include "gateway/ports.hpp"
#include "store/eraser.hpp"
#include "store/facts.hpp"
#include "store/outbox_writer.hpp"
#include "store/sql.hpp"

namespace yingda::store {

// What one sender may upload to one conversation; 0: no limit.
struct EvidenceQuota {
  std::uint64_t files_max = 0;
  std::uint64_t files_per_day_max = 0;
  std::uint64_t bytes_per_day_max = 0;
};

struct EvidenceInsert {
  gateway::EvidenceRow row;
  EvidenceQuota quota;
};

class BatchWriter {
 public:
  explicit BatchWriter(SQLite::Database& database);

  // `conflict` for a wrong step, `internal` for a batch that cannot be written. Throws
  // SQLite::Exception when the fault is the store's: then the transaction must be rolled back.
  Result<gateway::Committed> write(const gateway::Batch& batch);
  // One uploaded file. `rate_limited`: its sender has had enough.
  Result<gateway::Committed> write(const EvidenceInsert& insert);
  // What became of a notice.
  Result<gateway::Committed> write(const OutboxChange& change);
  Result<gateway::Committed> write(const RetentionChange& change);

 private:
  Result<gateway::Committed> write_parts(const gateway::Batch& batch);
  // The key as it stands, if it was taken.
  std::optional<gateway::ClientKey> take_key(const gateway::Batch& batch);
  std::string head_before(const gateway::Batch& batch);
  bool move_conversation(const gateway::Batch& batch);
  bool write_orders(const gateway::Batch& batch);
  void write_timers(const gateway::Batch& batch);
  void write_calls(const gateway::Batch& batch);
  void write_retention(const gateway::Batch& batch, std::uint64_t visible);
  void undo();

  SQLite::Statement savepoint_;
  SQLite::Statement rollback_to_;
  SQLite::Statement release_;
  SQLite::Statement insert_key_;
  SQLite::Statement select_key_;
  SQLite::Statement insert_conversation_;
  SQLite::Statement update_conversation_;
  SQLite::Statement insert_log_;
  SQLite::Statement select_head_;
  SQLite::Statement delete_timer_;
  SQLite::Statement put_timer_;
  SQLite::Statement put_order_;
  SQLite::Statement delete_call_;
  SQLite::Statement put_call_;
  SQLite::Statement put_act_;
  SQLite::Statement put_mention_;
  SQLite::Statement put_rating_;
  SQLite::Statement put_evidence_;
  SQLite::Statement put_quiet_day_;
  SQLite::Statement mark_attached_;
  OutboxWriter outbox_;
  FactsWriter facts_;
  Eraser eraser_;
};

}  // namespace yingda::store
