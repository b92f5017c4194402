// Who works here, whether they are connected or not: what colleagues choose from, and what changes
// at the desk when an account does.

#include <algorithm>

#include "gateway/core.hpp"
#include "gateway/desk.hpp"
#include "gateway/desk_connection.hpp"
#include "gateway/frame.hpp"
#include "text/mask.hpp"
#include "wire/desk_view.hpp"
#include "wire/json.hpp"

namespace yingda::gateway {
namespace {

bool has_same_rights(const Staff& one, const Staff& other) {
  return one.role == other.role && one.teams == other.teams;
}

}  // namespace

std::string Desk::staff_list() const {
  wire::Json out = wire::Json::array();
  for (const auto& [staff, disabled] : staff_) {
    if (disabled) continue;
    out.push_back({{"id", staff.id},
                   {"name", shown_name(staff, core_.catalog->default_locale)},
                   {"names", staff.names},
                   {"role", staff.role},
                   {"teams", staff.teams}});
  }
  return wire::text_of(out);
}

void Desk::shut_out(const std::string& staff) {
  const auto present = present_.find(staff);
  if (present == present_.end()) return;
  const auto sockets = present->second.sockets;
  for (DeskConnection* socket : sockets) socket->expel();
}

Result<std::vector<conversation::Person>> Desk::colleagues_at(
    const std::vector<std::string>& ids, const conversation::State& state) const {
  std::vector<conversation::Person> out;
  for (const auto& id : ids) {
    const auto found = std::find_if(staff_.begin(), staff_.end(), [&](const Colleague& colleague) {
      return colleague.staff.id == id && !colleague.disabled;
    });
    if (found == staff_.end()) {
      return Error{ErrorCode::invalid, "`mentions`: nobody here has the id \"" + id + "\""};
    }
    if (!may_see(found->staff, state)) {
      return Error{ErrorCode::invalid, "`mentions`: \"" + id + "\" may not see this conversation"};
    }
    out.push_back({id, shown_name(found->staff, state.locale())});
  }
  return out;
}

void Desk::mention(const conversation::State& state, const conversation::Mention& mention) {
  const auto frame =
      make_frame(wire::text_of({{"type", "mention"},
                                {"conversation", state.id},
                                {"pos", mention.pos},
                                {"at", to_rfc3339(core_.now())},
                                {"agent", {{"id", mention.by.id}, {"name", mention.by.name}}},
                                {"text", text::mask(mention.text)},
                                {"row", wire::row_json(*core_.catalog, state)}}));
  for (const auto& person : mention.whom) {
    const auto present = present_.find(person.id);
    if (present == present_.end()) continue;
    for (DeskConnection* socket : present->second.sockets) socket->send(frame);
  }
}

// What they had, and what they answer for, is nobody's now.
void Desk::release_work_of(const Staff& staff) {
  std::vector<std::string> theirs;
  for (const auto& [id, state] : known_) {
    if ((state.agent && state.agent->id == staff.id) || owns_order(staff, state))
      theirs.push_back(id);
  }
  for (const auto& id : theirs) {
    core_.deliver(
        id, conversation::StaffGone{{staff.id, shown_name(staff, core_.catalog->default_locale)}});
  }
}

void Desk::learn_of(const Staff& now) {
  const auto present = present_.find(now.id);
  if (present == present_.end()) return;
  const auto sockets = present->second.sockets;
  for (DeskConnection* socket : sockets) {
    // Their rights are looked at anew with the next connection, which they make at once.
    if (has_same_rights(socket->staff(), now)) {
      socket->rename(now.names);
    } else {
      socket->expel();
    }
  }
  present->second.staff.names = now.names;
  roster_.agent(now.id).name = shown_name(now, core_.catalog->default_locale);
}

void Desk::know_staff(std::vector<Colleague> everybody) {
  if (everybody.empty()) return;  // the store could not say
  // Also who came in while the last look was under way.
  for (const auto& colleague : everybody) {
    if (colleague.disabled) shut_out(colleague.staff.id);
  }
  if (everybody == staff_) return;
  staff_ = std::move(everybody);
  for (const auto& colleague : staff_) {
    if (colleague.disabled) {
      release_work_of(colleague.staff);
    } else {
      learn_of(colleague.staff);
    }
  }
  const auto frame = make_frame("{\"type\":\"staff\",\"staff\":" + staff_list() + "}");
  for (const auto& [id, present] : present_) {
    for (DeskConnection* socket : present.sockets) socket->send(frame);
  }
}

}  // namespace yingda::gateway
