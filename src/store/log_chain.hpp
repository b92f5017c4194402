#pragma once
// The hash chain in the log (proof/chain.hpp), written by the writer in the transaction of its
// step: `commitments` holds 48 bytes an entry, salt and commitment, `head` the chain after the
// row's last one. To erase an entry, its salt becomes zeros and its text whatever may be shown
// instead; its commitment stays, and the chain with it.

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>
#include <string_view>
#include <vector>

#include "gateway/ports.hpp"
#include "proof/chain.hpp"

namespace yingda::store {

// What one entry takes in `commitments`.
inline constexpr std::size_t commitment_bytes = proof::salt_bytes + std::tuple_size_v<proof::Hash>;

struct ChainColumns {
  std::string commitments;
  std::string head;
};

// `before`: the head of the conversation's row before, empty for its first one.
ChainColumns chain_columns(const std::string& conversation, const std::string& before,
                           const std::vector<gateway::LogEntry>& entries);

// An entry with what proves it.
struct ProvenEntry {
  gateway::LogEntry entry;
  std::string salt;  // empty: it was erased
  proof::Hash commitment{};
};

// The entries of one row; fewer commitments than entries is damage, and leaves the rest out.
std::vector<ProvenEntry> proven_entries(std::string_view entries, std::string_view commitments);

// For logs from before there was a chain: what it proves begins with this call. Inside the
// migration's transaction.
void chain_existing_log(SQLite::Database& database);

}  // namespace yingda::store
