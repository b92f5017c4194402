// Work that came to somebody, or went from them, by another's hand: they are told at once, and by
// whom.

#include "base/overloaded.hpp"
#include "gateway/core.hpp"
#include "gateway/desk.hpp"
#include "gateway/desk_connection.hpp"
#include "gateway/frame.hpp"
#include "text/mask.hpp"
#include "wire/desk_view.hpp"
#include "wire/json.hpp"

namespace yingda::gateway {
namespace {

using conversation::Handling;
using wire::Json;

struct Mover {
  std::optional<conversation::Person> who;  // nullopt: it happened by itself
  std::string reason;
};

Mover mover_of(const conversation::Event& event) {
  return std::visit(Overloaded{
                        [](const conversation::AgentClaimed& e) {
                          return Mover{e.agent, e.take_over};
                        },
                        [](const conversation::AgentTransferred& e) {
                          return Mover{e.agent, e.reason};
                        },
                        [](const conversation::CaseAssigned& e) {
                          return Mover{e.agent, e.reason};
                        },
                        [](const auto&) { return Mover{}; },
                    },
                    event.body);
}

}  // namespace

void Desk::moved(const conversation::State& before, const conversation::State& after,
                 const conversation::Event& event) {
  // Whoever settled it, or was settled with, moved it to nobody.
  if (before.agent == after.agent || after.handling == Handling::bot) return;
  const Mover mover = mover_of(event);
  const auto tell = [&](const std::optional<conversation::Person>& whom, bool to_you) {
    if (!whom || (mover.who && mover.who->id == whom->id)) return;
    const auto present = present_.find(whom->id);
    if (present == present_.end()) return;
    Json frame{{"type", "moved"}, {"conversation", after.id}, {"to_you", to_you}};
    // Whoever may not see it any more hears that it is gone, and by whom.
    const bool sees = may_see(present->second.staff, after);
    if (sees) frame["row"] = wire::row_json(*core_.catalog, after);
    if (mover.who) frame["by"] = {{"id", mover.who->id}, {"name", mover.who->name}};
    if (sees && !mover.reason.empty()) frame["reason"] = text::mask(mover.reason);
    const auto shared = make_frame(wire::text_of(frame));
    for (DeskConnection* socket : present->second.sockets) socket->send(shared);
  };
  tell(before.agent, false);
  tell(after.agent, true);
}

}  // namespace yingda::gateway
