#pragma once
// The figures of a period for supervisors: JSON, and a table for spreadsheets.

#include <functional>
#include <nlohmann/json.hpp>
#include <string>

#include "workorder/figures.hpp"

namespace yingda::wire {

struct FiguresSheet {
  workorder::FigureQuery query;
  ZoneOffset zone;
  const workorder::Figures& figures;
  const std::vector<workorder::DayLoad>& overloads;
  // What people call a group or an agent; empty: there is no other name than its key.
  std::function<std::string(const std::string& key)> label;
  std::function<std::string(const std::string& agent)> agent_name;
};

nlohmann::json figures_json(const FiguresSheet& sheet);

// RFC 4180 in UTF-8 with a byte order mark; the total comes last. Columns are only ever added at
// the end.
std::string figures_csv(const FiguresSheet& sheet);

}  // namespace yingda::wire
