#pragma once
// The whole gateway under one seed: visitors who chatter, reconnect and repeat themselves, agents
// who come and go, a disk that is slow and fails, an order system that stalls, crashes at any
// moment, time that jumps. One seed draws the weights of all of it, so that rare mixtures are met.
// The world checks the invariants that must hold whatever happens.

#include <random>
#include <set>
#include <sstream>

#include "support/gateway_world.hpp"

namespace yingda::testing {

struct AckedFrame {
  std::string id;
  std::uint64_t seq = 0;
};

// A visitor's device: what it would show after any number of reconnects.
struct SimVisitor {
  std::unique_ptr<Peer> peer;
  std::string token;
  std::string conversation;
  std::uint64_t last_seq = 0;
  std::map<std::string, Json> outbox;  // not yet accepted, by id
  std::vector<AckedFrame> acked;
  std::vector<Json> seen;  // events 1, 2, 3…
  int made = 0;
};

struct SimAgent {
  std::string name;
  std::string role = "agent";
  std::vector<std::string> teams;
  std::unique_ptr<Peer> peer;
  std::set<std::string> mine;
  std::map<std::string, std::string> orders;  // conversation, number
  int made = 0;
};

class SimWorld {
 public:
  explicit SimWorld(std::uint64_t seed);
  void run(int ticks);
  // No more faults: everything owed must now be paid.
  void heal();
  // Empty when all invariants hold.
  std::string broken() const;
  // Of everything that was sent to anybody: equal for equal seeds.
  std::uint64_t hash() const { return hash_; }

 private:
  using Act = void (SimWorld::*)();
  std::uint64_t draw(std::uint64_t below) { return random_() % below; }
  void tick();
  void visitor_connects();
  void visitor_drops();
  void visitor_speaks();
  void visitor_uses_page();
  void visitor_repeats();
  void agent_comes();
  void agent_goes();
  void agent_works();
  void agent_serves(SimAgent& agent, const std::string& id, const std::string& conversation);
  void agent_passes_on(SimAgent& agent, const std::string& id, const std::string& conversation);
  void agent_acts(SimAgent& agent, const std::string& id, const std::string& conversation);
  void disk_turns();
  void disk_fails();
  void orders_answer();
  void receiver_answers();
  void visitor_reads();
  void time_passes();
  void process_dies();
  void collect();
  void collect(SimVisitor& visitor);
  void collect(SimAgent& agent);
  void hear(SimVisitor& visitor, const Json& event);
  void send(SimVisitor& visitor, Json frame);
  void fault(const std::string& what);
  void note(const Json& frame);
  std::string check_visitor(const SimVisitor& visitor) const;
  std::string check_log(const std::string& id, const MemoryStore::Conversation& stored) const;
  std::string check_replay(const std::string& id, const MemoryStore::Conversation& stored) const;
  std::string check_silence(const MemoryStore::Conversation& stored) const;
  std::string check_orders() const;
  std::string check_notices(const std::string& id, const MemoryStore::Conversation& stored) const;
  std::string check_promises(const std::string& id, const MemoryStore::Conversation& stored) const;

  std::mt19937_64 random_;
  GatewayWorld world_;
  std::vector<SimVisitor> visitors_;
  std::vector<SimAgent> agents_;
  std::vector<std::pair<Act, std::uint64_t>> weights_;
  std::uint64_t total_ = 0;
  std::uint64_t hash_ = 14695981039346656037ULL;
  std::string first_fault_;
  bool healed_ = false;
  std::set<std::string> settling_;  // notices whose end is being stored
};

}  // namespace yingda::testing
