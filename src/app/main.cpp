#include <sodium.h>

#include <algorithm>
#include <cstdio>
#include <exception>

#include "app/commands/commands.hpp"
#include "app/failure.hpp"

namespace {

bool knows(const CLI::App& root, const std::string& name) {
  const auto commands = root.get_subcommands(nullptr);
  return std::any_of(commands.begin(), commands.end(),
                     [&](const auto* command) { return command->get_name() == name; });
}

int unknown_command(const CLI::App& root, const char* given) {
  std::string known;
  for (const auto* command : root.get_subcommands(nullptr)) {
    known += (known.empty() ? "" : ", ") + command->get_name();
  }
  std::fprintf(stderr, "yingda: there is no command \"%s\"; there are %s\n", given, known.c_str());
  return yingda::app::exit_bad;
}

int run(int argc, char** argv) {
  using namespace yingda::app;
  CLI::App root{"Yingda: a chatbot-first customer service gateway that never goes silent."};
  root.name("yingda");
  root.set_version_flag("--version", "yingda " YINGDA_VERSION);
  root.require_subcommand(1);
  Chosen chosen;
  for (const auto add : {add_serve, add_check, add_test, add_ask, add_evaluate, add_chat, add_user,
                         add_publish, add_replay, add_backup, add_content_files, add_dossier}) {
    add(root, chosen);
  }
  if (argc > 1 && argv[1][0] != '-' && !knows(root, argv[1])) {
    return unknown_command(root, argv[1]);
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
