#include "store/user_table.hpp"

#include "store/audit.hpp"
#include "store/staff_work.hpp"

namespace yingda::store {
namespace {

constexpr auto find_sql =
    "SELECT id, name, role, shown_zh, shown_en, staff_number, password_hash, disabled FROM users "
    "WHERE name = ?";
constexpr auto teams_sql = "SELECT team FROM user_teams WHERE user = ? ORDER BY team";
constexpr auto skills_sql = "SELECT skill FROM user_skills WHERE user = ? ORDER BY skill";
constexpr auto insert_skill_sql = "INSERT OR IGNORE INTO user_skills(user, skill) VALUES(?, ?)";
constexpr auto remove_skills_sql = "DELETE FROM user_skills WHERE user = ?";
constexpr auto list_users_sql =
    "SELECT id, name, role, shown_zh, shown_en, staff_number, disabled, created_at, heir "
    "FROM users ORDER BY name";
// An empty place leaves the name as it is.
constexpr auto set_names_sql =
    "UPDATE users SET shown_zh = coalesce(?, shown_zh), shown_en = coalesce(?, shown_en), "
    "staff_number = coalesce(?, staff_number) WHERE id = ?";
constexpr auto password_hashes_sql = "SELECT id, password_hash FROM users";
constexpr auto insert_user_sql =
    "INSERT INTO users(id, name, role, password_hash, disabled, created_at) "
    "VALUES(?, ?, ?, ?, 0, ?) ON CONFLICT(name) DO NOTHING";
constexpr auto insert_team_sql =
    "INSERT INTO user_teams(user, team) VALUES(?, ?) "
    "ON CONFLICT DO NOTHING";
constexpr auto set_role_sql = "UPDATE users SET role = ?, heir = ? WHERE id = ?";
constexpr auto remove_teams_sql = "DELETE FROM user_teams WHERE user = ?";
constexpr auto user_name_sql = "SELECT name FROM users WHERE id = ?";
constexpr auto last_note_sql = "SELECT number, head FROM staff_log ORDER BY number DESC LIMIT 1";
constexpr auto note_sql =
    "INSERT INTO staff_log(number, at, by, what, whom, detail, head) VALUES(?, ?, ?, ?, ?, ?, ?)";
constexpr auto set_disabled_sql = "UPDATE users SET disabled = ?, heir = ? WHERE id = ?";
constexpr auto set_password_sql = "UPDATE users SET password_hash = ? WHERE id = ?";
constexpr auto end_sessions_sql = "DELETE FROM sessions WHERE user = ?";
constexpr auto expire_sessions_sql = "DELETE FROM sessions WHERE expires_at <= ?";
constexpr auto open_session_sql =
    "INSERT INTO sessions(token_hash, csrf, user, created_at, last_seen, expires_at) "
    "SELECT ?1, ?2, id, ?3, ?3, ?4 FROM users "
    "WHERE id = ?5 AND password_hash = ?6 AND disabled = 0";
constexpr auto session_sql =
    "SELECT users.id, name, role, shown_zh, shown_en, staff_number, csrf, last_seen FROM sessions "
    "JOIN users ON "
    "users.id = user "
    "WHERE token_hash = ? AND expires_at > ? AND disabled = 0";
constexpr auto see_session_sql = "UPDATE sessions SET last_seen = ? WHERE token_hash = ?";
constexpr auto close_session_sql = "DELETE FROM sessions WHERE token_hash = ?";
constexpr auto insert_token_sql =
    "INSERT INTO api_tokens(token_hash, user, label, created_at) VALUES(?, ?, ?, ?)";
constexpr auto remove_tokens_sql = "DELETE FROM api_tokens WHERE user = ?";
constexpr auto token_owner_sql =
    "SELECT users.id, name, role, shown_zh, shown_en, staff_number FROM api_tokens JOIN users ON "
    "users.id = user "
    "WHERE token_hash = ? AND disabled = 0";

std::string joined(const std::vector<std::string>& teams) {
  std::string out;
  for (const auto& team : teams) out += (out.empty() ? "" : ",") + team;
  return out.empty() ? "all teams" : out;
}

std::string joined(const std::map<std::string, std::string>& names) {
  std::string out;
  for (const auto& [locale, name] : names) out += (out.empty() ? "" : ", ") + locale + ": " + name;
  return out;
}

// A session is read with each request; writing each time would load the disk for nothing.
constexpr std::chrono::minutes last_seen_precision{5};

}  // namespace

UserTable::UserTable(SQLite::Database& database, std::string by, const gateway::Clock& clock)
    : database_(database),
      by_(std::move(by)),
      clock_(clock),
      find_(database, find_sql),
      teams_(database, teams_sql),
      skills_(database, skills_sql),
      insert_skill_(database, insert_skill_sql),
      remove_skills_(database, remove_skills_sql),
      list_(database, list_users_sql),
      password_hashes_(database, password_hashes_sql),
      insert_(database, insert_user_sql),
      insert_team_(database, insert_team_sql),
      set_names_(database, set_names_sql),
      set_role_(database, set_role_sql),
      remove_teams_(database, remove_teams_sql),
      name_(database, user_name_sql),
      last_note_(database, last_note_sql),
      note_(database, note_sql),
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
  return Credentials{staff_at(found), found.text(6), found.number(7) != 0};
}

std::vector<User> UserTable::list() {
  std::vector<User> out;
  Query found(list_);
  while (found.next()) {
    auto staff = staff_at(found);
    out.push_back({staff.id, staff.name, staff.role, std::move(staff.teams), found.number(6) != 0,
                   found.time(7), std::move(staff.names), found.text(8), std::move(staff.number),
                   std::move(staff.skills)});
  }
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
  write_teams(user.id, user.teams);
  auto shown = user.names;
  if (!user.number.empty()) shown[staff_number_key] = user.number;
  write_names(user.id, shown);
  write_skills(user.id, user.skills);
  std::string said = user.role + " " + joined(user.teams) + " " + joined(shown);
  if (!user.skills.empty()) said += " " + joined(user.skills);
  note("added", user.id, said);
  transaction.commit();
  return true;
}

