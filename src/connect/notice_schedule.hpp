#pragma once
// When a notice that nobody took is tried again.

#include <optional>

#include "base/time.hpp"

namespace yingda::connect {

// After `failed` attempts (at least one) of what was written at `created`: 5 s, 5 min, 30 min, 2 h,
// 5 h, 10 h, 14 h, 20 h, then every 24 h, each up to a fifth longer by `chance` (0 to 1), so that
// what failed together does not come back together. nullopt: it would be older than `max_age` by
// then, and is given up.
std::optional<Instant> next_attempt(int failed, Instant created, Instant now, double chance,
                                    TimeSpan max_age);

}  // namespace yingda::connect
