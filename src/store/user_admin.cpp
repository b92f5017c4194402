#include "store/user_admin.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "store/database.hpp"
#include "store/errors.hpp"
#include "store/passwords.hpp"
#include "store/random.hpp"
#include "store/user_table.hpp"
#include "text/characters.hpp"

namespace yingda::store {
namespace {

constexpr std::array<std::string_view, 4> roles{"agent", "supervisor", "editor", "admin"};

Error no_user(const std::string& name) {
  return {ErrorCode::not_found, "there is no user \"" + name + "\""};
}

Result<std::vector<std::string>> clean_ids(const std::vector<std::string>& ids, const char* what) {
  std::vector<std::string> out;
  for (const auto& id : ids) {
    auto clean = clean_name(id, what);
    if (!clean) return clean.error();
    out.push_back(std::move(*clean));
  }
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

// What people read has room in a line of a chat.
constexpr std::size_t shown_characters_max = 40;

constexpr std::size_t number_characters_max = 16;

// Empty: none.
Result<std::string> clean_number(const std::string& number) {
  const bool plain = std::ranges::all_of(number, [](const char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
  });
  if (plain && number.size() <= number_characters_max) return number;
  return Error{ErrorCode::invalid,
               "a staff number has at most 16 letters of the alphabet, digits and hyphens"};
}

Result<std::map<std::string, std::string>> clean_names(
    const std::map<std::string, std::string>& names) {
  std::map<std::string, std::string> out;
  for (const auto& [locale, name] : names) {
    if (locale == staff_number_key) {
      auto number = clean_number(name);
      if (!number) return number.error();
      out[locale] = std::move(*number);
      continue;
    }
    if (locale != "zh-CN" && locale != "en") {
      return Error{ErrorCode::invalid, "a display name is in zh-CN or en, not in " + locale};
    }
    out[locale] = {};
    if (name.empty()) continue;
    auto clean = clean_name(name, "a display name");
    if (!clean) return clean.error();
    if (text::characters(*clean) > shown_characters_max) {
      return Error{ErrorCode::invalid, "a display name has at most 40 characters"};
    }
    out[locale] = std::move(*clean);
  }
  return out;
}

}  // namespace

bool serves_customers(std::string_view role) { return role != "editor"; }

Result<> check_role(const std::string& role) {
  if (std::ranges::find(roles, role) != roles.end()) return {};
  return Error{ErrorCode::invalid,
               "there is no role \"" + role + "\": use agent, supervisor, editor or admin"};
}

struct UserAdmin::Impl {
  Impl(const std::filesystem::path& dir, const gateway::Clock& the_clock, std::string by)
      : clock(the_clock),
        database(open_database(dir, Access::read_write)),
        table(*database, std::move(by), the_clock) {}

  // Runs `change` with the user's id.
  template <class Change>
  Result<> with_user(const std::string& name, Change change) {
    try {
      const auto clean = clean_name(name, "a name");
      const auto found = clean ? table.find(*clean) : std::nullopt;
      if (!found) return no_user(name);
      change(found->staff.id);
      return {};
    } catch (const SQLite::Exception& error) {
      return unavailable(error);
    }
  }

  // Work is inherited by somebody else who is here and works with customers.
  Result<> check_heir(const std::string& name, const std::string& heir) {
    if (heir.empty()) return {};
    try {
      for (const auto& user : table.list()) {
        if (user.id != heir) continue;
        if (user.disabled || !serves_customers(user.role) || user.name == name) break;
        return {};
      }
    } catch (const SQLite::Exception& error) {
      return unavailable(error);
    }
    return Error{ErrorCode::invalid,
                 "`heir` is the id of a colleague who is not disabled and works with customers"};
  }

  // `act` takes the id, and returns what goes to other hands.
  template <class Act>
  Result<std::vector<StaffWork>> hand_over(const std::string& name, const std::string& heir,
                                           const Act& act) {
    if (const auto fine = check_heir(name, heir); !fine) return fine.error();
    std::vector<StaffWork> moved;
    const auto done = with_user(name, [&](const auto& id) { moved = act(id); });
    return done ? Result<std::vector<StaffWork>>(std::move(moved)) : done.error();
  }

