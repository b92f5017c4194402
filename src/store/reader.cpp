#include "store/reader.hpp"

#include "store/questions.hpp"
#include "store/read_queries.hpp"

namespace yingda::store {

using gateway::ClientKey;
using gateway::Loaded;
using gateway::LogEntry;
using gateway::OrderRow;

struct Reader::Impl {
  Impl(const std::filesystem::path& dir, Post post, ReaderOptions options)
      : database(open_database(dir, Access::read_only)),
        queries(*database),
        questions(std::move(post), std::move(options.fatal), options.queue_max) {}

  template <class T, class Ask>
  void submit(Ask ask, std::function<void(Result<T>)> done) {
    questions.ask<T>([this, ask = std::move(ask)] { return ask(queries); }, std::move(done));
  }

  std::unique_ptr<SQLite::Database> database;
  ReadQueries queries;
  Questions questions;  // last: they use the rest until they are answered
};

Reader::Reader(const std::filesystem::path& dir, Post post, ReaderOptions options)
    : impl_(std::make_unique<Impl>(dir, std::move(post), std::move(options))) {}

Reader::~Reader() = default;

void Reader::load(std::string conversation,
                  std::function<void(Result<std::optional<Loaded>>)> done) {
  impl_->submit<std::optional<Loaded>>(
      [conversation = std::move(conversation)](ReadQueries& queries) {
        return queries.load(conversation);
      },
      std::move(done));
}

void Reader::page_by_seq(std::string conversation, std::uint64_t after, std::size_t rows,
                         std::function<void(Result<std::vector<LogEntry>>)> done) {
  impl_->submit<std::vector<LogEntry>>(
      [conversation = std::move(conversation), after, rows](ReadQueries& queries) {
        return queries.page_by_seq(conversation, after, rows);
      },
      std::move(done));
}

void Reader::page_by_pos(std::string conversation, std::uint64_t after, std::size_t rows,
                         std::function<void(Result<std::vector<LogEntry>>)> done) {
  impl_->submit<std::vector<LogEntry>>(
      [conversation = std::move(conversation), after, rows](ReadQueries& queries) {
        return queries.page_by_pos(conversation, after, rows);
      },
      std::move(done));
}

void Reader::client_key(std::string conversation, std::string sender, std::string id,
                        std::function<void(Result<std::optional<ClientKey>>)> done) {
  impl_->submit<std::optional<ClientKey>>(
      [conversation = std::move(conversation), sender = std::move(sender), id = std::move(id)](
          ReadQueries& queries) { return queries.client_key(conversation, sender, id); },
      std::move(done));
}

void Reader::order(std::string number, std::function<void(Result<std::optional<OrderRow>>)> done) {
  impl_->submit<std::optional<OrderRow>>(
      [number = std::move(number)](ReadQueries& queries) { return queries.order(number); },
      std::move(done));
}

void Reader::work_of(std::string staff,
                     std::function<void(Result<std::vector<std::string>>)> done) {
  impl_->submit<std::vector<std::string>>(
      [staff = std::move(staff)](ReadQueries& queries) { return queries.work_of(staff); },
      std::move(done));
}

void Reader::evidence(std::vector<std::string> ids,
                      std::function<void(Result<std::vector<gateway::EvidenceRow>>)> done) {
  impl_->submit<std::vector<gateway::EvidenceRow>>(
      [ids = std::move(ids)](ReadQueries& queries) { return queries.evidence(ids); },
      std::move(done));
}

void Reader::evidence_usage(std::string conversation, std::string sender, Instant since,
                            std::function<void(Result<EvidenceUsage>)> done) {
  impl_->submit<EvidenceUsage>(
      [conversation = std::move(conversation), sender = std::move(sender),
       since](ReadQueries& queries) { return queries.evidence_usage(conversation, sender, since); },
      std::move(done));
}

void Reader::service_page(ServicePlace after, std::size_t rows,
                          std::function<void(Result<ServicePage>)> done) {
  impl_->submit<ServicePage>(
      [after = std::move(after), rows](ReadQueries& queries) {
        return queries.service_page(after, rows);
      },
      std::move(done));
}

void Reader::case_record(std::string conversation,
                         std::function<void(Result<std::optional<CaseRecord>>)> done) {
  impl_->submit<std::optional<CaseRecord>>(
      [conversation = std::move(conversation)](ReadQueries& queries) {
        return queries.case_record(conversation);
      },
      std::move(done));
}

void Reader::ratings(Instant since, std::function<void(Result<std::vector<Rating>>)> done) {
  impl_->submit<std::vector<Rating>>(
      [since](ReadQueries& queries) { return queries.ratings(since); }, std::move(done));
}

void Reader::stop() { impl_->questions.stop(); }

}  // namespace yingda::store
