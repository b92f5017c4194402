#include "store/evidence_backup.hpp"

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

Result<> pack_file(const fs::path& dir, const std::string& id, std::uint64_t size,
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
  if (packed == size) return {};
  return Error{ErrorCode::unavailable, evidence_file(dir, id).string() +
                                           " is missing or damaged: put it back from an older "
                                           "backup first"};
}

Result<> unpack_file(SQLite::Database& database, const fs::path& dir, const std::string& id,
                     const std::string& sha256) {
  SQLite::Statement parts(database, "SELECT bytes FROM backup_files WHERE id = ? ORDER BY rowid");
  parts.bind(1, id);
  EvidenceFile file(dir, id);
  while (parts.executeStep()) {
    const auto column = parts.getColumn(0);
    const std::string_view bytes(static_cast<const char*>(column.getBlob()),
                                 static_cast<std::size_t>(column.getBytes()));
    if (auto written = file.write(bytes); !written) return written;
  }
  if (auto moved = file.move_into_place(); !moved) return moved;
  if (file.sha256() == sha256) return {};
  return Error{ErrorCode::invalid, "the uploaded file " + id + " is damaged in the backup"};
}

}  // namespace

Result<> pack_evidence(const fs::path& dir, const fs::path& backup) {
  const auto to = connect(backup, Access::read_write);
  if (!has_table(*to, "evidence")) return {};
  WriteTransaction transaction(*to);
  to->exec(make_table_sql);
  SQLite::Statement rows(*to, "SELECT id, size FROM evidence ORDER BY id");
  SQLite::Statement put(*to, "INSERT INTO backup_files(id, part, bytes) VALUES(?, ?, ?)");
  while (rows.executeStep()) {
    const auto size = static_cast<std::uint64_t>(rows.getColumn(1).getInt64());
    if (auto packed = pack_file(dir, rows.getColumn(0).getString(), size, put); !packed) {
      return packed;
    }
  }
  rows.reset();
  transaction.commit();
  return {};
}

Result<> unpack_evidence(const fs::path& database, const fs::path& dir) {
  const auto from = connect(database, Access::read_write);
  if (!has_table(*from, "backup_files")) return {};
  make_directory(evidence_directory(dir));
  make_directory(evidence_directory(dir) / "incoming");
  from->exec("CREATE INDEX backup_files_by_id ON backup_files(id)");
  {
    SQLite::Statement rows(*from, "SELECT id, sha256 FROM evidence ORDER BY id");
    while (rows.executeStep()) {
      const auto unpacked =
          unpack_file(*from, dir, rows.getColumn(0).getString(), rows.getColumn(1).getString());
      if (!unpacked) return unpacked;
    }
  }
  from->exec("DROP TABLE backup_files");
  from->exec("VACUUM");
  return {};
}

}  // namespace yingda::store
