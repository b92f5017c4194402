#include "wire/order_view.hpp"

#include "wire/json_types.hpp"
#include "workorder/merging.hpp"
#include "workorder/promises.hpp"

namespace yingda::wire {
namespace {

using Json = nlohmann::json;

void put_time(Json& out, const char* name, const std::optional<Instant>& at) {
  if (at) out[name] = to_rfc3339(*at);
}

Json demands_json(const workorder::WorkOrder& order) {
  Json out = Json::array();
  for (const auto& demand : order.demands) {
    Json item{{"kind", demand.kind}};
    if (!demand.label.empty()) item["label"] = demand.label;
    if (demand.amount) {
      item["amount"] = {{"amount", demand.amount->amount}, {"currency", demand.amount->currency}};
    }
    put_time(item, "by", demand.by);
    out.push_back(std::move(item));
  }
  return out;
}

void put_outcome(Json& out, workorder::Outcome outcome, const std::string& rule) {
  if (outcome != workorder::Outcome::unstated) out["outcome"] = to_string(outcome);
  if (!rule.empty()) out["rule"] = rule;
}

Json resolution_json(const workorder::Resolution& resolution) {
  Json answers = Json::array();
  for (const auto& answer : resolution.answers) {
    Json item{{"demand", answer.demand}, {"answer", answer.answer}};
    put_outcome(item, answer.outcome, answer.rule);
    answers.push_back(std::move(item));
  }
  Json out{{"text", resolution.text}, {"answers", std::move(answers)}};
  put_outcome(out, resolution.outcome, resolution.rule);
  return out;
}

template <class Lines, class AsJson>
void put_list(Json& out, const char* name, const Lines& lines, AsJson as_json) {
  if (lines.empty()) return;
  Json list = Json::array();
  for (const auto& line : lines) list.push_back(as_json(line));
  out[name] = std::move(list);
}

}  // namespace

Json compensation_json(const workorder::Compensation& line) {
  Json out{{"promise", to_string(line.promise)},
           {"granted", line.granted},
           {"granted_at", to_rfc3339(line.granted_at)},
           {"status", line.paid_at ? "paid" : "owed"}};
  if (!line.paid_at) out["pay_due"] = to_rfc3339(line.pay_due);
  put_time(out, "paid_at", line.paid_at);
  if (!line.reference.empty()) out["reference"] = line.reference;
  return out;
}

Json commitment_json(const workorder::Commitment& commitment) {
  Json out{{"id", commitment.id},
           {"text", commitment.text},
           {"due", to_rfc3339(commitment.due)},
           {"agent", {{"name", commitment.agent.name}}},
           {"status", to_string(commitment.state)}};
  put_time(out, "kept_at", commitment.kept_at);
  return out;
}

Json order_json(const workorder::WorkOrder& order, const std::string& department_name) {
  Json out{{"number", order.number},
           {"status", to_string(order.status)},
           {"work_order_type", order.type},
           {"tier", to_string(order.tier)},
           {"urgent", order.urgent},
           {"department", order.department},
           {"department_name", department_name},
           {"title", order.title},
           {"opened_at", to_rfc3339(order.opened_at)},
           {"first_response_due", to_rfc3339(order.first_response_due)},
           {"resolve_due", to_rfc3339(order.resolve_due)},
           {"responded", order.first_response_at.has_value()},
           {"demands", demands_json(order)}};
  if (!order.about.empty()) out["about"] = order.about;
  put_time(out, "next_response_due", order.next_response_due);
  if (order.owner) out["owner"] = {{"name", order.owner->name}};
  if (order.resolution) out["resolution"] = resolution_json(*order.resolution);
  if (order.request) {
    out["request"] = {{"text", order.request->text}, {"at", to_rfc3339(order.request->at)}};
  }
  out["version"] = workorder::version_of(order);
  if (!order.merged_into.empty()) out["merged_into"] = order.merged_into;
  if (!order.merged.empty()) out["merged"] = order.merged;
  put_list(out, "compensation", order.compensation, compensation_json);
  put_list(out, "promises", order.commitments, commitment_json);
  return out;
}

Json promise_record_json(const workorder::WorkOrder& order, Instant now) {
  Json out = Json::array();
  for (const auto& promised : workorder::promise_record(order, now)) {
    Json item{{"what", promised.what},
              {"due", to_rfc3339(promised.due)},
              {"outcome", to_string(promised.outcome)}};
    put_time(item, "since", promised.since);
    put_time(item, "met_at", promised.met_at);
    if (!promised.text.empty()) item["text"] = promised.text;
    if (!promised.by.empty()) item["by"] = promised.by;
    out.push_back(std::move(item));
  }
  return out;
}

Json tracking_json(const workorder::WorkOrder& order, const std::string& department_name) {
  Json out = order_json(order, department_name);
  Json timeline = Json::array();
  for (const auto& change : order.history) {
    timeline.push_back({{"at", to_rfc3339(change.at)}, {"what", change.what}, {"who", change.who}});
  }
  out["timeline"] = std::move(timeline);
  out["evidence"] = order.evidence;
  return out;
}

}  // namespace yingda::wire
