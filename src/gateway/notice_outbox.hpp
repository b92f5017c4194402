#pragma once
// The outbox as its deliverer sees it: what is due for one endpoint, and what became of an attempt.
// Rows are written with the steps that cause them (Batch::notices).

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "gateway/ports.hpp"

namespace yingda::gateway {

struct DueNotices {
  std::vector<NoticeRow> rows;  // the longest due first
  std::optional<Instant> next;  // when something is due that is not among them
};

struct NoticeBacklog {
  std::uint64_t pending = 0;
  std::optional<Instant> oldest;  // when the first of them was written
};

// An attempt that failed; there will be another.
struct NoticeDelay {
  std::string id;
  std::string endpoint;
  int attempts = 0;
  Instant next_at{};
};

class NoticeOutbox {
 public:
  virtual ~NoticeOutbox() = default;
  virtual void due(std::string endpoint, Instant now, std::size_t most,
                   std::function<void(Result<DueNotices>)> done) = 0;
  // Every endpoint that something waits for, whether it is still configured or not.
  virtual void endpoints(std::function<void(Result<std::vector<std::string>>)> done) = 0;
  virtual void backlog(std::function<void(Result<NoticeBacklog>)> done) = 0;
  // How many mails to that address were delivered since then, whatever conversation they were of.
  virtual void delivered_to(std::string recipient, Instant since,
                            std::function<void(Result<std::uint64_t>)> done) = 0;
  virtual void delay(NoticeDelay delay, std::function<void(Result<>)> done) = 0;
  virtual void end(NoticeEnd end, Instant at, std::function<void(Result<>)> done) = 0;
  // Forgets what was ended before that time.
  virtual void forget(Instant before, std::function<void(Result<>)> done) = 0;
};

}  // namespace yingda::gateway
