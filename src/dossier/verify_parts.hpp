#pragma once
// The second half of verify.hpp: what dossier.json says, held against the manifest.

#include <string_view>
#include <vector>

#include "dossier/manifest.hpp"
#include "dossier/verify.hpp"

namespace yingda::dossier {

void check_facts(std::string_view text, const Manifest& manifest, std::vector<Fault>& faults);

}  // namespace yingda::dossier
