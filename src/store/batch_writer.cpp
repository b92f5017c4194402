#include "store/batch_writer.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "store/entries.hpp"
#include "store/errors.hpp"
#include "store/log_chain.hpp"

namespace yingda::store {
namespace {

using gateway::Batch;
using gateway::ClientKey;
using gateway::Committed;

constexpr auto insert_key_sql =
    "INSERT INTO client_keys(conversation, sender, id, hash, pos, seq) VALUES(?, ?, ?, ?, ?, ?) "
    "ON CONFLICT DO NOTHING";
constexpr auto select_key_sql =
    "SELECT hash, pos, seq FROM client_keys WHERE conversation = ? AND sender = ? AND id = ?";
constexpr auto insert_conversation_sql =
    "INSERT INTO conversations(step, pos, seq, handling, team, agent, queued_at, updated_at, "
    "state, id, visitor) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
constexpr auto update_conversation_sql =
    "UPDATE conversations SET step = ?1, pos = ?2, seq = ?3, handling = ?4, team = ?5, agent = ?6, "
    "queued_at = ?7, updated_at = ?8, state = ?9, visitor = ?11 "
    "WHERE id = ?10 AND step = ?1 - 1";
constexpr auto insert_log_sql =
    "INSERT INTO log(conversation, step, at, release, event, entries, first_pos, last_pos, "
    "first_seq, last_seq, commitments, head) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto put_act_sql =
    "INSERT INTO staff_acts(at, conversation, step, actor, act) VALUES(?, ?, ?, ?, ?)";
constexpr auto select_head_sql = "SELECT head FROM log WHERE conversation = ? AND step = ? - 1";
constexpr auto delete_timer_sql = "DELETE FROM timers WHERE conversation = ? AND key = ?";
constexpr auto put_timer_sql =
    "INSERT INTO timers(conversation, key, due) VALUES(?, ?, ?) "
    "ON CONFLICT DO UPDATE SET due = excluded.due";
// A number is never taken over by another conversation, whatever went wrong when it was given out.
constexpr auto put_order_sql =
    "INSERT INTO orders(number, conversation, status, owner, opened_at, json) "
    "VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET status = excluded.status, "
    "owner = excluded.owner, json = excluded.json WHERE conversation = excluded.conversation";
constexpr auto delete_call_sql = "DELETE FROM calls WHERE conversation = ? AND id = ?";
constexpr auto put_call_sql =
    "INSERT INTO calls(conversation, id, action, arguments, timeout_s) VALUES(?, ?, ?, ?, ?) "
    "ON CONFLICT DO UPDATE SET action = excluded.action, arguments = excluded.arguments, "
    "timeout_s = excluded.timeout_s";
constexpr auto put_mention_sql =
    "INSERT INTO mentions(staff, conversation, pos, at, by_id, by_name) VALUES(?, ?, ?, ?, ?, ?) "
    "ON CONFLICT DO NOTHING";
constexpr auto put_rating_sql =
    "INSERT INTO ratings(conversation, at, score) VALUES(?, ?, ?) "
    "ON CONFLICT DO UPDATE SET at = excluded.at, score = excluded.score";
// The quota is looked at where nobody can come in between.
constexpr auto put_evidence_sql =
    "INSERT INTO evidence(id, conversation, sender, name, media_type, size, sha256, at) "
    "SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 FROM (SELECT count(*) AS files, "
    "coalesce(sum(at > ?9), 0) AS files_lately, "
    "coalesce(sum(CASE WHEN at > ?9 THEN size END), 0) AS bytes_lately "
    "FROM evidence WHERE conversation = ?2 AND sender = ?3) "
    "WHERE (?10 = 0 OR files < ?10) AND (?11 = 0 OR files_lately < ?11) "
    "AND (?12 = 0 OR bytes_lately + ?6 <= ?12) "
    "AND NOT EXISTS(SELECT 1 FROM erasures WHERE conversation = ?2)";
constexpr auto put_quiet_day_sql =
    "INSERT INTO retention(conversation, quiet_day) VALUES(?, ?) "
    "ON CONFLICT DO UPDATE SET quiet_day = excluded.quiet_day "
    "WHERE quiet_day < excluded.quiet_day";
constexpr auto mark_attached_sql =
    "UPDATE evidence SET attached = 1 WHERE id = ? AND conversation = ?";

Error internal(std::string detail) { return {ErrorCode::internal, std::move(detail)}; }

// Bytes that came from outside may be no UTF-8; that must not lose the call.
std::string arguments_json(const std::map<std::string, std::string>& arguments) {
  return nlohmann::json(arguments).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

BatchWriter::BatchWriter(SQLite::Database& database)
    : savepoint_(database, "SAVEPOINT batch"),
      rollback_to_(database, "ROLLBACK TO batch"),
      release_(database, "RELEASE batch"),
      insert_key_(database, insert_key_sql),
      select_key_(database, select_key_sql),
      insert_conversation_(database, insert_conversation_sql),
      update_conversation_(database, update_conversation_sql),
      insert_log_(database, insert_log_sql),
      select_head_(database, select_head_sql),
      delete_timer_(database, delete_timer_sql),
      put_timer_(database, put_timer_sql),
      put_order_(database, put_order_sql),
      delete_call_(database, delete_call_sql),
      put_call_(database, put_call_sql),
      put_act_(database, put_act_sql),
      put_mention_(database, put_mention_sql),
      put_rating_(database, put_rating_sql),
      put_evidence_(database, put_evidence_sql),
      put_quiet_day_(database, put_quiet_day_sql),
      mark_attached_(database, mark_attached_sql),
      outbox_(database),
      facts_(database),
      eraser_(database) {}

Result<Committed> BatchWriter::write(const Batch& batch) {
  run(savepoint_);
  try {
    auto outcome = write_parts(batch);
    if (!outcome || outcome->duplicate) {
      undo();
    } else {
      run(release_);
    }
    return outcome;
  } catch (const SQLite::Exception& error) {
    if (severity_of(error) != Severity::batch) throw;
    undo();
    return internal("the batch cannot be written: " + std::string(error.what()));
  }
}

Result<Committed> BatchWriter::write(const EvidenceInsert& insert) {
  const auto& row = insert.row;
  const auto& file = row.file;
  const auto& quota = insert.quota;
  try {
    const int added =
        run(put_evidence_, file.id, row.conversation, row.sender, file.name, file.media_type,
            file.size, file.sha256, row.at, row.at - std::chrono::hours(24), quota.files_max,
            quota.files_per_day_max, quota.bytes_per_day_max);
    if (added == 1) return Committed{};
    return Error{ErrorCode::rate_limited, "no more files can be taken from you today"};
  } catch (const SQLite::Exception& error) {
    if (severity_of(error) != Severity::batch) throw;
    return internal("the file cannot be noted: " + std::string(error.what()));
  }
}

Result<Committed> BatchWriter::write(const OutboxChange& change) {
  try {
    outbox_.write(change);
    return Committed{};
  } catch (const SQLite::Exception& error) {
    if (severity_of(error) != Severity::batch) throw;
    return internal("the outbox cannot be written: " + std::string(error.what()));
  }
}

Result<Committed> BatchWriter::write(const RetentionChange& change) {
  try {
    eraser_.write(change);
    return Committed{};
  } catch (const SQLite::Exception& error) {
    if (severity_of(error) != Severity::batch) throw;
    return internal("what is to be erased cannot be noted: " + std::string(error.what()));
  }
}

Result<Committed> BatchWriter::write_parts(const Batch& batch) {
  // The key comes first: a frame sent again is a duplicate, not a conflict, although its
  // conversation has moved on.
  if (auto standing = take_key(batch)) return Committed{std::move(standing)};
  if (!move_conversation(batch)) {
    return Error{ErrorCode::conflict, "the conversation has moved on"};
  }
  const auto entries = write_entries(batch.entries);
  if (!entries) return internal("an entry holds a raw tab or line end");
  const auto visible = static_cast<std::uint64_t>(
      std::ranges::count_if(batch.entries, [](const auto& entry) { return entry.seq != 0; }));
  const auto chain = chain_columns(batch.conversation, head_before(batch), batch.entries);
  run(insert_log_, batch.conversation, batch.step, batch.at, batch.release, batch.event, *entries,
      batch.pos + 1 - batch.entries.size(), batch.pos, batch.seq + 1 - visible, batch.seq,
      Blob{chain.commitments}, Blob{chain.head});
  if (batch.actor) {
    run(put_act_, batch.at, batch.conversation, batch.step, *batch.actor, batch.act);
  }
  write_timers(batch);
  write_calls(batch);
  for (const auto& mention : batch.mentions) {
    run(put_mention_, mention.staff, batch.conversation, mention.pos, batch.at, mention.by.id,
        mention.by.name);
  }
  if (batch.rating) run(put_rating_, batch.conversation, batch.at, *batch.rating);
  for (const auto& notice : batch.notices) outbox_.add(notice);
  for (const auto& end : batch.notices_ended) outbox_.write(OutboxEnd{end, batch.at});
  if (!write_orders(batch)) return internal("an order's number belongs to another conversation");
  facts_.write(batch);
  write_retention(batch, visible);
  return Committed{};
}

std::optional<ClientKey> BatchWriter::take_key(const Batch& batch) {
  if (!batch.client) return std::nullopt;
  const ClientKey& key = *batch.client;
  if (run(insert_key_, batch.conversation, key.sender, key.id, key.hash, key.pos, key.seq) == 1) {
    return std::nullopt;
  }
  Query found(select_key_, batch.conversation, key.sender, key.id);
  found.next();
  return ClientKey{key.sender, key.id, found.text(0), found.count(1), found.count(2)};
}

// Where the chain stands; empty at a conversation's first step.
std::string BatchWriter::head_before(const Batch& batch) {
  Query found(select_head_, batch.conversation, batch.step);
  return found.next() ? found.bytes(0) : std::string();
}

bool BatchWriter::move_conversation(const Batch& batch) {
  const auto& row = batch.row;
  auto& statement = batch.step == 1 ? insert_conversation_ : update_conversation_;
  return run(statement, batch.step, batch.pos, batch.seq, row.handling, row.team, row.agent,
             row.queued_at, row.updated_at, batch.state, batch.conversation, row.visitor) == 1;
}

bool BatchWriter::write_orders(const Batch& batch) {
  return std::ranges::all_of(batch.orders, [&](const gateway::OrderRow& order) {
    return run(put_order_, order.number, batch.conversation, order.status, order.owner,
               order.opened_at, order.json) == 1;
  });
}

// What ends comes first: a step may end a timer or a call and start its successor.
void BatchWriter::write_timers(const Batch& batch) {
  for (const auto& key : batch.timers_cancelled) run(delete_timer_, batch.conversation, key);
  for (const auto& timer : batch.timers_started) {
    run(put_timer_, batch.conversation, timer.key, timer.due);
  }
}

void BatchWriter::write_calls(const Batch& batch) {
  for (const auto& id : batch.calls_answered) run(delete_call_, batch.conversation, id);
  for (const auto& call : batch.calls_started) {
    run(put_call_, batch.conversation, call.id, call.action, arguments_json(call.arguments),
        call.timeout_s);
  }
}

void BatchWriter::write_retention(const Batch& batch, std::uint64_t visible) {
  if (visible > 0 || batch.step == 1) {
    const auto day = std::chrono::floor<std::chrono::days>(batch.at).time_since_epoch().count();
    run(put_quiet_day_, batch.conversation, day);
  }
  for (const auto& id : batch.evidence_attached) run(mark_attached_, id, batch.conversation);
  eraser_.write(EvidenceGone{batch.conversation, batch.evidence_erased});
  if (batch.erasure) eraser_.write(batch);
}

void BatchWriter::undo() {
  run(rollback_to_);
  run(release_);
}

}  // namespace yingda::store
