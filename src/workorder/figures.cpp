#include "workorder/figures.hpp"

#include <array>
#include <utility>

namespace yingda::workorder {
namespace {

constexpr std::array groupings{
    std::pair{Grouping::none, "none"},   std::pair{Grouping::team, "team"},
    std::pair{Grouping::agent, "agent"}, std::pair{Grouping::type, "type"},
    std::pair{Grouping::tier, "tier"},   std::pair{Grouping::hour, "hour"},
    std::pair{Grouping::day, "day"},
};

std::string padded(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

}  // namespace

std::string_view to_string(Grouping by) {
  for (const auto& [grouping, name] : groupings) {
    if (grouping == by) return name;
  }
  return "";
}

std::optional<Grouping> parse_grouping(std::string_view name) {
  for (const auto& [grouping, known] : groupings) {
    if (name == known) return grouping;
  }
  return std::nullopt;
}

FigureMeter::FigureMeter(FigureQuery query, Instant now, ZoneOffset zone)
    : query_(query), now_(now), zone_(std::move(zone)) {}

std::string FigureMeter::time_key(Instant at) const {
  if (query_.by == Grouping::hour) return padded(to_local(at, zone_).hour);
  const std::string day = local_day(at, zone_);
  return day.substr(0, 4) + "-" + day.substr(4, 2) + "-" + day.substr(6, 2);
}

std::string FigureMeter::key_of(const ServiceRecord& record) const {
  switch (query_.by) {
    case Grouping::none:
      return {};
    case Grouping::team:
      return record.team;
    case Grouping::agent:
      return record.owner;
    case Grouping::type:
      return record.type;
    case Grouping::tier:
      return (record.urgent ? "urgent_" : "") + std::string(to_string(record.tier));
    case Grouping::hour:
    case Grouping::day:
      return time_key(record.opened_at);
  }
  return {};
}

void FigureMeter::add_to(Sums& sums, const ServiceRecord& record) {
  auto& counts = sums.counts;
  ++counts.opened;
  counts.settled += record.resolved_at ? 1 : 0;
  counts.withdrawn += record.withdrawn ? 1 : 0;
  counts.reopened += record.reopened ? 1 : 0;
  counts.transferred += record.transfers > 0 ? 1 : 0;
  counts.transfers += static_cast<std::uint64_t>(record.transfers);
  sums.first_response.add(record.handed_at, record.first_response_at, record.first_response_missed);
  sums.resolution.add(record.opened_at, record.resolved_at, record.resolve_missed);
}

void FigureMeter::add(const ServiceRecord& record) {
  if (!covers(record.opened_at) || record.merged) return;
  add_to(total_, record);
  if (query_.by != Grouping::none) add_to(groups_[key_of(record)], record);
}

void FigureMeter::add(const RatedRecord& rated) {
  if (!covers(rated.order.opened_at) || rated.order.merged) return;
  total_.satisfaction.add(rated.score);
  if (query_.by != Grouping::none) groups_[key_of(rated.order)].satisfaction.add(rated.score);
}

void FigureMeter::count(FigureLine& line, const TalkRecord& talk) const {
  if (!line.deflection) line.deflection.emplace();
  const Instant until = talk.began_at + Deflection::return_within;
  if (until > now_) return;  // the visitor may still come back
  ++line.deflection->talks;
  const bool returned = talk.returned_at && *talk.returned_at <= until;
  if (!talk.person && !returned) ++line.deflection->deflected;
}

void FigureMeter::add(const TalkRecord& talk) {
  if (!covers(talk.began_at)) return;
  count(total_.counts, talk);
  const bool timed = query_.by == Grouping::hour || query_.by == Grouping::day;
  if (timed) count(groups_[time_key(talk.began_at)].counts, talk);
}

FigureLine FigureMeter::line_of(const std::string& key, const Sums& sums) {
  FigureLine out = sums.counts;
  out.key = key;
  out.first_response = sums.first_response.attainment();
  out.resolution = sums.resolution.attainment();
  out.satisfaction = sums.satisfaction.satisfaction();
  return out;
}

Figures FigureMeter::figures() const {
  Figures out;
  out.at = now_;
  out.total = line_of({}, total_);
  for (const auto& [key, sums] : groups_) out.lines.push_back(line_of(key, sums));
  return out;
}

}  // namespace yingda::workorder
