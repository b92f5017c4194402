#pragma once
// A text for a complaint to the consumer hotline 12315: who, what, when, what was promised, what is
// asked for and what proves it, in that order. Facts only; what we do not know is left to be filled
// in.

#include <string>
#include <vector>

#include "dossier/case.hpp"

namespace yingda::dossier {

std::string complaint_text(const Case& about, const std::vector<Attachment>& attachments);

}  // namespace yingda::dossier
