#pragma once
// The figures of a team's work, for supervisors: what happened to the orders of a period, by team,
// agent, type, tier, hour or day. The same records and the same arithmetic as the public service
// level, so that the two can never disagree.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "workorder/service_level.hpp"

namespace yingda::workorder {

enum class Grouping { none, team, agent, type, tier, hour, day };
std::string_view to_string(Grouping by);
std::optional<Grouping> parse_grouping(std::string_view name);

// What a visitor came for: from their first words until they were quiet for a while
// (conversation/talks.cpp has the span).
struct TalkRecord {
  Instant began_at{};
  bool person = false;                 // people had the conversation, or it was to go to them
  std::optional<Instant> returned_at;  // when the same visitor's next one began
};

// A rating belongs to the order that was settled last before it.
struct RatedRecord {
  ServiceRecord order;
  int score = 0;  // 1 to 5
};

// Of the talks that are `return_within` old, those that no person had a part in and whose visitor
// did not come back in that time.
struct Deflection {
  static constexpr TimeSpan return_within = std::chrono::hours(72);
  std::uint64_t talks = 0;
  std::uint64_t deflected = 0;
};

struct FigureLine {
  std::string
      key;  // a team's or agent's id, a type, "complaint" or "urgent_complaint", "09", a day
  std::uint64_t opened = 0;
  std::uint64_t settled = 0;  // have a result now
  std::uint64_t withdrawn = 0;
  std::uint64_t reopened = 0;
  std::uint64_t transferred = 0;  // orders that were, at least once
  std::uint64_t transfers = 0;
  Attainment first_response;  // times from the hand-over: the bot's time is not in them
  Attainment resolution;      // times from the opening to the last result
  Satisfaction satisfaction;
  std::optional<Deflection> deflection;  // of the whole, hours and days: no team has those talks
};

struct FigureQuery {
  Instant from{};
  Instant to{};  // not included
  Grouping by = Grouping::none;
};

struct Figures {
  Instant at{};  // what the store held then
  FigureLine total;
  std::vector<FigureLine> lines;  // by key; empty without a grouping
};

// Adds up what lies in the query's period; what does not changes nothing.
class FigureMeter {
 public:
  FigureMeter(FigureQuery query, Instant now, ZoneOffset zone);

  void add(const ServiceRecord& record);
  // By the time of the order, so that numbers of a line are about the same orders.
  void add(const RatedRecord& rated);
  void add(const TalkRecord& talk);
  Figures figures() const;

 private:
  struct Sums {
    FigureLine counts;
    AttainmentMeter first_response;
    AttainmentMeter resolution;
    SatisfactionMeter satisfaction;
  };
  bool covers(Instant at) const { return at >= query_.from && at < query_.to; }
  std::string key_of(const ServiceRecord& record) const;
  std::string time_key(Instant at) const;
  static void add_to(Sums& sums, const ServiceRecord& record);
  void count(FigureLine& line, const TalkRecord& talk) const;
  static FigureLine line_of(const std::string& key, const Sums& sums);

  FigureQuery query_;
  Instant now_;
  ZoneOffset zone_;
  Sums total_;
  std::map<std::string, Sums> groups_;
};

// Beyond this nobody does each of them justice: supervisors are warned.
inline constexpr std::uint64_t conversations_a_day_max = 200;

// How many conversations an agent took on a day.
struct DayLoad {
  std::string agent;
  std::string day;  // "2026-11-23", at the service's place
  std::uint64_t conversations = 0;
};

}  // namespace yingda::workorder
