#pragma once
// Sees to it that nothing is kept longer than it may be: erases what `yingda erase` asks for, what
// was quiet for longer than the configuration's `retention` says, uploads that nobody used, and the
// bytes of files whose rows are gone. What it still has to do is in the store: a restart loses
// nothing of it.

#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "content/config.hpp"
#include "gateway/gateway.hpp"
#include "store/committer.hpp"
#include "store/evidence_vault.hpp"
#include "store/retention_reader.hpp"

namespace yingda::app {

class Keeper {
 public:
  Keeper(content::RetentionSettings settings, gateway::Clock& clock, gateway::Gateway& gateway,
         store::RetentionReader& reader, store::Committer& committer, store::EvidenceVault& vault,
         gateway::Telemetry& telemetry);

  // Whatever is due by the clock; call it often.
  void tick();

 private:
  void look();
  void answer(const store::ErasureRequest& request);
  void remove_files(const std::vector<std::string>& ids);
  void sweep();
  void sweep_quiet(const store::QuietPlace& after);
  void sweep_uploads(const std::string& after);
  void expire(const std::vector<store::OldUpload>& uploads);
  void sweep_done();

  const content::RetentionSettings settings_;
  gateway::Clock& clock_;
  gateway::Gateway& gateway_;
  store::RetentionReader& reader_;
  store::Committer& committer_;
  store::EvidenceVault& vault_;
  gateway::Telemetry& telemetry_;
  Instant next_look_{};
  Instant next_sweep_;
  bool looking_ = false;
  bool sweeping_ = false;
  std::set<std::string> under_way_;  // requests that are being answered
  struct Counts {
    std::uint64_t conversations = 0;
    std::uint64_t uploads = 0;
    std::uint64_t strays = 0;
  } counts_;
};

}  // namespace yingda::app
