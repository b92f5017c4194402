#include "store/retention_reader.hpp"

#include "store/questions.hpp"
#include "store/sql.hpp"

namespace yingda::store {
namespace {

constexpr std::size_t retention_questions_max = 8;
constexpr int retention_page = 200;

constexpr auto waiting_requests_sql =
    "SELECT conversation, who, reason FROM erasure_requests WHERE answer = '' LIMIT ?";
constexpr auto waiting_files_sql = "SELECT id FROM files_to_remove LIMIT ?";
constexpr auto quiet_conversations_sql =
    "SELECT quiet_day, conversation FROM retention AS r "
    "WHERE (quiet_day, conversation) > (?1, ?2) "
    // Whoever asked for it was told a day that counts from the end of the case: the core knows it.
    "AND (asked_at IS NOT NULL OR quiet_day < max(?3, ?4)) AND CASE "
    "WHEN EXISTS(SELECT 1 FROM orders WHERE conversation = r.conversation) "
    "THEN (asked_at IS NOT NULL OR quiet_day < ?4) "
    "AND NOT EXISTS(SELECT 1 FROM orders WHERE conversation = r.conversation "
    "AND status <> 'closed') "
    "ELSE quiet_day < ?3 END ORDER BY quiet_day, conversation LIMIT ?5";
constexpr auto old_uploads_sql =
    "SELECT id, conversation, attached FROM evidence AS e WHERE id > ?3 "
    // What people of ours sent goes with the conversation; what they never sent, like any other.
    "AND (sender = 'v' OR attached = 0) "
    "AND at < max(?1, ?2) AND CASE WHEN attached = 0 THEN at < ?1 ELSE at < ?2 "
    "AND NOT EXISTS(SELECT 1 FROM orders WHERE conversation = e.conversation) END "
    "ORDER BY id LIMIT ?4";

// The last day that was over by then.
std::int64_t day_number(Instant at) {
  return std::chrono::floor<std::chrono::days>(at).time_since_epoch().count();
}

}  // namespace

struct RetentionReader::Impl {
  Impl(const std::filesystem::path& dir, Post post, Fatal fatal)
      : database(open_database(dir, Access::read_only)),
        requests(*database, waiting_requests_sql),
        files(*database, waiting_files_sql),
        quiet(*database, quiet_conversations_sql),
        uploads(*database, old_uploads_sql),
        questions(std::move(post), std::move(fatal), retention_questions_max) {}

  ErasuresWaiting all_waiting() {
    ErasuresWaiting out;
    Query asked(requests, retention_page);
    while (asked.next()) out.requests.push_back({asked.text(0), asked.text(1), asked.text(2)});
    Query left(files, retention_page);
    while (left.next()) out.files.push_back(left.text(0));
    return out;
  }

  QuietPage quiet_page(const QuietSince& since, const QuietPlace& after) {
    QuietPage out;
    QuietPlace last;
    Query rows(quiet, after.day, after.conversation, day_number(since.transcripts),
               day_number(since.cases), retention_page);
    while (rows.next()) {
      last = {rows.number(0), rows.text(1)};
      out.conversations.push_back(last.conversation);
    }
    if (out.conversations.size() == retention_page) out.next = std::move(last);
    return out;
  }

  std::vector<OldUpload> old_uploads(const UploadedBefore& before) {
    std::vector<OldUpload> out;
    Query rows(uploads, before.unused, before.any, before.after, retention_page);
    while (rows.next()) out.push_back({rows.text(0), rows.text(1), rows.number(2) != 0});
    return out;
  }

  std::unique_ptr<SQLite::Database> database;
  SQLite::Statement requests;
  SQLite::Statement files;
  SQLite::Statement quiet;
  SQLite::Statement uploads;
  Questions questions;  // last: it uses the rest until it is joined
};

RetentionReader::RetentionReader(const std::filesystem::path& dir, Post post, Fatal fatal)
    : impl_(std::make_unique<Impl>(dir, std::move(post), std::move(fatal))) {}

RetentionReader::~RetentionReader() = default;

void RetentionReader::waiting(std::function<void(Result<ErasuresWaiting>)> done) {
  impl_->questions.ask<ErasuresWaiting>([impl = impl_.get()] { return impl->all_waiting(); },
                                        std::move(done));
}

void RetentionReader::quiet(QuietSince since, QuietPlace after,
                            std::function<void(Result<QuietPage>)> done) {
  impl_->questions.ask<QuietPage>(
      [impl = impl_.get(), since, after = std::move(after)] {
        return impl->quiet_page(since, after);
      },
      std::move(done));
}

void RetentionReader::uploads(UploadedBefore before,
                              std::function<void(Result<std::vector<OldUpload>>)> done) {
  impl_->questions.ask<std::vector<OldUpload>>(
      [impl = impl_.get(), before = std::move(before)] { return impl->old_uploads(before); },
      std::move(done));
}

void RetentionReader::stop() { impl_->questions.stop(); }

}  // namespace yingda::store
