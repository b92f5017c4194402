#include <array>
#include <limits>
#include <vector>

#include "base/cleaner_kind.hpp"

namespace yingda {
namespace {

// ISO 14496-12: size (32 bits), type, and the size in 64 bits where the first says 1; 0: to the
// end.
constexpr std::size_t head_bytes = 8;
constexpr std::size_t long_head_bytes = 16;
// Of boxes in boxes; films have five.
constexpr std::size_t depth_max = 16;
constexpr std::uint64_t no_end = std::numeric_limits<std::uint64_t>::max();

// Where user data and metadata may stand.
constexpr std::array<std::string_view, 5> opened{"moov", "trak", "mdia", "moof", "traf"};
// Place and device of telephones (udta: "\xA9xyz", "loci"; meta: com.apple.quicktime.location), XMP
// (uuid), and what programs leave in gaps.
constexpr std::array<std::string_view, 5> told{"udta", "meta", "uuid", "free", "skip"};

// The index of a film says where its pictures lie, so nothing is taken out: what is told becomes
// zeros in a box of no meaning.
class Film final : public PictureCleaner::Kind {
  bool step(std::string& out) override {
    if (rest(out)) return true;
    if (left_ > 0) return go_on(out);
    while (!ends_.empty() && at_ >= ends_.back()) ends_.pop_back();
    const std::uint64_t room = ends_.empty() ? no_end : ends_.back() - at_;
    if (room < head_bytes) return leave(out, room);
    return front().size() >= head_bytes && begin(out, room);
  }

  bool begin(std::string& out, std::uint64_t room) {
    const auto bytes = front();
    const auto type = bytes.substr(4, 4);
    std::uint64_t size = big(bytes, 0, 4);
    std::size_t head = head_bytes;
    if (size == 1) {
      head = long_head_bytes;
      if (bytes.size() < head) return false;
      size = (std::uint64_t{big(bytes, 8, 4)} << 32) | big(bytes, 12, 4);
    }
    if (size == 0 || size > room) size = room;
    if (size < head) return pass_rest(out);
    const bool opens = std::ranges::find(opened, type) != opened.end() && ends_.size() < depth_max;
    if (opens) {
      ends_.push_back(size == no_end ? no_end : at_ + size);
    } else {
      left_ = size - head;
    }
    blanking_ = std::ranges::find(told, type) != told.end();
    at_ += head;
    if (!blanking_) return pass(out, head);
    out.append(bytes.substr(0, 4));
    out += "free";
    out.append(bytes.substr(head_bytes, head - head_bytes));
    return drop(head);
  }

  // Bytes at the end of a box that are none.
  bool leave(std::string& out, std::uint64_t count) {
    left_ = count;
    blanking_ = false;
    return go_on(out);
  }

  bool go_on(std::string& out) {
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(left_, front().size()));
    left_ -= count;
    at_ += count;
    if (!blanking_) return pass(out, count);
    out.append(count, '\0');
    return drop(count);
  }

  std::vector<std::uint64_t> ends_;  // of the boxes that are open, outermost first
  std::uint64_t at_ = 0;
  std::uint64_t left_ = 0;  // of the box that is passing
  bool blanking_ = false;
};

}  // namespace

std::unique_ptr<PictureCleaner::Kind> film_reader() { return std::make_unique<Film>(); }

}  // namespace yingda
