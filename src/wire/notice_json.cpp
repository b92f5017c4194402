#include "wire/notice_json.hpp"

#include <algorithm>

#include "wire/json.hpp"
#include "wire/json_types.hpp"

namespace yingda::wire {
namespace {

using conversation::Notice;
using workorder::WorkOrder;

void put_order(Json& data, const WorkOrder& order) {
  data["status"] = to_string(order.status);
  data["work_order_type"] = order.type;
  data["tier"] = to_string(order.tier);
  data["urgent"] = order.urgent;
  data["department"] = order.department;
  data["opened_at"] = to_rfc3339(order.opened_at);
  data["first_response_due"] = to_rfc3339(order.first_response_due);
  data["resolve_due"] = to_rfc3339(order.resolve_due);
  if (order.next_response_due) data["next_response_due"] = to_rfc3339(*order.next_response_due);
}

void put_compensation(Json& data, const workorder::Compensation& line) {
  data["promise"] = to_string(line.promise);
  data["granted"] = line.granted;
  data["compensation_status"] = line.paid_at ? "paid" : "owed";
  data["pay_due"] = to_rfc3339(line.pay_due);
  if (line.paid_at) data["paid_at"] = to_rfc3339(*line.paid_at);
}

void put_own(Json& data, const Notice& notice) {
  if (!notice.changes.empty()) data["changes"] = notice.changes;
  if (!notice.promise.empty()) data["promise"] = notice.promise;
  if (notice.due) data["due"] = to_rfc3339(*notice.due);
  if (!notice.reason.empty()) data["reason"] = notice.reason;
  if (notice.compensation) put_compensation(data, *notice.compensation);
  if (notice.unseen) {
    data["seq"] = notice.unseen->seq;
    data["since"] = to_rfc3339(notice.unseen->since);
  }
}

}  // namespace

std::string notice_json(const Notice& notice, const conversation::State& after, Instant at) {
  Json data{{"conversation", after.id}};
  if (!notice.number.empty()) data["number"] = notice.number;
  const auto order = std::ranges::find(after.orders, notice.number, &WorkOrder::number);
  if (order != after.orders.end()) put_order(data, *order);
  const auto& visitor = after.arrival.visitor;
  if (!visitor.external_id.empty()) data["visitor"] = {{"external_id", visitor.external_id}};
  put_own(data, notice);
  return text_of(Json{{"type", conversation::to_string(notice.type)},
                      {"timestamp", to_rfc3339(at)},
                      {"data", std::move(data)}});
}

}  // namespace yingda::wire
