#include "store/outbox.hpp"

#include "store/questions.hpp"
#include "store/sql.hpp"

namespace yingda::store {
namespace {

using gateway::DueNotices;
using gateway::NoticeBacklog;
using gateway::NoticeRow;

// Each endpoint asks once at a time.
constexpr std::size_t questions_max = 256;

constexpr auto due_sql =
    "SELECT id, conversation, step, number, type, body, created_at, attempts, next_at, recipient "
    "FROM outbox WHERE endpoint = ? AND next_at IS NOT NULL ORDER BY next_at LIMIT ?";
constexpr auto delivered_to_sql =
    "SELECT count(*) FROM outbox "
    "WHERE recipient = ?1 AND recipient <> '' AND ended_at >= ?2 AND result = 'delivered'";
constexpr auto waited_for_sql = "SELECT DISTINCT endpoint FROM outbox WHERE next_at IS NOT NULL";
constexpr auto backlog_sql =
    "SELECT count(*), coalesce(min(created_at), 0) FROM outbox WHERE next_at IS NOT NULL";

}  // namespace

struct Outbox::Impl {
  Impl(const std::filesystem::path& dir, Post post, Committer& writer, Fatal fatal)
      : committer(writer),
        database(open_database(dir, Access::read_only)),
        due(*database, due_sql),
        delivered(*database, delivered_to_sql),
        waited_for(*database, waited_for_sql),
        backlog(*database, backlog_sql),
        questions(std::move(post), std::move(fatal), questions_max) {}

  DueNotices due_for(const std::string& endpoint, Instant now, std::size_t most);
  std::uint64_t delivered_to(const std::string& recipient, Instant since);
  std::vector<std::string> all_endpoints();
  NoticeBacklog count();

  Committer& committer;
  std::unique_ptr<SQLite::Database> database;
  SQLite::Statement due;
  SQLite::Statement delivered;
  SQLite::Statement waited_for;
  SQLite::Statement backlog;
  Questions questions;  // last: they use the rest until they are answered
};

// One more than is asked for: it tells when to look again.
DueNotices Outbox::Impl::due_for(const std::string& endpoint, Instant now, std::size_t most) {
  DueNotices out;
  Query rows(due, endpoint, most + 1);
  while (rows.next()) {
    if (out.rows.size() == most || rows.time(8) > now) {
      out.next = rows.time(8);
      break;
    }
    NoticeRow row;
    row.id = rows.text(0);
    row.endpoint = endpoint;
    row.conversation = rows.text(1);
    row.step = rows.count(2);
    row.number = rows.text(3);
    row.type = rows.text(4);
    row.body = rows.text(5);
    row.created_at = rows.time(6);
    row.attempts = static_cast<int>(rows.number(7));
    row.recipient = rows.text(9);
    out.rows.push_back(std::move(row));
  }
  return out;
}

std::uint64_t Outbox::Impl::delivered_to(const std::string& recipient, Instant since) {
  Query row(delivered, recipient, since);
  return row.next() ? row.count(0) : 0;
}

std::vector<std::string> Outbox::Impl::all_endpoints() {
  std::vector<std::string> out;
  Query rows(waited_for);
  while (rows.next()) out.push_back(rows.text(0));
  return out;
}

NoticeBacklog Outbox::Impl::count() {
  NoticeBacklog out;
  Query row(backlog);
  if (!row.next()) return out;
  out.pending = row.count(0);
  if (out.pending > 0) out.oldest = row.time(1);
  return out;
}

Outbox::Outbox(const std::filesystem::path& dir, Post post, Committer& committer, Fatal fatal)
    : impl_(std::make_unique<Impl>(dir, std::move(post), committer, std::move(fatal))) {}

Outbox::~Outbox() = default;

void Outbox::due(std::string endpoint, Instant now, std::size_t most,
                 std::function<void(Result<DueNotices>)> done) {
  impl_->questions.ask<DueNotices>([impl = impl_.get(), endpoint = std::move(endpoint), now,
                                    most] { return impl->due_for(endpoint, now, most); },
                                   std::move(done));
}

void Outbox::delivered_to(std::string recipient, Instant since,
                          std::function<void(Result<std::uint64_t>)> done) {
  impl_->questions.ask<std::uint64_t>([impl = impl_.get(), recipient = std::move(recipient),
                                       since] { return impl->delivered_to(recipient, since); },
                                      std::move(done));
}

void Outbox::endpoints(std::function<void(Result<std::vector<std::string>>)> done) {
  impl_->questions.ask<std::vector<std::string>>(
      [impl = impl_.get()] { return impl->all_endpoints(); }, std::move(done));
}

void Outbox::backlog(std::function<void(Result<NoticeBacklog>)> done) {
  impl_->questions.ask<NoticeBacklog>([impl = impl_.get()] { return impl->count(); },
                                      std::move(done));
}

void Outbox::delay(gateway::NoticeDelay delay, std::function<void(Result<>)> done) {
  impl_->committer.change(std::move(delay), std::move(done));
}

void Outbox::end(gateway::NoticeEnd end, Instant at, std::function<void(Result<>)> done) {
  impl_->committer.change(OutboxEnd{std::move(end), at}, std::move(done));
}

void Outbox::forget(Instant before, std::function<void(Result<>)> done) {
  impl_->committer.change(OutboxForget{before}, std::move(done));
}

void Outbox::stop() { impl_->questions.stop(); }

}  // namespace yingda::store
