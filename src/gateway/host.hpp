#pragma once
// One conversation in memory: its single writer. Events wait in a mailbox and are decided one by
// one; the next is not looked at before the last is durable. What could not be made durable never
// happened: memory stays as it was and the sender is told.

#include <algorithm>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "conversation/erasure.hpp"
#include "conversation/step.hpp"
#include "gateway/older_releases.hpp"
#include "gateway/ports.hpp"

namespace yingda::gateway {

struct Core;

// Somebody who follows a conversation, from the visitor's or the desk's side.
class Follower {
 public:
  virtual ~Follower() = default;
  virtual void entries(const std::string& conversation, const std::vector<LogEntry>& added) = 0;
  virtual bool is_visitor() const { return false; }
  virtual void flow_moved(const conversation::FlowMoved& moved) { static_cast<void>(moved); }
  // All that was said is gone: nothing of it may be shown any more.
  virtual void erased(const std::string& conversation) { static_cast<void>(conversation); }
};

struct Outcome {
  std::uint64_t seq = 0;
  std::uint64_t pos = 0;
  bool dup = false;
};

// Why an event had no effect, with the faults of a form.
struct Rejection {
  Error error;
  std::vector<dialogue::FieldFault> fields;
  std::vector<workorder::Change> changes{};  // of an order, since whoever acted saw it
};

struct Submission {
  conversation::EventBody body;
  std::optional<ClientKey> key;  // pos and seq are filled in when decided
  // Exactly one of the two is set.
  std::function<void(const Outcome*, const Rejection*)> done;
};

class Host : public std::enable_shared_from_this<Host> {
 public:
  Host(Core& core, std::string id);

  const std::string& id() const { return state_.id; }
  const conversation::State& state() const { return state_; }
  bool erased() const { return conversation::is_erased(state_); }
  bool ready() const { return ready_; }
  // Forgets what waits: the gateway ends, nobody will be answered any more.
  void abandon();
  bool busy() const { return committing_ || loading_ || !mailbox_.empty(); }

  // Starts as an empty conversation.
  void begin();
  // Loads from the store; unknown conversations start empty. `done` gets an error when it cannot.
  void load(std::function<void(Result<>)> done);

  void submit(Submission submission);
  // What the last hello said; recorded with the next event.
  void arrive(conversation::Arrival arrival);
  // As the last arrival says, stored or not yet.
  const conversation::Visitor& visitor() const {
    return arrival_ ? arrival_->visitor : state_.arrival.visitor;
  }

  void follow(Follower& follower) { followers_.insert(&follower); }
  void unfollow(Follower& follower) { followers_.erase(&follower); }
  bool followed() const { return !followers_.empty(); }
  // How far the visitor has read; kept while the host is.
  void visitor_read(std::uint64_t seq) { visitor_read_ = std::max(visitor_read_, seq); }
  // Whether whatever the visitor should see was read by them.
  bool visitor_has_read() const;
  // Whether they see it: they read it, or are connected now and were at the look before.
  enum class Eyes { closed, perhaps, open };
  Eyes look_for_visitor();
  Instant last_used() const { return last_used_; }

 private:
  struct Decided {
    CatalogPtr catalog;
    conversation::Event event;
    conversation::Transition transition;
  };

  void loaded(const Result<std::optional<Loaded>>& row);
  void find_release();
  void release_found(const Result<CatalogPtr>& catalog);
  void give_release_up(const Error& why);
  void load_done(const Result<>& outcome);
  void refuse_waiting(const Rejection& rejection);
  void pump();
  const CatalogPtr& catalog() const;
  conversation::EventBody understood(conversation::EventBody body) const;
  Decided decide(const Submission& submission) const;
  void refused(Submission submission, const conversation::Refusal& refusal);
  void committed(const Submission& submission, const Decided& decided,
                 const std::vector<LogEntry>& entries, const Result<Committed>& result);
  void happened(const Decided& decided, const std::vector<LogEntry>& entries);
  void forget();
  void perform(const conversation::Transition& transition);
  void forget_known_arrival();
  void duplicate(const Submission& submission, const ClientKey& stored) const;
  void reload();

  Core& core_;
  conversation::State state_;
  std::optional<conversation::Arrival> arrival_;
  CatalogPtr pinned_;  // what the flow under way is finished on
  std::deque<Submission> mailbox_;
  std::vector<std::function<void(Result<>)>> waiting_for_load_;
  std::set<Follower*> followers_;
  std::uint64_t visitor_read_ = 0;
  std::optional<Instant> looked_for_;  // since when it is unseen, at the last look
  bool ready_ = false;
  bool loading_ = false;
  bool committing_ = false;
  Instant last_used_{};
};

}  // namespace yingda::gateway
