#include "store/staff_work.hpp"

#include "store/sql.hpp"

namespace yingda::store {
namespace {

constexpr auto work_sql =
    "WITH owned AS (SELECT conversation, number, json FROM orders "
    "WHERE owner = ?1 AND owner <> '' AND status NOT IN ('resolved', 'closed')) "
    "SELECT conversation, number, coalesce(json_extract(json, '$.title'), '') FROM owned "
    "WHERE conversation NOT IN (SELECT conversation FROM erasures) "
    "UNION SELECT id, '', '' FROM conversations WHERE handling <> 'bot' AND agent = ?1 "
    "AND id NOT IN (SELECT conversation FROM owned) ORDER BY 1, 2";

}  // namespace

std::vector<StaffWork> work_of(SQLite::Database& database, const std::string& staff) {
  std::vector<StaffWork> out;
  SQLite::Statement select(database, work_sql);
  Query found(select, staff);
  while (found.next()) out.push_back({found.text(0), found.text(1), found.text(2)});
  return out;
}

}  // namespace yingda::store
