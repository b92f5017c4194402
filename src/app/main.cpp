#include <sodium.h>

#include <cstdio>
#include <exception>

#include "app/commands/commands.hpp"
#include "app/failure.hpp"

namespace {

int run(int argc, char** argv) {
  using namespace yingda::app;
  CLI::App root{"Yingda: a chatbot-first customer service gateway that never goes silent."};
  root.name("yingda");
  root.set_version_flag("--version", "yingda " YINGDA_VERSION);
  root.require_subcommand(1);
  Chosen chosen;
  for (const auto add : {add_serve, add_check, add_test, add_ask, add_evaluate, add_chat, add_user,
                         add_publish, add_replay, add_backup}) {
    add(root, chosen);
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
