#include "wire/order_view.hpp"

#include "wire/json_types.hpp"

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

Json resolution_json(const workorder::Resolution& resolution) {
  Json answers = Json::array();
  for (const auto& answer : resolution.answers) {
    answers.push_back({{"demand", answer.demand}, {"answer", answer.answer}});
  }
  return {{"text", resolution.text}, {"answers", std::move(answers)}};
}

}  // namespace

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
