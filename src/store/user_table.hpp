#pragma once
// The SQL of users, sessions and API tokens, on one connection. Throws SQLite::Exception.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "gateway/ports.hpp"
#include "store/sql.hpp"
#include "store/staff_work.hpp"
#include "store/user_admin.hpp"

namespace yingda::store {

struct Credentials {
  gateway::Staff staff;
  std::string password_hash;
  bool disabled = false;
};

struct NewSession {
  std::string token_hash;
  std::string csrf;
  Instant now{};
  Instant expires_at{};
};

class UserTable {
 public:
  // `by`: who changes accounts through this one, for their log.
  UserTable(SQLite::Database& database, std::string by, const gateway::Clock& clock);

  std::optional<Credentials> find(const std::string& name);
  std::vector<User> list();
  // By id.
  std::map<std::string, std::string> password_hashes();
  // False when the name is taken.
  bool add(const User& user, const std::string& password_hash);
  // Disabling and a new password end the user's sessions in the same transaction.
  // Disabling and another role say what is to go to other hands: to `heir`, or the departments'.
  std::vector<StaffWork> disable(const std::string& id, const std::string& heir);
  void enable(const std::string& id);
  void set_password(const std::string& id, const std::string& password_hash);
  void set_names(const std::string& id, const std::map<std::string, std::string>& names);
  std::vector<StaffWork> set_role(const std::string& id, const std::string& role,
                                  const std::string& heir);
  void set_teams(const std::string& id, const std::vector<std::string>& teams);
  void set_skills(const std::string& id, const std::vector<std::string>& skills);

  // False when the user was disabled or the password changed since `credentials` were read.
  bool open_session(const Credentials& credentials, const NewSession& session);
  std::optional<gateway::StaffSession> session(const std::string& token_hash, Instant now);
  void close_session(const std::string& token_hash);

  void add_token(const std::string& token_hash, const std::string& user, const std::string& label,
                 Instant now);
  void remove_tokens(const std::string& user);
  std::optional<gateway::Staff> token_owner(const std::string& token_hash);

 private:
  static std::vector<std::string> listed(SQLite::Statement& of, const std::string& user);
  gateway::Staff staff_at(Query& row);
  void write_names(const std::string& id, const std::map<std::string, std::string>& names);

  // A line in the log of accounts, in the transaction of what it is about.
  void note(const std::string& what, const std::string& id, const std::string& detail);
  std::string handed_over(const std::vector<StaffWork>& work, const std::string& heir);
  void write_teams(const std::string& id, const std::vector<std::string>& teams);
  void write_skills(const std::string& id, const std::vector<std::string>& skills);

  SQLite::Database& database_;
  const std::string by_;
  const gateway::Clock& clock_;
  SQLite::Statement find_;
  SQLite::Statement teams_;
  SQLite::Statement skills_;
  SQLite::Statement insert_skill_;
  SQLite::Statement remove_skills_;
  SQLite::Statement list_;
  SQLite::Statement password_hashes_;
  SQLite::Statement insert_;
  SQLite::Statement insert_team_;
  SQLite::Statement set_names_;
  SQLite::Statement set_role_;
  SQLite::Statement remove_teams_;
  SQLite::Statement name_;
  SQLite::Statement last_note_;
  SQLite::Statement note_;
  SQLite::Statement set_disabled_;
  SQLite::Statement set_password_;
  SQLite::Statement end_sessions_;
  SQLite::Statement expire_sessions_;
  SQLite::Statement open_session_;
  SQLite::Statement session_;
  SQLite::Statement see_session_;
  SQLite::Statement close_session_;
  SQLite::Statement insert_token_;
  SQLite::Statement remove_tokens_;
  SQLite::Statement token_owner_;
};

}  // namespace yingda::store
