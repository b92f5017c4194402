#include "dossier/package.hpp"

#include <deque>

#include "dossier/facts.hpp"
#include "dossier/page.hpp"
#include "dossier/zip_writer.hpp"

namespace yingda::dossier {
namespace {

constexpr std::size_t piece_bytes = 256 * 1024;

Manifest manifest_of(const Case& about) {
  Manifest out;
  out.number = about.number;
  out.conversation = about.state.id;
  out.copy = to_string(about.copy);
  out.made_at = to_rfc3339(about.made_at);
  for (const auto& entry : about.entries) {
    out.chain.push_back(
        {entry.pos, entry.commitment, shows(about, entry) ? entry.salt : std::string()});
  }
  out.head = about.head;
  return out;
}

}  // namespace

struct Package::Impl {
  Impl(const Case& about, OpenFile opener, const proof::SigningKey& signing_key)
      : open(std::move(opener)), key(signing_key), manifest(manifest_of(about)) {}

  Result<> whole_file(const std::string& name, const std::string& bytes);
  Result<> advance();
  Result<> begin_file();
  Result<> end_file();

  const OpenFile open;
  const proof::SigningKey key;
  Manifest manifest;
  ZipWriter zip;
  std::deque<Attachment> waiting;
  FileSource source;  // of `waiting.front()`, once it was begun
  proof::Sha256 hash;
  std::uint64_t passed = 0;
  bool finished = false;
};

Result<> Package::Impl::whole_file(const std::string& name, const std::string& bytes) {
  if (auto begun = zip.begin(name, bytes.size()); !begun) return begun;
  if (name != manifest_name) {
    manifest.files.push_back({name, bytes.size(), proof::sha256(bytes)});
  }
  return zip.write(bytes);
}

// One piece further.
Result<> Package::Impl::advance() {
  if (waiting.empty()) {
    finished = true;
    const std::string text = signed_manifest(manifest, key);
    if (auto written = whole_file(std::string(manifest_name), text); !written) return written;
    return zip.finish();
  }
  if (!source) return begin_file();
  const auto piece = source(piece_bytes);
  if (!piece) return piece.error();
  if (piece->empty()) return end_file();
  hash.update(*piece);
  passed += piece->size();
  return zip.write(*piece);
}

Result<> Package::Impl::begin_file() {
  const Attachment& next = waiting.front();
  auto opened = open(next.stored.file.id);
  if (!opened) return opened.error();
  source = *std::move(opened);
  hash = {};
  passed = 0;
  return zip.begin(next.name, next.stored.file.size);
}

Result<> Package::Impl::end_file() {
  const Attachment& done = waiting.front();
  const ListedFile listed{done.name, passed, hash.finish()};
  if (proof::to_hex(listed.sha256) != done.stored.file.sha256) {
    return Error{ErrorCode::internal, "the file of " + done.stored.file.id + " is damaged"};
  }
  manifest.files.push_back(listed);
  source = nullptr;
  waiting.pop_front();
  return {};
}

Package::Package(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Package::~Package() = default;

Result<std::unique_ptr<Package>> Package::make(const Case& about, OpenFile open,
                                               const proof::SigningKey& key) {
  const auto attachments = attachments_of(about);
  const auto facts = facts_of(about, attachments);
  if (!facts) return facts.error();
  auto impl = std::make_unique<Impl>(about, std::move(open), key);
  constexpr auto replace = nlohmann::json::error_handler_t::replace;
  const std::string text = facts->dump(1, ' ', false, replace) + "\n";
  for (const auto& [name, bytes] :
       {std::pair(facts_name, text), std::pair(page_name, page_of(about, attachments))}) {
    if (auto written = impl->whole_file(std::string(name), bytes); !written) {
      return written.error();
    }
  }
  impl->waiting.assign(attachments.begin(), attachments.end());
  return std::unique_ptr<Package>(new Package(std::move(impl)));
}

Result<std::string> Package::read(std::size_t bytes_max) {
  for (;;) {
    std::string ready = impl_->zip.take(bytes_max);
    if (!ready.empty() || impl_->finished) return ready;
    if (auto advanced = impl_->advance(); !advanced) return advanced.error();
  }
}

}  // namespace yingda::dossier
