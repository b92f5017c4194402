#pragma once
// What `yingda user …` does, synchronously and beside a running server. Errors are sentences for
// the person at the terminal: `invalid`, `conflict` (the name is taken), `not_found`.

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/ports.hpp"
#include "store/staff_work.hpp"

namespace yingda::store {

struct User {
  std::string id;
  std::string name;
  std::string role;
  std::vector<std::string> teams;  // empty: all
  bool disabled = false;
  Instant created_at{};
  std::map<std::string, std::string> names{};  // by locale: zh-CN, en
  std::string heir{};                          // whose their work becomes when they leave
  std::string number{};                        // staff number
  std::vector<std::string> skills{};
};

// Among the names by locale: the staff number, as customers read it.
inline constexpr auto staff_number_key = "staff_number";

// Whether people with that role have conversations and work orders; editors have none.
bool serves_customers(std::string_view role);

// `invalid` for a word that is no role.
Result<> check_role(const std::string& role);

class UserAdmin {
 public:
  // `dir` must be prepared. `by`: who does it, for the log of accounts.
  UserAdmin(const std::filesystem::path& dir, const gateway::Clock& clock, std::string by = "cli");
  ~UserAdmin();

  Result<User> add(const std::string& name, const std::string& role,
                   const std::vector<std::string>& teams, const std::string& password,
                   const std::map<std::string, std::string>& names = {},
                   const std::vector<std::string>& skills = {});
  // What customers and colleagues read, the staff number among it; locales that are not among
  // `names` stay as they are, an empty name takes it away.
  Result<> set_names(const std::string& name, const std::map<std::string, std::string>& names);
  // `not_found` when there is nobody of that name.
  Result<> find(const std::string& name);
  // By name.
  std::vector<User> list();
  // Ends the user's sessions; API tokens stop working until the user is enabled again.
  // What they had and owned goes to `heir`, an id, or, with none, back to its departments: that is
  // returned, and the running server does it. `invalid` for an heir who cannot have it.
  Result<std::vector<StaffWork>> disable(const std::string& name, const std::string& heir = {});
  Result<> enable(const std::string& name);
  // The same when the role is one that does not work with customers.
  Result<std::vector<StaffWork>> set_role(const std::string& name, const std::string& role,
                                          const std::string& heir = {});
  Result<> set_teams(const std::string& name, const std::vector<std::string>& teams);
  Result<> set_skills(const std::string& name, const std::vector<std::string>& skills);
  // Ends the user's sessions.
  Result<> set_password(const std::string& name, const std::string& password);
  // The token itself, which is not stored: show it once.
  Result<std::string> create_api_token(const std::string& name, const std::string& label);
  Result<> revoke_api_tokens(const std::string& name);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace yingda::store
