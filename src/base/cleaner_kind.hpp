#pragma once
// What the readers of picture_cleaner.cpp and film_cleaner.cpp have in common.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/picture_cleaner.hpp"

namespace yingda {

inline std::uint8_t byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint8_t>(bytes[at]);
}
inline std::uint32_t big(std::string_view bytes, std::size_t at, int count) {
  std::uint32_t out = 0;
  for (int i = 0; i < count; ++i)
    out = (out << 8) | byte_at(bytes, at + static_cast<std::size_t>(i));
  return out;
}
inline std::uint32_t little(std::string_view bytes, std::size_t at, int count) {
  std::uint32_t out = 0;
  for (int i = count; i-- > 0;) out = (out << 8) | byte_at(bytes, at + static_cast<std::size_t>(i));
  return out;
}

// A reader of one kind's structure: `step` looks at the front of what waits and takes some of it.
class PictureCleaner::Kind {
 public:
  virtual ~Kind() = default;

  std::string feed(std::string_view bytes) {
    waiting_.append(bytes);
    std::string out;
    while (!front().empty() && step(out)) {
    }
    waiting_.erase(0, std::exchange(taken_, 0));
    return out;
  }
  std::string finish() { return dropping_rest_ ? std::string() : std::move(waiting_); }
  bool too_large() const {
    return width_ > picture_side_max || height_ > picture_side_max ||
           std::uint64_t{width_} * height_ > picture_pixels_max;
  }

 protected:
  // False: needs more bytes.
  virtual bool step(std::string& out) = 0;

  std::string_view front() const { return std::string_view(waiting_).substr(taken_); }
  bool pass(std::string& out, std::size_t count) {
    out.append(front().substr(0, count));
    return drop(count);
  }
  bool drop(std::size_t count) {
    taken_ += std::min(count, front().size());
    return true;
  }
  // Not what it should be: nothing is changed any more.
  bool pass_rest(std::string& out) {
    passing_rest_ = true;
    return pass(out, front().size());
  }
  bool drop_rest() {
    dropping_rest_ = true;
    return drop(front().size());
  }
  // True, and dealt with, once the rest is decided on.
  bool rest(std::string& out) {
    if (passing_rest_) return pass(out, front().size());
    return dropping_rest_ && drop(front().size());
  }
  void measured(std::uint32_t width, std::uint32_t height) {
    width_ = std::max(width_, width);
    height_ = std::max(height_, height);
  }

 private:
  std::string waiting_;
  std::size_t taken_ = 0;  // of it, in this call of feed
  std::uint32_t width_ = 0;
  std::uint32_t height_ = 0;
  bool passing_rest_ = false;
  bool dropping_rest_ = false;
};

// MP4 and QuickTime, which are made of the same boxes.
std::unique_ptr<PictureCleaner::Kind> film_reader();

}  // namespace yingda
