#pragma once
// The desk as a whole: who is on duty, what waits, who is asked. Follows the committed states of
// conversations; every decision about who may take what is routing::Roster's.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "conversation/step.hpp"
#include "gateway/ports.hpp"
#include "routing/roster.hpp"
#include "workorder/service_level.hpp"

namespace yingda::gateway {

struct Core;
class DeskConnection;
class QueueFront;

class Desk {
 public:
  explicit Desk(Core& core) : core_(core) {}

  // What was queued or with an agent when the store was last written.
  void restore(const conversation::State& state);
  // Of a conversation that the bot has: what supervisors must still see to.
  void remember_tasks(const conversation::State& state);

  void connected(DeskConnection& connection, const Staff& staff);
  void disconnected(DeskConnection& connection, const std::string& staff);
  // `reason`: of being away, for supervisors.
  void set_presence(const std::string& staff, bool online, std::optional<int> capacity,
                    const std::string& reason);

  void conversation_changed(const conversation::State& before, const conversation::State& after);
  // desk_moves.cpp: tells those whose work it was or is, unless they moved it themselves.
  void moved(const conversation::State& before, const conversation::State& after,
             const conversation::Event& event);
  void alert(const conversation::State& state, const conversation::Alert& alert);
  // Tells colleagues who are mentioned in a note, as far as they are there.
  void mention(const conversation::State& state, const conversation::Mention& mention);
  // case_acts.cpp: tells whoever put it aside that it is back.
  void remind(const conversation::State& state, const conversation::Reminder& reminder);
  // Those colleagues, each once and without `self`, as that conversation calls them; `invalid` when
  // one of them does not work here or may not see it.
  Result<std::vector<conversation::Person>> colleagues_at(const std::vector<std::string>& ids,
                                                          const std::string& self,
                                                          const conversation::State& state) const;
  void visitor_types(const std::string& conversation);
  void visitor_read(const std::string& conversation, std::uint64_t seq);
  // How far the visitor has read while people had the conversation; 0: not known.
  std::uint64_t read_by_visitor(const std::string& conversation) const;
  // Whether that is further than before.
  bool agent_read(const std::string& conversation, std::uint64_t seq);
  // How far people have read while they had the conversation; 0: not known.
  std::uint64_t read_by_agent(const std::string& conversation) const;

  bool may_see(const Staff& staff, const conversation::State& state) const;
  // desk_visits.cpp: that, or it is over and whose it was is with them now, in another
  // conversation.
  bool may_read(const Staff& staff, const conversation::State& state) const;
  // Whose customer it is now, and supervisors.
  bool has(const Staff& staff, const conversation::State& state) const;
  // Whether seeing it is looking over somebody's shoulder, which the log keeps.
  bool watches(const Staff& staff, const conversation::State& state) const;
  bool is_supervisor(const Staff& staff) const;
  // Editors work on content, not with visitors.
  bool takes_conversations(const Staff& staff) const;
  // Somebody on duty, by id or the name to log in with, for a transfer; null when there is nobody
  // like that.
  const Staff* colleague(const std::string& staff) const;
  // desk_staff.cpp: everybody, as of now.
  void know_staff(std::vector<Colleague> everybody);

  // GET /v1/desk/overview: queues, agents, what is live and which promises are at risk.
  std::string overview() const;
  std::string welcome_for(const Staff& staff) const;
  // GET /v1/desk/queue: who waits behind `after` (the rank of a row; empty: from the front).
  std::string queue_page(const Staff& staff, const std::string& after, std::size_t rows) const;
  // For a socket that could not be sent what changed.
  void send_lists_to(DeskConnection& connection, const Staff& staff) const;
  // Frames for somebody who has just come: what was missed while nobody was there to be told.
  std::vector<std::string> standing_alerts_for(const Staff& staff) const;

  // Who waits and who is there, for the public page.
  workorder::ServiceNow service_now() const;

  std::optional<Instant> next_due() const;
  void tick(Instant now);

 private:
  friend class QueueFront;
  struct Present {
    Staff staff;
    std::set<DeskConnection*> sockets;
    std::optional<Instant> gone_at;  // when the last socket closed
    std::string away_reason{};
    Instant since{};  // of being on duty or away
  };

  static bool owns_order(const Staff& staff, const conversation::State& state);
  bool concerns(const std::string& staff, const Present& present, const conversation::State& state,
                const conversation::Alert& alert) const;
  void index(const conversation::State& state);
  void changed();  // lists are sent a moment later, together
  void send_lists();
  int on_duty() const;
  std::string queue_frame(const Staff& staff, QueueFront& queue, bool missed) const;
  void send_offers(Instant now);
  bool worth_telling(const conversation::QueueMoved& told, int position, int online) const;
  void move_queue(Instant now);
  void lose(const std::string& staff);
  void pass_on_unattended();
  // desk_hand.cpp: what somebody has, as members of a frame: the most pressing, and how many.
  std::string hand_of(const Staff& staff) const;
  void note_hand(const conversation::State* before, const conversation::State* after);
  std::string away_reason(const std::string& staff) const;
  std::string agents_now() const;
  void learn_of(const Staff& now);
  void shut_out(const std::string& staff);
  // What somebody had who works with customers no more goes to their heir, or the departments.
  void release_work_of(const std::string& staff);
  void release(const std::string& conversation, const std::string& staff);
  void note_orphan(const conversation::State& state);
  std::string staff_list() const;

  Core& core_;
  routing::Roster roster_;
  std::map<std::string, Present> present_;
  std::vector<Colleague> staff_;                          // everybody, by the name to log in with
  std::map<std::string, Colleague> gone_;                 // those who work with customers no more
  std::set<std::string> unreleased_;                      // of those, whose work could not be read
  std::map<std::string, std::string> orphans_;            // conversations, and of them whose it was
  std::map<std::string, conversation::State> known_;      // queued or with an agent
  std::map<std::string, std::set<std::string>> in_hand_;  // of those, by who has them
  std::set<std::string> unattended_;  // back from being aside, and nobody was there
  std::map<std::string, std::vector<conversation::Alert>> tasks_;  // of those with the bot
  std::map<std::string, conversation::QueueMoved> told_;  // the place each visitor was last told
  std::map<std::string, std::uint64_t> read_;             // seq, by conversations of known_
  std::map<std::string, std::uint64_t> agent_read_;       // the same, of those who have them
  // Who came, went or changed in the queue since lists were sent: as they were before.
  std::map<std::string, conversation::State> touched_;
  std::optional<Instant> flush_at_;
  std::optional<Instant> widens_at_;  // then somebody who waits for a skill is offered to anybody
};

}  // namespace yingda::gateway
