#include "store/user_table.hpp"

namespace yingda::store {
namespace {

constexpr auto find_sql =
    "SELECT id, name, role, password_hash, disabled FROM users WHERE name = ?";
constexpr auto teams_sql = "SELECT team FROM user_teams WHERE user = ? ORDER BY team";
constexpr auto list_users_sql =
    "SELECT id, name, role, disabled, created_at FROM users ORDER BY name";
constexpr auto disabled_sql = "SELECT id FROM users WHERE disabled <> 0";
constexpr auto password_hashes_sql = "SELECT id, password_hash FROM users";
constexpr auto insert_user_sql =
    "INSERT INTO users(id, name, role, password_hash, disabled, created_at) "
    "VALUES(?, ?, ?, ?, 0, ?) ON CONFLICT(name) DO NOTHING";
constexpr auto insert_team_sql =
    "INSERT INTO user_teams(user, team) VALUES(?, ?) "
    "ON CONFLICT DO NOTHING";
constexpr auto set_disabled_sql = "UPDATE users SET disabled = ? WHERE id = ?";
constexpr auto set_password_sql = "UPDATE users SET password_hash = ? WHERE id = ?";
constexpr auto end_sessions_sql = "DELETE FROM sessions WHERE user = ?";
constexpr auto expire_sessions_sql = "DELETE FROM sessions WHERE expires_at <= ?";
constexpr auto open_session_sql =
    "INSERT INTO sessions(token_hash, csrf, user, created_at, last_seen, expires_at) "
    "SELECT ?1, ?2, id, ?3, ?3, ?4 FROM users "
    "WHERE id = ?5 AND password_hash = ?6 AND disabled = 0";
constexpr auto session_sql =
    "SELECT users.id, name, role, csrf, last_seen FROM sessions JOIN users ON users.id = user "
    "WHERE token_hash = ? AND expires_at > ? AND disabled = 0";
constexpr auto see_session_sql = "UPDATE sessions SET last_seen = ? WHERE token_hash = ?";
constexpr auto close_session_sql = "DELETE FROM sessions WHERE token_hash = ?";
constexpr auto insert_token_sql =
    "INSERT INTO api_tokens(token_hash, user, label, created_at) VALUES(?, ?, ?, ?)";
constexpr auto remove_tokens_sql = "DELETE FROM api_tokens WHERE user = ?";
constexpr auto token_owner_sql =
    "SELECT users.id, name, role FROM api_tokens JOIN users ON users.id = user "
    "WHERE token_hash = ? AND disabled = 0";

// A session is read with each request; writing each time would load the disk for nothing.
constexpr std::chrono::minutes last_seen_precision{5};

}  // namespace

UserTable::UserTable(SQLite::Database& database)
    : database_(database),
      find_(database, find_sql),
      teams_(database, teams_sql),
      list_(database, list_users_sql),
      disabled_(database, disabled_sql),
      password_hashes_(database, password_hashes_sql),
      insert_(database, insert_user_sql),
      insert_team_(database, insert_team_sql),
      set_disabled_(database, set_disabled_sql),
      set_password_(database, set_password_sql),
      end_sessions_(database, end_sessions_sql),
      expire_sessions_(database, expire_sessions_sql),
      open_session_(database, open_session_sql),
      session_(database, session_sql),
      see_session_(database, see_session_sql),
      close_session_(database, close_session_sql),
      insert_token_(database, insert_token_sql),
      remove_tokens_(database, remove_tokens_sql),
      token_owner_(database, token_owner_sql) {}

std::optional<Credentials> UserTable::find(const std::string& name) {
  Query found(find_, name);
  if (!found.next()) return std::nullopt;
  const std::string id = found.text(0);
  return Credentials{
      {id, found.text(1), found.text(2), teams(id)}, found.text(3), found.number(4) != 0};
}

std::vector<User> UserTable::list() {
  std::vector<User> out;
  Query found(list_);
  while (found.next()) {
    const std::string id = found.text(0);
    out.push_back(
        {id, found.text(1), found.text(2), teams(id), found.number(3) != 0, found.time(4)});
  }
  return out;
}

std::vector<std::string> UserTable::disabled() {
  std::vector<std::string> out;
  Query found(disabled_);
  while (found.next()) out.push_back(found.text(0));
  return out;
}

std::map<std::string, std::string> UserTable::password_hashes() {
  std::map<std::string, std::string> out;
  Query found(password_hashes_);
  while (found.next()) out[found.text(0)] = found.text(1);
  return out;
}

bool UserTable::add(const User& user, const std::string& password_hash) {
  WriteTransaction transaction(database_);
  if (run(insert_, user.id, user.name, user.role, password_hash, user.created_at) == 0) {
    return false;
  }
  for (const auto& team : user.teams) run(insert_team_, user.id, team);
  transaction.commit();
  return true;
}

void UserTable::set_disabled(const std::string& id, bool disabled) {
  WriteTransaction transaction(database_);
  run(set_disabled_, disabled ? 1 : 0, id);
  if (disabled) run(end_sessions_, id);
  transaction.commit();
}

void UserTable::set_password(const std::string& id, const std::string& password_hash) {
  WriteTransaction transaction(database_);
  run(set_password_, password_hash, id);
  run(end_sessions_, id);
  transaction.commit();
}

bool UserTable::open_session(const Credentials& credentials, const NewSession& session) {
  WriteTransaction transaction(database_);
  run(expire_sessions_, session.now);
  const int opened = run(open_session_, session.token_hash, session.csrf, session.now,
                         session.expires_at, credentials.staff.id, credentials.password_hash);
  transaction.commit();
  return opened == 1;
}

std::optional<gateway::StaffSession> UserTable::session(const std::string& token_hash,
                                                        Instant now) {
  gateway::StaffSession out;
  Instant last_seen{};
  {
    Query found(session_, token_hash, now);
    if (!found.next()) return std::nullopt;
    const std::string id = found.text(0);
    out = {"", found.text(3), {id, found.text(1), found.text(2), teams(id)}};
    last_seen = found.time(4);
  }
  if (now - last_seen >= last_seen_precision) {
    try {
      run(see_session_, now, token_hash);
    } catch (const SQLite::Exception&) {
      // A full disk must not lock the staff out.
    }
  }
  return out;
}

void UserTable::close_session(const std::string& token_hash) { run(close_session_, token_hash); }

void UserTable::add_token(const std::string& token_hash, const std::string& user,
                          const std::string& label, Instant now) {
  run(insert_token_, token_hash, user, label, now);
}

void UserTable::remove_tokens(const std::string& user) { run(remove_tokens_, user); }

std::optional<gateway::Staff> UserTable::token_owner(const std::string& token_hash) {
  Query found(token_owner_, token_hash);
  if (!found.next()) return std::nullopt;
  const std::string id = found.text(0);
  return gateway::Staff{id, found.text(1), found.text(2), teams(id)};
}

std::vector<std::string> UserTable::teams(const std::string& user) {
  std::vector<std::string> out;
  Query found(teams_, user);
  while (found.next()) out.push_back(found.text(0));
  return out;
}

}  // namespace yingda::store
