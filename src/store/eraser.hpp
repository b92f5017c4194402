#pragma once
// The SQL of erasing, inside the transaction that is open. An erased row of the log keeps its step,
// times, marks and commitments; its event, its texts and its salts go, so that the chain
// (log_chain.hpp) still holds and nobody can try out what was said.

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "gateway/ports.hpp"
#include "store/sql.hpp"

namespace yingda::store {

// What stands for an event that was erased. Nothing can be decided on it again.
inline constexpr std::string_view erased_event = R"({"event":"erased"})";

// Uploads of that conversation that go: their bytes are removed by the vault.
struct EvidenceGone {
  std::string conversation;
  std::vector<std::string> ids;
};
// The vault has removed their bytes.
struct FilesRemoved {
  std::vector<std::string> ids;
};
// What became of a request of `yingda erase`.
struct RequestAnswered {
  std::string conversation;
  std::string answer;
};
using RetentionChange = std::variant<EvidenceGone, FilesRemoved, RequestAnswered>;

class Eraser {
 public:
  explicit Eraser(SQLite::Database& database);

  // A wish is noted; what is done takes everything before that step.
  void write(const gateway::Batch& batch);
  void write(const RetentionChange& change);

 private:
  // How many entries.
  std::uint64_t erase_log(const gateway::Batch& batch);
  std::uint64_t erase_files(const std::string& conversation);

  SQLite::Statement note_wish_;
  SQLite::Statement select_rows_;
  SQLite::Statement empty_row_;
  SQLite::Statement delete_keys_;
  SQLite::Statement delete_timers_;
  SQLite::Statement delete_calls_;
  SQLite::Statement delete_mentions_;
  SQLite::Statement delete_notices_;
  SQLite::Statement delete_retention_;
  SQLite::Statement queue_files_;
  SQLite::Statement delete_files_;
  SQLite::Statement queue_file_;
  SQLite::Statement delete_file_;
  SQLite::Statement put_tombstone_;
  SQLite::Statement file_removed_;
  SQLite::Statement answer_request_;
};

}  // namespace yingda::store
