#include "store/traffic.hpp"

#include "store/database.hpp"
#include "store/entries.hpp"
#include "store/sql.hpp"

namespace yingda::store {
namespace {

constexpr auto newest_change_sql =
    "SELECT updated_at FROM conversations ORDER BY updated_at DESC LIMIT 1";
constexpr auto changed_since_sql =
    "SELECT id, step FROM conversations AS c WHERE updated_at >= ?1 "
    "AND NOT EXISTS(SELECT 1 FROM erasures WHERE conversation = c.id) "
    "AND NOT EXISTS(SELECT 1 FROM retention WHERE conversation = c.id AND asked_at IS NOT NULL) "
    "ORDER BY updated_at DESC, id LIMIT ?2";
constexpr auto steps_with_entries_sql =
    "SELECT step, event, entries FROM log WHERE conversation = ? ORDER BY step";

}  // namespace

struct Traffic::Impl {
  explicit Impl(const std::filesystem::path& dir)
      : database(open_database(dir, Access::read_only)),
        newest(*database, newest_change_sql),
        since(*database, changed_since_sql),
        steps(*database, steps_with_entries_sql) {}

  std::unique_ptr<SQLite::Database> database;
  SQLite::Statement newest;
  SQLite::Statement since;
  SQLite::Statement steps;
};

Traffic::Traffic(const std::filesystem::path& dir) : impl_(std::make_unique<Impl>(dir)) {}

Traffic::~Traffic() = default;

std::optional<Instant> Traffic::newest() {
  Query found(impl_->newest);
  if (!found.next()) return std::nullopt;
  return found.time(0);
}

std::vector<TrafficPlace> Traffic::since(Instant from, std::size_t rows) {
  std::vector<TrafficPlace> out;
  Query found(impl_->since, from, rows);
  while (found.next()) out.push_back({found.text(0), found.count(1)});
  return out;
}

std::vector<TrafficStep> Traffic::steps(const std::string& conversation) {
  std::vector<TrafficStep> out;
  Query found(impl_->steps, conversation);
  while (found.next()) {
    out.push_back({found.count(0), found.text(1), read_entries(found.text(2))});
  }
  return out;
}

}  // namespace yingda::store
