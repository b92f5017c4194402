#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/commands/commands.hpp"
#include "app/failure.hpp"
#include "dossier/verify.hpp"
#include "proof/signature.hpp"
#include "store/signing_key.hpp"

namespace yingda::app {
namespace {

struct VerifyArguments {
  std::string file;
  std::string key;
  bool json = false;
};

struct KeyArguments {
  std::string data = "data";
  bool renew = false;
};

std::optional<std::string> wanted_key(const std::string& text) {
  if (text.empty()) return std::nullopt;
  auto key = proof::from_base64(text, proof::public_key_bytes);
  if (!key) {
    throw Failure(exit_bad,
                  "yingda: --key is the public key as `yingda dossier key` prints it: 44 "
                  "characters of base64");
  }
  return key;
}

void print_verdict_json(const dossier::Verdict& verdict) {
  nlohmann::json faults = nlohmann::json::array();
  for (const auto& fault : verdict.faults) {
    faults.push_back({{"kind", fault.kind}, {"what", fault.what}});
  }
  const nlohmann::json out{{"ok", verdict.faults.empty()},
                           {"faults", faults},
                           {"number", verdict.number},
                           {"copy", verdict.copy},
                           {"made_at", verdict.made_at},
                           {"public_key", verdict.public_key},
                           {"key_checked", verdict.key_checked},
                           {"files", verdict.files},
                           {"events_shown", verdict.events_shown},
                           {"events_withheld", verdict.events_withheld}};
  constexpr auto replace = nlohmann::json::error_handler_t::replace;
  std::printf("%s\n", out.dump(-1, ' ', false, replace).c_str());
}

void print_text(const std::string& file, const dossier::Verdict& verdict) {
  for (const auto& fault : verdict.faults) {
    std::printf("%s: %s [%s]\n", file.c_str(), fault.what.c_str(), fault.kind.c_str());
  }
  if (!verdict.faults.empty()) return;
  std::printf("%s: consistent: nothing was changed since it was signed\n%s, %s copy, made at %s\n",
              file.c_str(), verdict.number.c_str(),
              verdict.copy == "staff" ? "the staff's" : "the customer's", verdict.made_at.c_str());
  std::printf("%zu files; %zu events shown, %zu withheld\n", verdict.files, verdict.events_shown,
              verdict.events_withheld);
  std::printf("signed by %s, %s\n", verdict.public_key.c_str(),
              verdict.key_checked
                  ? "the key that was asked for"
                  : "which was not compared: anybody can sign with a key of their own. Compare it "
                    "with the keys the shop publishes at /v1/dossier-keys, or give one by --key");
}

int run_verify(const VerifyArguments& arguments) {
  const auto verdict = dossier::verify(arguments.file, wanted_key(arguments.key));
  if (!verdict) {
    throw Failure(exit_bad, "yingda: " + arguments.file + ": " + verdict.error().detail);
  }
  if (arguments.json) {
    print_verdict_json(*verdict);
  } else {
    print_text(arguments.file, *verdict);
  }
  return verdict->faults.empty() ? exit_fine : exit_found;
}

int run_key(const KeyArguments& arguments) {
  if (arguments.renew) {
    const auto kept = store::renew_signing_key(arguments.data);
    if (!kept.empty()) std::fprintf(stderr, "the key before is %s\n", kept.c_str());
  }
  const auto key = store::signing_key(arguments.data);
  std::printf("%s\n", proof::to_base64(key.public_key()).c_str());
  return exit_fine;
}

}  // namespace

void add_dossier(CLI::App& root, Chosen& chosen) {
  auto* dossier = root.add_subcommand("dossier", "Evidence dossiers of work orders.");
  dossier->require_subcommand(1);

  auto* verify = dossier->add_subcommand(
      "verify", "Checks a dossier offline: every file, event, the chain and the signature.");
  auto checked = std::make_shared<VerifyArguments>();
  verify->add_option("FILE", checked->file, "The dossier, a ZIP")->required();
  verify->add_option("--key", checked->key, "The public key that must have signed it")
      ->type_name("KEY");
  verify->add_flag("--json", checked->json, "The verdict as JSON");
  verify->callback([checked, &chosen] { chosen = [checked] { return run_verify(*checked); }; });

  auto* key = dossier->add_subcommand("key", "The public key that dossiers are signed with.");
  auto asked = std::make_shared<KeyArguments>();
  key->add_option("--data", asked->data, "Data directory (default: data)")->type_name("DIR");
  key->add_flag("--new", asked->renew, "Makes a new key; the one before is kept beside it");
  key->callback([asked, &chosen] { chosen = [asked] { return run_key(*asked); }; });
}

}  // namespace yingda::app
