#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <iostream>

#include "app/commands/commands.hpp"
#include "app/failure.hpp"
#include "app/setup.hpp"
#include "app/system.hpp"
#include "store/database.hpp"
#include "store/user_admin.hpp"

namespace yingda::app {
namespace {

struct UserArguments {
  std::string name;
  std::string role;
  std::vector<std::string> teams;
  std::vector<std::string> skills;
  std::string data = "data";
  std::string config;
  std::string label = "cli";
  std::map<std::string, std::string> names;  // by locale
  bool password_stdin = false;
};

// Turns the terminal's echo off while a password is typed.
class Silence {
 public:
  Silence() {
    terminal_ = isatty(STDIN_FILENO) != 0 && tcgetattr(STDIN_FILENO, &before_) == 0;
    if (!terminal_) return;
    termios quiet = before_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSANOW, &quiet);
  }
  ~Silence() {
    if (terminal_) tcsetattr(STDIN_FILENO, TCSANOW, &before_);
  }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;

 private:
  termios before_{};
  bool terminal_ = false;
};

// All of it, so that nobody believes a password to be set of which only the first line was taken.
std::string piped_password() {
  constexpr std::size_t enough = 64 * 1024;  // to know that it is too long
  std::string text;
  for (char c = 0; text.size() < enough && std::cin.get(c);) text += c;
  if (text.ends_with('\n')) text.pop_back();
  if (text.ends_with('\r')) text.pop_back();
  if (text.find('\n') == std::string::npos) return text;
  throw Failure(exit_bad,
                "yingda: there is more than one line on standard input; a password is one");
}

std::string typed_password() {
  if (isatty(STDIN_FILENO) == 0) {
    throw Failure(exit_bad, "yingda: no terminal to ask for the password; use --password-stdin");
  }
  std::fprintf(stderr, "Password: ");
  const Silence silence;
  std::string line;
  std::getline(std::cin, line);
  std::fprintf(stderr, "\n");
  return line;
}

std::string read_password(const UserArguments& arguments) {
  const bool typed = !arguments.password_stdin || isatty(STDIN_FILENO) != 0;
  return typed ? typed_password() : piped_password();
}

// Somebody in a team that nothing is handed to would never be offered anything. Which teams there
// are only the server's configuration knows: without it the answer is no more than a warning.
void check_teams(const UserArguments& arguments) {
  const auto config = config_from(arguments.config);
  std::string known;
  for (const auto& team : config.policy.teams) known += (known.empty() ? "" : ", ") + team.id;
  for (const auto& wanted : arguments.teams) {
    const auto& teams = config.policy.teams;
    const bool found = std::any_of(teams.begin(), teams.end(),
                                   [&](const auto& team) { return team.id == wanted; });
    if (found) continue;
    const std::string text = "there is no team `" + wanted + "`; teams are " + known;
    if (!arguments.config.empty()) throw Failure(exit_bad, "yingda: " + text);
    std::fprintf(stderr, "yingda: warning: %s (by default; name yours with --config FILE)\n",
                 text.c_str());
  }
}

void check_skills(const UserArguments& arguments) {
  const auto config = config_from(arguments.config);
  const auto& known = config.policy.skills;
  for (const auto& wanted : arguments.skills) {
    if (std::ranges::find(known, wanted, &conversation::Skill::id) != known.end()) continue;
    const std::string text = "there is no skill `" + wanted + "` in `skills`";
    if (!arguments.config.empty()) throw Failure(exit_bad, "yingda: " + text);
    std::fprintf(stderr, "yingda: warning: %s (by default; name yours with --config FILE)\n",
                 text.c_str());
  }
}

template <class T>
int finish(const Result<T>& result, const std::string& fine) {
  if (!result) throw Failure(exit_bad, "yingda: " + result.error().detail);
  std::printf("%s\n", fine.c_str());
  return exit_fine;
}

int list(store::UserAdmin& users) {
  for (const auto& user : users.list()) {
    std::string teams;
    for (const auto& team : user.teams) teams += (teams.empty() ? "" : ",") + team;
    const auto shown = [&](const char* locale) {
      const auto name = user.names.find(locale);
      return name == user.names.end() ? "" : name->second.c_str();
    };
    std::string skills;
    for (const auto& skill : user.skills) skills += (skills.empty() ? "" : ",") + skill;
    std::printf("%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", user.name.c_str(), user.role.c_str(),
                teams.empty() ? "all teams" : teams.c_str(), user.disabled ? "disabled" : "",
                shown("zh-CN"), shown("en"), user.number.c_str(), skills.c_str());
  }
  return exit_fine;
}

int token(store::UserAdmin& users, const UserArguments& arguments) {
  const auto made = users.create_api_token(arguments.name, arguments.label);
  if (!made) throw Failure(exit_bad, "yingda: " + made.error().detail);
  std::printf("%s\n", made->c_str());
  return exit_fine;
}

using Action = std::function<int(store::UserAdmin&, const UserArguments&)>;

CLI::App* add(CLI::App& user, const char* name, const char* help, Chosen& chosen, Action action,
              bool named = true) {
  auto* command = user.add_subcommand(name, help);
  auto arguments = std::make_shared<UserArguments>();
  if (named) command->add_option("NAME", arguments->name, "Log-in name")->required();
  command->add_option("--data", arguments->data, "Data directory (default: data)")
      ->type_name("DIR");
  const std::string verb = name;
  if (verb == "add") {
    command->add_option("--role", arguments->role, "agent, supervisor, editor or admin")
        ->required();
    command->add_option("--team", arguments->teams, "Team id, may be repeated; none: all teams")
        ->allow_extra_args(false);
  }
  if (verb == "add" || verb == "skills") {
    command
        ->add_option("--skill", arguments->skills,
                     verb == "add" ? "Skill id, may be repeated"
                                   : "Skill id, may be repeated; none takes all away")
        ->allow_extra_args(false);
    command->add_option("--config", arguments->config, "Configuration that names teams and skills")
        ->type_name("FILE");
  }
  if (verb == "add" || verb == "name") {
    const auto shown = [&](const char* option, const char* locale, const char* meaning) {
      command
          ->add_option_function<std::string>(
              option,
              [arguments, locale](const std::string& name) { arguments->names[locale] = name; },
              meaning)
          ->type_name("TEXT");
    };
    shown("--name", "zh-CN", "What customers and colleagues read, in Chinese");
    shown("--name-en", "en", "The same in English");
    shown("--staff-number", store::staff_number_key,
          "Staff number, which customers read beside the name; empty: none");
  }
  if (verb == "add" || verb == "password") {
    command->add_flag("--password-stdin", arguments->password_stdin,
                      "Read the password from standard input");
  }
  command->callback([arguments, action = std::move(action), creates = verb == "add", &chosen] {
    chosen = [arguments, action, creates] {
      // Before a database is made for it, and before anybody is asked for a password.
      const auto known = creates ? store::check_role(arguments->role) : Result<>{};
      if (!known) throw Failure(exit_bad, "yingda: " + known.error().detail);
      check_teams(*arguments);
      check_skills(*arguments);
      const SystemClock clock;
      // Only the first user may come before the database: a mistyped directory is told, not made.
      if (!creates && !std::filesystem::exists(store::database_file(arguments->data))) {
        throw Failure(exit_bad, "yingda: there is no Yingda database in " + arguments->data);
      }
      store::prepare(arguments->data);
      store::UserAdmin users(arguments->data, clock);
      return action(users, *arguments);
    };
  });
  return command;
}

}  // namespace

