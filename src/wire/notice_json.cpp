#include "wire/notice_json.hpp"

#include <algorithm>

#include "wire/json.hpp"
#include "wire/json_types.hpp"
#include "workorder/transitions.hpp"

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
    if (!notice.unseen->news.empty()) data["news"] = notice.unseen->news;
  }
}

// What is owed next, and by when; nothing while the clocks stand still.
struct NextDue {
  std::string_view what;  // answer, promise (an agent's own), solution
  Instant at{};
};

std::optional<NextDue> next_due(const WorkOrder& order) {
  if (workorder::is_settled(order.status)) return std::nullopt;
  std::vector<NextDue> due;
  if (!order.first_response_at) {
    due.push_back({"answer", order.first_response_due});
  } else if (order.next_response_due) {
    due.push_back({"answer", *order.next_response_due});
  }
  for (const auto& commitment : order.commitments) {
    const bool open = commitment.state == workorder::CommitmentState::open;
    if (open) due.push_back({"promise", commitment.due});
  }
  if (!order.request) due.push_back({"solution", order.resolve_due});
  if (due.empty()) return std::nullopt;
  return *std::ranges::min_element(due, {}, &NextDue::at);
}

const WorkOrder* order_of(const Notice& notice, const conversation::State& state) {
  const auto order = std::ranges::find(state.orders, notice.number, &WorkOrder::number);
  return order == state.orders.end() ? nullptr : &*order;
}

}  // namespace

std::string mail_json(const Notice& notice, const conversation::State& after) {
  Json out{{"locale", after.arrival.locale}, {"number", notice.number}, {"news", Json::array()}};
  if (notice.unseen) out["news"] = notice.unseen->news;
  if (const auto* order = order_of(notice, after)) {
    out["asks"] = order->request.has_value();
    if (const auto due = next_due(*order)) {
      out["due"] = due->at;
      out["due_what"] = due->what;
    }
  }
  return text_of(out);
}

std::string notice_json(const Notice& notice, const conversation::State& after, Instant at) {
  Json data{{"conversation", after.id}};
  if (!notice.number.empty()) data["number"] = notice.number;
  if (const auto* order = order_of(notice, after)) put_order(data, *order);
  const auto& visitor = after.arrival.visitor;
  if (!visitor.external_id.empty()) data["visitor"] = {{"external_id", visitor.external_id}};
  put_own(data, notice);
  return text_of(Json{{"type", conversation::to_string(notice.type)},
                      {"timestamp", to_rfc3339(at)},
                      {"data", std::move(data)}});
}

}  // namespace yingda::wire
