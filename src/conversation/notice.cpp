#include "conversation/notice.hpp"

#include <algorithm>

#include "conversation/unseen.hpp"

namespace yingda::conversation {
namespace {

using workorder::WorkOrder;

constexpr std::string_view missed_suffix = "_missed";
constexpr std::string_view near_suffix = "_near";

const WorkOrder* known_order(const State& state, const std::string& number) {
  const auto found = std::ranges::find(state.orders, number, &WorkOrder::number);
  return found == state.orders.end() ? nullptr : &*found;
}

// Lines of the history that a notice of another type tells.
bool told_otherwise(std::string_view what) {
  return what.ends_with(missed_suffix) || what.starts_with("compensation_") || what == "escalated";
}

void add_changes(const WorkOrder& before, const WorkOrder& after, std::vector<Notice>& out) {
  std::vector<std::string> changes;
  for (std::size_t i = before.history.size(); i < after.history.size(); ++i) {
    if (!told_otherwise(after.history[i].what)) changes.push_back(after.history[i].what);
  }
  if (changes.empty()) return;
  Notice notice{NoticeType::work_order_changed, after.number};
  notice.changes = std::move(changes);
  out.push_back(std::move(notice));
}

void add_compensation(const WorkOrder* before, const WorkOrder& after, std::vector<Notice>& out) {
  const std::size_t known = before == nullptr ? 0 : before->compensation.size();
  for (std::size_t i = 0; i < after.compensation.size(); ++i) {
    const auto& line = after.compensation[i];
    const bool granted = i >= known;
    const bool paid = line.paid_at && (granted || !before->compensation[i].paid_at);
    if (!granted && !paid) continue;
    Notice notice{granted ? NoticeType::compensation_granted : NoticeType::compensation_paid,
                  after.number};
    notice.compensation = line;
    out.push_back(std::move(notice));
  }
}

// The alert's kind without its ending; what agents promise themselves is a commitment.
std::string promise_of(std::string_view kind, std::string_view ending) {
  const auto promise = kind.substr(0, kind.size() - ending.size());
  return promise == "promise" ? "commitment" : std::string(promise);
}

// Whoever at the desk is alerted, somebody outside may be: every kind but those that a notice of
// another type tells already is a step of the escalation.
std::optional<Notice> notice_of(const Alert& alert) {
  if (alert.kind == "urged") return std::nullopt;
  Notice notice{NoticeType::work_order_escalated, alert.number};
  notice.due = alert.due;
  if (alert.kind == "compensation_unpaid") {
    notice.type = NoticeType::compensation_unpaid;
  } else if (alert.kind.ends_with(near_suffix)) {
    notice.type = NoticeType::promise_warned;
    notice.promise = promise_of(alert.kind, near_suffix);
  } else if (alert.kind.ends_with(missed_suffix) && alert.kind != "target_missed") {
    notice.type = NoticeType::promise_missed;
    notice.promise = promise_of(alert.kind, missed_suffix);
  } else {
    notice.reason = alert.kind;
  }
  return notice;
}

}  // namespace

std::vector<Notice> notices_of(const State& before, const Event& event, const Transition& done) {
  std::vector<Notice> out;
  for (const auto& order : done.next.orders) {
    const WorkOrder* known = known_order(before, order.number);
    if (known == nullptr) {
      out.push_back({NoticeType::work_order_opened, order.number});
    } else {
      add_changes(*known, order, out);
    }
    add_compensation(known, order, out);
  }
  for (const auto& effect : done.effects) {
    const auto* alert = std::get_if<Alert>(&effect);
    if (alert == nullptr) continue;
    if (auto notice = notice_of(*alert)) out.push_back(*std::move(notice));
  }
  if (before.unseen && !done.next.unseen && is_unseen_timer(event.body)) {
    Notice notice{NoticeType::conversation_unseen, before.unseen->number};
    notice.unseen = before.unseen;
    out.push_back(std::move(notice));
  }
  return out;
}

}  // namespace yingda::conversation
