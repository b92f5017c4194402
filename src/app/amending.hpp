#pragma once
// Additions to content that its directory does not hold yet: published with the live release at
// once, carried by every publish of a directory until it holds them, and written into one.

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "content/amendment.hpp"
#include "content/config.hpp"
#include "gateway/ports.hpp"
#include "store/learning.hpp"

namespace yingda::app {

// Where releases come from that additions were published with.
inline constexpr const char* desk_source = "desk";

struct Addition {
  std::string cluster;
  std::string author;
  content::Amendment amendment;
};

// What speaks against it at once, without any proof; `invalid` and `conflict` as below.
Result<> try_addition(const std::string& data, const Addition& addition,
                      const gateway::Clock& clock);

// Puts it on top of the live release and publishes that, checked and tested as any. `invalid` with
// every reason when it does not pass, `conflict` when it stands there already or somebody else
// published meanwhile; nothing is written then. Returns the new release's number.
Result<std::int64_t> publish_addition(const std::string& data, const Addition& addition,
                                      const content::Config& config, const gateway::Clock& clock);

// What a publish or a write makes of those that are open.
struct Carried {
  std::vector<std::string> lines;  // for people: what was carried or left out, and why
  std::vector<std::int64_t> over;  // need not be carried again
  std::vector<std::int64_t> held;  // of those: the content holds it itself
  std::vector<std::string> files;  // paths that differ now
};
Carried carry(content::Files& files, const std::vector<store::AmendmentRow>& open);

}  // namespace yingda::app
