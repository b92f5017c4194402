#pragma once
// The SQL of the read model, on one connection. Values are always bound.

#include "gateway/ports.hpp"
#include "store/log_chain.hpp"
#include "store/sql.hpp"
#include "workorder/service_level.hpp"

namespace yingda::store {

// What somebody has uploaded to a conversation.
struct EvidenceUsage {
  std::uint64_t files = 0;
  std::uint64_t files_lately = 0;
  std::uint64_t bytes_lately = 0;
};

// Orders in the order they were opened, a page at a time.
struct ServicePlace {
  Instant opened_at{};
  std::string number;
};
struct ServicePage {
  std::vector<workorder::ServiceRecord> records;
  std::optional<ServicePlace> next;  // where to go on; nullopt: that was all
};

struct Rating {
  Instant at{};
  int score = 0;  // 1 to 5
};

// All that is known of one conversation, as of one moment.
struct CaseRecord {
  std::string state;  // JSON
  std::vector<ProvenEntry> entries;
  std::string head;  // of the chain, after the last entry
  std::vector<gateway::EvidenceRow> evidence;
};

class ReadQueries {
 public:
  explicit ReadQueries(SQLite::Database& database);

  std::optional<gateway::Loaded> load(const std::string& conversation);
  std::vector<gateway::LogEntry> page_by_seq(const std::string& conversation, std::uint64_t after,
                                             std::size_t rows);
  std::vector<gateway::LogEntry> page_by_pos(const std::string& conversation, std::uint64_t after,
                                             std::size_t rows);
  std::optional<gateway::ClientKey> client_key(const std::string& conversation,
                                               const std::string& sender, const std::string& id);
  std::optional<gateway::OrderRow> order(const std::string& number);
  // Conversations that somebody has, or with unsettled orders that they own.
  std::vector<std::string> work_of(const std::string& staff);
  std::vector<gateway::EvidenceRow> evidence(const std::vector<std::string>& ids);
  EvidenceUsage evidence_usage(const std::string& conversation, const std::string& sender,
                               Instant since);
  ServicePage service_page(const ServicePlace& after, std::size_t rows);
  std::vector<Rating> ratings(Instant since);
  // nullopt: there is no such conversation.
  std::optional<CaseRecord> case_record(const std::string& conversation);

 private:
  using Mark = std::uint64_t gateway::LogEntry::*;
  std::vector<gateway::LogEntry> page(const std::string& conversation, std::uint64_t after,
                                      std::size_t rows, Mark mark);
  std::int64_t first_step_beyond(const std::string& conversation, std::uint64_t after, Mark mark);
  std::uint64_t last_of_step(const std::string& conversation, std::int64_t step, Mark mark);

  SQLite::Database& database_;
  SQLite::Statement load_;
  SQLite::Statement steps_;
  SQLite::Statement marks_;
  SQLite::Statement entries_;
  SQLite::Statement client_key_;
  SQLite::Statement order_;
  SQLite::Statement evidence_;
  SQLite::Statement usage_;
  SQLite::Statement service_;
  SQLite::Statement ratings_;
  SQLite::Statement proven_;
  SQLite::Statement evidence_ids_;
};

}  // namespace yingda::store
