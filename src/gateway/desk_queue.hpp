#pragma once
// The queue as desks are sent it: its front with every change, and of what is behind that only what
// changed. Whoever wants to see further asks page by page (GET /v1/desk/queue).

#include <map>
#include <string>
#include <vector>

#include "gateway/desk.hpp"

namespace yingda::gateway {

// A row's place in the queue, as text that sorts like it: what a page begins behind.
std::string rank_of(const routing::Waiting& waiting);

// One moment's queue, for every desk that is to see it.
class QueueFront {
 public:
  struct Part {
    std::string rows;         // JSON, without the brackets
    std::string last;         // rank of the last row
    std::size_t waiting = 0;  // how many of the queue they may see
    bool whole = false;       // there is nothing behind
  };

  // `order` must not change meanwhile.
  QueueFront(const Desk& desk, const std::vector<routing::Waiting>& order)
      : desk_(desk), order_(order) {}

  Part of(const Staff& staff);
  // `rows` of those behind `after`.
  Part behind(const Staff& staff, const std::string& after, std::size_t rows);
  // Fields of the frame `queue` about what changed behind `front`: `also`, `left` or `stale`.
  std::string changes(const Staff& staff, const Part& front);

 private:
  Part take(const Staff& staff, const std::string& after, std::size_t rows, std::size_t bytes);
  const std::string& row(const routing::Waiting& waiting, const conversation::State& state);

  const Desk& desk_;
  const std::vector<routing::Waiting>& order_;
  std::map<std::string, std::string> made_;  // rows, by conversation: everybody reads the same
};

}  // namespace yingda::gateway
