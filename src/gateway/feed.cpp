#include "gateway/feed.hpp"

namespace yingda::gateway {

Feed::Feed(Source source, Sink sink, std::uint64_t after)
    : source_(std::move(source)), sink_(std::move(sink)), next_(after + 1) {}

void Feed::start() {
  if (next_ > source_.last()) {
    live_ = true;
    return;
  }
  fetch();
}

void Feed::fetch() {
  if (fetching_) return;
  fetching_ = true;
  source_.page(next_ - 1, [weak = weak_from_this()](const Result<std::vector<LogEntry>>& entries) {
    if (const auto self = weak.lock()) self->paged(entries);
  });
}

void Feed::paged(const Result<std::vector<LogEntry>>& entries) {
  fetching_ = false;
  if (!entries) return sink_.lost();
  const std::uint64_t before = next_;
  for (const auto& entry : *entries) {
    const std::uint64_t number = source_.number(entry);
    if (number < next_) continue;
    if ((sink_.room && !sink_.room()) || !sink_.send(entry)) {
      stalled_ = true;
      return;
    }
    next_ = number + 1;
  }
  if (next_ > source_.last()) {
    live_ = true;
  } else if (next_ == before) {
    sink_.lost();  // the log holds less than it should: never go round in circles
  } else {
    fetch();
  }
}

void Feed::added(const std::vector<LogEntry>& entries) {
  if (!live_) return;  // a page will bring them
  for (const auto& entry : entries) {
    const std::uint64_t number = source_.number(entry);
    if (number < next_) continue;
    if (!sink_.send(entry)) return sink_.lost();
    next_ = number + 1;
  }
}

void Feed::writable() {
  if (!stalled_) return;
  stalled_ = false;
  fetch();
}

}  // namespace yingda::gateway
