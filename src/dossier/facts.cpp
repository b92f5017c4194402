#include "dossier/facts.hpp"

#include "dossier/agreement.hpp"
#include "wire/json.hpp"
#include "wire/json_types.hpp"
#include "wire/order_view.hpp"

namespace yingda::dossier {
namespace {

using wire::Json;
using workorder::WorkOrder;

Error broken(std::uint64_t pos, const std::string& what) {
  return {ErrorCode::internal, "the log's entry " + std::to_string(pos) + " " + what};
}

// Plain JSON converts to too much to become a Result by itself.
Result<Json> fine(Json json) {
  return Result<Json>(boost::system::in_place_value, std::move(json));
}

Json case_json(const Case& about, const WorkOrder& order, Json out) {
  out.erase("demands");
  out.erase("resolution");
  out["opened_at"] = to_rfc3339(order.opened_at);
  if (order.first_response_at) out["first_response_at"] = to_rfc3339(*order.first_response_at);
  if (order.resolved_at) out["resolved_at"] = to_rfc3339(*order.resolved_at);
  if (!about.state.arrival.visitor.name.empty()) {
    out["customer"] = {{"name", about.state.arrival.visitor.name}};
  }
  out["shop"] = about.brand;
  return out;
}

// Each with the answer that the resolution gives to it.
Json demands_json(const WorkOrder& order, Json demands) {
  for (std::size_t i = 0; i < demands.size(); ++i) {
    const auto answer = answer_to(order, order.demands[i]);
    if (!answer.answer.empty()) demands[i]["answer"] = answer.answer;
  }
  return demands;
}

// Why a colleague did something stays inside; the customer's own words are theirs.
Json timeline_json(const Case& about, const WorkOrder& order) {
  Json out = Json::array();
  for (const auto& change : order.history) {
    Json item{{"at", to_rfc3339(change.at)}, {"who", change.who}, {"what", change.what}};
    const bool open = about.copy == Copy::staff || change.who == "visitor";
    if (open && !change.why.empty()) item["why"] = change.why;
    out.push_back(std::move(item));
  }
  return out;
}

Json evidence_json(const std::vector<Attachment>& attachments) {
  Json out = Json::array();
  for (const auto& attachment : attachments) {
    Json item = attachment.stored.file;
    item["file"] = attachment.name;
    item["at"] = to_rfc3339(attachment.stored.at);
    item["from"] = attachment.stored.sender == "v" ? "customer" : "staff";
    out.push_back(std::move(item));
  }
  return out;
}

// The entry as an event; checked against its commitment on the way.
Result<Json> event_json(const LoggedEntry& entry) {
  if (proof::commitment_of(entry.salt, entry.pos, entry.seq, entry.json) != entry.commitment) {
    return broken(entry.pos, "is not what its commitment says");
  }
  Json out = Json::parse(entry.json, nullptr, false);
  if (!out.is_object() || wire::text_of(out) != entry.json) {
    return broken(entry.pos, "is not in its canonical form");
  }
  out["pos"] = entry.pos;
  if (entry.seq != 0) out["seq"] = entry.seq;
  return fine(std::move(out));
}

Result<Json> events_json(const Case& about) {
  Json out = Json::array();
  auto head = proof::chain_start(about.state.id);
  std::uint64_t pos = 0;
  for (const auto& entry : about.entries) {
    if (entry.pos != ++pos) return broken(pos, "is missing");
    head = proof::chain_next(head, entry.pos, entry.commitment);
    if (!shows(about, entry)) continue;
    auto event = event_json(entry);
    if (!event) return event.error();
    out.push_back(*std::move(event));
  }
  if (pos != about.state.pos) return broken(pos + 1, "is missing");
  if (head != about.head) return broken(pos, "does not end the chain as it was written");
  return fine(std::move(out));
}

}  // namespace

Result<Json> facts_of(const Case& about, const std::vector<Attachment>& attachments) {
  auto events = events_json(about);
  if (!events) return events.error();
  const WorkOrder& order = order_of(about);
  const Json seen = wire::order_json(order, about.department);
  Json out{{"format", format_name},
           {"copy", to_string(about.copy)},
           {"made_at", to_rfc3339(about.made_at)},
           {"locale", about.locale},
           {"conversation", about.state.id},
           {"case", case_json(about, order, seen)},
           {"demands", demands_json(order, seen["demands"])},
           {"promises", wire::promise_record_json(order, about.made_at)},
           {"timeline", timeline_json(about, order)},
           {"evidence", evidence_json(attachments)},
           {"events", *std::move(events)}};
  if (seen.contains("resolution")) out["resolution"] = seen["resolution"];
  Json granted = Json::array();
  for (const auto& event : out["events"]) {
    if (event.value("kind", "") == "compensation" && event.value("number", "") == about.number) {
      granted.push_back(event);
    }
  }
  if (!granted.empty()) out["compensation"] = std::move(granted);
  if (const auto wrong = disagreements(out, out["events"]); !wrong.empty()) {
    return Error{ErrorCode::internal, wrong.front()};
  }
  return fine(std::move(out));
}

}  // namespace yingda::dossier
