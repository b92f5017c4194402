#include "store/facts.hpp"

#include <nlohmann/json.hpp>

namespace yingda::store {
namespace {

using nlohmann::json;
using workorder::ServiceRecord;

// Its rating was written by a step of its own, and stays.
constexpr auto put_facts_sql =
    "INSERT INTO order_facts(number, team, owner, type, tier, urgent, opened_at, handed_at, "
    "first_response_at, first_response_missed, resolved_at, resolve_missed, reopened, withdrawn, "
    "merged, transfers, broken, compensation, conversation) "
    "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
    "team = excluded.team, owner = excluded.owner, type = excluded.type, tier = excluded.tier, "
    "urgent = excluded.urgent, handed_at = excluded.handed_at, "
    "first_response_at = excluded.first_response_at, "
    "first_response_missed = excluded.first_response_missed, resolved_at = excluded.resolved_at, "
    "resolve_missed = excluded.resolve_missed, reopened = excluded.reopened, "
    "withdrawn = excluded.withdrawn, merged = excluded.merged, transfers = excluded.transfers, "
    "broken = excluded.broken, compensation = excluded.compensation";
constexpr auto rate_order_sql =
    "UPDATE order_facts SET rating = ? WHERE opened_at = ? AND number = ?";
constexpr auto put_talk_sql =
    "INSERT INTO talks(conversation, began_at, person) VALUES(?, ?, ?) "
    "ON CONFLICT DO UPDATE SET person = max(person, excluded.person)";
constexpr auto returned_sql =
    "UPDATE talks SET returned_at = ?2 WHERE conversation = ?1 AND began_at = "
    "(SELECT max(began_at) FROM talks WHERE conversation = ?1 AND began_at < ?2)";
constexpr auto put_stint_sql =
    "INSERT INTO stints(at, agent, conversation) VALUES(?, ?, ?) ON CONFLICT DO NOTHING";

std::string payments_text(const std::map<std::string, workorder::Payments>& all) {
  if (all.empty()) return {};
  json out = json::object();
  for (const auto& [currency, payments] : all) out[currency] = {payments.granted, payments.paid};
  return out.dump();
}

std::map<std::string, workorder::Payments> read_payments(const std::string& text) {
  std::map<std::string, workorder::Payments> out;
  if (text.empty()) return out;
  const json all = json::parse(text);
  for (const auto& [currency, sums] : all.items()) {
    out[currency] = {sums.at(0).get<workorder::Hundredths>(),
                     sums.at(1).get<workorder::Hundredths>()};
  }
  return out;
}

}  // namespace

FactsWriter::FactsWriter(SQLite::Database& database)
    : put_order_(database, put_facts_sql),
      rate_(database, rate_order_sql),
      put_talk_(database, put_talk_sql),
      returned_(database, returned_sql),
      put_stint_(database, put_stint_sql) {}

void FactsWriter::put(const ServiceRecord& record, const std::string& conversation) {
  const std::string tier(to_string(record.tier));
  const std::string compensation = payments_text(record.compensation);
  run(put_order_, record.number, record.team, record.owner, record.type, tier, record.urgent,
      record.opened_at, record.handed_at, record.first_response_at, record.first_response_missed,
      record.resolved_at, record.resolve_missed, record.reopened, record.withdrawn, record.merged,
      record.transfers, record.broken, compensation, conversation);
}

void FactsWriter::put_talk(const std::string& conversation, Instant began_at, bool person) {
  run(put_talk_, conversation, began_at, person);
  run(returned_, conversation, began_at);
}

void FactsWriter::write(const gateway::Batch& batch) {
  for (const auto& order : batch.orders) put(order.record, batch.conversation);
  if (batch.rating && batch.rated) {
    run(rate_, *batch.rating, batch.rated->opened_at, batch.rated->number);
  }
  if (batch.talk) put_talk(batch.conversation, batch.talk->began_at, batch.talk->person);
  for (const auto& agent : batch.agents_joined) {
    run(put_stint_, batch.at, agent, batch.conversation);
  }
}

ServiceRecord record_of(Query& row) {
  ServiceRecord out;
  const auto time = [&](int column) -> std::optional<Instant> {
    if (row.is_null(column)) return std::nullopt;
    return row.time(column);
  };
  out.number = row.text(0);
  out.team = row.text(1);
  out.owner = row.text(2);
  out.type = row.text(3);
  out.tier = workorder::parse_tier(row.text(4)).value_or(workorder::Tier::inquiry);
  out.urgent = row.number(5) != 0;
  out.opened_at = row.time(6);
  out.handed_at = row.time(7);
  out.first_response_at = time(8);
  out.first_response_missed = row.number(9) != 0;
  out.resolved_at = time(10);
  out.resolve_missed = row.number(11) != 0;
  out.reopened = row.number(12) != 0;
  out.withdrawn = row.number(13) != 0;
  out.merged = row.number(14) != 0;
  out.transfers = static_cast<int>(row.number(15));
  out.broken = row.count(16);
  out.compensation = read_payments(row.text(17));
  return out;
}

}  // namespace yingda::store
