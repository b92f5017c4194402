// Notices: what the log tells must stand in the outbox, once, and nothing else.

#include "conversation/notice.hpp"
#include "conversation/replay.hpp"
#include "simulation/world.hpp"
#include "wire/state_codec.hpp"

namespace yingda::testing {

// Some receiver took one, or will never; the disk may fail while that is noted.
void SimWorld::receiver_answers() {
  std::vector<gateway::NoticeRow> waiting;
  for (const auto& [key, row] : world_.store.notices) {
    if (!world_.store.ended.contains(key) && !settling_.contains(row.id)) waiting.push_back(row);
  }
  if (waiting.empty()) return;
  const auto& row = waiting[draw(waiting.size())];
  settling_.insert(row.id);
  world_.gateway->notice_settled(
      row.conversation,
      {row.id, row.endpoint, "shop.example", row.type, row.number, draw(3) != 0, 1, "http 500"},
      [this, id = row.id](const Result<>&) { settling_.erase(id); });
}

void SimWorld::visitor_reads() {
  auto& visitor = visitors_[draw(visitors_.size())];
  if (visitor.peer) visitor.peer->send({{"type", "read"}, {"seq", visitor.last_seq}});
}

// Told again from the log, each step has exactly its notices in the outbox; what has ended there
// stands in the log, once; and nobody is told too early that something was not seen.
std::string SimWorld::check_notices(const std::string& id,
                                    const MemoryStore::Conversation& stored) const {
  std::map<std::uint64_t, std::multiset<std::string>> rows;
  std::size_t ended = 0;
  for (const auto& [key, row] : world_.store.notices) {
    if (row.conversation != id) continue;
    rows[row.step].insert(row.type);
    ended += world_.store.ended.contains(key) ? 1 : 0;
  }
  const auto catalog = sample_catalog();
  conversation::State state;
  state.id = id;
  for (const auto& row : stored.log) {
    const auto event = wire::decode_event(row.event);
    if (!event) return id + ": " + event.error().detail;
    auto done = conversation::step(*catalog, state, *event);
    std::multiset<std::string> wanted;
    for (const auto& notice : conversation::notices_of(state, *event, done)) {
      wanted.emplace(to_string(notice.type));
      if (!notice.unseen) continue;
      if (event->at < notice.unseen->since + catalog->policy.unseen_after) {
        return id + ": unseen was told early in step " + std::to_string(row.step);
      }
    }
    if (rows[row.step] != wanted) {
      return id + ": the outbox does not hold what step " + std::to_string(row.step) + " tells";
    }
    for (const auto& entry : done.entries) {
      if (std::holds_alternative<conversation::NoticeEntry>(entry.body)) --ended;
    }
    state = std::move(done.next);
  }
  return ended == 0 ? "" : id + ": notices have ended that the log does not know, or twice";
}

}  // namespace yingda::testing
