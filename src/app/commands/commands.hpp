#pragma once
// One function per command of `yingda`: adds its options to the parser and says what to run.

#include <CLI/CLI.hpp>
#include <functional>

namespace yingda::app {

// Set by the chosen command's callback; returns the exit status.
using Chosen = std::function<int()>;

void add_serve(CLI::App& root, Chosen& chosen);
void add_check(CLI::App& root, Chosen& chosen);
void add_ask(CLI::App& root, Chosen& chosen);
void add_evaluate(CLI::App& root, Chosen& chosen);
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
