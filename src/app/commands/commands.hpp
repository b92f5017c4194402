#pragma once
// One function per command of `yingda`: adds its options to the parser and says what to run.

#include <CLI/CLI.hpp>
#include <functional>

namespace yingda::app {

// Set by the chosen command's callback; returns the exit status.
using Chosen = std::function<int()>;

// A whole number from 1 on. Without the bounds of a double, which nobody can read.
inline const CLI::Validator counts_from_one{
    [](std::string& given) {
      const bool digits = !given.empty() && given.size() <= 18 &&
                          given.find_first_not_of("0123456789") == std::string::npos;
      const bool fine = digits && given.find_first_not_of('0') != std::string::npos;
      return fine ? std::string() : "must be a whole number from 1 on, not `" + given + "`";
    },
    ""};

void add_serve(CLI::App& root, Chosen& chosen);
void add_check(CLI::App& root, Chosen& chosen);
void add_ask(CLI::App& root, Chosen& chosen);
void add_evaluate(CLI::App& root, Chosen& chosen);
void add_learn(CLI::App& root, Chosen& chosen);
void add_chat(CLI::App& root, Chosen& chosen);
void add_test(CLI::App& root, Chosen& chosen);
void add_user(CLI::App& root, Chosen& chosen);
void add_replay(CLI::App& root, Chosen& chosen);
void add_publish(CLI::App& root, Chosen& chosen);
void add_dossier(CLI::App& root, Chosen& chosen);
void add_erase(CLI::App& root, Chosen& chosen);
void add_backup(CLI::App& root, Chosen& chosen);
void add_content_files(CLI::App& root, Chosen& chosen);

}  // namespace yingda::app
