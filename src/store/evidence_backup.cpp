#include "store/evidence_backup.hpp"

#include <algorithm>
#include <fstream>

#include "store/database.hpp"
#include "store/evidence_files.hpp"
#include "store/sql.hpp"

namespace yingda::store {
namespace {

namespace fs = std::filesystem;

// What is in memory at once.
constexpr std::size_t part_bytes = 1024 * 1024;

constexpr auto make_table_sql =
    "CREATE TABLE backup_files(id TEXT NOT NULL, part INTEGER NOT NULL, bytes BLOB NOT NULL) "
    "STRICT";

bool has_table(SQLite::Database& database, const char* name) {
  SQLite::Statement query(database, "SELECT count(*) FROM sqlite_master WHERE name = ?");
  query.bind(1, name);
  query.executeStep();
  return query.getColumn(0).getInt() == 1;
}

// False when the file is not what its row says.
bool pack_file(const fs::path& dir, const std::string& id, std::uint64_t size,
               SQLite::Statement& put) {
  std::ifstream in(evidence_file(dir, id), std::ios::binary);
  std::string bytes(part_bytes, '\0');
  std::uint64_t packed = 0;
  for (std::int64_t part = 0; in; ++part) {
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    const auto count = static_cast<int>(in.gcount());
    if (count == 0) break;
    put.reset();
    put.bind(1, id);
    put.bind(2, part);
    put.bind(3, bytes.data(), count);
    put.exec();
    packed += static_cast<std::uint64_t>(count);
  }
  return packed == size;
}

// A backup may come from anybody: an id becomes a file's name.
bool is_evidence_id(const std::string& id) {
  return !id.empty() && id.size() <= 64 && std::ranges::all_of(id, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

Result<> unpack_file(SQLite::Database& database, const fs::path& dir, const std::string& id,
                     const std::string& sha256) {
  SQLite::Statement parts(database, "SELECT bytes FROM backup_files WHERE id = ? ORDER BY rowid");
  parts.bind(1, id);
  EvidenceFile file(dir, id);
  bool found = false;
  while (parts.executeStep()) {
    found = true;
    const auto column = parts.getColumn(0);
    const std::string_view bytes(static_cast<const char*>(column.getBlob()),
                                 static_cast<std::size_t>(column.getBytes()));
    if (auto written = file.write(bytes); !written) return written;
  }
  if (!found) return {};  // it was lost before the backup, which has said so
  if (auto moved = file.move_into_place(); !moved) return moved;
  if (file.sha256() == sha256) return {};
  return Error{ErrorCode::invalid, "the uploaded file " + id + " is damaged in the backup"};
}

}  // namespace

Result<Lost> pack_evidence(const fs::path& dir, const fs::path& backup) {
  const auto to = connect(backup, Access::read_write);
  Lost lost;
  if (!has_table(*to, "evidence")) return lost;
  WriteTransaction transaction(*to);
  to->exec(make_table_sql);
  SQLite::Statement rows(*to, "SELECT id, size FROM evidence ORDER BY id");
  SQLite::Statement forget(*to, "DELETE FROM backup_files WHERE id = ?");
  SQLite::Statement put(*to, "INSERT INTO backup_files(id, part, bytes) VALUES(?, ?, ?)");
  while (rows.executeStep()) {
    const auto size = static_cast<std::uint64_t>(rows.getColumn(1).getInt64());
    const std::string id = rows.getColumn(0).getString();
    if (pack_file(dir, id, size, put)) continue;
    forget.reset();
    forget.bind(1, id);
    forget.exec();
    lost.push_back(evidence_file(dir, id).string());
  }
  rows.reset();
  transaction.commit();
  return lost;
}

Result<> unpack_evidence(const fs::path& database, const fs::path& dir) {
  const auto from = connect(database, Access::read_write);
  if (!has_table(*from, "backup_files")) return {};
  make_evidence_directories(dir);
  from->exec("CREATE INDEX backup_files_by_id ON backup_files(id)");
  {
    SQLite::Statement rows(*from, "SELECT id, sha256 FROM evidence ORDER BY id");
    while (rows.executeStep()) {
      const std::string id = rows.getColumn(0).getString();
      if (!is_evidence_id(id))
        return Error{ErrorCode::invalid, "the backup names a file `" + id + "`"};
      const auto unpacked = unpack_file(*from, dir, id, rows.getColumn(1).getString());
      if (!unpacked) return unpacked;
    }
  }
  from->exec("DROP TABLE backup_files");
  from->exec("VACUUM");
  return {};
}

}  // namespace yingda::store
