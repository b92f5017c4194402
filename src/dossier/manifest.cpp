#include "dossier/manifest.hpp"

#include "dossier/case.hpp"
#include "wire/json.hpp"

namespace yingda::dossier {
namespace {

using wire::Json;

constexpr std::string_view signed_for = "yingda dossier manifest 1\n";

Json to_json(const Manifest& manifest) {
  Json files = Json::array();
  for (const auto& file : manifest.files) {
    files.push_back(
        {{"name", file.name}, {"size", file.size}, {"sha256", proof::to_hex(file.sha256)}});
  }
  Json chain = Json::array();
  for (const auto& event : manifest.chain) {
    Json item{{"pos", event.pos}, {"commitment", proof::to_hex(event.commitment)}};
    if (!event.salt.empty()) item["salt"] = proof::to_hex(event.salt);
    chain.push_back(std::move(item));
  }
  return {{"format", format_name},
          {"number", manifest.number},
          {"conversation", manifest.conversation},
          {"copy", manifest.copy},
          {"made_at", manifest.made_at},
          {"files", std::move(files)},
          {"chain", {{"events", std::move(chain)}, {"head", proof::to_hex(manifest.head)}}}};
}

std::string message_of(const Json& unsigned_manifest) {
  return std::string(signed_for) + wire::text_of(unsigned_manifest);
}

std::string text_of(const Json& manifest) { return wire::text_of(manifest) + "\n"; }

// The reading below throws nlohmann's exceptions for members that are missing or of another kind,
// and this for values that cannot be.
struct Unfit {
  std::string what;
};

proof::Hash hash_in(const Json& hex) {
  const auto bytes = proof::from_hex(hex.get<std::string>());
  const auto hash = bytes ? proof::hash_from(*bytes) : std::nullopt;
  if (!hash) throw Unfit{hex.dump() + " is no SHA-256"};
  return *hash;
}

std::string salt_in(const Json& hex) {
  const auto bytes = proof::from_hex(hex.get<std::string>());
  if (!bytes || bytes->empty()) throw Unfit{hex.dump() + " is no salt"};
  return *bytes;
}

std::string base64_in(const Json& text, std::size_t bytes) {
  const auto value = proof::from_base64(text.get<std::string>(), bytes);
  if (!value) throw Unfit{text.dump() + " is no key or signature"};
  return *value;
}

Manifest manifest_in(const Json& json) {
  if (json.at("format") != format_name) {
    throw Unfit{"its format is not " + std::string(format_name)};
  }
  Manifest out;
  out.number = json.at("number");
  out.conversation = json.at("conversation");
  out.copy = json.at("copy");
  out.made_at = json.at("made_at");
  for (const auto& file : json.at("files")) {
    out.files.push_back(
        {file.at("name"), file.at("size").get<std::uint64_t>(), hash_in(file.at("sha256"))});
  }
  for (const auto& event : json.at("chain").at("events")) {
    out.chain.push_back({event.at("pos").get<std::uint64_t>(), hash_in(event.at("commitment")),
                         event.contains("salt") ? salt_in(event.at("salt")) : std::string()});
  }
  out.head = hash_in(json.at("chain").at("head"));
  return out;
}

ReadManifest read(Json json) {
  ReadManifest out;
  out.public_key = base64_in(json.at("public_key"), proof::public_key_bytes);
  const auto signature = base64_in(json.at("signature"), proof::signature_bytes);
  json.erase("signature");
  out.signature_fits = proof::signed_by(out.public_key, message_of(json), signature);
  json.erase("public_key");
  out.manifest = manifest_in(json);
  if (to_json(out.manifest) != json) throw Unfit{"it has members that no manifest has"};
  return out;
}

}  // namespace

std::string signed_manifest(const Manifest& manifest, const proof::SigningKey& key) {
  Json json = to_json(manifest);
  json["public_key"] = proof::to_base64(key.public_key());
  json["signature"] = proof::to_base64(key.sign(message_of(json)));
  return text_of(json);
}

Result<ReadManifest> read_manifest(std::string_view text) {
  auto json = wire::parse_object(text);
  if (!json) return Error{ErrorCode::invalid, json.error().detail};
  if (text_of(*json) != text) {
    return Error{ErrorCode::invalid, "it is not written in the one form that is signed"};
  }
  try {
    return read(*std::move(json));
  } catch (const Json::exception&) {
    return Error{ErrorCode::invalid, "a member is missing or of the wrong kind"};
  } catch (const Unfit& unfit) {
    return Error{ErrorCode::invalid, unfit.what};
  }
}

}  // namespace yingda::dossier
