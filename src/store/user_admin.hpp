#pragma once
// What `yingda user …` does, synchronously and beside a running server. Errors are sentences for
// the person at the terminal: `invalid`, `conflict` (the name is taken), `not_found`.

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "gateway/ports.hpp"

namespace yingda::store {

struct User {
  std::string id;
  std::string name;
  std::string role;
  std::vector<std::string> teams;  // empty: all
  bool disabled = false;
  Instant created_at{};
  std::map<std::string, std::string> names{};  // by locale: zh-CN, en
};

// `invalid` for a word that is no role.
Result<> check_role(const std::string& role);

class UserAdmin {
 public:
  // `dir` must be prepared. `by`: who does it, for the log of accounts.
  UserAdmin(const std::filesystem::path& dir, const gateway::Clock& clock, std::string by = "cli");
  ~UserAdmin();

  Result<User> add(const std::string& name, const std::string& role,
                   const std::vector<std::string>& teams, const std::string& password,
                   const std::map<std::string, std::string>& names = {});
  // What customers and colleagues read; locales that are not among `names` stay as they are, an
  // empty name takes it away.
  Result<> set_names(const std::string& name, const std::map<std::string, std::string>& names);
  // `not_found` when there is nobody of that name.
  Result<> find(const std::string& name);
  // By name.
  std::vector<User> list();
  // Ends the user's sessions; API tokens stop working until the user is enabled again.
  Result<> disable(const std::string& name);
  Result<> enable(const std::string& name);
  Result<> set_role(const std::string& name, const std::string& role);
  Result<> set_teams(const std::string& name, const std::vector<std::string>& teams);
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
