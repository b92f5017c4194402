#pragma once
// What the parts of the gateway share. Owned by Gateway::Impl; lives as long as any part.

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/rate_limiter.hpp"
#include "gateway/desk.hpp"
#include "gateway/gateway.hpp"
#include "gateway/host.hpp"
#include "gateway/mutes.hpp"
#include "gateway/timers.hpp"

namespace yingda::gateway {

class ChatConnection;
class DeskConnection;

// The store cannot take it now, another time it will: nothing was looked at.
inline bool is_temporary(ErrorCode code) {
  return code == ErrorCode::unavailable || code == ErrorCode::overloaded;
}

// Hands out work-order numbers. What no order came of is handed out again, so that nobody can make
// the day's numbers jump; a gap is left only where the gateway ended in between.
class OrderNumbers {
 public:
  OrderNumbers(Secrets& secrets, std::string last_day, std::uint64_t last_running)
      : secrets_(secrets), day_(std::move(last_day)), running_(last_running) {}
  conversation::Reservation next(Instant now, const ZoneOffset& zone);
  // Nothing was stored under them.
  void give_back(const std::vector<conversation::Reservation>& unused);

 private:
  // As numbers: the tenth thousand of a day has one digit more.
  struct Earlier {
    bool operator()(const std::string& a, const std::string& b) const {
      return a.size() != b.size() ? a.size() < b.size() : a < b;
    }
  };

  Secrets& secrets_;
  std::string day_;
  std::uint64_t running_;
  std::set<std::string, Earlier> unused_;  // of that day; no more than are decided on at once
};

struct Core {
  Core(Ports world, Settings limits, const StartState& start, CatalogPtr live);

  ~Core();
  Core(const Core&) = delete;
  Core& operator=(const Core&) = delete;

  Ports ports;
  Settings settings;
  std::string epoch;
  CatalogPtr catalog;  // the live release
  OlderReleases older_releases;
  OrderNumbers numbers;
  Timers timers;
  std::map<std::string, std::shared_ptr<Host>> hosts;
  RateLimiter arrivals;  // new conversations, by where they come from
  Desk desk;
  Mutes mutes;
  std::set<ChatConnection*> chats;
  std::set<DeskConnection*> desks;
  std::size_t timers_in_flight = 0;
  struct Undelivered {
    std::string conversation;
    conversation::EventBody body;
    Instant again{};
  };
  std::vector<Undelivered> undelivered;
  Instant next_sweep{};
  bool draining = false;

  Instant now() const { return ports.clock.now(); }

  // The host, loaded; `unavailable` when the store cannot be read.
  void with_host(const std::string& conversation,
                 std::function<void(Result<std::shared_ptr<Host>>)> done);
  std::shared_ptr<Host> new_host(const std::string& conversation);
  void call(const CallRow& row);
  // Has a conversation take an event of our own; while the store cannot, it is tried again.
  void deliver(const std::string& conversation, conversation::EventBody body);
  void deliver_late();
  void fire(const TimerRow& timer);
  // Tells a conversation what became of a notice; `done` once that is durable.
  void settle(const std::string& conversation, conversation::NoticeSettled settled,
              std::function<void(Result<>)> done);
  void find_tasks(const std::vector<TimerRow>& timers);
  // across.cpp
  void mind_mute(const conversation::State& before, const conversation::State& after,
                 const conversation::EventBody& body);
  void mind_link(const conversation::State& after, const conversation::EventBody& body);
  // Drops hosts that nobody has needed for a while.
  void sweep();

  // A conversation's token proves itself: nothing needs to be stored for a visitor who never spoke.
  std::string new_conversation_id();
  std::string token_of(const std::string& conversation);
  // The conversation, or "" for a token that was not made here.
  std::string conversation_of(const std::string& token);
};

}  // namespace yingda::gateway
