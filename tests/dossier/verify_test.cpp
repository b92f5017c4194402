#include "dossier/verify.hpp"

#include "dossier/manifest.hpp"
#include "world.hpp"

using namespace yingda;
using namespace yingda::dossier;
using namespace yingda::dossier::test;
using Catch::Matchers::Contains;

namespace {

using Change = std::function<void(Files&)>;

std::string after(const Change& change, const Case& about = complaint()) {
  auto files = unpacked(*packed(about));
  change(files);
  return faults_of(verdict_of(zipped(files)));
}

// Somebody who has the tools signs anew, with a key of their own.
void sign_anew(
    Files& files, const std::function<void(Manifest&)>& change = [](Manifest&) {}) {
  const proof::SigningKey own(std::string(proof::seed_bytes, 'x'));
  auto manifest = read_manifest(file_in(files, "manifest.json"))->manifest;
  for (auto& listed : manifest.files) {
    const auto& bytes = file_in(files, listed.name);
    listed.size = bytes.size();
    listed.sha256 = proof::sha256(bytes);
  }
  change(manifest);
  file_in(files, "manifest.json") = signed_manifest(manifest, own);
}

void edit_facts(Files& files, const std::function<void(Json&)>& change) {
  auto& text = file_in(files, "dossier.json");
  Json facts = Json::parse(text);
  change(facts);
  text = facts.dump(1) + "\n";
}

}  // namespace

TEST_CASE("a dossier that nobody touched is fine, also when it is packed again as it was") {
  const auto bytes = *packed(complaint());
  const auto verdict = verdict_of(bytes);
  CHECK(faults_of(verdict).empty());
  CHECK(verdict.number == number);
  CHECK(verdict.copy == "customer");
  CHECK(verdict.made_at == "2026-11-21T14:05:00.000Z");
  CHECK(verdict.files == 3);
  CHECK(verdict.events_shown == 5);
  CHECK(verdict.events_withheld == 1);
  CHECK(verdict.public_key == proof::to_base64(key.public_key()));
  CHECK(after([](Files&) {}).empty());
}

TEST_CASE("a changed byte in any file is found and named") {
  const auto flip = [](const std::string& name) {
    return [name](Files& files) { file_in(files, name)[20] ^= 1; };
  };
  CHECK_THAT(after(flip("evidence/01.png")), Contains("file-changed: evidence/01.png was changed"));
  CHECK_THAT(after(flip("dossier.html")), Contains("file-changed: dossier.html was changed"));
  CHECK_THAT(after(flip("dossier.json")), Contains("file-changed: dossier.json was changed"));
  CHECK_THAT(after(flip("manifest.json")), Contains("manifest: manifest.json was changed"));
}

TEST_CASE("a missing, an added and a renamed file are found") {
  CHECK_THAT(after([](Files& files) {
               std::erase_if(files,
                             [](const auto& file) { return file.first == "evidence/01.png"; });
             }),
             Contains("file-missing: evidence/01.png is missing or was renamed"));
  CHECK_THAT(after([](Files& files) { files.emplace_back("evidence/02.png", "x"); }),
             Contains("file-added: evidence/02.png is not in the manifest"));
  const auto renamed = after([](Files& files) { files[2].first = "evidence/1.png"; });
  CHECK_THAT(renamed, Contains("file-missing: evidence/01.png"));
  CHECK_THAT(renamed, Contains("file-added: evidence/1.png"));
  CHECK_THAT(after([](Files& files) { files.pop_back(); }),
             Contains("file-missing: manifest.json is missing"));
}

TEST_CASE("any change of the manifest breaks its signature") {
  const auto edited = [](const std::string& what, const std::string& by) {
    return after([&](Files& files) {
      auto& text = file_in(files, "manifest.json");
      text.replace(text.find(what), what.size(), by);
    });
  };
  CHECK_THAT(edited("\"copy\":\"customer\"", "\"copy\":\"staff\""), Contains("signature: "));
  CHECK_THAT(edited("GD20261121-0042-8", "GD20261121-0043-6"), Contains("signature: "));
  CHECK_THAT(edited("\"format\"", " \"format\""), Contains("one form that is signed"));
  CHECK_THAT(edited("\"size\":300008", "\"size\":300009"), Contains("signature: "));
}

TEST_CASE("another key is found out when the right one is known") {
  auto files = unpacked(*packed(complaint()));
  sign_anew(files);
  const ZipFile file(zipped(files));
  CHECK(verify(file.path)->faults.empty());
  CHECK_FALSE(verify(file.path)->key_checked);
  CHECK_THAT(faults_of(*verify(file.path, key.public_key())),
             Contains("key: it is signed by another key"));
  const ZipFile own(*packed(complaint()));
  CHECK(verify(own.path, key.public_key())->faults.empty());
  CHECK(verify(own.path, key.public_key())->key_checked);
}

TEST_CASE("an event that was altered, removed, added or moved is found, whoever signed") {
  const auto forged = [](const std::function<void(Json&)>& change) {
    return after([&](Files& files) {
      edit_facts(files, [&](Json& facts) { change(facts["events"]); });
      sign_anew(files);
    });
  };
  CHECK_THAT(forged([](Json& events) { events[0]["text"] = "都好"; }),
             Contains("event-changed: event 1 was altered"));
  CHECK_THAT(forged([](Json& events) { events[0]["seq"] = 2; }),
             Contains("event-changed: event 1 was altered"));
  CHECK_THAT(forged([](Json& events) { events.erase(1); }),
             Contains("event-missing: event 2 is missing from dossier.json"));
  CHECK_THAT(forged([](Json& events) { std::swap(events[0], events[1]); }),
             Contains("event-order: event 1 stands after event 2"));
  CHECK_THAT(forged([](Json& events) {
               events.push_back({{"pos", 4}, {"kind", "note"}});
             }),
             Contains("event-added: event 4 in dossier.json is not in the chain"));
  CHECK_THAT(forged([](Json& events) { events.push_back(events[0]); }),
             Contains("event-added: event 1"));
}

