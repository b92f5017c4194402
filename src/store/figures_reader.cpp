#include "store/figures_reader.hpp"

#include <SQLiteCpp/Transaction.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "store/facts.hpp"
#include "store/questions.hpp"

namespace yingda::store {
namespace {

using workorder::FigureMeter;
using workorder::FigureQuery;

constexpr std::size_t figure_questions_max = 8;

std::string facts_of_period_sql() {
  return std::string("SELECT ") + fact_columns +
         ", rating FROM order_facts WHERE opened_at >= ? AND opened_at < ?";
}
constexpr int rating_column = 18;
constexpr auto talks_of_period_sql =
    "SELECT began_at, person, returned_at FROM talks WHERE began_at >= ? AND began_at < ?";
constexpr auto stints_of_period_sql =
    "SELECT at, agent, conversation FROM stints WHERE at >= ? AND at < ?";
constexpr auto agent_names_sql =
    "SELECT id, CASE WHEN shown_zh <> '' THEN shown_zh WHEN shown_en <> '' THEN shown_en "
    "ELSE name END FROM users";

std::string day_of(Instant at, const ZoneOffset& zone) {
  const std::string day = local_day(at, zone);
  return day.substr(0, 4) + "-" + day.substr(4, 2) + "-" + day.substr(6, 2);
}

}  // namespace

struct FiguresReader::Impl {
  Impl(const std::filesystem::path& dir, Post post, Fatal fatal)
      : database(open_database(dir, Access::read_only)),
        orders(*database, facts_of_period_sql()),
        talks(*database, talks_of_period_sql),
        stints(*database, stints_of_period_sql),
        names(*database, agent_names_sql),
        questions(std::move(post), std::move(fatal), figure_questions_max) {}

  void add_orders(const FigureQuery& query, FigureMeter& meter) {
    Query found(orders, query.from, query.to);
    while (found.next()) {
      auto record = record_of(found);
      meter.add(record);
      if (found.is_null(rating_column)) continue;
      meter.add(
          workorder::RatedRecord{std::move(record), static_cast<int>(found.number(rating_column))});
    }
  }

  void add_talks(const FigureQuery& query, FigureMeter& meter) {
    Query found(talks, query.from, query.to);
    while (found.next()) {
      workorder::TalkRecord talk{found.time(0), found.number(1) != 0, {}};
      if (!found.is_null(2)) talk.returned_at = found.time(2);
      meter.add(talk);
    }
  }

  // One conversation taken twice on a day is one.
  std::vector<workorder::DayLoad> overloads(const FigureQuery& query, const ZoneOffset& zone) {
    std::map<std::pair<std::string, std::string>, std::set<std::string>> taken;
    {
      Query found(stints, query.from, query.to);
      while (found.next()) {
        taken[{day_of(found.time(0), zone), found.text(1)}].insert(found.text(2));
      }
    }
    std::vector<workorder::DayLoad> out;
    for (const auto& [when, conversations] : taken) {
      if (conversations.size() <= workorder::conversations_a_day_max) continue;
      out.push_back({when.second, when.first, conversations.size()});
    }
    std::ranges::reverse(out);
    return out;
  }

  FigureAnswer answer(const FigureQuery& query, Instant now, const ZoneOffset& zone) {
    const SQLite::Transaction one_moment(*database);  // rolled back: nothing was written
    FigureMeter meter(query, now, zone);
    add_orders(query, meter);
    add_talks(query, meter);
    FigureAnswer out;
    out.figures = meter.figures();
    out.overloads = overloads(query, zone);
    if (query.by != workorder::Grouping::agent && out.overloads.empty()) return out;
    Query found(names);
    while (found.next()) out.agents.emplace(found.text(0), found.text(1));
    return out;
  }

  std::unique_ptr<SQLite::Database> database;
  SQLite::Statement orders;
  SQLite::Statement talks;
  SQLite::Statement stints;
  SQLite::Statement names;
  Questions questions;  // last: it uses the rest until it is joined
};

FiguresReader::FiguresReader(const std::filesystem::path& dir, Post post, Fatal fatal)
    : impl_(std::make_unique<Impl>(dir, std::move(post), std::move(fatal))) {}

FiguresReader::~FiguresReader() = default;

void FiguresReader::ask(FigureQuery query, Instant now, ZoneOffset zone,
                        std::function<void(Result<FigureAnswer>)> done) {
  impl_->questions.ask<FigureAnswer>(
      [impl = impl_.get(), query, now, zone = std::move(zone)] {
        return impl->answer(query, now, zone);
      },
      std::move(done));
}

void FiguresReader::stop() { impl_->questions.stop(); }

}  // namespace yingda::store
