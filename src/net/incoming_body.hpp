#pragma once
// A body that is too large to be held: whoever reads it hands the pieces over, each after the last
// was dealt with, which is how a slow disk slows the sender. Knows no socket.

#include <functional>
#include <optional>
#include <string_view>

#include "net/services.hpp"

namespace yingda::net {

class IncomingBody {
 public:
  // Why it ends here; nothing: go on.
  using Verdict = std::optional<Reply>;
  using Then = std::function<void(Verdict)>;

  virtual ~IncomingBody() = default;
  // Everything that can be known before the body.
  virtual void begin(const Then& then) = 0;
  virtual void take(std::string_view piece, const Then& then) = 0;
  // The body has ended.
  virtual void finish(const Respond& respond) = 0;
};

}  // namespace yingda::net
