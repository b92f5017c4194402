#include "store/backup.hpp"

#include <cstdio>

#include "app/commands/commands.hpp"
#include "app/failure.hpp"

namespace yingda::app {
namespace {

struct BackupArguments {
  std::string file;
  std::string data = "data";
  std::vector<std::string> erased;
};

int put_back(const BackupArguments& arguments) {
  const std::vector<std::filesystem::path> erased(arguments.erased.begin(), arguments.erased.end());
  const auto restored = store::restore(arguments.file, arguments.data, erased);
  if (!restored) throw Failure(exit_bad, "yingda: " + restored.error().detail);
  std::printf("restored into %s\n", arguments.data.c_str());
  if (restored->erased_again > 0) {
    std::printf("erased again: %zu conversations that were erased after this backup\n",
                restored->erased_again);
  }
  if (restored->lists == 0) {
    std::fprintf(stderr,
                 "yingda: no list of what was erased was found (%s/erased): whoever had their data "
                 "erased after this backup was made is back. Restore with --erased FILE, the lost "
                 "server's DATA/erased or a newer backup\n",
                 arguments.data.c_str());
  }
  return exit_fine;
}

// Exit 1 when not everything could be saved.
int save(const BackupArguments& arguments) {
  const auto lost = store::backup(arguments.data, arguments.file);
  if (!lost) throw Failure(exit_bad, "yingda: " + lost.error().detail);
  std::printf("saved to %s\n", arguments.file.c_str());
  for (const auto& path : *lost) {
    std::fprintf(stderr, "yingda: %s is missing or damaged and is not in the backup\n",
                 path.c_str());
  }
  return lost->empty() ? exit_fine : exit_found;
}

}  // namespace

void add_backup(CLI::App& root, Chosen& chosen) {
  auto* backup = root.add_subcommand("backup", "A consistent copy, also while the server runs.");
  auto saved = std::make_shared<BackupArguments>();
  backup->add_option("FILE", saved->file, "Where to; must not exist")->required();
  backup->add_option("--data", saved->data, "Data directory (default: data)")->type_name("DIR");
  backup->callback([saved, &chosen] { chosen = [saved] { return save(*saved); }; });

  auto* restore = root.add_subcommand("restore", "Put a backup into an empty data directory.");
  auto source = std::make_shared<BackupArguments>();
  restore->add_option("FILE", source->file, "The backup")->required();
  restore->add_option("--data", source->data, "Data directory")->required()->type_name("DIR");
  restore
      ->add_option("--erased", source->erased,
                   "What was erased since: the lost server's DATA/erased, or a newer backup")
      ->type_name("FILE");
  restore->callback([source, &chosen] { chosen = [source] { return put_back(*source); }; });
}

}  // namespace yingda::app
