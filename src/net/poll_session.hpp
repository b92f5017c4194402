#pragma once
// What a WebSocket is to a browser, for networks that break it: frames in and out by requests that
// wait for their answer. The connection behind it is the same gateway::Connection, with the same
// limits. A session is a peer of its own, whatever TCP connections its requests come by.

#include <deque>
#include <memory>
#include <string>

#include "base/token_bucket.hpp"
#include "net/core.hpp"
#include "net/poll_message.hpp"

namespace yingda::net {

class PollSession final : public Session,
                          public gateway::Outlet,
                          public std::enable_shared_from_this<PollSession> {
 public:
  // `gone` is called once, when the session has ended: nothing needs to keep it any more.
  PollSession(const CorePtr& core, std::string id, ConnectionCount::Lease lease,
              std::function<void()> gone);

  // Once, before anything is asked. `place`: where it comes from, as limits count.
  void open(const std::string& place);
  // One request. It is answered when there is a frame for it, when it has waited long enough, or
  // when the next request comes.
  void ask(PollRequest request, const Respond& respond);

  bool offer(gateway::Frame frame) override;
  bool has_room() const override { return outbox_.has_room(); }
  void close(gateway::CloseCode code) override;

  void tick(Coarse now) override;
  void drain() override;
  void cut() override;
  void logged_out(const std::string&) override {}
  void check_login_of(const std::string&) override {}

 private:
  std::optional<Reply> fault_of(const PollRequest& request);
  void take_frames(PollRequest& request);
  void confirm(std::uint64_t got);
  void hand_over_frames();
  void frame_done();
  void flush_soon();
  void flush();
  void answer_waiting();
  void end();
  const Services& services() const { return core_->services; }

  CorePtr core_;
  Registration registration_;
  std::string id_;
  ConnectionCount::Lease lease_;
  std::function<void()> gone_call_;
  Outbox outbox_;
  std::deque<gateway::Frame> unconfirmed_;  // sent; perhaps the answer was lost
  std::size_t unconfirmed_bytes_ = 0;
  std::uint64_t confirmed_ = 0;  // the last of our frames that has arrived
  std::deque<std::string> arrived_;
  std::uint64_t taken_ = 0;  // the last of the peer's frames that has arrived
  TokenBucket requests_;
  Respond waiting_;
  Deadline wait_due_;
  Deadline idle_due_;
  Deadline hello_due_;
  std::optional<std::uint16_t> close_code_;
  std::unique_ptr<gateway::Connection> connection_;
  bool named_ = false;  // the peer has been told `id_`
  bool frame_pending_ = false;
  bool handing_over_ = false;
  bool flushing_ = false;
  bool draining_ = false;
  bool gone_ = false;
};

}  // namespace yingda::net
