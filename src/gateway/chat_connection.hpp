#pragma once
// A visitor's socket: hello, frames in, events out.

#include <memory>
#include <string>

#include "base/token_bucket.hpp"
#include "gateway/core.hpp"
#include "gateway/feed.hpp"
#include "wire/chat_frame.hpp"

namespace yingda::gateway {

class ChatConnection : public Connection, private Follower {
 public:
  ChatConnection(Core& core, Outlet& outlet, std::string place);
  ~ChatConnection() override;

  void receive(std::string_view text, std::function<void()> done) override;
  void writable() override;
  bool greeted() const override { return host_ != nullptr; }

  void send(Frame frame);
  void agent_types();
  void agent_has_read(std::uint64_t seq);
  void go_away(TimeSpan retry_after);
  const Host* host() const { return host_.get(); }

 private:
  void answered();
  using Done = std::function<void()>;

  void entries(const std::string& conversation, const std::vector<LogEntry>& added) override;
  bool is_visitor() const override { return true; }
  void flow_moved(const conversation::FlowMoved& moved) override;
  void erased(const std::string& conversation) override;
  void handle(wire::ChatFrame frame, const Done& done);
  void hello(const wire::Hello& hello, const Done& done);
  void begin(const wire::Hello& hello);
  void welcome(const wire::Hello& hello, std::shared_ptr<Host> host, bool resumed);
  std::optional<conversation::Visitor> proved(const wire::Hello& hello);
  void feed_from(std::uint64_t after);
  // Looks up the files that a frame names; `next` gets them once all are this conversation's.
  using WithEvidence = std::function<void(std::vector<Evidence>)>;
  void with_evidence(const std::vector<std::string>& ids, const std::string& id, const Done& done,
                     WithEvidence next);
  void attach(const wire::AttachFrame& frame, const Done& done);
  void order(const wire::OrderFrame& frame, const Done& done);
  // Rejects the frame while nothing more is taken from this visitor.
  bool admitted(const std::string& id);
  void fill_in(const wire::SubmitFrame& frame, const Done& done);
  void submit(conversation::EventBody body, const std::string& id, const std::string& meaning,
              const Done& done);
  void decide(conversation::EventBody body, const std::string& id, const std::string& meaning,
              Done done);
  void carry_mute();
  void reject(Error error, const std::string& id,
              std::optional<TimeSpan> retry_after = std::nullopt);

  Core& core_;
  Outlet& outlet_;
  std::string place_;
  TokenBucket messages_;
  TokenBucket ephemeral_;
  TokenBucket noise_;  // pings, and frames that cannot be read
  std::shared_ptr<Host> host_;
  std::shared_ptr<Feed> feed_;
  int in_flight_ = 0;     // frames that are being decided
  bool leaving_ = false;  // closes once they are answered
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

// A frame's meaning in a few bytes: the same id with another meaning is a conflict.
std::string meaning_hash(std::string_view meaning);
std::string meaning_of(const wire::OrderFrame& frame);

}  // namespace yingda::gateway
