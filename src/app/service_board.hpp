#pragma once
// The public service level: computed from the store, at most once a minute however many ask.

#include <functional>
#include <memory>
#include <vector>

#include "gateway/gateway.hpp"
#include "store/reader.hpp"
#include "workorder/service_level.hpp"

namespace yingda::app {

using LevelDone = std::function<void(Result<workorder::ServiceLevel>)>;

// Lives on the loop. The reader answers page by page, so that what visitors ask it comes between.
class ServiceBoard {
 public:
  ServiceBoard(store::Reader& reader, gateway::Gateway& gateway, gateway::Clock& clock)
      : reader_(reader), gateway_(gateway), clock_(clock) {}

  void ask(LevelDone done);

 private:
  void begin();
  void next_page(const store::ServicePlace& after);
  void add(const store::ServicePage& page);
  void add_ratings();
  void finish(const Result<std::vector<store::Rating>>& ratings);
  void tell(const Result<workorder::ServiceLevel>& level);
  // The figures as they were counted, with how things stand now.
  workorder::ServiceLevel current() const;

  store::Reader& reader_;
  gateway::Gateway& gateway_;
  gateway::Clock& clock_;
  std::vector<workorder::ServiceMeter> meters_;
  std::vector<LevelDone> asking_;
  std::vector<workorder::PeriodFigures> counted_;
  Instant counted_at_{};
};

}  // namespace yingda::app
