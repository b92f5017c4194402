#pragma once
// dossier.html: the case for people, in the visitor's language. One file without scripts that asks
// for nothing from anywhere; the evidence is linked where it lies beside it.

#include <string>
#include <vector>

#include "dossier/case.hpp"

namespace yingda::dossier {

std::string page_of(const Case& about, const std::vector<Attachment>& attachments);

}  // namespace yingda::dossier
