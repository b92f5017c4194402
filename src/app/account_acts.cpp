#include "app/account_acts.hpp"

#include <algorithm>

#include "text/mask.hpp"
#include "wire/json.hpp"

namespace yingda::app {
namespace {

using wire::Json;

using Moved = std::vector<store::StaffWork>;

Json account_json(const store::User& user) {
  return {{"id", user.id},
          {"name", user.name},
          {"names", user.names},
          {"staff_number", user.number},
          {"role", user.role},
          {"teams", user.teams},
          {"skills", user.skills},
          {"disabled", user.disabled},
          {"created_at", to_rfc3339(user.created_at)}};
}

Error wrong_member(const char* name, const char* what) {
  return {ErrorCode::invalid, std::string("`") + name + "` is " + what};
}

constexpr const char* teams_are = "a list of teams' ids; an empty one is all teams";
constexpr const char* skills_are = "a list of skills' ids; an empty one is none";

Result<std::vector<std::string>> ids_in(const Json& in, const char* name, const char* what) {
  const auto member = in.find(name);
  if (member == in.end()) return std::vector<std::string>();
  const auto is_text = [](const Json& each) { return each.is_string(); };
  if (!member->is_array() || member->size() > 50 || !std::ranges::all_of(*member, is_text)) {
    return wrong_member(name, what);
  }
  return member->get<std::vector<std::string>>();
}

Result<std::map<std::string, std::string>> names_in(const Json& in) {
  std::map<std::string, std::string> out;
  const auto is_text = [](const Json& each) { return each.is_string(); };
  if (const auto member = in.find("names"); member != in.end()) {
    if (!member->is_object() || !std::ranges::all_of(*member, is_text)) {
      return wrong_member("names", "{\"zh-CN\":…,\"en\":…}");
    }
    out = member->get<std::map<std::string, std::string>>();
  }
  if (const auto number = in.find("staff_number"); number != in.end()) {
    if (!is_text(*number)) return wrong_member("staff_number", "a text");
    out[store::staff_number_key] = number->get<std::string>();
  }
  return out;
}

std::optional<store::User> user_with(store::UserAdmin& users, const std::string& id) {
  for (auto& user : users.list()) {
    if (user.id == id) return std::move(user);
  }
  return std::nullopt;
}

Result<Moved> leave(store::UserAdmin& users, const store::User& user, const std::string& role,
                    const Json& in) {
  std::string heir;
  if (const auto member = in.find("heir"); member != in.end()) {
    if (!member->is_string()) return wrong_member("heir", "the id of a colleague");
    heir = member->get<std::string>();
  }
  return role.empty() ? users.disable(user.name, heir) : users.set_role(user.name, role, heir);
}

Result<> change(store::UserAdmin& users, const store::User& user, const std::string& action,
                const Json& in) {
  if (action == "enable") return users.enable(user.name);
  if (action == "rename") {
    const auto names = names_in(in);
    return names ? users.set_names(user.name, *names) : Result<>(names.error());
  }
  if (action == "teams") {
    // Left out by mistake, it would give rights to all of them.
    if (!in.contains("teams")) return wrong_member("teams", teams_are);
    const auto teams = ids_in(in, "teams", teams_are);
    return teams ? users.set_teams(user.name, *teams) : Result<>(teams.error());
  }
  if (action == "skills") {
    if (!in.contains("skills")) return wrong_member("skills", skills_are);
    const auto skills = ids_in(in, "skills", skills_are);
    return skills ? users.set_skills(user.name, *skills) : Result<>(skills.error());
  }
  if (action == "password") {
    const auto value = wire::required_string(in, "password");
    return value ? users.set_password(user.name, *value) : Result<>(value.error());
  }
  return wrong_member("action", "rename, role, teams, skills, disable, enable or password");
}

// What goes to other hands by it.
Result<Moved> act(store::UserAdmin& users, const store::User& user, const std::string& action,
                  const Json& in) {
  if (action == "disable") return leave(users, user, {}, in);
  if (action == "role") {
    const auto role = wire::required_string(in, "role");
    return role ? leave(users, user, *role, in) : Result<Moved>(role.error());
  }
  const auto done = change(users, user, action, in);
  return done ? Result<Moved>(Moved{}) : done.error();
}

// A frame that is none is, to whoever sent a request, an invalid one.
Error as_invalid(Error error) {
  if (error.code == ErrorCode::bad_frame) error.code = ErrorCode::invalid;
  return error;
}

}  // namespace

std::string accounts_json(store::UserAdmin& users) {
  Json list = Json::array();
  for (const auto& user : users.list()) list.push_back(account_json(user));
  return wire::text_of({{"accounts", std::move(list)}});
}

Result<std::string> add_account(store::UserAdmin& users, const std::string& body) {
  const auto in = wire::parse_object(body);
  if (!in) return as_invalid(in.error());
  const auto name = wire::required_string(*in, "name");
  if (!name) return as_invalid(name.error());
  const auto role = wire::required_string(*in, "role");
  if (!role) return as_invalid(role.error());
  const auto password = wire::required_string(*in, "password");
  if (!password) return as_invalid(password.error());
  const auto teams = ids_in(*in, "teams", teams_are);
  if (!teams) return teams.error();
  const auto skills = ids_in(*in, "skills", skills_are);
  if (!skills) return skills.error();
  const auto names = names_in(*in);
  if (!names) return names.error();
  const auto added = users.add(*name, *role, *teams, *password, *names, *skills);
  if (!added) return added.error();
  return wire::text_of(account_json(*added));
}

Result<std::string> act_on_account(store::UserAdmin& users, const gateway::Staff& by,
                                   const std::string& id, const std::string& body) {
  const auto in = wire::parse_object(body);
  if (!in) return as_invalid(in.error());
  const auto action = wire::required_string(*in, "action");
  if (!action) return as_invalid(action.error());
  const auto user = user_with(users, id);
  if (!user) return Error{ErrorCode::not_found, "there is no such account"};
  if (id == by.id && (*action == "disable" || *action == "role")) {
    return Error{ErrorCode::conflict, "nobody takes their own rights away: ask a colleague"};
  }
  const auto moved = act(users, *user, *action, *in);
  if (!moved) return as_invalid(moved.error());
  Json out = account_json(user_with(users, id).value());
  out["moved"] = Json::array();
  for (const auto& work : *moved) {
    out["moved"].push_back({{"conversation", work.conversation},
                            {"number", work.number},
                            {"title", text::mask(work.title)}});
  }
  return wire::text_of(out);
}

}  // namespace yingda::app
