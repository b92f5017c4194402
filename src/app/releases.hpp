#pragma once
// From stored releases to catalogs.

#include <cstdint>
#include <string>

#include "content/load.hpp"
#include "gateway/older_releases.hpp"
#include "gateway/ports.hpp"
#include "store/releases.hpp"
#include "store/worker.hpp"

namespace yingda::app {

using gateway::CatalogPtr;

// The catalog of a stored release. `unavailable` when the store cannot be read just now; any other
// error will not go away: no such release, a damaged one, one that no longer fits program or
// config. `options` says for when and whether to train; its `release` and `learned` are the
// release's own.
Result<CatalogPtr> read_release(store::Releases& releases, std::int64_t number,
                                const content::Config& config, content::LoadOptions options);

// "r12" -> 12
Result<std::int64_t> release_number(const std::string& release);

// The same for serving now; throws Failure (2).
CatalogPtr load_release(const std::string& data, std::int64_t number, const content::Config& config,
                        const gateway::Clock& clock);

// Fetches releases on a thread of its own, for conversations that finish a flow on an older one.
class StoredReleases final : public gateway::ReleaseSource {
 public:
  StoredReleases(std::string data, const content::Config& config, const gateway::Clock& clock,
                 store::Post post);

  void fetch(std::string release, Done done) override;
  void stop() { worker_.stop(); }

 private:
  std::string data_;
  const content::Config& config_;
  const gateway::Clock& clock_;
  store::Post post_;
  store::Worker worker_;
};

}  // namespace yingda::app
