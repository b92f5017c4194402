#include "store/desk_book.hpp"

#include "store/database.hpp"
#include "store/sql.hpp"

namespace yingda::store {
namespace {

constexpr auto views_sql = "SELECT version, views FROM desk_views WHERE staff = ?";
constexpr auto save_views_sql =
    "INSERT INTO desk_views(staff, version, views) SELECT ?1, ?2 + 1, ?3 WHERE ?2 = "
    "coalesce((SELECT version FROM desk_views WHERE staff = ?1), 0) "
    "ON CONFLICT DO UPDATE SET version = excluded.version, views = excluded.views";
constexpr auto keys_sql = "SELECT version, keys FROM desk_keys WHERE staff = ?";
constexpr auto save_keys_sql =
    "INSERT INTO desk_keys(staff, version, keys) SELECT ?1, ?2 + 1, ?3 WHERE ?2 = "
    "coalesce((SELECT version FROM desk_keys WHERE staff = ?1), 0) "
    "ON CONFLICT DO UPDATE SET version = excluded.version, keys = excluded.keys";
constexpr auto mentions_sql =
    "SELECT m.conversation, m.pos, m.at, m.by_id, m.by_name, c.state FROM mentions AS m "
    "JOIN conversations AS c ON c.id = m.conversation WHERE m.staff = ? AND m.seen_at IS NULL "
    "ORDER BY m.at DESC LIMIT ?";
constexpr auto see_sql =
    "UPDATE mentions SET seen_at = ? WHERE staff = ? AND conversation = ? AND seen_at IS NULL";

}  // namespace

struct DeskBook::Impl {
  explicit Impl(const std::filesystem::path& dir)
      : database(open_database(dir, Access::read_write)),
        views(*database, views_sql),
        save(*database, save_views_sql),
        keys(*database, keys_sql),
        save_keys(*database, save_keys_sql),
        mentions(*database, mentions_sql),
        see(*database, see_sql) {}

  std::unique_ptr<SQLite::Database> database;
  SQLite::Statement views;
  SQLite::Statement save;
  SQLite::Statement keys;
  SQLite::Statement save_keys;
  SQLite::Statement mentions;
  SQLite::Statement see;
};

DeskBook::DeskBook(const std::filesystem::path& dir) : impl_(std::make_unique<Impl>(dir)) {}

DeskBook::~DeskBook() = default;

SavedViews DeskBook::views(const std::string& staff) {
  Query found(impl_->views, staff);
  if (!found.next()) return {};
  return {found.number(0), found.text(1)};
}

std::optional<SavedViews> DeskBook::save(const std::string& staff, std::int64_t version,
                                         const std::string& views) {
  if (run(impl_->save, staff, version, views) == 0) return std::nullopt;
  return SavedViews{version + 1, views};
}

SavedKeys DeskBook::keys(const std::string& staff) {
  Query found(impl_->keys, staff);
  if (!found.next()) return {};
  return {found.number(0), found.text(1)};
}

std::optional<SavedKeys> DeskBook::save_keys(const std::string& staff, std::int64_t version,
                                             const std::string& keys) {
  if (run(impl_->save_keys, staff, version, keys) == 0) return std::nullopt;
  return SavedKeys{version + 1, keys};
}

std::vector<OpenMention> DeskBook::mentions(const std::string& staff, std::size_t rows) {
  std::vector<OpenMention> out;
  Query found(impl_->mentions, staff, rows);
  while (found.next()) {
    out.push_back({found.text(0), found.count(1), found.time(2), found.text(3), found.text(4),
                   found.text(5)});
  }
  return out;
}

int DeskBook::see(const std::string& staff, const std::string& conversation, Instant now) {
  return run(impl_->see, now, staff, conversation);
}

}  // namespace yingda::store
