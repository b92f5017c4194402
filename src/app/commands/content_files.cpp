#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "app/article_import.hpp"
#include "app/commands/commands.hpp"
#include "app/failure.hpp"
#include "app/setup.hpp"
#include "app/system.hpp"
#include "store/releases.hpp"

namespace yingda::app {
namespace {

namespace fs = std::filesystem;

struct ExportArguments {
  std::string directory;
  std::string data = "data";
  std::int64_t release = 0;
};

struct ImportArguments {
  std::string file;
  std::string content = ".";
  std::string config;
};

// All of them or, when one cannot be written, none.
void write_all(const fs::path& directory, const content::Files& files) {
  std::vector<fs::path> written;
  for (const auto& [name, bytes] : files) {
    const fs::path path = directory / name;
    std::error_code failed;
    fs::create_directories(path.parent_path(), failed);
    if (!fs::exists(path)) {
      written.push_back(path);
      std::ofstream out(path, std::ios::binary);
      out << bytes;
      if (out.flush()) continue;
    }
    for (const auto& each : written) fs::remove(each, failed);
    throw Failure(exit_bad, "yingda: cannot write " + path.string() + "; nothing was written");
  }
}

int export_release(const ExportArguments& arguments) {
  if (fs::exists(arguments.directory) && !fs::is_empty(arguments.directory)) {
    throw Failure(exit_bad, "yingda: " + arguments.directory +
                                " is not empty; name a directory that is, or that is not there");
  }
  const SystemClock clock;
  store::Releases releases(arguments.data, clock);
  const auto number = arguments.release > 0 ? arguments.release : releases.live_number();
  if (number == 0) throw Failure(exit_bad, "yingda: nothing is published in " + arguments.data);
  const auto files = releases.files(number);
  if (!files) throw Failure(exit_bad, "yingda: " + files.error().detail);
  write_all(arguments.directory, *files);
  std::printf("release %lld: %zu files in %s\n", static_cast<long long>(number), files->size(),
              arguments.directory.c_str());
  return exit_fine;
}

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Failure(exit_bad, "yingda: cannot read " + path);
  std::ostringstream out;
  out << file.rdbuf();
  return out.str();
}

ArticleImport read_import(const ImportArguments& arguments, const std::string& default_locale) {
  const std::string bytes = bytes_of(arguments.file);
  if (arguments.file.ends_with(".csv")) {
    return articles_from_csv(bytes, arguments.file, default_locale);
  }
  if (arguments.file.ends_with(".jsonl")) {
    return articles_from_jsonl(bytes, arguments.file, default_locale);
  }
  throw Failure(exit_bad, "yingda: " + arguments.file + " must end in .csv or .jsonl");
}

std::string lines_of(const std::vector<std::string>& lines) {
  std::string out;
  for (const auto& line : lines) out += (out.empty() ? "" : "\n") + line;
  return out;
}

int import_articles(const ImportArguments& arguments) {
  const auto config = config_from(arguments.config);
  auto directory = content_directory(arguments.content);
  auto imported = read_import(arguments, config.default_locale);
  for (const auto& [path, bytes] : imported.files) {
    if (!directory.files.emplace(path, bytes).second) {
      imported.faults.push_back(path + " is there already; remove it, or give another id");
    }
  }
  if (!imported.faults.empty()) throw Failure(exit_bad, lines_of(imported.faults));
  content::LoadOptions options;
  options.train = false;
  const auto checked = content::load(directory, config, options);
  if (content::has_errors(checked.findings)) {
    throw Failure(exit_found, error_lines(checked.findings) + "\nnothing was imported");
  }
  write_all(arguments.content, imported.files);
  std::printf("%zu articles imported into %s\n", imported.files.size(), arguments.content.c_str());
  return exit_fine;
}

}  // namespace

void add_content_files(CLI::App& root, Chosen& chosen) {
  auto* out = root.add_subcommand("export", "Writes a published release into a directory.");
  auto wanted = std::make_shared<ExportArguments>();
  out->add_option("DIR", wanted->directory, "Where to; empty, or not there yet")->required();
  out->add_option("--data", wanted->data, "Data directory (default: data)")->type_name("DIR");
  out->add_option("--release", wanted->release, "Its number (default: the live one)")
      ->type_name("N")
      ->check(counts_from_one);
  out->callback([wanted, &chosen] { chosen = [wanted] { return export_release(*wanted); }; });

  auto* in = root.add_subcommand("import", "Adds articles from a table or a list.");
  auto given = std::make_shared<ImportArguments>();
  in->add_option("FILE", given->file, "FILE.csv or FILE.jsonl")->required();
  in->add_option("--content", given->content, "Content directory (default: .)")->type_name("DIR");
  in->add_option("--config", given->config, "Configuration")->type_name("FILE");
  in->callback([given, &chosen] { chosen = [given] { return import_articles(*given); }; });
}

}  // namespace yingda::app
