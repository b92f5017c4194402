#pragma once
// What was promised beside what happened: the public figures of a period, computed from the orders'
// ledgers (promises.hpp). An order that was reopened still counts with its first answer.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

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
  std::string type;
  Tier tier = Tier::inquiry;
  bool urgent = false;
  Instant opened_at{};
  std::optional<Instant> first_response_at;
  bool first_response_missed = false;  // the promise, before the first answer
  std::optional<Instant> resolved_at;  // the last time; empty while it is open
  bool resolve_missed = false;         // the promise, from the first opening to the last result
  bool reopened = false;
  bool withdrawn = false;                        // by the customer, without a result
  std::uint64_t broken = 0;                      // promises of any kind that were missed
  std::map<std::string, Payments> compensation;  // by currency
};

ServiceRecord service_record(const WorkOrder& order);

// One promise's reality. Orders whose promise still runs, and those that the customer withdrew
// before it was due, are in neither `kept` nor `missed`.
struct Attainment {
  std::uint64_t kept = 0;
  std::uint64_t missed = 0;
  // Nearest rank. Whose time is over and who still waits comes last; nullopt: so many do.
  std::optional<TimeSpan> p50;
  std::optional<TimeSpan> p90;

  std::uint64_t due() const { return kept + missed; }
};

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
  std::uint64_t ratings = 0;
  std::uint64_t satisfied = 0;  // 4 or 5 of 5
  double score_mean = 0;        // 1 to 5; 0 without ratings
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
  // How long it took; TimeSpan::max() for what is late and not there yet.
  struct Times {
    std::vector<TimeSpan> first_response;
    std::vector<TimeSpan> resolution;
  };

  Instant since_;
  PeriodFigures sums_;
  std::map<std::pair<Tier, bool>, Times> times_;
  std::uint64_t scores_ = 0;
};

}  // namespace yingda::workorder
