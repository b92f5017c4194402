#pragma once
// What editors decided about the learning queue: clusters that need nothing, and additions to the
// content that its directory does not hold yet. Additions are written with their release
// (releases.hpp). Synchronous; one object a thread.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "gateway/ports.hpp"
#include "store/database.hpp"

namespace yingda::store {

struct DismissalRow {
  std::int64_t number = 0;
  Instant at{};
  std::string by;
  std::string locale;
  std::size_t count = 0;
  std::string signature;  // JSON: hash of a feature to its weight
};

struct AmendmentRow {
  std::int64_t number = 0;
  Instant at{};
  std::string author;
  std::string cluster;
  std::string kind;  // variant or article
  std::string article;
  std::string locale;
  std::string path;
  std::string content;  // JSON list of questions, or a file
};

class Learning {
 public:
  // To read only, `dir` may be a backup, also one from before there was such a thing.
  Learning(const std::filesystem::path& dir, const gateway::Clock& clock,
           Access access = Access::read_write);
  ~Learning();

  // Those that hold, oldest first.
  std::vector<DismissalRow> dismissals();
  // `number` and `at` are given to it; returns the number.
  Result<std::int64_t> dismiss(const DismissalRow& row);
  // `not_found` when it does not hold.
  Result<> undo_dismissal(std::int64_t number);

  // Those that a publish must carry, oldest first.
  std::vector<AmendmentRow> amendments();
  // Never carried again; `as` says why: written, replaced, withdrawn. `not_found` when one of them
  // is no open one; then none is ended.
  Result<> end_amendments(const std::vector<std::int64_t>& numbers, const std::string& as);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace yingda::store
