#pragma once
// What a step has to tell outside of the chat, as rows of the outbox.

#include <vector>

#include "conversation/step.hpp"
#include "gateway/ports.hpp"

namespace yingda::gateway {

// One row for each notice and endpoint that wants it; the rows of one notice have one id. A mail's
// row is for a visitor with a verified address only.
std::vector<NoticeRow> notice_rows(const Notifier& notifier, Secrets& secrets,
                                   const conversation::State& before,
                                   const conversation::Event& event,
                                   const conversation::Transition& done);

}  // namespace yingda::gateway
