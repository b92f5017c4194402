#pragma once
// The SQL that changes the outbox; runs on the writer's thread, in its transactions.

#include <variant>

#include "gateway/notice_outbox.hpp"
#include "store/sql.hpp"

namespace yingda::store {

struct OutboxEnd {
  gateway::NoticeEnd end;
  Instant at{};
};
// Rows that ended before that time are not needed any more.
struct OutboxForget {
  Instant before{};
};
using OutboxChange = std::variant<gateway::NoticeDelay, OutboxEnd, OutboxForget>;

class OutboxWriter {
 public:
  explicit OutboxWriter(SQLite::Database& database);
  void add(const gateway::NoticeRow& notice);
  // A row that has ended, or is not there, stays as it is.
  void write(const OutboxChange& change);

 private:
  SQLite::Statement add_;
  SQLite::Statement delay_;
  SQLite::Statement end_;
  SQLite::Statement forget_;
};

}  // namespace yingda::store
