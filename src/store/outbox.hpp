#pragma once
// The outbox on SQLite: questions on a thread of their own with a read-only connection, so that
// nobody who reads a transcript waits for them; changes through the one writer.

#include <filesystem>
#include <memory>

#include "gateway/notice_outbox.hpp"
#include "store/committer.hpp"

namespace yingda::store {

class Outbox final : public gateway::NoticeOutbox {
 public:
  // `dir` must be prepared.
  Outbox(const std::filesystem::path& dir, Post post, Committer& committer,
         Fatal fatal = exit_at_once);
  ~Outbox() override;  // stop()

  void due(std::string endpoint, Instant now, std::size_t most,
           std::function<void(Result<gateway::DueNotices>)> done) override;
  void endpoints(std::function<void(Result<std::vector<std::string>>)> done) override;
  void backlog(std::function<void(Result<gateway::NoticeBacklog>)> done) override;
  void delivered_to(std::string recipient, Instant since,
                    std::function<void(Result<std::uint64_t>)> done) override;
  void delay(gateway::NoticeDelay delay, std::function<void(Result<>)> done) override;
  void end(gateway::NoticeEnd end, Instant at, std::function<void(Result<>)> done) override;
  void forget(Instant before, std::function<void(Result<>)> done) override;

  // Answers what was asked and joins; the completions are posted before it returns.
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace yingda::store
