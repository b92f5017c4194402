#include "store/history.hpp"

#include <nlohmann/json.hpp>

#include "store/database.hpp"
#include "store/eraser.hpp"
#include "store/random.hpp"
#include "store/sql.hpp"

namespace yingda::store {
namespace {

constexpr auto meta_sql = "SELECT value FROM meta WHERE key = ?";
constexpr auto timers_sql = "SELECT conversation, key, due FROM timers ORDER BY due";
constexpr auto open_sql =
    "SELECT id, state FROM conversations WHERE handling <> 'bot' "
    "ORDER BY coalesce(queued_at, updated_at), id";
constexpr auto calls_sql =
    "SELECT conversation, id, action, arguments, timeout_s FROM calls ORDER BY conversation, id";
// GD20261121-0042-8: the day is a fixed prefix, the running number may grow beyond four digits.
constexpr auto last_order_sql =
    "SELECT substr(number, 3, 8), max(CAST(substr(number, 12, length(number) - 13) AS INTEGER)) "
    "FROM orders WHERE substr(number, 1, 11) = "
    "(SELECT substr(max(number), 1, 11) FROM orders WHERE number GLOB 'GD[0-9]*') GROUP BY 1";
constexpr auto recent_sql = "SELECT id FROM conversations ORDER BY updated_at DESC, id LIMIT ?";
constexpr auto newest_conversation_sql =
    "SELECT updated_at FROM conversations ORDER BY updated_at DESC LIMIT 1";
// One statement sees one state of the database: a running server may go on between two.
constexpr auto recorded_sql =
    "SELECT log.step, release, event, last_pos, last_seq, conversations.step, state "
    "FROM conversations LEFT JOIN log ON log.conversation = id WHERE id = ? ORDER BY log.step";
// Every page is read once or twice: mapped, it is not copied. Bytes; more than that is read.
constexpr auto map_sql = "PRAGMA mmap_size=4294967296";

std::string meta(SQLite::Database& database, const std::string& key) {
  SQLite::Statement statement(database, meta_sql);
  Query found(statement, key);
  if (!found.next()) throw StoreError("the database has no " + key + ": restore a backup");
  return found.text(0);
}

std::map<std::string, std::string> read_arguments(const std::string& json) {
  std::map<std::string, std::string> out;
  const auto parsed = nlohmann::json::parse(json, nullptr, false);
  if (!parsed.is_object()) return out;
  for (const auto& [key, value] : parsed.items()) {
    if (value.is_string()) out.emplace(key, value.get<std::string>());
  }
  return out;
}

// One row after another, each made into a T.
template <class T, class Make>
std::vector<T> all(SQLite::Database& database, const char* sql, Make make) {
  std::vector<T> out;
  SQLite::Statement statement(database, sql);
  Query found(statement);
  while (found.next()) out.push_back(make(found));
  return out;
}

}  // namespace

gateway::StartState load_start_state(const std::filesystem::path& dir) {
  const auto database = open_database(dir, Access::read_only);
  gateway::StartState start;
  start.epoch = meta(*database, "epoch");
  start.token_key = from_base64(meta(*database, "token_key"));
  if (start.token_key.size() != 32) throw StoreError("the database's token key is damaged");
  start.timers = all<gateway::TimerRow>(*database, timers_sql, [](Query& row) {
    return gateway::TimerRow{row.text(0), row.text(1), row.time(2)};
  });
  start.open_states = all<std::pair<std::string, std::string>>(
      *database, open_sql, [](Query& row) { return std::pair(row.text(0), row.text(1)); });
  start.calls = all<gateway::CallRow>(*database, calls_sql, [](Query& row) {
    return gateway::CallRow{row.text(0), row.text(1), row.text(2), read_arguments(row.text(3)),
                            static_cast<int>(row.number(4))};
  });
  SQLite::Statement last_order(*database, last_order_sql);
  if (Query found(last_order); found.next()) {
    start.last_order_day = found.text(0);
    start.last_order_running = found.count(1);
  }
  return start;
}

struct History::Impl {
  explicit Impl(const std::filesystem::path& dir)
      : database(open_database(dir, Access::read_only)),
        recent(*database, recent_sql),
        newest(*database, newest_conversation_sql),
        recorded(*database, recorded_sql) {
    database->exec(map_sql);
  }

  std::unique_ptr<SQLite::Database> database;
  SQLite::Statement recent;
  SQLite::Statement newest;
  SQLite::Statement recorded;
};

History::History(const std::filesystem::path& dir) : impl_(std::make_unique<Impl>(dir)) {}

History::~History() = default;

std::vector<std::string> History::recent(std::size_t count) {
  std::vector<std::string> out;
  Query found(impl_->recent, count == 0 ? std::int64_t{-1} : static_cast<std::int64_t>(count));
  while (found.next()) out.push_back(found.text(0));
  return out;
}

std::optional<Instant> History::newest() {
  Query found(impl_->newest);
  if (!found.next()) return std::nullopt;
  return found.time(0);
}

gateway::Recording History::recording(const std::string& conversation) {
  gateway::Recording out;
  Query found(impl_->recorded, conversation);
  while (found.next()) {
    if (out.last.state.empty()) out.last = {found.text(6), found.count(5)};
    if (found.is_null(0)) break;  // no step
    auto event = found.text(2);
    const bool erased = event == erased_event;
    out.steps.push_back(
        {found.count(0), found.text(1), std::move(event), erased, found.count(3), found.count(4)});
  }
  return out;
}

}  // namespace yingda::store
