#pragma once
// The learning queue of a running server, for editors. Reading and grouping happen on one thread,
// checking and publishing, which take seconds and more, on another, one after the other: so two
// editors who act on one cluster never both succeed, and the second is told what the first did.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "content/config.hpp"
#include "gateway/older_releases.hpp"
#include "gateway/ports.hpp"
#include "learning/report.hpp"
#include "store/database.hpp"

namespace yingda::app {

class LearningOffice {
 public:
  using Done = std::function<void(Result<std::string>)>;  // JSON

  // What is referred to must outlive this.
  LearningOffice(std::string data, const content::Config& config, const gateway::Clock& clock,
                 store::Post post, gateway::Telemetry& telemetry);
  ~LearningOffice();  // stop()

  // `live`: the release that questions are asked again of.
  void queue(gateway::CatalogPtr live, learning::QueuePage page, Done done);
  // `body` as learning_acts.hpp has it, by somebody of that name. `not_found` when no such cluster
  // is in the queue. What is to be published is looked at, and then is under way: the answer is its
  // number.
  void act(gateway::CatalogPtr live, std::string cluster, std::string by, std::string body,
           Done done);

  // What became of that: publishing, published as which release, or refused why. `not_found` for
  // numbers that were never given since the start, or too long ago.
  void publication(std::uint64_t number, const Done& done);

  // Finishes what waits and joins.
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace yingda::app
