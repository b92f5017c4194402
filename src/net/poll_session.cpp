#include "net/poll_session.hpp"

#include <boost/asio/post.hpp>
#include <utility>

namespace yingda::net {
namespace {

// One answer carries no more than this, so that a long transcript comes in pieces.
constexpr std::size_t answer_bytes_max = 64 * 1024;
// Requests a second and at once: every frame may come by one of its own.
constexpr double requests_rate = 20;
constexpr double requests_burst = 100;

Instant moment(const Heartbeat& heartbeat) { return Instant(heartbeat.now()); }

}  // namespace

PollSession::PollSession(const CorePtr& core, std::string id, ConnectionCount::Lease lease,
                         std::function<void()> gone)
    : core_(core),
      registration_(core, this),
      id_(std::move(id)),
      lease_(std::move(lease)),
      gone_call_(std::move(gone)),
      outbox_({limits::outbox_frames_max, limits::outbox_bytes_max}, core->outbound),
      requests_(requests_rate, requests_burst, moment(core->services.heartbeat)) {}

void PollSession::open(const std::string& place) {
  services().telemetry.count("yingda_sockets_opened_total", "chat_poll");
  connection_ = services().endpoints.open_chat(*this, place);
  hello_due_.arm(services().heartbeat, services().config.times.hello);
}

void PollSession::ask(PollRequest request, const Respond& respond) {
  if (auto fault = fault_of(request)) return respond(std::move(*fault));
  confirm(request.got);
  take_frames(request);
  answer_waiting();  // an older request is of no use any more
  waiting_ = respond;
  idle_due_.disarm();
  wait_due_.arm(services().heartbeat, services().config.times.poll);
  if (request.leave) close(gateway::CloseCode::done);
  hand_over_frames();
  if (!unconfirmed_.empty() || !outbox_.empty() || close_code_) flush_soon();
}

std::optional<Reply> PollSession::fault_of(const PollRequest& request) {
  if (!requests_.take(moment(services().heartbeat))) {
    return rate_limited("Too many requests in this session.", requests_.wait());
  }
  if (request.first > taken_ + 1 && !request.frames.empty()) {
    return problem(
        409, "conflict",
        "Frames are missing: the next one is number " + std::to_string(taken_ + 1) + ".");
  }
  if (request.got > confirmed_ + unconfirmed_.size()) {
    return problem(400, "invalid", "`got` names a frame that was not sent.");
  }
  if (arrived_.size() + request.frames.size() > limits::poll_frames_max) {
    return rate_limited("The frames before these are still being worked on.", TimeSpan{1000});
  }
  return std::nullopt;
}

void PollSession::take_frames(PollRequest& request) {
  std::uint64_t number = request.first;
  for (std::string& frame : request.frames) {
    if (number++ != taken_ + 1) continue;  // came before
    ++taken_;
    if (!close_code_) arrived_.push_back(std::move(frame));
  }
}

void PollSession::confirm(std::uint64_t got) {
  for (; confirmed_ < got; ++confirmed_) {
    const std::size_t size = unconfirmed_.front()->size();
    unconfirmed_.pop_front();
    unconfirmed_bytes_ -= size;
    core_->outbound.used -= size;
  }
}

// One frame at a time, as from a socket: whoever is slow to store slows the sender down.
void PollSession::hand_over_frames() {
  handing_over_ = true;
  while (!frame_pending_ && !arrived_.empty() && !close_code_ && !gone_) {
    const std::string text = std::move(arrived_.front());
    arrived_.pop_front();
    frame_pending_ = true;
    try {
      connection_->receive(text, [weak = weak_from_this()] {
        if (const auto self = weak.lock()) self->frame_done();
      });
    } catch (const std::exception& error) {
      services().telemetry.event("net_task_failed", {{"what", error.what()}});
      cut();
    }
  }
  handing_over_ = false;
  if (draining_ && !frame_pending_ && !gone_) close(gateway::CloseCode::restart);
}

void PollSession::frame_done() {
  frame_pending_ = false;
  if (handing_over_ || gone_) return;
  // Not from within the application's own call.
  asio::post(core_->executor, [weak = weak_from_this()] {
    const auto self = weak.lock();
    if (self && !self->gone_) self->hand_over_frames();
  });
}

bool PollSession::offer(gateway::Frame frame) {
  if (gone_ || !outbox_.offer(std::move(frame))) return false;
  flush_soon();
  return true;
}

void PollSession::close(gateway::CloseCode code) {
  if (close_code_ || gone_) return;
  close_code_ = static_cast<std::uint16_t>(code);
  services().telemetry.count("yingda_sockets_closed_total", std::to_string(*close_code_));
  arrived_.clear();
  if (code == gateway::CloseCode::slow) {
    outbox_.discard();  // it resumes from the log
  } else {
    outbox_.finish();
  }
  // Whoever does not ask within this time need not be told; a drained server is not asked again.
  const bool unheard = draining_ && !waiting_;
  const std::chrono::milliseconds patience = services().config.times.write;
  idle_due_.arm(services().heartbeat, unheard ? std::chrono::milliseconds(0) : patience);
  flush_soon();
}

// Frames that belong together go out together.
void PollSession::flush_soon() {
  if (!waiting_ || flushing_) return;
  flushing_ = true;
  asio::post(core_->executor, [weak = weak_from_this()] {
    if (const auto self = weak.lock()) self->flush();
  });
}

void PollSession::flush() {
  flushing_ = false;
  if (!waiting_ || gone_) return;
  // The last answer of a drained server: what is under way belongs to it.
  if (draining_ && frame_pending_ && !close_code_) return;
  while (!outbox_.empty() && unconfirmed_bytes_ < answer_bytes_max &&
         unconfirmed_.size() < limits::outbox_frames_max) {
    gateway::Frame frame = outbox_.pop();
    unconfirmed_bytes_ += frame->size();
    core_->outbound.used += frame->size();
    unconfirmed_.push_back(std::move(frame));
  }
  if (unconfirmed_.empty() && !close_code_) return;
  answer_waiting();
  if (!outbox_.empty()) return;
  if (close_code_) return end();
  connection_->writable();
}

// With what is not known to have arrived, and with nothing when there is nothing.
void PollSession::answer_waiting() {
  if (!waiting_) return;
  PollAnswer answer;
  if (!std::exchange(named_, true)) answer.session = id_;
  answer.first = confirmed_ + 1;
  answer.frames.assign(unconfirmed_.begin(), unconfirmed_.end());
  answer.got = taken_;
  if (outbox_.empty()) answer.close = close_code_;
  wait_due_.disarm();
  idle_due_.arm(services().heartbeat, services().config.times.peer_idle);
  const Respond respond = std::exchange(waiting_, nullptr);
  respond(json(text_of(answer)));
}

void PollSession::tick(Coarse now) {
  if (idle_due_.passed(now)) return end();
  if (wait_due_.passed(now)) answer_waiting();
  if (!hello_due_.passed(now)) return;
  hello_due_.disarm();
  if (connection_ && !connection_->greeted()) close(gateway::CloseCode::unauthorized);
}

// A request that waits is answered; another will not come, for nobody listens any more.
void PollSession::drain() {
  draining_ = true;
  if (!waiting_) return end();
  if (!frame_pending_ && arrived_.empty()) close(gateway::CloseCode::restart);
}

void PollSession::cut() { end(); }

void PollSession::end() {
  if (gone_) return;
  const auto self = shared_from_this();  // `gone_call_` may let go of it
  gone_ = true;
  confirm(confirmed_ + unconfirmed_.size());
  outbox_.discard();
  arrived_.clear();
  connection_.reset();
  lease_.reset();
  const Respond respond = std::exchange(waiting_, nullptr);
  if (respond) respond(problem(503, "unavailable", "The session has ended."));
  gone_call_();
}

}  // namespace yingda::net
