#pragma once
// What was promised beside what happened: the public figures of a period, computed from the orders'
// ledgers (promises.hpp). An order that was reopened still counts with its first answer.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "workorder/attainment.hpp"
#include "workorder/money.hpp"
#include "workorder/sla.hpp"
#include "workorder/work_order.hpp"

namespace yingda::workorder {

// Money in one currency.
struct Payments {
  Hundredths granted = 0;
  Hundredths paid = 0;
};

// What the figures need of one order.
struct ServiceRecord {
  std::string number;
  std::string team;
  std::string owner;  // who answers for it: an agent's id; empty: nobody yet
  std::string type;
  Tier tier = Tier::inquiry;
  bool urgent = false;
  Instant opened_at{};
  Instant handed_at{};  // when the bot handed it to people: the human clock's beginning
  std::optional<Instant> first_response_at;
  bool first_response_missed = false;  // the promise, before the first answer
  std::optional<Instant> resolved_at;  // the last time; empty while it is open
  bool resolve_missed = false;         // the promise, from the first opening to the last result
  bool reopened = false;
  bool withdrawn = false;  // by the customer, without a result
  bool merged = false;     // the case goes on, and counts, in another order
  int transfers = 0;
  std::uint64_t broken = 0;                      // promises of any kind that were missed
  std::map<std::string, Payments> compensation;  // by currency
};

ServiceRecord service_record(const WorkOrder& order);

// Orders that were promised the same.
struct TierFigures {
  std::uint64_t opened = 0;
  Attainment first_response;
  Attainment resolution;
};

struct PeriodFigures {
  int days = 0;
  std::uint64_t opened = 0;
  std::uint64_t settled = 0;  // have a result now
  std::uint64_t withdrawn = 0;
  std::uint64_t reopened = 0;
  std::uint64_t broken = 0;  // promises of any kind, also those of later answers
  std::map<std::pair<Tier, bool>, TierFigures> tiers;  // by tier and urgent
  std::map<std::string, Payments> compensation;        // by currency
  Satisfaction satisfaction;
};

// How things stand at this moment.
struct ServiceNow {
  Instant at{};
  std::uint64_t waiting = 0;             // visitors in the queue
  std::optional<Instant> waiting_since;  // the one who waits longest
  std::uint64_t agents = 0;              // on duty
};

// Everything the public page shows.
struct ServiceLevel {
  Instant at{};
  SlaPolicies promises;
  std::vector<PeriodFigures> periods;
  ServiceNow now;
};

// Adds up one period that ends at `now`.
class ServiceMeter {
 public:
  ServiceMeter(Instant now, int days);

  Instant since() const { return since_; }
  // What is older than the period changes nothing.
  void add(const ServiceRecord& record);
  void add_rating(Instant at, int score);
  PeriodFigures figures() const;

 private:
  struct Meters {
    AttainmentMeter first_response;
    AttainmentMeter resolution;
  };

  Instant since_;
  PeriodFigures sums_;
  std::map<std::pair<Tier, bool>, Meters> meters_;
  SatisfactionMeter satisfaction_;
};

}  // namespace yingda::workorder
