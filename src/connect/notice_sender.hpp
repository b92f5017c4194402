#pragma once
// Delivers the outbox: each way out by itself, a few messages at a time, so that a slow one holds
// up nobody else. What the store holds is the truth; memory knows only what is under
// way, so a restart goes on where the last commit was, and a receiver may hear the same message
// twice, with the same id.

#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "connect/notice_transport.hpp"
#include "conversation/event.hpp"
#include "gateway/notice_outbox.hpp"
#include "gateway/ports.hpp"

namespace yingda::connect {

struct NoticeOptions {
  TimeSpan max_age = std::chrono::hours(72);
  TimeSpan kept = std::chrono::hours(24 * 7);  // what has ended, for whoever asks what was sent
};

class NoticeSender final : public gateway::Notifier {
 public:
  // Tells a conversation what became of a notice. `done` once that is durable, and with it the end
  // of the row.
  using Report = std::function<void(const std::string& conversation, conversation::NoticeSettled,
                                    std::function<void(Result<>)> done)>;

  NoticeSender(boost::asio::io_context& loop,
               std::vector<std::unique_ptr<NoticeTransport>> transports,
               gateway::NoticeOutbox& outbox, gateway::Clock& clock, gateway::Telemetry& telemetry,
               NoticeOptions options = {});
  ~NoticeSender() override;  // stop()
  NoticeSender(const NoticeSender&) = delete;
  NoticeSender& operator=(const NoticeSender&) = delete;

  std::vector<std::string> endpoints_for(std::string_view type) const override;
  void wake() override;

  // Begins with what the last run has left.
  void start(Report report);
  // Nothing new is begun; what is under way goes on.
  void drain();
  bool idle() const;
  // Cuts off what is under way: it is sent again after the next start.
  void stop();

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace yingda::connect
