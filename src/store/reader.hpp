#pragma once
// The read model: one thread with a read-only connection, so that a long transcript never holds up
// a commit. A query asked after a commit's completion sees that commit.

#include <filesystem>
#include <memory>

#include "gateway/ports.hpp"
#include "store/database.hpp"
#include "store/read_queries.hpp"

namespace yingda::store {

struct ReaderOptions {
  // Queries waiting; beyond it the answer is `overloaded`.
  std::size_t queue_max = 4096;
  Fatal fatal = exit_at_once;
};

class Reader final : public gateway::ReadModel {
 public:
  // `dir` must be prepared.
  Reader(const std::filesystem::path& dir, Post post, ReaderOptions options = {});
  ~Reader() override;  // stop()

  void load(std::string conversation,
            std::function<void(Result<std::optional<gateway::Loaded>>)> done) override;
  void page_by_seq(std::string conversation, std::uint64_t after, std::size_t rows,
                   std::function<void(Result<std::vector<gateway::LogEntry>>)> done) override;
  void page_by_pos(std::string conversation, std::uint64_t after, std::size_t rows,
                   std::function<void(Result<std::vector<gateway::LogEntry>>)> done) override;
  void client_key(std::string conversation, std::string sender, std::string id,
                  std::function<void(Result<std::optional<gateway::ClientKey>>)> done) override;
  void order(std::string number,
             std::function<void(Result<std::optional<gateway::OrderRow>>)> done) override;

  void work_of(std::string staff,
               std::function<void(Result<std::vector<std::string>>)> done) override;
  void evidence(std::vector<std::string> ids,
                std::function<void(Result<std::vector<gateway::EvidenceRow>>)> done) override;
  // What that sender has uploaded to that conversation, in all and after `since`.
  void evidence_usage(std::string conversation, std::string sender, Instant since,
                      std::function<void(Result<EvidenceUsage>)> done);

  // Orders opened at `after` or later, for the public figures.
  void service_page(ServicePlace after, std::size_t rows,
                    std::function<void(Result<ServicePage>)> done);
  void ratings(Instant since, std::function<void(Result<std::vector<Rating>>)> done);
  // All that is known of one conversation, staff entries too; nullopt: there is none.
  void case_record(std::string conversation,
                   std::function<void(Result<std::optional<CaseRecord>>)> done);

  // Answers what was asked and joins; the completions are posted before it returns.
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace yingda::store
