#pragma once
// Who is on duty, who waits, and who should be asked to take whom. Pure: the gateway tells it what
// happened and asks it what follows.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "routing/pace.hpp"

namespace yingda::routing {

struct Agent {
  std::string id;
  std::string name;
  bool supervisor = false;
  std::vector<std::string> teams;  // empty: all
  std::set<std::string> skills{};
  bool online = false;  // present and wants work
  int capacity = 5;
  int load = 0;          // conversations in hand
  Instant idle_since{};  // when it last got one
};

struct Waiting {
  std::string conversation;
  std::string team;
  bool supervisor_only = false;
  Instant due{};  // of the promise: the nearest comes first
  Instant queued_at{};
  std::string owner{};  // an agent's id: answerable for it already, so asked first
  int kind = 0;         // cases of one kind are worked on in another order than they are due:
  TimeSpan lead{};      // as if they were due so much earlier
  std::vector<std::string> skills{};  // whoever has them all is asked first
  Instant anybody_from{};             // then those without them are asked, too
};

struct Offer {
  std::string conversation;
  std::string agent;
  Instant expires{};
};

class Roster {
 public:
  Agent& agent(const std::string& id);  // created when new
  const Agent* find(const std::string& id) const;
  bool serves(const std::string& id, const std::string& team, bool supervisor_only) const;
  int online_for(const std::string& team) const;

  void wait(Waiting waiting);  // enters, or changes what it was
  void leave(const std::string& conversation);
  bool waits(const std::string& conversation) const { return queue_.contains(conversation); }
  std::size_t waiting() const { return queue_.size(); }
  // Everybody who waits, the most pressing first.
  // Holds until somebody enters, changes or leaves.
  const std::vector<Waiting>& in_order() const;
  // The order in which people are asked to take them. Each kind has the places that its cases have
  // by their promises, and within these places it is `lead` that counts.
  std::vector<Waiting> in_work_order() const;
  // 1 is next; 0 when it does not wait.
  int position(const std::string& conversation) const;

  // Offers that should be made now: one agent each, its owner, else whoever has the skills, then
  // the least loaded, then the longest idle. Whoever let an offer run out is asked again only after
  // everybody else.
  std::vector<Offer> new_offers(Instant now, TimeSpan offer_time);
  void expire_offers(Instant now);
  // Takes back what is offered to somebody who went away: the next one is asked at once.
  void withdraw_offers(const std::string& agent);
  std::optional<Instant> next_expiry() const;
  // When the next of those who wait for a skill is offered to anybody; nullopt: nobody waits so.
  std::optional<Instant> next_widening(Instant now) const;

  // Learns how fast a team takes conversations, for honest estimates. `look_at_duty` follows every
  // change of who is there.
  void look_at_duty(Instant now);
  void taken(const std::string& team, Instant queued_at, Instant now);
  // nullopt when nobody can tell: nobody is there, or too few were taken lately.
  std::optional<WaitRange> wait_range(const std::string& conversation, Instant now) const;

 private:
  const Agent* best_for(const Waiting& waiting, const std::set<std::string>& passed,
                        Instant now) const;

  std::map<std::string, Agent> agents_;
  std::map<std::string, Waiting> queue_;
  mutable std::optional<std::vector<Waiting>> order_;    // once somebody asked
  std::map<std::string, Offer> offers_;                  // by conversation
  std::map<std::string, std::set<std::string>> passed_;  // who let an offer run out
  std::map<std::string, Pace> pace_;                     // by team
};

}  // namespace yingda::routing
