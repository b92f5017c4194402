#pragma once
// Frames waiting for one peer, bounded in number and bytes, and in bytes over all peers. `offer`
// never waits: a peer that does not read is cut off and resumes from the log, so the transcript is
// the real outbox and this one may be small.

#include <cstddef>
#include <vector>

#include "gateway/ports.hpp"

namespace yingda::net {

// Bytes that wait in all outboxes together; `max` 0: as many as there are.
struct OutboundBudget {
  std::size_t max = 0;
  std::size_t used = 0;
};

class Outbox {
 public:
  struct Limits {
    std::size_t frames_max;
    std::size_t bytes_max;
  };

  Outbox(Limits limits, OutboundBudget& budget);
  ~Outbox();
  Outbox(const Outbox&) = delete;
  Outbox& operator=(const Outbox&) = delete;

  // False: full, or finished.
  bool offer(gateway::Frame frame);
  // At most half is used.
  bool has_room() const;
  // Nothing more comes; what is queued is still handed out.
  void finish();
  // Nothing more comes, and what is queued is dropped.
  void discard();

  bool empty() const { return head_ == frames_.size(); }
  // Takes the oldest frame; only when not empty.
  gateway::Frame pop();

 private:
  void reset();

  Limits limits_;
  OutboundBudget& budget_;
  // A vector with a moving head: a deque would hold half a KiB for every idle peer.
  std::vector<gateway::Frame> frames_;
  std::size_t head_ = 0;
  std::size_t bytes_ = 0;
  bool finished_ = false;
};

}  // namespace yingda::net