void add_user(CLI::App& root, Chosen& chosen) {
  auto* user = root.add_subcommand("user", "Agents, supervisors, editors and administrators.");
  user->require_subcommand(1);
  add(*user, "add", "Add somebody.", chosen, [](store::UserAdmin& users, const UserArguments& a) {
    if (users.find(a.name)) {
      throw Failure(exit_bad, "yingda: the name \"" + a.name + "\" is taken");
    }
    return finish(users.add(a.name, a.role, a.teams, read_password(a), a.names, a.skills),
                  "added " + a.name);
  });
  add(
      *user, "list", "Everybody, one a line.", chosen,
      [](store::UserAdmin& users, const UserArguments&) { return list(users); }, false);
  add(*user, "name", "What customers and colleagues call somebody.", chosen,
      [](store::UserAdmin& users, const UserArguments& a) {
        if (a.names.empty())
          throw Failure(exit_bad, "yingda: give --name, --name-en or --staff-number");
        return finish(users.set_names(a.name, a.names), "renamed " + a.name);
      });
  add(*user, "skills", "What somebody can beside their teams.", chosen,
      [](store::UserAdmin& users, const UserArguments& a) {
        return finish(users.set_skills(a.name, a.skills), "changed " + a.name);
      });
  add(*user, "disable", "End the sessions and forbid new ones.", chosen,
      [](store::UserAdmin& users, const UserArguments& a) {
        return finish(users.disable(a.name), "disabled " + a.name);
      });
  add(*user, "enable", "Allow to log in again.", chosen,
      [](store::UserAdmin& users, const UserArguments& a) {
        return finish(users.enable(a.name), "enabled " + a.name);
      });
  add(*user, "password", "Set a new password.", chosen,
      [](store::UserAdmin& users, const UserArguments& a) {
        if (const auto known = users.find(a.name); !known) return finish(known, {});
        return finish(users.set_password(a.name, read_password(a)), "changed " + a.name);
      });
  add(*user, "token", "Make an API token; it is shown once.", chosen,
      [](store::UserAdmin& users, const UserArguments& a) { return token(users, a); });
}

}  // namespace yingda::app
