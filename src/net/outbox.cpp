#include "net/outbox.hpp"

#include <utility>

#include "base/check.hpp"

namespace yingda::net {
namespace {

// Capacity that an idle outbox may keep.
constexpr std::size_t kept_frames_max = 16;

}  // namespace

Outbox::Outbox(Limits limits, OutboundBudget& budget) : limits_(limits), budget_(budget) {}

Outbox::~Outbox() { reset(); }

bool Outbox::offer(gateway::Frame frame) {
  const std::size_t size = frame->size();
  if (finished_ || frames_.size() - head_ >= limits_.frames_max) return false;
  if (bytes_ + size > limits_.bytes_max) return false;
  if (budget_.max != 0 && budget_.used + size > budget_.max) return false;
  bytes_ += size;
  budget_.used += size;
  frames_.push_back(std::move(frame));
  return true;
}

bool Outbox::has_room() const {
  return frames_.size() - head_ <= limits_.frames_max / 2 && bytes_ <= limits_.bytes_max / 2;
}

void Outbox::finish() { finished_ = true; }

void Outbox::discard() {
  reset();
  finish();
}

gateway::Frame Outbox::pop() {
  YINGDA_CHECK(!empty());
  gateway::Frame frame = std::move(frames_[head_]);
  ++head_;
  bytes_ -= frame->size();
  budget_.used -= frame->size();
  if (empty()) reset();
  // A peer that is never quite served must not make the vector grow without end.
  if (head_ >= limits_.frames_max) {
    frames_.erase(frames_.begin(), frames_.begin() + static_cast<std::ptrdiff_t>(head_));
    head_ = 0;
  }
  return frame;
}

void Outbox::reset() {
  budget_.used -= bytes_;
  bytes_ = 0;
  head_ = 0;
  frames_.clear();
  if (frames_.capacity() > kept_frames_max) frames_.shrink_to_fit();
}

}  // namespace yingda::net
