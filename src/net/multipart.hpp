#pragma once
// multipart/form-data (RFC 7578), taken apart as it arrives: whatever the pieces are cut into, and
// without ever holding more than a piece and a boundary. Strict, because what two programs read
// differently is where uploads are smuggled: no preamble, no epilogue, no nesting, few and short
// fields.

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace yingda::net {

inline constexpr std::size_t part_head_bytes_max = 4 * 1024;
inline constexpr std::size_t part_fields_max = 8;
inline constexpr std::size_t parts_max = 8;

struct PartHead {
  std::string name;
  std::optional<std::string> file_name;  // as sent; set for files only
  std::string media_type;                // as claimed; may be empty
};

// The boundary that a Content-Type names; nullopt when it is no multipart/form-data, or the
// boundary is missing or none.
std::optional<std::string> multipart_boundary(std::string_view content_type);

class MultipartParser {
 public:
  // What is told of a part, in this order: `begin`, `data` any number of times, `end`.
  struct Listener {
    std::function<void(PartHead head)> begin;
    std::function<void(std::string_view bytes)> data;
    std::function<void()> end;
  };

  MultipartParser(const std::string& boundary, Listener listener);

  // The next bytes of the body. After false `fault` says what is wrong, and nothing more is read.
  bool feed(std::string_view bytes);
  // The closing boundary has come, and so the body may end here.
  bool complete() const { return state_ == State::epilogue; }
  const std::string& fault() const { return fault_; }

 private:
  enum class State { opening, after_boundary, head, data, epilogue, failed };

  // Each returns false when it needs more bytes, or has failed.
  bool read_opening();
  bool read_after_boundary();
  bool read_head();
  bool read_data();
  bool read_epilogue();
  bool advance();
  bool fail(std::string what);
  bool begin_part(std::string_view head);

  std::string delimiter_;  // CR LF "--" boundary
  Listener listener_;
  State state_ = State::opening;
  std::string held_;  // not yet understood
  std::size_t parts_ = 0;
  std::string fault_;
};

}  // namespace yingda::net