TEST_CASE("a chain that was cut, re-ordered or re-written is found, whoever signed") {
  const auto forged = [](const std::function<void(Manifest&)>& change) {
    return after([&](Files& files) { sign_anew(files, change); });
  };
  CHECK_THAT(forged([](Manifest& manifest) { manifest.chain.erase(manifest.chain.begin() + 3); }),
             Contains("chain: the manifest's chain has event 5 where event 4 belongs"));
  CHECK_THAT(forged([](Manifest& manifest) { manifest.chain.pop_back(); }),
             Contains("chain: the chain over the 5 events does not end"));
  CHECK_THAT(forged([](Manifest& manifest) {
               std::swap(manifest.chain[0].commitment, manifest.chain[1].commitment);
             }),
             Contains("chain: the chain over the 6 events does not end"));
  CHECK_THAT(forged([](Manifest& manifest) { manifest.conversation = "cXYZ"; }),
             Contains("chain: "));
}

TEST_CASE("a case that contradicts the conversation is found, whoever signed") {
  const auto forged = [](const std::function<void(Json&)>& change) {
    return after([&](Files& files) {
      edit_facts(files, change);
      sign_anew(files);
    });
  };
  CHECK_THAT(
      forged([](Json& facts) { facts["timeline"].erase(1); }),
      Contains("facts: dossier.json contradicts the conversation: its timeline lacks urged"));
  CHECK_THAT(forged([](Json& facts) { facts["promises"][0]["outcome"] = "kept"; }),
             Contains("facts: ") && Contains("cannot be kept"));
  CHECK_THAT(forged([](Json& facts) { facts["promises"] = 7; }), Contains("facts: "));
  CHECK_THAT(forged([](Json& facts) { facts["case"]["status"] = "closed"; }),
             Contains("its status"));
}

TEST_CASE("a wrong number is found, whoever signed") {
  const auto renumbered = [](const std::string& to) {
    return after([&](Files& files) {
      edit_facts(files, [&](Json& facts) { facts["case"]["number"] = to; });
      sign_anew(files, [&](Manifest& manifest) { manifest.number = to; });
    });
  };
  CHECK_THAT(renumbered("GD20261121-0043-8"), Contains("its check digit is wrong"));
  CHECK_THAT(renumbered("GD20261121-0042-9"), Contains("its check digit is wrong"));
  const auto differs = after([](Files& files) {
    edit_facts(files, [](Json& facts) { facts["case"]["number"] = "GD20261121-0001-5"; });
    sign_anew(files);
  });
  CHECK_THAT(differs, Contains("number: dossier.json has the number"));
}

TEST_CASE("what was erased later stays provable, and nothing of it is left") {
  auto about = complaint();
  about.entries[0].salt.clear();
  about.entries[0].json = "{}";
  const auto bytes = *packed(about);
  const auto verdict = verdict_of(bytes);
  CHECK(faults_of(verdict).empty());
  CHECK(verdict.events_shown == 4);
  CHECK(verdict.events_withheld == 2);
  CHECK(bytes.find("没到账<") == std::string::npos);
}

// A small one, so that many of its bytes can be tried.
std::string small_dossier() {
  auto about = complaint();
  about.files.clear();
  about.entries.erase(about.entries.begin() + 3, about.entries.end());
  about.state.orders = {opened_order()};
  about.head = proof::chain_start(about.state.id);
  for (const auto& entry : about.entries) {
    about.head = proof::chain_next(about.head, entry.pos, entry.commitment);
  }
  about.state.pos = 3;
  return *packed(about);
}

TEST_CASE("no changed byte of the ZIP passes") {
  const auto whole = small_dossier();
  REQUIRE(faults_of(verdict_of(whole)).empty());
  const auto directory = whole.find("PK\1\2");
  for (std::size_t at = 0; at < whole.size(); at += at < 200 || at >= directory ? 1 : 11) {
    for (const char bit : {'\x01', '\x20'}) {
      auto changed = whole;
      changed[at] = static_cast<char>(changed[at] ^ bit);
      const ZipFile file(changed);
      const auto verdict = verify(file.path);
      INFO(at);
      CHECK((!verdict || !verdict->faults.empty()));
    }
  }
}

TEST_CASE("a ZIP that was built otherwise is found, not called unreadable") {
  const auto files = unpacked(small_dossier());
  const auto faults = [&](const Change& change) {
    auto changed = files;
    change(changed);
    return faults_of(verdict_of(zipped(changed)));
  };
  CHECK_THAT(faults([](Files& all) { all.push_back(all.front()); }), Contains("more than once"));
  CHECK_THAT(faults([](Files& all) { all.emplace_back("../x", "x"); }), Contains("dangerous name"));
  const auto whole = small_dossier();
  CHECK_FALSE(faults_of(verdict_of(whole.substr(0, whole.size() - 30))).empty());
  CHECK_THAT(faults([](Files& all) { std::swap(all.front(), all.back()); }),
             Contains("zip: the files do not lie in the order"));
}
