#include "store/order_list.hpp"

#include <nlohmann/json.hpp>

#include "store/sql.hpp"

namespace yingda::store {
namespace {

using gateway::OrderSorting;
using gateway::OrderStage;

constexpr auto orders_from_sql =
    " FROM orders AS o JOIN conversations AS c ON c.id = o.conversation "
    "WHERE NOT EXISTS(SELECT 1 FROM erasures WHERE conversation = c.id)";
// As the desk decides it (gateway::Desk::may_see), so that what is counted can be seen: their own,
// conversations with an order that they answer for, and what their teams have or wait for.
constexpr auto orders_visible_sql =
    " AND (c.agent = ?1 OR o.owner = ?1 OR EXISTS(SELECT 1 FROM orders AS own "
    "WHERE own.conversation = c.id AND own.owner = ?1) OR (c.handling <> 'bot' AND "
    "NOT coalesce(json_extract(c.state, '$.supervisor_only'), 0) AND "
    "(?2 = '[]' OR c.team IN (SELECT value FROM json_each(?2)))))";
// What falls due first; an answer that is due before a solution.
constexpr auto orders_by_due_sql =
    " ORDER BY min(json_extract(o.json, '$.resolve_due'), "
    "CASE WHEN json_extract(o.json, '$.first_response_at') IS NULL "
    "THEN json_extract(o.json, '$.first_response_due') ELSE 9e18 END, "
    "coalesce(json_extract(o.json, '$.next_response_due'), 9e18)), o.number";
constexpr auto orders_newest_sql = " ORDER BY o.opened_at DESC, o.number DESC";

std::string condition_of(OrderStage stage) {
  switch (stage) {
    case OrderStage::open:
      return " AND o.status NOT IN ('resolved', 'closed')";
    case OrderStage::waiting:
      return " AND o.status = 'waiting_on_customer'";
    case OrderStage::resolved:
      return " AND o.status = 'resolved'";
    case OrderStage::closed:
      return " AND o.status = 'closed'";
    case OrderStage::any:
      return {};
  }
  return {};
}

std::string words_pattern(const std::string& words) {
  std::string out = "%";
  for (const char c : words) {
    if (c == '%' || c == '_' || c == '\\') out += '\\';
    out += c;
  }
  return out + "%";
}

// The conditions and what is bound to them, in order.
struct Where {
  std::string sql = orders_from_sql;
  std::vector<std::string> values;

  void add(const std::string& condition, const std::string& value) {
    values.push_back(value);
    const std::string place = "?" + std::to_string(values.size());
    sql += " AND ";
    for (const char c : condition) sql += c == '?' ? place : std::string(1, c);
  }
};

Where where_of(const gateway::OrdersQuery& query) {
  Where where;
  if (!query.everything) {
    where.values = {query.staff, nlohmann::json(query.teams).dump()};
    where.sql += orders_visible_sql;
  }
  where.sql += condition_of(query.stage);
  if (!query.team.empty()) where.add("json_extract(o.json, '$.department') = ?", query.team);
  if (query.owner == "-") {
    where.sql += " AND o.owner = ''";
  } else if (!query.owner.empty()) {
    where.add("o.owner = ?", query.owner);
  }
  if (!query.tier.empty()) where.add("json_extract(o.json, '$.tier') = ?", query.tier);
  if (!query.type.empty()) where.add("json_extract(o.json, '$.type') = ?", query.type);
  if (!query.tag.empty()) {
    where.add("EXISTS(SELECT 1 FROM json_each(o.json, '$.tags') WHERE value = ?)", query.tag);
  }
  if (query.urgent) where.sql += " AND json_extract(o.json, '$.urgent')";
  if (query.overdue) {
    where.sql +=
        " AND (json_extract(o.json, '$.first_response_missed') OR "
        "json_extract(o.json, '$.next_response_missed') OR "
        "json_extract(o.json, '$.resolve_missed'))";
  }
  if (!query.words.empty()) {
    where.add(
        "(o.number LIKE ? ESCAPE '\\' OR json_extract(o.json, '$.title') LIKE ? ESCAPE '\\' OR "
        "json_extract(o.json, '$.about') LIKE ? ESCAPE '\\')",
        words_pattern(query.words));
  }
  return where;
}

void bind_where(SQLite::Statement& statement, const Where& where) {
  int index = 0;
  for (const auto& value : where.values) statement.bindNoCopy(++index, value);
}

}  // namespace

gateway::OrdersPage find_orders(SQLite::Database& database, const gateway::OrdersQuery& query) {
  const Where where = where_of(query);
  gateway::OrdersPage out;
  const SQLite::Transaction moment(database);  // the count is of what is listed
  SQLite::Statement count(database, "SELECT count(*)" + where.sql);
  bind_where(count, where);
  if (count.executeStep()) out.total = static_cast<std::size_t>(count.getColumn(0).getInt64());
  const char* order = query.sorting == OrderSorting::due ? orders_by_due_sql : orders_newest_sql;
  SQLite::Statement list(database, "SELECT o.number, c.state" + where.sql + order + " LIMIT " +
                                       std::to_string(query.rows) + " OFFSET " +
                                       std::to_string(query.skip));
  bind_where(list, where);
  while (list.executeStep()) {
    out.found.push_back({list.getColumn(0).getString(), list.getColumn(1).getString()});
  }
  const auto read = query.skip + out.found.size();
  if (!out.found.empty() && read < out.total) out.next = read;
  return out;
}

}  // namespace yingda::store
