#pragma once
// The key that dossiers are signed with: DATA/dossier.key, for its owner alone, made when it is
// first needed. It is in no backup: whoever finds one must not be able to sign in our name.

#include <filesystem>
#include <string>
#include <vector>

#include "proof/signature.hpp"

namespace yingda::store {

std::filesystem::path signing_key_file(const std::filesystem::path& dir);

// Throws StoreError when it can be neither read nor made, is damaged, or may be read by others.
proof::SigningKey signing_key(const std::filesystem::path& dir);

// A new one from now on. The one before is kept beside it, under the first digits of its public
// key; returns that file, empty when there was none.
std::filesystem::path renew_signing_key(const std::filesystem::path& dir);

// The public key that signs now, which is made if there is none, then those of the keys that were
// kept beside it. Throws as above.
std::vector<std::string> public_keys(const std::filesystem::path& dir);

}  // namespace yingda::store
