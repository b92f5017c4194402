#include <sodium.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <string>

#include "app/commands/commands.hpp"
#include "app/failure.hpp"

namespace {

std::string names_of_commands(const CLI::App& app) {
  std::string known;
  for (const auto* command : app.get_subcommands(nullptr)) {
    known += (known.empty() ? "" : ", ") + command->get_name();
  }
  return known;
}

// What is wrong with the words in front of the options, which name the command; empty: nothing.
std::string wrong_command(const CLI::App& root, int argc, char** argv) {
  const CLI::App* at = &root;
  std::string given = "yingda";
  for (int i = 1; !at->get_subcommands(nullptr).empty(); ++i) {
    if (i >= argc) return "name a command of `" + given + "`: " + names_of_commands(*at);
    const std::string name = argv[i];
    if (name.starts_with('-')) break;
    const auto commands = at->get_subcommands(nullptr);
    const auto found = std::find_if(commands.begin(), commands.end(),
                                    [&](const auto* each) { return each->get_name() == name; });
    if (found == commands.end()) {
      return "there is no command \"" + name + "\" of `" + given + "`; there are " +
             names_of_commands(*at);
    }
    at = *found;
    given += " " + name;
  }
  return {};
}

std::string usage_error(const CLI::App* /*root*/, const CLI::Error& error) {
  std::string line = error.what();
  std::replace(line.begin(), line.end(), '\n', ' ');
  return "yingda: " + line + "; --help says more\n";
}

int run(int argc, char** argv) {
  using namespace yingda::app;
  CLI::App root{"Yingda: a chatbot-first customer service gateway that never goes silent."};
  root.name("yingda");
  root.set_version_flag("--version", "yingda " YINGDA_VERSION);
  root.require_subcommand(1);
  Chosen chosen;
  for (const auto add :
       {add_serve, add_check, add_test, add_ask, add_evaluate, add_chat, add_user, add_publish,
        add_replay, add_backup, add_content_files, add_dossier, add_erase, add_learn}) {
    add(root, chosen);
  }
  root.failure_message(usage_error);
  if (const auto wrong = wrong_command(root, argc, argv); !wrong.empty()) {
    std::fprintf(stderr, "yingda: %s\n", wrong.c_str());
    return exit_bad;
  }
  try {
    root.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return root.exit(error) == 0 ? exit_fine : exit_bad;
  }
  return chosen();
}

}  // namespace

int main(int argc, char** argv) {
  if (sodium_init() < 0) {
    std::fprintf(stderr, "yingda: libsodium cannot be initialised\n");
    return yingda::app::exit_bad;
  }
  try {
    return run(argc, argv);
  } catch (const yingda::app::Failure& failure) {
    std::fprintf(stderr, "%s\n", failure.what());
    return failure.status();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "yingda: %s\n", error.what());
    return yingda::app::exit_bad;
  }
}
