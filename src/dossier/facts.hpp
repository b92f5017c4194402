#pragma once
// dossier.json: the case in fields, for programs and for whoever checks. Times are RFC 3339 in UTC,
// money a decimal string with its currency. `events` are the entries of the log exactly as they
// were stored, each with its place, so that the chain in the manifest proves them.

#include <nlohmann/json.hpp>

#include "base/result.hpp"
#include "dossier/case.hpp"

namespace yingda::dossier {

// `internal` when an entry does not match its commitment, or the chain is broken: what is on the
// disk is not what was written, and must not be signed.
Result<nlohmann::json> facts_of(const Case& about, const std::vector<Attachment>& attachments);

}  // namespace yingda::dossier