  const gateway::Clock& clock;
  std::unique_ptr<SQLite::Database> database;
  UserTable table;
};

UserAdmin::UserAdmin(const std::filesystem::path& dir, const gateway::Clock& clock, std::string by)
    : impl_(std::make_unique<Impl>(dir, clock, std::move(by))) {}

UserAdmin::~UserAdmin() = default;

Result<User> UserAdmin::add(const std::string& name, const std::string& role,
                            const std::vector<std::string>& teams, const std::string& password,
                            const std::map<std::string, std::string>& names,
                            const std::vector<std::string>& skills) {
  const auto clean = clean_name(name, "a name");
  if (!clean) return clean.error();
  if (const auto known = check_role(role); !known) return known.error();
  const auto cleaned_teams = clean_ids(teams, "a team");
  if (!cleaned_teams) return cleaned_teams.error();
  if (const auto fine = check_new_password(password); !fine) return fine.error();
  auto shown = clean_names(names);
  if (!shown) return shown.error();
  auto cleaned_skills = clean_ids(skills, "a skill");
  if (!cleaned_skills) return cleaned_skills.error();
  try {
    User user{random_hex(8),      *clean,           role, *cleaned_teams, false,
              impl_->clock.now(), *std::move(shown)};
    user.skills = *std::move(cleaned_skills);
    if (const auto given = user.names.extract(staff_number_key)) user.number = given.mapped();
    if (!impl_->table.add(user, hash_password(password))) {
      return Error{ErrorCode::conflict, "the name \"" + *clean + "\" is taken"};
    }
    return user;
  } catch (const SQLite::Exception& error) {
    return unavailable(error);
  }
}

Result<> UserAdmin::set_names(const std::string& name,
                              const std::map<std::string, std::string>& names) {
  const auto shown = clean_names(names);
  if (!shown) return shown.error();
  return impl_->with_user(name, [&](const auto& id) { impl_->table.set_names(id, *shown); });
}

Result<> UserAdmin::find(const std::string& name) {
  return impl_->with_user(name, [](const auto&) {});
}

std::vector<User> UserAdmin::list() { return impl_->table.list(); }

Result<std::vector<StaffWork>> UserAdmin::disable(const std::string& name,
                                                  const std::string& heir) {
  return impl_->hand_over(name, heir,
                          [&](const auto& id) { return impl_->table.disable(id, heir); });
}

Result<> UserAdmin::enable(const std::string& name) {
  return impl_->with_user(name, [&](const auto& id) { impl_->table.enable(id); });
}

Result<std::vector<StaffWork>> UserAdmin::set_role(const std::string& name, const std::string& role,
                                                   const std::string& heir) {
  if (const auto known = check_role(role); !known) return known.error();
  return impl_->hand_over(name, heir,
                          [&](const auto& id) { return impl_->table.set_role(id, role, heir); });
}

Result<> UserAdmin::set_teams(const std::string& name, const std::vector<std::string>& teams) {
  const auto cleaned = clean_ids(teams, "a team");
  if (!cleaned) return cleaned.error();
  return impl_->with_user(name, [&](const auto& id) { impl_->table.set_teams(id, *cleaned); });
}

Result<> UserAdmin::set_skills(const std::string& name, const std::vector<std::string>& skills) {
  const auto cleaned = clean_ids(skills, "a skill");
  if (!cleaned) return cleaned.error();
  return impl_->with_user(name, [&](const auto& id) { impl_->table.set_skills(id, *cleaned); });
}

Result<> UserAdmin::set_password(const std::string& name, const std::string& password) {
  if (const auto fine = check_new_password(password); !fine) return fine.error();
  return impl_->with_user(
      name, [&](const auto& id) { impl_->table.set_password(id, hash_password(password)); });
}

Result<std::string> UserAdmin::create_api_token(const std::string& name, const std::string& label) {
  // The prefix lets secret scanners find a token that got lost.
  const std::string token = "yingda_" + random_token();
  const auto stored = impl_->with_user(name, [&](const auto& id) {
    impl_->table.add_token(token_hash(token), id, label, impl_->clock.now());
  });
  if (!stored) return stored.error();
  return token;
}

Result<> UserAdmin::revoke_api_tokens(const std::string& name) {
  return impl_->with_user(name, [&](const auto& id) { impl_->table.remove_tokens(id); });
}

}  // namespace yingda::store
