#include "store/archive.hpp"

#include <limits>
#include <nlohmann/json.hpp>

#include "store/entries.hpp"
#include "store/errors.hpp"
#include "store/sql.hpp"
#include "store/worker.hpp"

namespace yingda::store {
namespace {

using gateway::ArchiveFind;
using gateway::ArchivePage;
using gateway::ArchivePlace;
using gateway::ArchiveQuery;
using gateway::Stage;

// Enough to show where the words stand.
constexpr std::size_t steps_shown_max = 3;

// Of what was erased there is nothing to find; what is only kept because the law wants it, once its
// case is over, nobody is to come across.
constexpr auto candidates_sql =
    "SELECT id, updated_at FROM conversations AS c WHERE (updated_at, id) < (?1, ?2) "
    "AND NOT EXISTS(SELECT 1 FROM erasures WHERE conversation = c.id) "
    "AND NOT (handling = 'bot' AND EXISTS(SELECT 1 FROM retention "
    "WHERE conversation = c.id AND asked_at IS NOT NULL))";
constexpr auto newest_first_sql = " ORDER BY updated_at DESC, id DESC LIMIT ?3";
constexpr auto had_people_sql = "EXISTS(SELECT 1 FROM orders WHERE conversation = c.id)";
// Their own, what they answer for, and what their teams have or wait for.
constexpr auto visible_sql =
    " AND (agent = ?4 OR EXISTS(SELECT 1 FROM orders WHERE conversation = c.id AND owner = ?4)"
    " OR (handling <> 'bot' AND (?5 = '[]' OR team IN (SELECT value FROM json_each(?5)))))";
constexpr auto state_sql = "SELECT state FROM conversations WHERE id = ?";
constexpr auto in_state_sql =
    "SELECT 1 FROM conversations WHERE id = ?1 AND state LIKE ?2 ESCAPE '\\'";
constexpr auto in_log_sql =
    "SELECT entries FROM log WHERE conversation = ?1 AND entries LIKE ?2 ESCAPE '\\' "
    "ORDER BY step DESC LIMIT ?3";

std::string condition_of(Stage stage) {
  switch (stage) {
    case Stage::any:
      return {};
    case Stage::queued:
      return " AND handling = 'queued'";
    case Stage::agent:
      return " AND handling = 'agent'";
    case Stage::bot:
      return std::string(" AND handling = 'bot' AND NOT ") + had_people_sql;
    case Stage::ended:
      return std::string(" AND handling = 'bot' AND ") + had_people_sql;
  }
  return {};
}

// A pattern for LIKE that finds the words as they stand in JSON text.
std::string pattern_of(const std::string& words) {
  const std::string quoted =
      nlohmann::json(words).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  std::string out = "%";
  for (const char c : quoted.substr(1, quoted.size() - 2)) {
    if (c == '%' || c == '_' || c == '\\') out += '\\';
    out += c;
  }
  return out + "%";
}

class Look {
 public:
  Look(SQLite::Database& database, const ArchiveQuery& query, std::size_t examined_max)
      : query_(query),
        examined_max_(query.words.empty() ? query.rows : examined_max),
        database_(database),
        state_(database, state_sql),
        in_state_(database, in_state_sql),
        in_log_(database, in_log_sql) {}

  ArchivePage page() {
    ArchivePage out;
    const auto candidates = newest();
    const std::string pattern = pattern_of(query_.words);
    for (const auto& place : candidates) {
      if (out.found.size() == query_.rows) break;
      out.next = place;
      take(place, pattern, out);
    }
    const bool all_read =
        candidates.empty() || out.next->conversation == candidates.back().conversation;
    if (all_read && candidates.size() < examined_max_) out.next.reset();
    return out;
  }

 private:
  std::vector<ArchivePlace> newest() {
    std::string sql = candidates_sql + condition_of(query_.stage);
    if (!query_.everything) sql += visible_sql;
    SQLite::Statement statement(database_, sql + newest_first_sql);
    const auto at =
        query_.after ? to_ms(query_.after->updated_at) : std::numeric_limits<std::int64_t>::max();
    const std::string id = query_.after ? query_.after->conversation : std::string();
    statement.bind(1, at);
    statement.bindNoCopy(2, id);
    statement.bind(3, static_cast<std::int64_t>(examined_max_));
    const std::string teams = nlohmann::json(query_.teams).dump();
    if (!query_.everything) {
      statement.bindNoCopy(4, query_.staff);
      statement.bindNoCopy(5, teams);
    }
    std::vector<ArchivePlace> out;
    while (statement.executeStep()) {
      out.push_back(
          {from_ms(statement.getColumn(1).getInt64()), statement.getColumn(0).getString()});
    }
    return out;
  }

  void take(const ArchivePlace& place, const std::string& pattern, ArchivePage& out) {
    ArchiveFind find{place.conversation, place.updated_at, {}, {}};
    if (!query_.words.empty()) {
      find.entries = entries_with(place.conversation, pattern);
      if (find.entries.empty() && !Query(in_state_, place.conversation, pattern).next()) return;
    }
    Query state(state_, place.conversation);
    if (!state.next()) return;
    find.state = state.text(0);
    out.found.push_back(std::move(find));
  }

  std::vector<std::string> entries_with(const std::string& conversation,
                                        const std::string& pattern) {
    std::vector<std::string> out;
    Query found(in_log_, conversation, pattern, steps_shown_max);
    while (found.next()) {
      for (auto& entry : read_entries(found.text(0))) out.push_back(std::move(entry.json));
    }
    return out;
  }

  const ArchiveQuery& query_;
  const std::size_t examined_max_;
  SQLite::Database& database_;
  SQLite::Statement state_;
  SQLite::Statement in_state_;
  SQLite::Statement in_log_;
};

}  // namespace

struct Archive::Impl {
  Impl(const std::filesystem::path& dir, Post post_to, ArchiveOptions settings)
      : options(std::move(settings)),
        post(std::move(post_to)),
        database(open_database(dir, Access::read_only)),
        worker(options.queue_max) {}

  Result<ArchivePage> look(const ArchiveQuery& query) {
    try {
      return Look(*database, query, options.examined_max).page();
    } catch (const SQLite::Exception& error) {
      if (severity_of(error) == Severity::fatal) {
        options.fatal("the store is damaged (" + std::string(error.what()) + "): stopping");
      }
      return unavailable(error);
    }
  }

  const ArchiveOptions options;
  const Post post;
  std::unique_ptr<SQLite::Database> database;
  Worker worker;  // last: it uses the rest until it is joined
};

Archive::Archive(const std::filesystem::path& dir, Post post, ArchiveOptions options)
    : impl_(std::make_unique<Impl>(dir, std::move(post), std::move(options))) {}

Archive::~Archive() = default;

void Archive::find(gateway::ArchiveQuery query,
                   std::function<void(Result<gateway::ArchivePage>)> done) {
  const bool taken = impl_->worker.submit([impl = impl_.get(), query = std::move(query), done] {
    impl->post([done, page = impl->look(query)]() mutable { done(std::move(page)); });
  });
  if (taken) return;
  impl_->post([done = std::move(done)] {
    done(Error{ErrorCode::overloaded, "too many people are searching just now"});
  });
}

void Archive::stop() { impl_->worker.stop(); }

}  // namespace yingda::store
