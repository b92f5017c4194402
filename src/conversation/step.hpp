#pragma once
// The core: one event, one decision. Pure: the same catalog, state and event always give the same
// transition. Nothing of it is true for anybody until the shell has made it durable.

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "conversation/catalog.hpp"
#include "conversation/entry.hpp"
#include "conversation/event.hpp"
#include "conversation/state.hpp"

namespace yingda::conversation {

struct StartTimer {
  std::string key;
  Instant due{};
};
struct CancelTimer {
  std::string key;
};
struct CallAction {
  std::string id;
  std::string action;
  std::map<std::string, std::string> arguments;
  int timeout_s = 3;
};
// Somebody at the desk should look. Not stored: the timer that caused it is.
struct Alert {
  std::string number;
  std::string kind;  // "first_response_missed", …: all are in docs/protocol.md
  Instant due{};
  bool supervisors = true;
  bool managers = false;  // and those whom the configuration calls last
};
// Colleagues are to look at a note.
struct Mention {
  std::uint64_t pos = 0;
  Person by;
  std::vector<Person> whom;
  std::string text;
  bool whisper = false;
};
// A flow began or came to its end, for the page around the chat. Not stored: whoever was away then
// finds in the log what was said.
struct FlowMoved {
  std::string flow;
  bool begun = false;
};
// What somebody put aside is back. `why` as in WokenEntry.
struct Reminder {
  std::string why;
  std::string reason;
};
using Effect =
    std::variant<StartTimer, CancelTimer, CallAction, Alert, Mention, Reminder, FlowMoved>;

// The event does not fit the state: nothing happens.
struct Refusal {
  ErrorCode code = ErrorCode::conflict;
  std::string message;
  std::vector<dialogue::FieldFault> fields;  // of a form
  std::vector<workorder::Change> changes{};  // of an order, since whoever acted saw it
};

struct Transition {
  State next;
  std::vector<Entry> entries;
  std::vector<Effect> effects;
  std::vector<std::string> changed_orders;  // numbers
  // Set: everything that came before is erased, and this is all that stays of its orders.
  std::optional<std::vector<workorder::WorkOrder>> erased_orders;
  std::optional<Talk> talk;  // it began, or people got a part in it
  std::optional<Refusal> refused;
  // The step wanted to open one more order than it was given numbers for: reserve and step again.
  bool needs_reservation = false;
};

[[nodiscard]] Transition step(const Catalog& catalog, State state, const Event& event);

}  // namespace yingda::conversation
