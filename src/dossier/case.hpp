#pragma once
// What a dossier is made of: one work order, the conversation it belongs to as it is stored, and
// the files. Values only; where they come from is the caller's business.

#include <string>
#include <vector>

#include "conversation/state.hpp"
#include "proof/chain.hpp"

namespace yingda::dossier {

// The format of dossier and manifest.
inline constexpr std::string_view format_name = "yingda-dossier/1";

// The customer's leaves out what only staff see; of those entries it carries the commitments.
enum class Copy { customer, staff };
std::string_view to_string(Copy copy);

// An entry of the log with what proves it (proof/chain.hpp).
struct LoggedEntry {
  std::uint64_t pos = 0;
  std::uint64_t seq = 0;  // 0: staff only
  std::string json;       // as stored
  std::string salt;       // empty: the entry was erased
  proof::Hash commitment{};
};

struct StoredFile {
  Evidence file;
  std::string sender;  // "v" for the visitor, "a:" + id for staff
  Instant at{};
};

struct Case {
  Copy copy = Copy::customer;
  std::string number;
  conversation::State state;
  std::vector<LoggedEntry> entries;  // by pos, from 1
  proof::Hash head{};                // of the chain, as stored
  std::vector<StoredFile> files;     // of the conversation
  std::string brand;                 // the shop, as visitors read it
  std::string department;            // the name of the order's
  std::string locale;                // "zh-CN" or "en"
  ZoneOffset zone;                   // for what people read
  Instant made_at{};
};

// The order that `number` names. It must be there.
const workorder::WorkOrder& order_of(const Case& about);

// What the resolution answers to one demand; empty: nothing.
workorder::DemandAnswer answer_to(const workorder::WorkOrder& order,
                                  const workorder::Demand& demand);

// Whether the copy shows that entry.
bool shows(const Case& about, const LoggedEntry& entry);

// A file as it lies in the dossier.
struct Attachment {
  StoredFile stored;
  std::string name;  // "evidence/01.png"
};

// What the order and the entries shown refer to, in the order it came.
std::vector<Attachment> attachments_of(const Case& about);

}  // namespace yingda::dossier
