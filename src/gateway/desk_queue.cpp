#include "gateway/desk_queue.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <limits>
#include <utility>

#include "gateway/core.hpp"
#include "gateway/desk_connection.hpp"
#include "gateway/frame.hpp"
#include "wire/desk_view.hpp"
#include "wire/json.hpp"

namespace yingda::gateway {
namespace {

using conversation::Handling;
using wire::Json;
using wire::text_of;

// What comes with every change has to fit an outbox several times over.
constexpr std::size_t front_rows_max = 100;
constexpr std::size_t front_bytes_max = 64 * 1024;
// More changes than that at once: whoever looks further back reads it again.
constexpr std::size_t changes_max = 200;
constexpr std::size_t changes_bytes_max = 32 * 1024;

void append(std::string& list, const std::string& item) {
  if (!list.empty()) list += ',';
  list += item;
}

std::string ranked(const conversation::Catalog& catalog, const conversation::State& state,
                   const std::string& rank) {
  Json row = wire::row_json(catalog, state);
  row["rank"] = rank;
  return text_of(row);
}

std::string mine_frame(const std::string& hand) { return "{\"type\":\"mine\"," + hand + "}"; }

}  // namespace

std::string rank_of(const routing::Waiting& waiting) {
  std::array<char, 48> times{};
  const auto ms = [](Instant at) { return static_cast<long long>(at.time_since_epoch().count()); };
  std::snprintf(times.data(), times.size(), "%014lld.%014lld.", ms(waiting.due),
                ms(waiting.queued_at));
  return times.data() + waiting.conversation;
}

const std::string& QueueFront::row(const routing::Waiting& waiting,
                                   const conversation::State& state) {
  auto& text = made_[waiting.conversation];
  if (text.empty()) text = ranked(*desk_.core_.catalog, state, rank_of(waiting));
  return text;
}

QueueFront::Part QueueFront::take(const Staff& staff, const std::string& after, std::size_t rows,
                                  std::size_t bytes) {
  Part part;
  std::size_t taken = 0;
  bool full = false;
  const auto begin = after.empty() ? order_.begin()
                                   : std::ranges::partition_point(order_, [&](const auto& waiting) {
                                       return rank_of(waiting) <= after;
                                     });
  for (auto at = order_.begin(); at != order_.end(); ++at) {
    const auto& waiting = *at;
    const auto state = desk_.known_.find(waiting.conversation);
    if (state == desk_.known_.end() || !desk_.may_see(staff, state->second)) continue;
    ++part.waiting;
    if (full || at < begin) continue;
    const std::string& text = row(waiting, state->second);
    full = taken == rows || (taken > 0 && part.rows.size() + text.size() > bytes);
    if (full) continue;
    append(part.rows, text);
    part.last = rank_of(waiting);
    ++taken;
  }
  part.whole = !full;
  return part;
}

QueueFront::Part QueueFront::of(const Staff& staff) {
  return take(staff, "", front_rows_max, front_bytes_max);
}

QueueFront::Part QueueFront::behind(const Staff& staff, const std::string& after,
                                    std::size_t rows) {
  return take(staff, after, rows, std::numeric_limits<std::size_t>::max());
}

std::string QueueFront::changes(const Staff& staff, const Part& front) {
  if (front.whole) return {};  // then the front is all there is
  if (desk_.touched_.size() > changes_max) return ",\"stale\":true";
  std::string also;
  std::string left;
  for (const auto& [id, before] : desk_.touched_) {
    const auto now = desk_.known_.find(id);
    const bool waits = now != desk_.known_.end() && now->second.handling == Handling::queued &&
                       desk_.may_see(staff, now->second);
    if (!waits) {
      const bool waited = before.handling == Handling::queued && desk_.may_see(staff, before);
      if (waited) append(left, "\"" + id + "\"");
      continue;
    }
    const auto place = std::ranges::find(order_, id, &routing::Waiting::conversation);
    if (place == order_.end() || rank_of(*place) <= front.last) continue;
    append(also, row(*place, now->second));
  }
  if (also.size() > changes_bytes_max) return ",\"stale\":true";
  return (also.empty() ? "" : ",\"also\":[" + also + "]") +
         (left.empty() ? "" : ",\"left\":[" + left + "]");
}

std::string Desk::queue_page(const Staff& staff, const std::string& after, std::size_t rows) const {
  const auto part = QueueFront(*this, roster_.in_order()).behind(staff, after, rows);
  return "{\"queue\":[" + part.rows + "],\"waiting\":" + std::to_string(part.waiting) +
         (part.whole ? "" : ",\"next\":" + text_of(Json(part.last))) +
         ",\"at\":" + text_of(Json(to_rfc3339(core_.now()))) + "}";
}

int Desk::on_duty() const {
  return static_cast<int>(std::ranges::count_if(present_, [this](const auto& item) {
    const auto* agent = roster_.find(item.first);
    return agent != nullptr && agent->online;
  }));
}

// `missed`: whoever gets it has not heard of everything that changed behind the front.
std::string Desk::queue_frame(const Staff& staff, QueueFront& queue, bool missed) const {
  const auto front = queue.of(staff);
  return "{\"type\":\"queue\",\"online\":" + std::to_string(on_duty()) +
         ",\"waiting\":" + std::to_string(front.waiting) + ",\"queue\":[" + front.rows + "]" +
         (missed ? ",\"stale\":true" : queue.changes(staff, front)) + "}";
}

void Desk::send_lists() {
  QueueFront queue(*this, roster_.in_order());
  for (const auto& [id, present] : present_) {
    if (present.sockets.empty()) continue;
    const auto frame = make_frame(queue_frame(present.staff, queue, false));
    const auto mine = make_frame(mine_frame(hand_of(present.staff)));
    for (DeskConnection* socket : present.sockets) socket->send_lists(frame, mine);
  }
  touched_.clear();
}

void Desk::send_lists_to(DeskConnection& connection, const Staff& staff) const {
  QueueFront queue(*this, roster_.in_order());
  connection.send_lists(make_frame(queue_frame(staff, queue, true)),
                        make_frame(mine_frame(hand_of(staff))));
}

}  // namespace yingda::gateway
