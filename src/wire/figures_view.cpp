#include "wire/figures_view.hpp"

#include <array>
#include <cstdio>

#include "text/csv.hpp"
#include "wire/numbers.hpp"

namespace yingda::wire {
namespace {

using Json = nlohmann::json;
using workorder::FigureLine;

// What each number counts, for whoever reads the answer without the documentation.
constexpr std::array<std::pair<const char*, const char*>, 10> definitions{{
    {"opened", "work orders opened in the period; one that was merged counts where it went"},
    {"settled", "of these, those that have a result now"},
    {"withdrawn", "of these, those that the customer withdrew without a result"},
    {"reopened", "of these, those that were reopened at least once; earlier results do not count"},
    {"transferred",
     "of these, those that were handed on at least once; transfers: how often in all"},
    {"first_response",
     "from the hand-over to people (the bot's time is not in it) to the first answer of a person, "
     "the first that was ever given; kept and missed: of the promise, which runs from the opening"},
    {"resolution", "from the opening to the last result, across reopenings"},
    {"percentiles",
     "p50_s and p90_s in seconds, nearest rank, over n orders: answered or settled, and those that "
     "are late and still wait, which come last; null: so many still wait"},
    {"satisfaction",
     "ratings of these orders, 1 to 5, the last one of each; satisfied: the share of 4 and 5"},
    {"deflection",
     "talks of visitors (from their first words until half an hour of quiet) that began in the "
     "period and are 72 h old; deflected: no person had a part in it, and the visitor did not come "
     "back within 72 h"},
}};

Json promise_json(const workorder::Attainment& promise) {
  return {{"n", promise.due()},
          {"kept", promise.kept},
          {"missed", promise.missed},
          {"attainment", share(promise.kept, promise.due())},
          {"p50_s", seconds(promise.p50)},
          {"p90_s", seconds(promise.p90)}};
}

Json line_json(const FigureLine& line) {
  const auto& said = line.satisfaction;
  Json out{{"opened", line.opened},
           {"settled", line.settled},
           {"withdrawn", line.withdrawn},
           {"reopened", line.reopened},
           {"transferred", line.transferred},
           {"transfers", line.transfers},
           {"resolution_rate", share(line.settled, line.opened - line.withdrawn)},
           {"reopen_rate", share(line.reopened, line.opened)},
           {"first_response", promise_json(line.first_response)},
           {"resolution", promise_json(line.resolution)},
           {"satisfaction",
            {{"n", said.ratings},
             {"satisfied", share(said.satisfied, said.ratings)},
             {"mean", said.ratings == 0 ? Json() : Json(said.mean)}}},
           {"deflection", nullptr}};
  if (line.deflection) {
    const auto& talks = *line.deflection;
    out["deflection"] = {{"n", talks.talks},
                         {"deflected", talks.deflected},
                         {"rate", share(talks.deflected, talks.talks)}};
  }
  return out;
}

// "2026-11-01T00:00:00+08:00": what a day begins with is read where the service is.
std::string local_text(Instant at, const ZoneOffset& zone) {
  const LocalTime local = to_local(at, zone);
  const auto minutes = zone(at).count();
  const auto ahead = minutes < 0 ? -minutes : minutes;
  std::array<char, 48> out{};
  std::snprintf(out.data(), out.size(), "%04d-%02u-%02uT%02d:%02d:%02d%c%02d:%02d",
                static_cast<int>(local.date.year()), static_cast<unsigned>(local.date.month()),
                static_cast<unsigned>(local.date.day()), local.hour, local.minute, local.second,
                minutes < 0 ? '-' : '+', static_cast<int>(ahead / 60),
                static_cast<int>(ahead % 60));
  return out.data();
}

const std::vector<std::string> columns{
    "from",
    "to",
    "group",
    "key",
    "name",
    "opened",
    "settled",
    "withdrawn",
    "reopened",
    "transferred",
    "transfers",
    "resolution_rate",
    "first_response_n",
    "first_response_kept",
    "first_response_missed",
    "first_response_attainment",
    "first_response_p50_s",
    "first_response_p90_s",
    "resolution_n",
    "resolution_kept",
    "resolution_missed",
    "resolution_attainment",
    "resolution_p50_s",
    "resolution_p90_s",
    "ratings_n",
    "satisfied_share",
    "rating_mean",
    "bot_talks_n",
    "bot_deflected",
    "bot_deflection_rate",
    "counted_at",
};

std::string cell(const Json& value) {
  if (value.is_null()) return {};
  if (!value.is_number_float()) return value.dump();
  std::array<char, 32> out{};
  std::snprintf(out.data(), out.size(), "%.4f", value.get<double>());
  return out.data();
}

void add_promise(std::vector<std::string>& row, const Json& promise) {
  for (const char* name : {"n", "kept", "missed", "attainment", "p50_s", "p90_s"}) {
    row.push_back(cell(promise[name]));
  }
}

std::string csv_row(const FiguresSheet& sheet, const FigureLine& line, bool total) {
  const Json figures = line_json(line);
  const std::string group = total ? "total" : std::string(to_string(sheet.query.by));
  std::vector<std::string> row{local_text(sheet.query.from, sheet.zone),
                               local_text(sheet.query.to, sheet.zone), group, line.key,
                               total ? "" : sheet.label(line.key)};
  for (const char* name : {"opened", "settled", "withdrawn", "reopened", "transferred", "transfers",
                           "resolution_rate"}) {
    row.push_back(cell(figures[name]));
  }
  add_promise(row, figures["first_response"]);
  add_promise(row, figures["resolution"]);
  for (const char* name : {"n", "satisfied", "mean"}) {
    row.push_back(cell(figures["satisfaction"][name]));
  }
  const Json& bot = figures["deflection"];
  for (const char* name : {"n", "deflected", "rate"}) {
    row.push_back(bot.is_null() ? "" : cell(bot[name]));
  }
  row.push_back(local_text(sheet.figures.at, sheet.zone));
  return text::csv_line(row);
}

Json overloads_json(const FiguresSheet& sheet) {
  Json out = Json::array();
  for (const auto& load : sheet.overloads) {
    out.push_back({{"agent", {{"id", load.agent}, {"name", sheet.agent_name(load.agent)}}},
                   {"day", load.day},
                   {"conversations", load.conversations}});
  }
  return out;
}

}  // namespace

Json figures_json(const FiguresSheet& sheet) {
  Json lines = Json::array();
  for (const auto& line : sheet.figures.lines) {
    Json item = line_json(line);
    item["key"] = line.key;
    const std::string label = sheet.label(line.key);
    if (!label.empty()) item["name"] = label;
    lines.push_back(std::move(item));
  }
  Json meanings = Json::object();
  for (const auto& [name, meaning] : definitions) meanings[name] = meaning;
  return {{"at", to_rfc3339(sheet.figures.at)},
          {"from", local_text(sheet.query.from, sheet.zone)},
          {"to", local_text(sheet.query.to, sheet.zone)},
          {"by", to_string(sheet.query.by)},
          {"total", line_json(sheet.figures.total)},
          {"lines", std::move(lines)},
          {"overloads", overloads_json(sheet)},
          {"conversations_a_day_max", workorder::conversations_a_day_max},
          {"definitions", std::move(meanings)}};
}

std::string figures_csv(const FiguresSheet& sheet) {
  std::string out(text::byte_order_mark);
  out += text::csv_line(columns);
  for (const auto& line : sheet.figures.lines) out += csv_row(sheet, line, false);
  return out + csv_row(sheet, sheet.figures.total, true);
}

}  // namespace yingda::wire
