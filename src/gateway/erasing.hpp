#pragma once
// A visitor's rights over what is stored about them: to have it erased, and to have a copy of it.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "conversation/event.hpp"
#include "gateway/evidence_vault.hpp"

namespace yingda::gateway {

struct Core;

struct ErasureWish {
  conversation::ErasedFor by = conversation::ErasedFor::visitor;
  std::string who;     // of ours
  std::string reason;  // of ours
};

// Either it is gone, or work orders keep it: then until `kept_until`, or, without that time, for as
// long as an order is open and the retention period after it.
struct ErasureOutcome {
  bool erased = false;
  std::vector<std::string> kept_numbers{};
  std::optional<Instant> kept_until{};
};
// {"erased":true} or {"erased":false,"kept":{"work_orders":["GD…"],"until":"…"}}; `until` is null
// while an order is open.
std::string erasure_json(const ErasureOutcome& outcome);
using ErasureDone = std::function<void(Result<ErasureOutcome>)>;
// Asking again gives the same answer. `not_found` when we name a conversation that does not exist;
// `conflict` when the retention job comes too early.
void erase(Core& core, const std::string& conversation, ErasureWish wish, ErasureDone done);

// Uploads that no work order has and that were kept long enough.
void expire_evidence(Core& core, const std::string& conversation, std::vector<std::string> ids,
                     std::function<void(Result<>)> done);

using OwnDataDone = std::function<void(Result<std::shared_ptr<OutgoingBytes>>)>;
void own_data(Core& core, const std::string& conversation, OwnDataDone done);

}  // namespace yingda::gateway
