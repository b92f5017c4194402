#pragma once
// manifest.json: the SHA-256 of every other file, the chain over all events, and a signature. It
// has exactly one spelling - compact JSON, members in the order of their names' bytes, a line end -
// and the signature covers it without its member `signature`; so not a byte of it can change.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "proof/sha256.hpp"
#include "proof/signature.hpp"

namespace yingda::dossier {

inline constexpr std::string_view manifest_name = "manifest.json";
inline constexpr std::string_view facts_name = "dossier.json";
inline constexpr std::string_view page_name = "dossier.html";

struct ListedFile {
  std::string name;
  std::uint64_t size = 0;
  proof::Hash sha256{};
};

struct ChainedEvent {
  std::uint64_t pos = 0;
  proof::Hash commitment{};
  std::string salt;  // empty: withheld or erased
};

struct Manifest {
  std::string number;
  std::string conversation;
  std::string copy;     // "customer" or "staff"
  std::string made_at;  // RFC 3339
  std::vector<ListedFile> files;
  std::vector<ChainedEvent> chain;
  proof::Hash head{};
};

// The file's text.
std::string signed_manifest(const Manifest& manifest, const proof::SigningKey& key);

struct ReadManifest {
  Manifest manifest;
  std::string public_key;
  bool signature_fits = false;
};

// `invalid`, with what is wrong, for a text that no gateway has written.
Result<ReadManifest> read_manifest(std::string_view text);

}  // namespace yingda::dossier
