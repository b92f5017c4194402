#pragma once
// An agent's socket. Rights are checked here, frame by frame; hiding a button protects nothing.

#include <map>
#include <memory>
#include <set>
#include <string>

#include "base/token_bucket.hpp"
#include "gateway/agent_acts.hpp"
#include "gateway/core.hpp"
#include "gateway/feed.hpp"
#include "wire/desk_frame.hpp"

namespace yingda::gateway {

class DeskConnection : public Connection, private Follower {
 public:
  DeskConnection(Core& core, Outlet& outlet, Staff staff);
  ~DeskConnection() override;

  void receive(std::string_view text, std::function<void()> done) override;
  void writable() override;
  bool greeted() const override { return true; }

  void send(Frame frame);
  // The queue and what one has; put off while the socket has too much to send already.
  void send_lists(const Frame& queue, const Frame& mine);
  void go_away(TimeSpan retry_after);
  void expel();
  const Staff& staff() const { return staff_; }
  // What people call them may change while they are here.
  void rename(const Staff& now) {
    staff_.names = now.names;
    staff_.number = now.number;
  }

 private:
  void answered();
  using Done = std::function<void()>;
  using WithHost = std::function<void(std::shared_ptr<Host>)>;
  struct Subscription {
    std::shared_ptr<Host> host;
    std::shared_ptr<Feed> feed;
    bool earlier = false;  // read for the sake of another conversation of the same customer
  };

  void entries(const std::string& conversation, const std::vector<LogEntry>& added) override;
  void handle(wire::DeskFrame frame, const Done& done);
  void presence(const wire::PresenceFrame& frame, const Done& done);
  void claim(const wire::ClaimFrame& frame, const Done& done);
  void watch(const std::shared_ptr<Host>& host, const wire::SubscribeFrame& frame);
  void transfer(const wire::TransferFrame& frame, const Done& done);
  void pay(const wire::PayCompensationFrame& frame, const Done& done);
  void assign(const wire::AssignFrame& frame, const Done& done);
  void say(const wire::AgentSayFrame& frame, const Done& done);
  void note(const wire::NoteFrame& frame, const Done& done);
  Result<std::vector<conversation::Person>> addressed(const wire::NoteFrame& frame,
                                                      const Host& host) const;
  // A frame that is an event of its conversation, as it stands.
  void report(AgentAct act, const Done& done);
  void subscribe(const std::shared_ptr<Host>& host, std::uint64_t after);
  void reveal(const wire::RevealFrame& frame, const Done& done);
  // An entry's frame, as this agent may read it.
  std::string event_of(const Host& host, const LogEntry& entry) const;
  void unsubscribe(const std::string& conversation);
  // The host of a conversation that this agent has; null for any other.
  const Host* mine(const std::string& conversation) const;
  void typing(const std::string& conversation);
  void read(const wire::AgentReadFrame& frame);
  // desk_thread.cpp
  void history(const wire::HistoryFrame& frame, const Done& done);
  // The end of the transcript first, then the frame, then events live from there.
  void send_context(const std::shared_ptr<Host>& host);
  void gather(const std::shared_ptr<Host>& host,
              const std::shared_ptr<std::vector<std::string>>& events, std::uint64_t after);
  // Finds the conversation and checks the right to it; otherwise rejects and calls `done`.
  void with_visible(const std::string& conversation, const std::string& id, const Done& done,
                    WithHost next, bool to_read = false);
  void submit(const std::shared_ptr<Host>& host, conversation::EventBody body,
              const std::string& id, const std::string& meaning, const Done& done,
              const std::function<void()>& after = {});
  void reject(Error error, const std::string& id, const std::string& conversation,
              std::optional<TimeSpan> retry_after = std::nullopt,
              std::vector<workorder::Change> changes = {});
  // The name is put in with the conversation (person_in).
  conversation::Person person() const { return {staff_.id, {}}; }
  // As whoever is in that conversation reads the name.
  conversation::Person person_in(const Host& host) const;

  Core& core_;
  Outlet& outlet_;
  Staff staff_;
  TokenBucket frames_;
  TokenBucket passing_;  // pings, typing, subscriptions
  TokenBucket noise_;    // frames that cannot be read
  std::map<std::string, Subscription> subscriptions_;
  std::set<std::string> revealed_;  // conversations whose personal data this socket was shown
  int in_flight_ = 0;               // frames that are being decided
  bool lists_due_ = false;          // once the socket has drained
  bool leaving_ = false;            // closes once they are answered
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace yingda::gateway
