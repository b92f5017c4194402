#include "app/figure_office.hpp"

#include <charconv>
#include <utility>

#include "wire/figures_view.hpp"

namespace yingda::app {
namespace {

using workorder::FigureQuery;
using workorder::Grouping;

constexpr int days_default = 30;
constexpr std::chrono::hours period_max{24 * 366};
constexpr std::chrono::hours a_day{24};

// "2026-11-01"
std::optional<std::chrono::year_month_day> parse_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto number = [&](std::size_t from, std::size_t count) {
    int value = -1;
    const char* end = text.data() + from + count;
    const auto [stop, failed] = std::from_chars(text.data() + from, end, value);
    return failed == std::errc() && stop == end ? value : -1;
  };
  if (number(0, 4) < 0 || number(5, 2) < 0 || number(8, 2) < 0) return std::nullopt;
  const std::chrono::year_month_day day{std::chrono::year(number(0, 4)),
                                        std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                        std::chrono::day(static_cast<unsigned>(number(8, 2)))};
  return day.ok() ? std::optional(day) : std::nullopt;
}

// Where a day begins, so many days after the one given.
Instant midnight(std::chrono::year_month_day day, int later, const ZoneOffset& zone) {
  LocalTime local;
  local.date = std::chrono::sys_days(day) + std::chrono::days(later);
  return from_local(local, zone);
}

// `later`: how many days after a plain day its midnight is meant.
Result<Instant> moment(const char* name, const std::string& text, int later,
                       const ZoneOffset& zone) {
  if (const auto day = parse_day(text)) return midnight(*day, later, zone);
  const auto at = parse_rfc3339(text);
  if (at) return *at;
  return Error{ErrorCode::invalid, "`" + std::string(name) +
                                       "` is a day such as 2026-11-01, or a time such as "
                                       "2026-11-01T08:00:00+08:00."};
}

}  // namespace

Result<FigureQuery> figure_query(const net::AskFigures& ask, Instant now, const ZoneOffset& zone) {
  const auto today = to_local(now, zone).date;
  FigureQuery query{midnight(today, 1 - days_default, zone), midnight(today, 1, zone),
                    Grouping::none};
  if (!ask.by.empty()) {
    const auto by = workorder::parse_grouping(ask.by);
    if (!by) {
      return Error{ErrorCode::invalid, "`by` is none, team, agent, type, tier, hour or day."};
    }
    query.by = *by;
  }
  if (!ask.to.empty()) {
    const auto to = moment("to", ask.to, 1, zone);
    if (!to) return to.error();
    query.to = *to;
    query.from = query.to - days_default * a_day;
  }
  if (!ask.from.empty()) {
    const auto from = moment("from", ask.from, 0, zone);
    if (!from) return from.error();
    query.from = *from;
  }
  if (query.from >= query.to) return Error{ErrorCode::invalid, "`from` must lie before `to`."};
  if (query.to - query.from > period_max) {
    return Error{ErrorCode::invalid, "From `from` to `to` there are at most 366 days."};
  }
  return query;
}

void FigureOffice::ask(const net::AskFigures& ask, std::function<void(Result<std::string>)> done) {
  const Instant now = clock_.now();
  const auto zone = gateway_.catalog()->policy.zone;
  const auto query = figure_query(ask, now, zone);
  if (!query) return done(query.error());
  reader_.ask(*query, now, zone,
              [this, query = *query, csv = ask.csv,
               done = std::move(done)](const Result<store::FigureAnswer>& found) {
                found ? done(answer(query, *found, csv)) : done(found.error());
              });
}

std::string FigureOffice::answer(const FigureQuery& query, const store::FigureAnswer& found,
                                 bool csv) const {
  const auto catalog = gateway_.catalog();
  const auto agent_name = [&](const std::string& id) {
    const auto name = found.agents.find(id);
    return name == found.agents.end() ? std::string() : name->second;
  };
  const auto label = [&](const std::string& key) -> std::string {
    if (query.by == Grouping::agent) return agent_name(key);
    if (query.by != Grouping::team || catalog->team(key) == nullptr) return {};
    return catalog->team_name(key, catalog->default_locale);
  };
  const wire::FiguresSheet sheet{
      query, catalog->policy.zone, found.figures, found.overloads, label, agent_name};
  return csv ? wire::figures_csv(sheet)
             : wire::figures_json(sheet).dump(-1, ' ', false,
                                              nlohmann::json::error_handler_t::replace);
}

}  // namespace yingda::app
