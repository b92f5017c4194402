#include <algorithm>
#include <map>

#include "dossier/agreement.hpp"
#include "dossier/verify_parts.hpp"
#include "proof/chain.hpp"
#include "wire/json.hpp"

namespace yingda::dossier {
namespace {

using wire::Json;

std::string event_name(std::uint64_t pos) { return "event " + std::to_string(pos); }

class EventCheck {
 public:
  EventCheck(const Manifest& manifest, std::vector<Fault>& faults) : faults_(faults) {
    for (const auto& event : manifest.chain) chain_[event.pos] = &event;
  }

  void all(const Json& events) {
    std::uint64_t last = 0;
    for (const auto& event : events) {
      const auto pos = event.is_object() ? count(event, "pos") : std::nullopt;
      if (!pos) {
        faults_.push_back({"event-added", "dossier.json shows an event without a place"});
        continue;
      }
      if (*pos <= last) {
        faults_.push_back({"event-order", event_name(*pos) + " stands after " + event_name(last) +
                                              " in dossier.json"});
      }
      last = std::max(last, *pos);
      one(*pos, event);
    }
    for (const auto& [pos, chained] : chain_) {
      if (!chained->salt.empty()) {
        faults_.push_back({"event-missing", event_name(pos) + " is missing from dossier.json"});
      }
    }
  }

 private:
  // What was found is taken off the chain: what stays there at the end is missing.
  void one(std::uint64_t pos, Json event) {
    const auto found = chain_.find(pos);
    if (found == chain_.end() || found->second->salt.empty()) {
      faults_.push_back({"event-added", event_name(pos) + " in dossier.json is not in the chain"});
      return;
    }
    const ChainedEvent& chained = *found->second;
    chain_.erase(found);
    const auto seq = count(event, "seq").value_or(0);
    event.erase("pos");
    event.erase("seq");
    const auto commitment = proof::commitment_of(chained.salt, pos, seq, wire::text_of(event));
    if (commitment == chained.commitment) return;
    faults_.push_back({"event-changed", event_name(pos) + " was altered: it does not match its "
                                                          "commitment in the chain"});
  }

  std::map<std::uint64_t, const ChainedEvent*> chain_;
  std::vector<Fault>& faults_;
};

void check_same(const Json& facts, const Manifest& manifest, std::vector<Fault>& faults) {
  const auto differ = [&](const char* kind, const std::string& what, const std::string& here,
                          const std::string& there) {
    if (here == there) return;
    faults.push_back({kind, "dossier.json has the " + what + " \"" + here + "\", the manifest \"" +
                                there + "\""});
  };
  const auto about = facts.find("case");
  const Json none = Json::object();
  const Json& told = about != facts.end() && about->is_object() ? *about : none;
  differ("number", "number", member(told, "number"), manifest.number);
  differ("facts", "copy", member(facts, "copy"), manifest.copy);
  differ("facts", "time", member(facts, "made_at"), manifest.made_at);
  differ("facts", "conversation", member(facts, "conversation"), manifest.conversation);
}

// The order is named by the conversation itself, which nobody can have written later.
void check_number_in_events(const Json& events, const Manifest& manifest,
                            std::vector<Fault>& faults) {
  const auto of_order = [](const Json& event) {
    return event.is_object() && member(event, "kind") == "work_order";
  };
  const bool any = std::ranges::any_of(events, of_order);
  const bool named = std::ranges::any_of(events, [&](const Json& event) {
    return of_order(event) && member(event, "number") == manifest.number;
  });
  if (!any || named || !whole(events)) return;
  faults.push_back({"number", "no event of the conversation is about " + manifest.number});
}

void check_evidence(const Json& evidence, const Manifest& manifest, std::vector<Fault>& faults) {
  std::map<std::string, std::string> listed;
  for (const auto& file : manifest.files) listed[file.name] = proof::to_hex(file.sha256);
  for (const auto& item : evidence) {
    if (!item.is_object()) continue;
    const auto name = member(item, "file");
    const auto found = listed.find(name);
    if (found == listed.end()) {
      faults.push_back({"facts", "dossier.json names " + name + ", the manifest does not"});
    } else if (found->second != member(item, "sha256")) {
      faults.push_back({"facts", "dossier.json and the manifest differ about " + name});
    }
    if (found != listed.end()) listed.erase(found);
  }
  for (const auto& [name, hash] : listed) {
    if (name == facts_name || name == page_name) continue;
    faults.push_back({"facts", "dossier.json does not name " + name});
  }
}

}  // namespace

std::string member(const Json& object, const char* name) { return wire::text_at(object, name); }

std::optional<std::uint64_t> count(const Json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_number_unsigned()) return std::nullopt;
  return found->get<std::uint64_t>();
}

const Json& list(const Json& object, const char* name) {
  static const Json none = Json::array();
  const auto found = object.find(name);
  return found != object.end() && found->is_array() ? *found : none;
}

void check_facts(std::string_view text, const Manifest& manifest, std::vector<Fault>& faults) {
  const auto facts = wire::parse_object(text);
  if (!facts) {
    faults.push_back({"facts", "dossier.json cannot be read: " + facts.error().detail});
    return;
  }
  const Json& events = list(*facts, "events");
  check_same(*facts, manifest, faults);
  EventCheck(manifest, faults).all(events);
  check_number_in_events(events, manifest, faults);
  check_evidence(list(*facts, "evidence"), manifest, faults);
  for (auto& fault : disagreements(*facts, events)) faults.push_back({"facts", std::move(fault)});
}

}  // namespace yingda::dossier
