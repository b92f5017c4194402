#include "store/visits.hpp"

namespace yingda::store {
namespace {

constexpr auto self_sql = "SELECT visitor, state FROM conversations WHERE id = ?";
// As with looking for words (archive.cpp): what was erased is gone, and what is only kept because
// the law wants it nobody is to come across once its case is over.
constexpr auto others_sql =
    "SELECT state FROM conversations AS c WHERE visitor = ?1 AND visitor <> '' AND id <> ?2 "
    "AND NOT EXISTS(SELECT 1 FROM erasures WHERE conversation = c.id) "
    "AND NOT (handling = 'bot' AND EXISTS(SELECT 1 FROM retention "
    "WHERE conversation = c.id AND asked_at IS NOT NULL)) "
    "ORDER BY updated_at DESC, id DESC LIMIT ?3";

}  // namespace

gateway::VisitsFound find_visits(SQLite::Database& database, const std::string& conversation,
                                 std::size_t rows) {
  gateway::VisitsFound out;
  SQLite::Statement self(database, self_sql);
  std::string visitor;
  {
    Query found(self, conversation);
    if (!found.next()) return out;
    visitor = found.text(0);
    out.self = found.text(1);
  }
  SQLite::Statement others(database, others_sql);
  Query found(others, visitor, conversation, rows + 1);
  while (found.next()) {
    if (out.others.size() == rows) {
      out.more = true;
      break;
    }
    out.others.push_back(found.text(0));
  }
  return out;
}

}  // namespace yingda::store
