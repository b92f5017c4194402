#include "store/erased_list.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "store/database.hpp"
#include "store/sql.hpp"

namespace yingda::store {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view database_magic = "SQLite format 3";

std::string lines_text(const std::vector<ErasedLine>& erased) {
  std::string out;
  for (const auto& line : erased) {
    out += line.conversation + '\t' + to_rfc3339(line.at) + '\t' + line.by + '\n';
  }
  return out;
}

void append_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw StoreError(std::string("cannot be written: ") + std::strerror(errno));
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::fsync(file) != 0)
    throw StoreError(std::string("cannot be synced: ") + std::strerror(errno));
}

// What a server that was cut off left of its last line: that erasure was not committed.
void drop_half_line(int file) {
  std::string tail(4096, '\0');
  const auto end = ::lseek(file, 0, SEEK_END);
  const auto from = std::max<off_t>(0, end - static_cast<off_t>(tail.size()));
  const auto got = ::pread(file, tail.data(), tail.size(), from);
  if (got <= 0 || tail[static_cast<std::size_t>(got) - 1] == '\n') return;
  const auto last = std::string_view(tail.data(), static_cast<std::size_t>(got)).rfind('\n');
  const auto keep = last == std::string_view::npos ? from : from + static_cast<off_t>(last) + 1;
  if (::ftruncate(file, keep) != 0) {
    throw StoreError(std::string("cannot be mended: ") + std::strerror(errno));
  }
}

bool is_database(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string start(database_magic.size(), '\0');
  in.read(start.data(), static_cast<std::streamsize>(start.size()));
  return start == database_magic;
}

std::vector<ErasedLine> erased_in_database(const fs::path& source) {
  std::vector<ErasedLine> out;
  const auto database = open_database(source, Access::read_only);
  if (!database->tableExists("erasures")) return out;
  SQLite::Statement select(*database, "SELECT conversation, at, by FROM erasures");
  Query found(select);
  while (found.next()) out.push_back({found.text(0), found.time(1), found.text(2)});
  return out;
}

// nullopt: not a line of a list.
std::optional<ErasedLine> read_erased_line(const std::string& line) {
  const auto first = line.find('\t');
  const auto second = first == line.npos ? line.npos : line.find('\t', first + 1);
  if (first == 0 || second == line.npos) return std::nullopt;
  const auto at = parse_rfc3339(line.substr(first + 1, second - first - 1));
  if (!at) return std::nullopt;
  return ErasedLine{line.substr(0, first), *at, line.substr(second + 1)};
}

}  // namespace

fs::path erased_list(const fs::path& dir) { return dir / "erased"; }

void add_to_erased_list(const fs::path& dir, const std::vector<ErasedLine>& erased) {
  const fs::path path = erased_list(dir);
  const bool fresh = !fs::exists(path);
  const int file = ::open(path.c_str(), O_CREAT | O_RDWR | O_APPEND | O_CLOEXEC, 0600);
  if (file < 0) throw StoreError("cannot open " + path.string() + ": " + std::strerror(errno));
  try {
    drop_half_line(file);
    append_all(file, lines_text(erased));
  } catch (const StoreError& error) {
    ::close(file);
    throw StoreError(path.string() + " " + error.what());
  }
  ::close(file);
  if (fresh) sync_directory(dir);
}

Result<std::vector<ErasedLine>> read_erased(const fs::path& source) {
  std::error_code failed;
  try {
    if (fs::is_directory(source, failed) || is_database(source)) return erased_in_database(source);
  } catch (const std::exception& error) {
    return Error{ErrorCode::invalid, error.what()};
  }
  std::ifstream in(source, std::ios::binary);
  if (!in) return Error{ErrorCode::invalid, "cannot read " + source.string()};
  std::vector<ErasedLine> out;
  for (std::string line; std::getline(in, line);) {
    if (in.eof()) break;  // half a line, see above
    const auto read = read_erased_line(line);
    if (!read) {
      return Error{ErrorCode::invalid,
                   source.string() + ": line " + std::to_string(out.size() + 1) +
                       " is none of a list of erasures (conversation TAB time TAB by whom)"};
    }
    out.push_back(*read);
  }
  return out;
}

}  // namespace yingda::store
