#pragma once
// Delivers the outbox to webhooks: each endpoint by itself, a few messages at a time, so that a
// slow one holds up nobody else. What the store holds is the truth; memory knows only what is under
// way, so a restart goes on where the last commit was, and a receiver may hear the same message
// twice, with the same id.

#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "connect/webhook_post.hpp"
#include "conversation/event.hpp"
#include "gateway/notice_outbox.hpp"
#include "gateway/ports.hpp"

namespace yingda::connect {

struct WebhookOptions {
  TimeSpan max_age = std::chrono::hours(72);
  TimeSpan kept = std::chrono::hours(24 * 7);  // what has ended, for whoever asks what was sent
  std::size_t concurrent_max = 4;              // of one endpoint
};

class WebhookSender final : public gateway::Notifier {
 public:
  // Tells a conversation what became of a notice. `done` once that is durable, and with it the end
  // of the row.
  using Report = std::function<void(const std::string& conversation, conversation::NoticeSettled,
                                    std::function<void(Result<>)> done)>;

  // Throws std::invalid_argument naming the endpoint that cannot be right.
  WebhookSender(boost::asio::io_context& loop, std::vector<WebhookEndpoint> endpoints,
                gateway::NoticeOutbox& outbox, gateway::Clock& clock, gateway::Telemetry& telemetry,
                WebhookOptions options = {});
  ~WebhookSender() override;  // stop()
  WebhookSender(const WebhookSender&) = delete;
  WebhookSender& operator=(const WebhookSender&) = delete;

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
