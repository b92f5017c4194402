#pragma once
// Releases that are no longer live, but that conversations in the middle of a flow finish on. One
// is fetched when a conversation needs it, and kept while any does.

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "conversation/catalog.hpp"

namespace yingda::gateway {

using CatalogPtr = std::shared_ptr<const conversation::Catalog>;

// Where published releases are kept.
class ReleaseSource {
 public:
  using Done = std::function<void(Result<CatalogPtr>)>;
  virtual ~ReleaseSource() = default;
  // By its name ("r12"). `unavailable`: try again later; any other error: it can never be had.
  virtual void fetch(std::string release, Done done) = 0;
};

class OlderReleases {
 public:
  explicit OlderReleases(ReleaseSource& source) : source_(source) {}

  // At once when it is in memory, else later.
  void find(const std::string& release, ReleaseSource::Done done);
  // It is not live any more.
  void keep(CatalogPtr release);

 private:
  void fetched(const std::string& release, const Result<CatalogPtr>& catalog);

  ReleaseSource& source_;
  std::deque<CatalogPtr> kept_;  // the newest last, whether anybody uses them or not
  std::map<std::string, std::weak_ptr<const conversation::Catalog>> in_memory_;
  std::map<std::string, std::vector<ReleaseSource::Done>> waiting_;
};

}  // namespace yingda::gateway
