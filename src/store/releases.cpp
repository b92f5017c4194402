#include "store/releases.hpp"

#include "store/bundle.hpp"
#include "store/errors.hpp"
#include "store/sql.hpp"

namespace yingda::store {
namespace {

constexpr std::size_t bytes_max = 64 * 1024 * 1024;
// In the bundle, beside the content's flows/ and knowledge_base/.
constexpr auto learned_path = "learned";

constexpr auto insert_release_sql =
    "INSERT INTO releases(number, at, author, source, digest, files) "
    "SELECT coalesce(max(number), 0) + 1, ?, ?, ?, ?, CAST(? AS BLOB) FROM releases";
constexpr auto insert_amendment_sql =
    "INSERT INTO amendments(at, author, cluster, kind, article, locale, path, content) "
    "VALUES(?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto end_carried_sql =
    "UPDATE amendments SET ended_at = ?, ended_as = 'written' WHERE number = ? AND ended_at IS "
    "NULL";
constexpr auto newest_release_sql = "SELECT coalesce(max(number), 0) FROM releases";
constexpr auto exists_sql = "SELECT 1 FROM releases WHERE number = ?";
constexpr auto files_sql = "SELECT files, digest FROM releases WHERE number = ?";
constexpr auto live_sql = "SELECT release FROM live";
constexpr auto set_live_sql =
    "INSERT INTO live(only_row, release, changed_at) VALUES(1, ?, ?) ON CONFLICT DO UPDATE SET "
    "release = excluded.release, changed_at = excluded.changed_at";
constexpr auto list_releases_sql =
    "SELECT number, at, author, source, digest, number = (SELECT release FROM live) FROM releases "
    "ORDER BY number DESC";
constexpr auto last_from_sql =
    "SELECT number, at, author, source, digest, number = (SELECT release FROM live) FROM releases "
    "WHERE source = ? ORDER BY number DESC LIMIT 1";

ReleaseInfo read_info(Query& row) {
  return {row.number(0), row.time(1), row.text(2), row.text(3), row.text(4), row.number(5) == 1};
}

Result<> check_files(const Files& files) {
  std::size_t bytes = 0;
  for (const auto& [path, content] : files) {
    if (!safe_path(path)) {
      return Error{ErrorCode::invalid, "a release cannot hold the path \"" + path + "\""};
    }
    bytes += path.size() + content.size();
  }
  if (bytes > bytes_max) return Error{ErrorCode::invalid, "the content is larger than 64 MiB"};
  return {};
}

Error damaged(std::int64_t number) {
  return {ErrorCode::internal, "release " + std::to_string(number) + " is damaged"};
}

Error no_release(std::int64_t number) {
  return {ErrorCode::not_found, "there is no release " + std::to_string(number)};
}

}  // namespace

struct Releases::Impl {
  Impl(const std::filesystem::path& dir, const gateway::Clock& the_clock, Access access)
      : clock(the_clock),
        database(open_database(dir, access)),
        insert(*database, insert_release_sql),
        newest(*database, newest_release_sql),
        exists(*database, exists_sql),
        files(*database, files_sql),
        live(*database, live_sql),
        set_live(*database, set_live_sql),
        list(*database, list_releases_sql),
        last_from(*database, last_from_sql) {}

  const gateway::Clock& clock;
  std::unique_ptr<SQLite::Database> database;
  SQLite::Statement insert;
  SQLite::Statement newest;
  SQLite::Statement exists;
  SQLite::Statement files;
  SQLite::Statement live;
  SQLite::Statement set_live;
  SQLite::Statement list;
  SQLite::Statement last_from;
};

Releases::Releases(const std::filesystem::path& dir, const gateway::Clock& clock, Access access)
    : impl_(std::make_unique<Impl>(dir, clock, access)) {}

Releases::~Releases() = default;

Result<std::int64_t> Releases::publish(const NewRelease& release) {
  if (const auto fine = check_files(release.files); !fine) return fine.error();
  Files bundle = release.files;
  if (!release.learned.empty()) bundle[learned_path] = release.learned;
  const std::string blob = write_bundle(bundle);
  try {
    const Instant now = impl_->clock.now();
    WriteTransaction transaction(*impl_->database);
    if (release.base && *release.base != live_number()) return overtaken(*release.base);
    run(impl_->insert, now, release.author, release.source, release.digest, blob);
    std::int64_t number = 0;
    {
      Query found(impl_->newest);
      found.next();
      number = found.number(0);
    }
    run(impl_->set_live, number, now);
    end_amendments(release.amendments_over, now);
    if (release.amendment) add_amendment(*release.amendment, release.author, now);
    transaction.commit();
    return number;
  } catch (const SQLite::Exception& error) {
    return unavailable(error);
  }
}

void Releases::add_amendment(const NewAmendment& amendment, const std::string& author,
                             Instant now) {
  SQLite::Statement insert(*impl_->database, insert_amendment_sql);
  run(insert, now, author, amendment.cluster, amendment.kind, amendment.article, amendment.locale,
      amendment.path, amendment.content);
}

void Releases::end_amendments(const std::vector<std::int64_t>& numbers, Instant now) {
  SQLite::Statement end(*impl_->database, end_carried_sql);
  for (const auto number : numbers) run(end, now, number);
}

// Two editors at once: the first has won, this one must look at what changed under it.
Error Releases::overtaken(std::int64_t base) {
  for (const auto& release : list()) {
    if (!release.live) continue;
    const auto live = std::to_string(release.number);
    return {ErrorCode::conflict, "release " + live + " by " + release.author + " went live at " +
                                     to_rfc3339(release.at) + ", after this one was begun on " +
                                     std::to_string(base) + "; see what it changes (publish " +
                                     "--diff " + std::to_string(base) + " " + live +
                                     ") and publish again"};
  }
  return {ErrorCode::conflict, "there is no live release to build on"};
}

std::int64_t Releases::live_number() {
  Query found(impl_->live);
  return found.next() ? found.number(0) : 0;
}

Result<StoredRelease> Releases::read(std::int64_t number) {
  try {
    Query found(impl_->files, number);
    if (!found.next()) return no_release(number);
    auto files = read_bundle(found.text(0));
    if (!files) return damaged(number);
    StoredRelease out{std::move(*files), found.text(1), {}};
    if (auto learned = out.files.extract(std::string(learned_path))) {
      out.learned = std::move(learned.mapped());
    }
    return out;
  } catch (const SQLite::Exception& error) {
    return severity_of(error) == Severity::fatal ? damaged(number) : unavailable(error);
  }
}

Result<Files> Releases::files(std::int64_t number) {
  auto release = read(number);
  if (!release) return release.error();
  return std::move(release->files);
}

Result<> Releases::set_live(std::int64_t number) {
  try {
    WriteTransaction transaction(*impl_->database);
    if (!Query(impl_->exists, number).next()) return no_release(number);
    run(impl_->set_live, number, impl_->clock.now());
    transaction.commit();
    return {};
  } catch (const SQLite::Exception& error) {
    return unavailable(error);
  }
}

std::vector<ReleaseInfo> Releases::list() {
  std::vector<ReleaseInfo> out;
  Query found(impl_->list);
  while (found.next()) out.push_back(read_info(found));
  return out;
}

std::optional<ReleaseInfo> Releases::last_from(const std::string& source) {
  Query found(impl_->last_from, source);
  if (!found.next()) return std::nullopt;
  return read_info(found);
}

}  // namespace yingda::store
