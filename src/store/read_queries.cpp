#include "store/read_queries.hpp"

#include <SQLiteCpp/Transaction.h>

#include <algorithm>
#include <iterator>

#include "store/entries.hpp"
#include "store/facts.hpp"
#include "store/staff_work.hpp"

namespace yingda::store {
namespace {

using gateway::LogEntry;

constexpr auto load_sql = "SELECT state, step FROM conversations WHERE id = ?";
constexpr auto steps_sql =
    "SELECT coalesce(min(step), 1), coalesce(max(step), 0) FROM log "
    "WHERE conversation = ?";
constexpr auto marks_sql = "SELECT last_pos, last_seq FROM log WHERE conversation = ? AND step = ?";
constexpr auto entries_sql =
    "SELECT entries FROM log WHERE conversation = ? AND step >= ? ORDER BY step";
constexpr auto client_key_sql =
    "SELECT hash, pos, seq FROM client_keys WHERE conversation = ? AND sender = ? AND id = ?";
constexpr auto order_sql =
    "SELECT number, conversation, status, owner, opened_at, json FROM orders WHERE number = ?";
constexpr auto evidence_sql =
    "SELECT id, name, media_type, size, sha256, conversation, sender, at FROM evidence "
    "WHERE id = ?";
constexpr auto usage_sql =
    "SELECT count(*), coalesce(sum(at > ?3), 0), coalesce(sum(CASE WHEN at > ?3 THEN size END), 0) "
    "FROM evidence WHERE conversation = ?1 AND sender = ?2";
std::string service_sql() {
  return std::string("SELECT ") + fact_columns +
         " FROM order_facts WHERE (opened_at, number) > (?, ?) ORDER BY opened_at, number LIMIT ?";
}
constexpr auto ratings_sql = "SELECT at, score FROM ratings WHERE at >= ?";
constexpr auto proven_sql =
    "SELECT entries, commitments, head FROM log WHERE conversation = ? ORDER BY step";
constexpr auto evidence_ids_sql = "SELECT id FROM evidence WHERE conversation = ? ORDER BY at, id";

}  // namespace

ReadQueries::ReadQueries(SQLite::Database& database)
    : database_(database),
      load_(database, load_sql),
      steps_(database, steps_sql),
      marks_(database, marks_sql),
      entries_(database, entries_sql),
      client_key_(database, client_key_sql),
      order_(database, order_sql),
      evidence_(database, evidence_sql),
      usage_(database, usage_sql),
      service_(database, service_sql()),
      ratings_(database, ratings_sql),
      proven_(database, proven_sql),
      evidence_ids_(database, evidence_ids_sql) {}

std::optional<gateway::Loaded> ReadQueries::load(const std::string& conversation) {
  Query found(load_, conversation);
  if (!found.next()) return std::nullopt;
  return gateway::Loaded{found.text(0), found.count(1)};
}

std::vector<LogEntry> ReadQueries::page_by_seq(const std::string& conversation, std::uint64_t after,
                                               std::size_t rows) {
  return page(conversation, after, rows, &LogEntry::seq);
}

std::vector<LogEntry> ReadQueries::page_by_pos(const std::string& conversation, std::uint64_t after,
                                               std::size_t rows) {
  return page(conversation, after, rows, &LogEntry::pos);
}

std::optional<gateway::ClientKey> ReadQueries::client_key(const std::string& conversation,
                                                          const std::string& sender,
                                                          const std::string& id) {
  Query found(client_key_, conversation, sender, id);
  if (!found.next()) return std::nullopt;
  return gateway::ClientKey{sender, id, found.text(0), found.count(1), found.count(2)};
}

std::optional<gateway::OrderRow> ReadQueries::order(const std::string& number) {
  Query found(order_, number);
  if (!found.next()) return std::nullopt;
  return gateway::OrderRow{found.text(0), found.text(1), found.text(2),
                           found.text(3), found.time(4), found.text(5)};
}

std::vector<std::string> ReadQueries::work_of(const std::string& staff) {
  std::vector<std::string> out;
  for (auto& work : store::work_of(database_, staff)) {
    if (out.empty() || out.back() != work.conversation) out.push_back(std::move(work.conversation));
  }
  return out;
}

std::vector<gateway::EvidenceRow> ReadQueries::evidence(const std::vector<std::string>& ids) {
  std::vector<gateway::EvidenceRow> out;
  for (const auto& id : ids) {
    Query found(evidence_, id);
    if (!found.next()) continue;
    out.push_back({{found.text(0), found.text(1), found.text(2), found.count(3), found.text(4)},
                   found.text(5),
                   found.text(6),
                   found.time(7)});
  }
  return out;
}

EvidenceUsage ReadQueries::evidence_usage(const std::string& conversation,
                                          const std::string& sender, Instant since) {
  Query found(usage_, conversation, sender, since);
  found.next();
  return {found.count(0), found.count(1), found.count(2)};
}

ServicePage ReadQueries::service_page(const ServicePlace& after, std::size_t rows) {
  ServicePage page;
  Query found(service_, after.opened_at, after.number, rows);
  while (found.next()) page.records.push_back(record_of(found));
  if (page.records.size() == rows) {
    page.next = ServicePlace{page.records.back().opened_at, page.records.back().number};
  }
  return page;
}

std::vector<Rating> ReadQueries::ratings(Instant since) {
  std::vector<Rating> out;
  Query found(ratings_, since);
  while (found.next()) out.push_back({found.time(0), static_cast<int>(found.number(1))});
  return out;
}

std::optional<CaseRecord> ReadQueries::case_record(const std::string& conversation) {
  const SQLite::Transaction one_moment(database_);  // rolled back: nothing was written
  const auto loaded = load(conversation);
  if (!loaded) return std::nullopt;
  CaseRecord out;
  out.state = loaded->state;
  {
    Query found(proven_, conversation);
    while (found.next()) {
      std::ranges::move(proven_entries(found.text(0), found.bytes(1)),
                        std::back_inserter(out.entries));
      out.head = found.bytes(2);
    }
  }
  std::vector<std::string> ids;
  {
    Query found(evidence_ids_, conversation);
    while (found.next()) ids.push_back(found.text(0));
  }
  out.evidence = evidence(ids);
  return out;
}

// Staff entries have seq 0, which is never beyond `after`.
std::vector<LogEntry> ReadQueries::page(const std::string& conversation, std::uint64_t after,
                                        std::size_t rows, Mark mark) {
  std::vector<LogEntry> out;
  Query found(entries_, conversation, first_step_beyond(conversation, after, mark));
  while (out.size() < rows && found.next()) {
    for (auto& entry : read_entries(found.text(0))) {
      if (entry.*mark > after && out.size() < rows) out.push_back(std::move(entry));
    }
  }
  return out;
}

// Steps are numbered without holes and their marks never fall: a binary search by the primary key
// finds a place in a transcript of any length, without an index that each commit would pay for.
std::int64_t ReadQueries::first_step_beyond(const std::string& conversation, std::uint64_t after,
                                            Mark mark) {
  std::int64_t low = 1;
  std::int64_t high = 0;
  {
    Query found(steps_, conversation);
    found.next();
    low = found.number(0);
    high = found.number(1) + 1;
  }
  if (after == 0) return low;
  while (low < high) {
    const std::int64_t middle = low + (high - low) / 2;
    if (last_of_step(conversation, middle, mark) > after) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

std::uint64_t ReadQueries::last_of_step(const std::string& conversation, std::int64_t step,
                                        Mark mark) {
  Query found(marks_, conversation, step);
  if (!found.next()) return 0;
  return found.count(mark == &LogEntry::pos ? 0 : 1);
}

}  // namespace yingda::store
