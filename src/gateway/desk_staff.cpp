// Who works here, whether they are connected or not: what colleagues choose from, and what changes
// at the desk when an account does.

#include <algorithm>
#include <utility>

#include "gateway/core.hpp"
#include "gateway/desk.hpp"
#include "gateway/desk_connection.hpp"
#include "gateway/frame.hpp"
#include "text/mask.hpp"
#include "wire/desk_view.hpp"
#include "wire/json.hpp"
#include "workorder/transitions.hpp"

namespace yingda::gateway {
namespace {

bool has_same_rights(const Staff& one, const Staff& other) {
  return one.role == other.role && one.teams == other.teams;
}

}  // namespace

std::string Desk::staff_list() const {
  wire::Json out = wire::Json::array();
  for (const auto& [staff, disabled, heir] : staff_) {
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
    const std::vector<std::string>& ids, const std::string& self,
    const conversation::State& state) const {
  std::vector<conversation::Person> out;
  for (const auto& id : ids) {
    const bool again =
        std::any_of(out.begin(), out.end(), [&](const auto& person) { return person.id == id; });
    if (again || id == self) continue;
    const auto found = std::find_if(staff_.begin(), staff_.end(), [&](const Colleague& colleague) {
      return colleague.staff.id == id && !colleague.disabled;
    });
    if (found == staff_.end()) {
      return Error{ErrorCode::invalid, "`mentions`: nobody here has the id \"" + id + "\""};
    }
    if (!may_see(found->staff, state)) {
      return Error{ErrorCode::invalid, "`mentions`: \"" + id + "\" may not see this conversation"};
    }
    out.push_back(shown_person(found->staff, state.locale()));
  }
  return out;
}

void Desk::mention(const conversation::State& state, const conversation::Mention& mention) {
  wire::Json told{{"type", "mention"},
                  {"conversation", state.id},
                  {"pos", mention.pos},
                  {"at", to_rfc3339(core_.now())},
                  {"agent", {{"id", mention.by.id}, {"name", mention.by.name}}},
                  {"text", text::mask(mention.text)},
                  {"row", wire::row_json(*core_.catalog, state)}};
  if (mention.whisper) told["whisper"] = true;
  const auto frame = make_frame(wire::text_of(told));
  for (const auto& person : mention.whom) {
    const auto present = present_.find(person.id);
    if (present == present_.end()) continue;
    for (DeskConnection* socket : present->second.sockets) socket->send(frame);
  }
}

void Desk::release(const std::string& conversation, const std::string& staff) {
  const auto gone = gone_.find(staff);
  if (gone == gone_.end()) return;
  const auto known = known_.find(conversation);
  const std::string locale =
      known == known_.end() ? core_.catalog->default_locale : known->second.locale();
  conversation::StaffGone event{shown_person(gone->second.staff, locale)};
  const auto heir = std::find_if(staff_.begin(), staff_.end(), [&](const Colleague& colleague) {
    return colleague.staff.id == gone->second.heir && !gone_.contains(colleague.staff.id);
  });
  if (heir != staff_.end()) {
    event.heir = shown_person(heir->staff, locale);
    event.heir_supervises = is_supervisor(heir->staff);
    event.heir_is_here = colleague(heir->staff.id) != nullptr;
  }
  core_.deliver(conversation, std::move(event));
}

void Desk::release_work_of(const std::string& staff) {
  core_.ports.reads.work_of(staff, [this, staff](const Result<std::vector<std::string>>& found) {
    if (!found) {
      unreleased_.insert(staff);
      return;
    }
    for (const auto& conversation : *found) release(conversation, staff);
  });
}

// Work may still come to somebody who has gone: what they did a moment before is stored after it,
// and a customer reopens what they solved long ago.
void Desk::note_orphan(const conversation::State& state) {
  if (gone_.empty()) return;
  const auto is_gone = [this](const std::optional<conversation::Person>& person) {
    return person && gone_.contains(person->id);
  };
  if (is_gone(state.agent)) orphans_[state.id] = state.agent->id;
  for (const auto& order : state.orders) {
    if (is_gone(order.owner) && !workorder::is_settled(order.status)) {
      orphans_[state.id] = order.owner->id;
    }
  }
  if (orphans_.contains(state.id)) changed();
}

void Desk::learn_of(const Staff& now) {
  const auto present = present_.find(now.id);
  if (present == present_.end()) return;
  const auto sockets = present->second.sockets;
  for (DeskConnection* socket : sockets) {
    // Their rights are looked at anew with the next connection, which they make at once.
    if (has_same_rights(socket->staff(), now)) {
      socket->rename(now);
    } else {
      socket->expel();
    }
  }
  present->second.staff.names = now.names;
  present->second.staff.number = now.number;
  present->second.staff.skills = now.skills;
  auto& skills = roster_.agent(now.id).skills;
  if (const std::set<std::string> can(now.skills.begin(), now.skills.end()); can != skills) {
    skills = can;
    changed();
  }
  roster_.agent(now.id).name = shown_name(now, core_.catalog->default_locale);
}

void Desk::know_staff(std::vector<Colleague> everybody) {
  if (everybody.empty()) return;  // the store could not say
  // Also who came in while the last look was under way.
  for (const auto& colleague : everybody) {
    if (colleague.disabled) shut_out(colleague.staff.id);
  }
  for (const auto& id : std::exchange(unreleased_, {})) release_work_of(id);
  if (everybody == staff_) return;
  staff_ = std::move(everybody);
  const auto gone_before = std::exchange(gone_, {});
  for (const auto& colleague : staff_) {
    const auto& staff = colleague.staff;
    const bool gone = colleague.disabled || !takes_conversations(staff);
    if (gone) gone_.emplace(staff.id, colleague);
    if (!colleague.disabled) learn_of(staff);
  }
  for (const auto& [id, colleague] : gone_) {
    if (!gone_before.contains(id)) release_work_of(id);
  }
  const auto frame = make_frame("{\"type\":\"staff\",\"staff\":" + staff_list() + "}");
  for (const auto& [id, present] : present_) {
    for (DeskConnection* socket : present.sockets) socket->send(frame);
  }
}

}  // namespace yingda::gateway
