#pragma once
// What training finds out by asking the knowledge base its own questions: which documents are one
// topic, how much each part of the score is worth, and when to answer. It takes most of the
// training's time and a few kilobytes, so it is kept beside the documents; it holds for exactly
// those. The index and the linear model are made anew: megabytes to keep, and faster than reading.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "knowledge/gate.hpp"

namespace yingda::knowledge {

struct Learned {
  std::uint64_t documents = 0;  // fingerprint of what it was learned from
  PartArray weights{};
  GateSettings gate;
  std::vector<std::size_t> topics;
};

// Equal for equal documents in equal order, learned in equal ways.
std::uint64_t fingerprint(const std::vector<Document>& documents, const Options& options);

// By locale. Text that cannot be read gives nothing: what is missing is learned again.
std::string write_learned(const std::map<std::string, Learned>& learned);
std::map<std::string, Learned> read_learned(std::string_view text);
// The same with the gates of these locales moved, and those of all others as they were learned.
std::string with_retuning(std::string_view learned, const std::map<std::string, Retuning>& retuned);

}  // namespace yingda::knowledge
