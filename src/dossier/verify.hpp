#pragma once
// Checks a dossier without anything but the file: every byte of the ZIP, every file against the
// manifest, the manifest against its signature, every event shown against its commitment, the
// commitments against the chain, and what is said of the case against the events. Says everything
// that is wrong, not only the first.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace yingda::dossier {

// One thing that is wrong. `kind` is stable: file-changed, file-missing, file-added, manifest,
// signature, key, number, event-changed, event-missing, event-added, event-order, chain, facts,
// zip.
struct Fault {
  std::string kind;
  std::string what;
};

struct Verdict {
  std::vector<Fault> faults;  // empty: all is as it was when it was signed
  std::string number;
  std::string copy;
  std::string made_at;
  std::string public_key;    // base64; who signed, if the signature fits
  bool key_checked = false;  // compared with a key that was known; else anybody may have signed
  std::size_t files = 0;
  std::size_t events_shown = 0;
  std::size_t events_withheld = 0;  // only seen by staff; of an erased case no dossier is made
};

// `public_key`: 32 bytes that must have signed it; without it any key may have. `invalid` for what
// is not there or no ZIP at all.
Result<Verdict> verify(const std::filesystem::path& file,
                       const std::optional<std::string>& public_key = std::nullopt);

}  // namespace yingda::dossier
