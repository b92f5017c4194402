#pragma once
// One reader's way through a conversation's log: first what it missed, page by page and only as
// fast as its socket drains, then live. The log is the outbox, so nothing is kept for a slow
// reader.

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "gateway/ports.hpp"

namespace yingda::gateway {

class Feed : public std::enable_shared_from_this<Feed> {
 public:
  using Page = std::function<void(Result<std::vector<LogEntry>>)>;
  struct Source {
    std::function<void(std::uint64_t after, Page done)> page;
    std::function<std::uint64_t()> last;                   // the newest number there is
    std::function<std::uint64_t(const LogEntry&)> number;  // 0: not for this reader
  };
  struct Sink {
    std::function<bool(const LogEntry&)> send;  // false: no room
    std::function<void()> lost;  // a live reader fell behind, or the log is unreadable
    // False: pages wait until the socket has drained. Without it they take what there is.
    std::function<bool()> room{};
  };

  Feed(Source source, Sink sink, std::uint64_t after);

  void start();
  void added(const std::vector<LogEntry>& entries);
  void writable();
  bool live() const { return live_; }

 private:
  void fetch();
  void paged(const Result<std::vector<LogEntry>>& entries);

  Source source_;
  Sink sink_;
  std::uint64_t next_;
  bool live_ = false;
  bool fetching_ = false;
  bool stalled_ = false;
};

}  // namespace yingda::gateway
