#pragma once
// What figures are made of, as columns: one row an order, a visitor's talk, a conversation that an
// agent took. Written in the transaction of the step that changes them, by nobody else, so that the
// figures need no JSON and no log to be read.

#include <map>
#include <string>

#include "gateway/ports.hpp"
#include "store/sql.hpp"
#include "workorder/figures.hpp"

namespace yingda::store {

class FactsWriter {
 public:
  explicit FactsWriter(SQLite::Database& database);
  void write(const gateway::Batch& batch);

 private:
  friend class FactsBackfill;
  void put(const workorder::ServiceRecord& record, const std::string& conversation);
  void put_talk(const std::string& conversation, Instant began_at, bool person);

  SQLite::Statement put_order_;
  SQLite::Statement rate_;
  SQLite::Statement put_talk_;
  SQLite::Statement returned_;
  SQLite::Statement put_stint_;
};

// The columns that `record_of` reads, in its order.
inline constexpr auto fact_columns =
    "number, team, owner, type, tier, urgent, opened_at, handed_at, first_response_at, "
    "first_response_missed, resolved_at, resolve_missed, reopened, withdrawn, merged, transfers, "
    "broken, compensation";
workorder::ServiceRecord record_of(Query& row);

// Makes the rows of everything that was stored before there were any. Inside the migration's
// transaction.
void fill_facts(SQLite::Database& database);

}  // namespace yingda::store
