#include "store/erasure_requests.hpp"

#include "store/sql.hpp"

namespace yingda::store {
namespace {

constexpr auto put_request_sql =
    "INSERT OR REPLACE INTO erasure_requests(conversation, at, who, reason, answer) "
    "VALUES(?, ?, ?, ?, '')";
constexpr auto request_answer_sql = "SELECT answer FROM erasure_requests WHERE conversation = ?";
constexpr auto of_external_id_sql =
    "SELECT id FROM conversations "
    "WHERE json_extract(state, '$.arrival.visitor.external_id') = ? ORDER BY id";

}  // namespace

void put_erasure_request(const std::filesystem::path& dir, const ErasureRequest& request,
                         Instant at) {
  const auto database = open_database(dir, Access::read_write);
  SQLite::Statement put(*database, put_request_sql);
  run(put, request.conversation, at, request.who, request.reason);
}

std::optional<std::string> erasure_answer(const std::filesystem::path& dir,
                                          const std::string& conversation) {
  const auto database = open_database(dir, Access::read_only);
  SQLite::Statement select(*database, request_answer_sql);
  Query found(select, conversation);
  if (!found.next() || found.text(0).empty()) return std::nullopt;
  return found.text(0);
}

std::vector<std::string> conversations_of(const std::filesystem::path& dir,
                                          const std::string& external_id) {
  const auto database = open_database(dir, Access::read_only);
  SQLite::Statement select(*database, of_external_id_sql);
  std::vector<std::string> out;
  Query found(select, external_id);
  while (found.next()) out.push_back(found.text(0));
  return out;
}

}  // namespace yingda::store
