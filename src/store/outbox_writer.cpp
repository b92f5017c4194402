#include "store/outbox_writer.hpp"

#include "base/overloaded.hpp"

namespace yingda::store {
namespace {

// Due at once.
constexpr auto add_notice_sql =
    "INSERT INTO outbox(id, endpoint, conversation, step, number, type, body, created_at, next_at, "
    "recipient) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, ?9)";
constexpr auto delay_notice_sql =
    "UPDATE outbox SET attempts = ?3, next_at = ?4 "
    "WHERE id = ?1 AND endpoint = ?2 AND next_at IS NOT NULL";
constexpr auto end_notice_sql =
    "UPDATE outbox SET attempts = ?3, result = ?4, ended_at = ?5, next_at = NULL "
    "WHERE id = ?1 AND endpoint = ?2 AND next_at IS NOT NULL";
// In pieces: whoever waits for the writer does not wait for a month of notices.
constexpr auto forget_notices_sql =
    "DELETE FROM outbox WHERE (id, endpoint) IN "
    "(SELECT id, endpoint FROM outbox WHERE ended_at < ? LIMIT 500)";

}  // namespace

OutboxWriter::OutboxWriter(SQLite::Database& database)
    : add_(database, add_notice_sql),
      delay_(database, delay_notice_sql),
      end_(database, end_notice_sql),
      forget_(database, forget_notices_sql) {}

void OutboxWriter::add(const gateway::NoticeRow& notice) {
  run(add_, notice.id, notice.endpoint, notice.conversation, notice.step, notice.number,
      notice.type, notice.body, notice.created_at, notice.recipient);
}

void OutboxWriter::write(const OutboxChange& change) {
  std::visit(Overloaded{
                 [&](const gateway::NoticeDelay& delay) {
                   run(delay_, delay.id, delay.endpoint, delay.attempts, delay.next_at);
                 },
                 [&](const OutboxEnd& ended) {
                   const auto& end = ended.end;
                   run(end_, end.id, end.endpoint, end.attempts, end.result, ended.at);
                 },
                 [&](const OutboxForget& forget) { run(forget_, forget.before); },
             },
             change);
}

}  // namespace yingda::store
