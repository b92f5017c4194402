#pragma once
// The figures of a period, added up on a thread of their own: a hundred thousand orders take
// somebody's time, and that somebody must not be a visitor.

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "store/database.hpp"
#include "workorder/figures.hpp"

namespace yingda::store {

struct FigureAnswer {
  workorder::Figures figures;
  std::map<std::string, std::string> agents;  // id to name, of all that are in it
  std::vector<workorder::DayLoad> overloads;  // more than conversations_a_day_max, newest first
};

class FiguresReader {
 public:
  // `dir` must be prepared.
  FiguresReader(const std::filesystem::path& dir, Post post, Fatal fatal = exit_at_once);
  ~FiguresReader();  // stop()

  // `zone` is called on the thread of the figures. `overloaded` when many ask at once.
  void ask(workorder::FigureQuery query, Instant now, ZoneOffset zone,
           std::function<void(Result<FigureAnswer>)> done);

  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace yingda::store
