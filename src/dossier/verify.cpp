#include "dossier/verify.hpp"

#include <algorithm>
#include <map>

#include "dossier/manifest.hpp"
#include "dossier/verify_parts.hpp"
#include "dossier/zip_reader.hpp"
#include "proof/chain.hpp"
#include "workorder/number.hpp"

namespace yingda::dossier {
namespace {

const ZippedFile* find_file(const ZipContents& zip, std::string_view name) {
  const auto found = std::ranges::find(zip.files, name, &ZippedFile::name);
  return found == zip.files.end() ? nullptr : &*found;
}

// As the manifest lists them, itself at the end.
void check_order(const ZipContents& zip, const Manifest& manifest, std::vector<Fault>& faults) {
  std::vector<std::string> wanted;
  for (const auto& file : manifest.files) wanted.push_back(file.name);
  wanted.emplace_back(manifest_name);
  if (std::ranges::is_permutation(zip.files, wanted, {}, &ZippedFile::name) &&
      !std::ranges::equal(zip.files, wanted, {}, &ZippedFile::name)) {
    faults.push_back({"zip", "the files do not lie in the order in which the manifest lists them"});
  }
}

void check_files(const ZipContents& zip, const Manifest& manifest, std::vector<Fault>& faults) {
  std::map<std::string, bool> listed;
  for (const auto& file : manifest.files) {
    listed[file.name] = true;
    const ZippedFile* found = find_file(zip, file.name);
    if (found == nullptr) {
      faults.push_back({"file-missing", file.name + " is missing or was renamed"});
    } else if (found->sha256 != file.sha256 || found->size != file.size) {
      faults.push_back({"file-changed", file.name + " was changed: its SHA-256 is " +
                                            proof::to_hex(found->sha256) + ", the manifest says " +
                                            proof::to_hex(file.sha256)});
    }
  }
  for (const auto& file : zip.files) {
    if (file.name != manifest_name && !listed.contains(file.name)) {
      faults.push_back({"file-added", file.name + " is not in the manifest: added or renamed"});
    }
  }
  check_order(zip, manifest, faults);
  for (const auto name : {facts_name, page_name}) {
    if (!listed.contains(std::string(name))) {
      faults.push_back({"manifest", "the manifest does not list " + std::string(name)});
    }
  }
}

void check_signature(const ReadManifest& read, const std::optional<std::string>& wanted,
                     std::vector<Fault>& faults) {
  if (!read.signature_fits) {
    faults.push_back({"signature",
                      "the manifest's signature does not fit: the manifest was changed "
                      "after it was signed"});
  }
  if (wanted && *wanted != read.public_key) {
    faults.push_back({"key", "it is signed by another key: " + proof::to_base64(read.public_key) +
                                 ", not " + proof::to_base64(*wanted)});
  }
}

void check_chain(const Manifest& manifest, std::vector<Fault>& faults) {
  auto head = proof::chain_start(manifest.conversation);
  std::uint64_t pos = 0;
  for (const auto& event : manifest.chain) {
    if (event.pos != ++pos) {
      faults.push_back({"chain", "the manifest's chain has event " + std::to_string(event.pos) +
                                     " where event " + std::to_string(pos) + " belongs"});
      return;
    }
    head = proof::chain_next(head, event.pos, event.commitment);
  }
  if (head != manifest.head) {
    faults.push_back({"chain", "the chain over the " + std::to_string(pos) +
                                   " events does not end where the manifest says: an event was "
                                   "removed, added, moved or altered"});
  }
}

void check_number(const Manifest& manifest, std::vector<Fault>& faults) {
  if (workorder::valid_number(manifest.number)) return;
  faults.push_back({"number", "the manifest's number " + manifest.number +
                                  " is no work order's: its check digit is wrong"});
}

}  // namespace

Result<Verdict> verify(const std::filesystem::path& file,
                       const std::optional<std::string>& public_key) {
  const auto zip = read_zip(file);
  if (!zip) return zip.error();
  Verdict out;
  out.key_checked = public_key.has_value();
  for (const auto& fault : zip->faults) out.faults.push_back({"zip", fault});
  if (zip->files.empty() && !zip->faults.empty()) return out;  // nothing could be read at all
  const ZippedFile* text = find_file(*zip, manifest_name);
  if (text == nullptr) {
    out.faults.push_back({"file-missing", "manifest.json is missing: nothing can be proved"});
    return out;
  }
  const auto read = read_manifest(text->text);
  if (!read) {
    out.faults.push_back({"manifest", "manifest.json was changed: " + read.error().detail});
    return out;
  }
  const Manifest& manifest = read->manifest;
  out.number = manifest.number;
  out.copy = manifest.copy;
  out.made_at = manifest.made_at;
  out.public_key = proof::to_base64(read->public_key);
  out.files = manifest.files.size();
  out.events_shown = static_cast<std::size_t>(
      std::ranges::count_if(manifest.chain, [](const auto& event) { return !event.salt.empty(); }));
  out.events_withheld = manifest.chain.size() - out.events_shown;
  check_signature(*read, public_key, out.faults);
  check_number(manifest, out.faults);
  check_files(*zip, manifest, out.faults);
  check_chain(manifest, out.faults);
  if (const ZippedFile* facts = find_file(*zip, facts_name)) {
    check_facts(facts->text, manifest, out.faults);
  }
  return out;
}

}  // namespace yingda::dossier
