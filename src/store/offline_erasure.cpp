#include "store/offline_erasure.hpp"

#include <sqlite3.h>

#include "conversation/erasure.hpp"
#include "gateway/batch.hpp"
#include "store/batch_writer.hpp"
#include "store/database.hpp"
#include "store/evidence_files.hpp"
#include "store/partial_uploads.hpp"
#include "store/read_queries.hpp"
#include "store/serve_lock.hpp"
#include "wire/state_codec.hpp"

namespace yingda::store {
namespace {

using conversation::ErasureAsked;

constexpr auto release_before_sql =
    "SELECT release FROM log WHERE conversation = ? ORDER BY step DESC LIMIT 1";
constexpr auto put_line_sql =
    "INSERT INTO erasures(conversation, at, by, who, reason, entries, files) "
    "VALUES(?, ?, ?, '', '', 0, 0) ON CONFLICT DO NOTHING";

std::string release_before(SQLite::Database& database, const std::string& conversation) {
  SQLite::Statement select(database, release_before_sql);
  Query found(select, conversation);
  return found.next() ? found.text(0) : std::string();
}

gateway::ErasureOutcome erasure_outcome(const conversation::State& state, const ErasureAsked& asked,
                                        Instant at) {
  if (conversation::is_erased(state)) return {true};
  auto kept = conversation::keeping(state, at, std::chrono::seconds(asked.cases_kept_s));
  if (!kept) return {};
  return {false, std::move(kept->numbers), kept->until};
}

// What is written must be in the database itself, not in its log, before anybody is told.
Result<> empty_log(SQLite::Database& database) {
  const int result = sqlite3_wal_checkpoint_v2(database.getHandle(), nullptr,
                                               SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  if (result == SQLITE_OK) return {};
  return Error{ErrorCode::unavailable,
               "it is erased, but another program reads the database, so that its bytes are still "
               "in yingda.db-wal; they go with the server's next start"};
}

}  // namespace

Result<gateway::ErasureOutcome> erase_stored(SQLite::Database& database,
                                             const std::string& conversation,
                                             const ErasureAsked& asked, Instant at) {
  ReadQueries queries(database);
  const auto loaded = queries.load(conversation);
  if (!loaded) return Error{ErrorCode::not_found, "there is no conversation " + conversation};
  auto state = wire::decode_state(loaded->state);
  if (!state) return state.error();
  if (conversation::is_erased(*state)) return gateway::ErasureOutcome{true};
  const conversation::Event event{at, asked, {}, {}};
  const auto transition = conversation::step(conversation::Catalog{}, *std::move(state), event);
  if (transition.refused) {
    return Error{transition.refused->code, transition.refused->message};
  }
  auto batch = gateway::make_batch(event, transition, gateway::encode_entries(transition.entries),
                                   std::nullopt);
  batch.release = release_before(database, conversation);
  BatchWriter writer(database);
  if (auto written = writer.write(batch); !written) return written.error();
  return erasure_outcome(transition.next, asked, at);
}

Result<gateway::ErasureOutcome> erase_in(const std::filesystem::path& dir,
                                         const std::string& conversation, const ErasureAsked& asked,
                                         Instant at) {
  const ServeLock lock(dir);
  const auto database = open_database(dir, Access::read_write);
  gateway::ErasureOutcome out;
  {
    WriteTransaction transaction(*database);
    auto outcome = erase_stored(*database, conversation, asked, at);
    if (!outcome) return outcome;
    out = *std::move(outcome);
    if (out.erased) {
      const auto by = std::string(conversation::to_string(asked.by));
      add_to_erased_list(dir, {{conversation, at, by}});
    }
    transaction.commit();
  }
  remove_erased_files(dir, *database);
  if (out.erased) PartialUploads(dir).drop_of(conversation);
  if (auto emptied = empty_log(*database); !emptied) return emptied.error();
  return out;
}

Result<> write_anew(const std::filesystem::path& dir) {
  const ServeLock lock(dir);
  const auto database = open_database(dir, Access::read_write);
  database->exec("VACUUM");
  return empty_log(*database);
}

Result<std::size_t> erase_again(SQLite::Database& database, const std::vector<ErasedLine>& lines,
                                Instant at) {
  std::size_t erased = 0;
  const ErasureAsked again{conversation::ErasedFor::restored, "", "", 0};
  WriteTransaction transaction(database);
  SQLite::Statement put_line(database, put_line_sql);
  SQLite::Statement known(database, "SELECT 1 FROM erasures WHERE conversation = ?");
  SQLite::Statement went_on(database, "SELECT 1 FROM log WHERE conversation = ? AND at > ?");
  for (const auto& line : lines) {
    if (Query(known, line.conversation).next()) continue;
    // Nothing is taken after an erasure: this one was listed, but its commit failed.
    if (Query(went_on, line.conversation, line.at).next()) continue;
    const auto outcome = erase_stored(database, line.conversation, again, at);
    if (outcome) {
      ++erased;
    } else if (outcome.error().code == ErrorCode::not_found) {
      run(put_line, line.conversation, line.at, line.by);
    } else {
      return Error{outcome.error().code,
                   "cannot erase " + line.conversation + " again: " + outcome.error().detail};
    }
  }
  transaction.commit();
  return erased;
}

}  // namespace yingda::store
