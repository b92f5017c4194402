#pragma once
// The little we need around SQLiteCpp's statements: bind in order, run, always reset. Values are
// bound without a copy, so they must outlive the call, which arguments do. `tryReset` because a
// plain reset throws the last step's error a second time.

#include <SQLiteCpp/SQLiteCpp.h>

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>

#include "base/time.hpp"

namespace yingda::store {

inline std::int64_t to_ms(Instant at) { return at.time_since_epoch().count(); }
inline Instant from_ms(std::int64_t ms) { return Instant(TimeSpan(ms)); }

inline void bind_value(SQLite::Statement& statement, int index, const std::string& value) {
  statement.bindNoCopy(index, value);
}
// Bytes that are no text; the string must outlive the call.
struct Blob {
  const std::string& bytes;
};
inline void bind_value(SQLite::Statement& statement, int index, const Blob& value) {
  statement.bindNoCopy(index, value.bytes.data(), static_cast<int>(value.bytes.size()));
}
template <std::integral T>
void bind_value(SQLite::Statement& statement, int index, T value) {
  statement.bind(index, static_cast<std::int64_t>(value));
}
inline void bind_value(SQLite::Statement& statement, int index, Instant value) {
  statement.bind(index, to_ms(value));
}
inline void bind_value(SQLite::Statement& statement, int index,
                       const std::optional<std::string>& value) {
  if (value) {
    statement.bindNoCopy(index, *value);
  } else {
    statement.bind(index);
  }
}
inline void bind_value(SQLite::Statement& statement, int index, std::optional<Instant> value) {
  if (value) {
    statement.bind(index, to_ms(*value));
  } else {
    statement.bind(index);
  }
}

// Resets on the way out, so that no cached statement keeps a transaction open.
class Query {
 public:
  template <class... Values>
  explicit Query(SQLite::Statement& statement, const Values&... values) : statement_(statement) {
    statement_.tryReset();
    int index = 0;
    (bind_value(statement_, ++index, values), ...);
  }
  ~Query() { statement_.tryReset(); }
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  bool next() { return statement_.executeStep(); }
  std::string text(int column) { return statement_.getColumn(column).getString(); }
  // The same for a column of bytes.
  std::string bytes(int column) { return text(column); }
  std::int64_t number(int column) { return statement_.getColumn(column).getInt64(); }
  std::uint64_t count(int column) { return static_cast<std::uint64_t>(number(column)); }
  bool is_null(int column) { return statement_.isColumnNull(column); }
  Instant time(int column) { return from_ms(number(column)); }

 private:
  SQLite::Statement& statement_;
};

// Runs a statement without rows; returns how many rows it changed.
template <class... Values>
int run(SQLite::Statement& statement, const Values&... values) {
  Query query(statement, values...);
  return statement.exec();
}

// A write transaction from the start, so that it cannot fail half-way for want of the lock.
class WriteTransaction {
 public:
  explicit WriteTransaction(SQLite::Database& database) : database_(database) {
    database_.exec("BEGIN IMMEDIATE");
  }
  ~WriteTransaction() {
    if (!done_) database_.tryExec("ROLLBACK");
  }
  WriteTransaction(const WriteTransaction&) = delete;
  WriteTransaction& operator=(const WriteTransaction&) = delete;

  void commit() {
    database_.exec("COMMIT");
    done_ = true;
  }

 private:
  SQLite::Database& database_;
  bool done_ = false;
};

}  // namespace yingda::store