void UserTable::set_names(const std::string& id, const std::map<std::string, std::string>& names) {
  WriteTransaction transaction(database_);
  write_names(id, names);
  note("renamed", id, joined(names));
  transaction.commit();
}

std::vector<StaffWork> UserTable::set_role(const std::string& id, const std::string& role,
                                           const std::string& heir) {
  WriteTransaction transaction(database_);
  run(set_role_, role, heir, id);
  std::vector<StaffWork> moved;
  if (!serves_customers(role)) moved = work_of(database_, id);
  const auto handed = handed_over(moved, heir);
  note("role", id, handed.empty() ? role : role + " " + handed);
  transaction.commit();
  return moved;
}

void UserTable::set_teams(const std::string& id, const std::vector<std::string>& teams) {
  WriteTransaction transaction(database_);
  run(remove_teams_, id);
  write_teams(id, teams);
  note("teams", id, joined(teams));
  transaction.commit();
}

void UserTable::set_skills(const std::string& id, const std::vector<std::string>& skills) {
  WriteTransaction transaction(database_);
  run(remove_skills_, id);
  write_skills(id, skills);
  note("skills", id, skills.empty() ? "none" : joined(skills));
  transaction.commit();
}

void UserTable::write_skills(const std::string& id, const std::vector<std::string>& skills) {
  for (const auto& skill : skills) run(insert_skill_, id, skill);
}

void UserTable::write_teams(const std::string& id, const std::vector<std::string>& teams) {
  for (const auto& team : teams) run(insert_team_, id, team);
}

void UserTable::note(const std::string& what, const std::string& id, const std::string& detail) {
  AccountLine line{1, clock_.now(), by_, what, id, detail};
  std::string before;
  if (Query last(last_note_); last.next()) {
    line.number = last.number(0) + 1;
    before = last.bytes(1);
  }
  if (Query whom(name_, id); whom.next()) line.whom = whom.text(0);
  const std::string head = account_chain_next(before, line);
  run(note_, line.number, line.at, line.by, line.what, line.whom, line.detail, Blob{head});
}

void UserTable::write_names(const std::string& id,
                            const std::map<std::string, std::string>& names) {
  const auto name_in = [&](const char* locale) {
    const auto found = names.find(locale);
    return found == names.end() ? std::optional<std::string>() : std::optional(found->second);
  };
  const auto zh = name_in("zh-CN");
  const auto en = name_in("en");
  const auto number = name_in(staff_number_key);
  run(set_names_, zh, en, number, id);
}

// The first six columns: id, name, role, shown_zh, shown_en, staff_number.
gateway::Staff UserTable::staff_at(Query& row) {
  const std::string id = row.text(0);
  gateway::Staff staff{id, row.text(1), row.text(2), listed(teams_, id)};
  staff.skills = listed(skills_, id);
  if (auto zh = row.text(3); !zh.empty()) staff.names["zh-CN"] = std::move(zh);
  if (auto en = row.text(4); !en.empty()) staff.names["en"] = std::move(en);
  staff.number = row.text(5);
  return staff;
}

std::vector<StaffWork> UserTable::disable(const std::string& id, const std::string& heir) {
  WriteTransaction transaction(database_);
  run(set_disabled_, 1, heir, id);
  run(end_sessions_, id);
  const auto moved = work_of(database_, id);
  note("disabled", id, handed_over(moved, heir));
  transaction.commit();
  return moved;
}

void UserTable::enable(const std::string& id) {
  WriteTransaction transaction(database_);
  run(set_disabled_, 0, std::string(), id);
  note("enabled", id, "");
  transaction.commit();
}

// For the log of accounts: whose the work becomes, and which orders and how many talks it is.
std::string UserTable::handed_over(const std::vector<StaffWork>& work, const std::string& heir) {
  if (work.empty()) return {};
  std::string to = "the queue";
  if (!heir.empty()) {
    if (Query whom(name_, heir); whom.next()) to = whom.text(0);
  }
  std::size_t talks = 0;
  std::string out = "→ " + to + ":";
  for (const auto& each : work) {
    if (each.number.empty()) ++talks;
    if (!each.number.empty()) out += " " + each.number;
  }
  return talks == 0 ? out : out + " +" + std::to_string(talks);
}

void UserTable::set_password(const std::string& id, const std::string& password_hash) {
  WriteTransaction transaction(database_);
  run(set_password_, password_hash, id);
  run(end_sessions_, id);
  note("password", id, "");
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
    out = {"", found.text(6), staff_at(found)};
    last_seen = found.time(7);
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
  WriteTransaction transaction(database_);
  run(insert_token_, token_hash, user, label, now);
  note("token_added", user, label);
  transaction.commit();
}

void UserTable::remove_tokens(const std::string& user) {
  WriteTransaction transaction(database_);
  run(remove_tokens_, user);
  note("tokens_removed", user, "");
  transaction.commit();
}

std::optional<gateway::Staff> UserTable::token_owner(const std::string& token_hash) {
  Query found(token_owner_, token_hash);
  if (!found.next()) return std::nullopt;
  return staff_at(found);
}

std::vector<std::string> UserTable::listed(SQLite::Statement& of, const std::string& user) {
  std::vector<std::string> out;
  Query found(of, user);
  while (found.next()) out.push_back(found.text(0));
  return out;
}

}  // namespace yingda::store
