#pragma once
// What makes a conversation's log provable. Every entry has a commitment, a hash of a random salt
// and the entry, and the chain runs over the commitments:
//
//   commitment = SHA-256(salt || "POS\tSEQ\tJSON")        16 bytes of salt, the entry as stored
//   chain[0]   = SHA-256("yingda chain 1\n" || conversation)
//   chain[i]   = SHA-256(chain[i-1] || pos || commitment)  pos as 8 bytes, the highest first
//
// So an entry can be withheld or erased, salt and all, and the chain still holds: what is left
// tells nothing about it, for without the salt nobody can try out what it may have been.

#include <cstdint>
#include <string_view>

#include "proof/sha256.hpp"

namespace yingda::proof {

inline constexpr std::size_t salt_bytes = 16;

// `seq` is 0 for an entry that the visitor does not see; `json` is compact, its members in the
// order of their names' bytes.
Hash commitment_of(std::string_view salt, std::uint64_t pos, std::uint64_t seq,
                   std::string_view json);

Hash chain_start(std::string_view conversation);
Hash chain_next(const Hash& before, std::uint64_t pos, const Hash& commitment);

}  // namespace yingda::proof
