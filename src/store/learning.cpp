#include "store/learning.hpp"

#include "store/errors.hpp"
#include "store/sql.hpp"

namespace yingda::store {
namespace {

constexpr auto has_table_sql =
    "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'amendments'";
constexpr auto dismissals_sql =
    "SELECT number, at, by, locale, count, signature FROM learning_dismissals "
    "WHERE undone_at IS NULL ORDER BY number";
constexpr auto dismiss_sql =
    "INSERT INTO learning_dismissals(at, by, locale, count, signature) VALUES(?, ?, ?, ?, ?) "
    "RETURNING number";
constexpr auto undo_dismissal_sql =
    "UPDATE learning_dismissals SET undone_at = ? WHERE number = ? AND undone_at IS NULL";
constexpr auto amendments_sql =
    "SELECT number, at, author, cluster, kind, article, locale, path, content FROM amendments "
    "WHERE ended_at IS NULL ORDER BY number";
constexpr auto end_amendment_sql =
    "UPDATE amendments SET ended_at = ?, ended_as = ? WHERE number = ? AND ended_at IS NULL";

Error none_open(const char* what, std::int64_t number) {
  return {ErrorCode::not_found,
          "there is no open " + std::string(what) + " " + std::to_string(number)};
}

}  // namespace

struct Learning::Impl {
  Impl(const std::filesystem::path& dir, const gateway::Clock& the_clock, Access access)
      : clock(the_clock),
        database(open_database(dir, access)),
        known(SQLite::Statement(*database, has_table_sql).executeStep()) {}

  const gateway::Clock& clock;
  std::unique_ptr<SQLite::Database> database;
  const bool known;  // the tables are there
};

Learning::Learning(const std::filesystem::path& dir, const gateway::Clock& clock, Access access)
    : impl_(std::make_unique<Impl>(dir, clock, access)) {}

Learning::~Learning() = default;

std::vector<DismissalRow> Learning::dismissals() {
  std::vector<DismissalRow> out;
  if (!impl_->known) return out;
  SQLite::Statement statement(*impl_->database, dismissals_sql);
  Query row(statement);
  while (row.next()) {
    out.push_back({row.number(0), row.time(1), row.text(2), row.text(3),
                   static_cast<std::size_t>(row.count(4)), row.text(5)});
  }
  return out;
}

Result<std::int64_t> Learning::dismiss(const DismissalRow& row) {
  try {
    SQLite::Statement statement(*impl_->database, dismiss_sql);
    Query inserted(statement, impl_->clock.now(), row.by, row.locale, row.count, row.signature);
    inserted.next();
    const auto number = inserted.number(0);
    inserted.next();  // to its end, or nothing is committed
    return number;
  } catch (const SQLite::Exception& error) {
    return unavailable(error);
  }
}

Result<> Learning::undo_dismissal(std::int64_t number) {
  try {
    SQLite::Statement statement(*impl_->database, undo_dismissal_sql);
    if (run(statement, impl_->clock.now(), number) == 0) return none_open("dismissal", number);
    return {};
  } catch (const SQLite::Exception& error) {
    return unavailable(error);
  }
}

std::vector<AmendmentRow> Learning::amendments() {
  std::vector<AmendmentRow> out;
  if (!impl_->known) return out;
  SQLite::Statement statement(*impl_->database, amendments_sql);
  Query row(statement);
  while (row.next()) {
    out.push_back({row.number(0), row.time(1), row.text(2), row.text(3), row.text(4), row.text(5),
                   row.text(6), row.text(7), row.text(8)});
  }
  return out;
}

Result<> Learning::end_amendments(const std::vector<std::int64_t>& numbers, const std::string& as) {
  if (numbers.empty()) return {};
  try {
    const Instant now = impl_->clock.now();
    WriteTransaction transaction(*impl_->database);
    SQLite::Statement statement(*impl_->database, end_amendment_sql);
    for (const auto number : numbers) {
      if (run(statement, now, as, number) == 0) return none_open("addition", number);
    }
    transaction.commit();
    return {};
  } catch (const SQLite::Exception& error) {
    return unavailable(error);
  }
}

}  // namespace yingda::store
