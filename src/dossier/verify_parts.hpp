#pragma once
// The second half of verify.hpp: what dossier.json says, held against the manifest and against
// itself. Nothing here believes that a member is there or of the right kind.

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/manifest.hpp"
#include "dossier/verify.hpp"

namespace yingda::dossier {

// A member; empty when it is missing or of another kind.
std::string member(const nlohmann::json& object, const char* name);
std::optional<std::uint64_t> count(const nlohmann::json& object, const char* name);
const nlohmann::json& list(const nlohmann::json& object, const char* name);

void check_facts(std::string_view text, const Manifest& manifest, std::vector<Fault>& faults);

}  // namespace yingda::dossier
