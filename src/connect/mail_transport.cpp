#include "connect/mail_transport.hpp"

#include "base/mail_address.hpp"
#include "connect/mail_message.hpp"
#include "conversation/notice.hpp"

namespace yingda::connect {
namespace {

constexpr TimeSpan a_day = std::chrono::hours(24);
// Connections to the mail server: one that hangs holds up nobody else, and few servers take
// offence.
constexpr std::size_t mails_at_once = 4;

// First the question to the store, then the mail.
class MailSending final : public Sending {
 public:
  explicit MailSending(std::function<void(const DeliveryResult&)> done) : done_(std::move(done)) {}

  void cancel() override {
    done_ = nullptr;
    if (mailing_) std::exchange(mailing_, nullptr)->cancel();
  }
  bool wanted() const { return done_ != nullptr; }
  void mailing(std::shared_ptr<Sending> mail) { mailing_ = std::move(mail); }
  void finish(const DeliveryResult& result) {
    mailing_ = nullptr;
    if (const auto done = std::exchange(done_, nullptr)) done(result);
  }

 private:
  std::function<void(const DeliveryResult&)> done_;
  std::shared_ptr<Sending> mailing_;
};

class MailTransport final : public NoticeTransport {
 public:
  MailTransport(boost::asio::io_context& loop, MailSettings settings, gateway::NoticeOutbox& outbox)
      : settings_(std::move(settings)),
        outbox_(outbox),
        client_(loop, settings_.server, mails_at_once) {}

  const std::string& endpoint() const override { return endpoint_; }
  std::string_view kind() const override { return "mail"; }
  const std::string& host() const override { return settings_.server.host; }
  std::string told(const gateway::NoticeRow& row) const override {
    return masked_mail_address(row.recipient);
  }
  bool takes(std::string_view type) const override {
    return type == conversation::to_string(conversation::NoticeType::conversation_unseen);
  }
  std::size_t at_once() const override { return mails_at_once; }

  std::shared_ptr<Sending> send(const gateway::NoticeRow& row, Instant now,
                                std::function<void(const DeliveryResult&)> done) override;

 private:
  void mail(const gateway::NoticeRow& row, Instant now,
            const std::shared_ptr<MailSending>& sending);

  const std::string endpoint_{gateway::mail_endpoint};
  const MailSettings settings_;
  gateway::NoticeOutbox& outbox_;
  SmtpClient client_;
};

std::shared_ptr<Sending> MailTransport::send(const gateway::NoticeRow& row, Instant now,
                                             std::function<void(const DeliveryResult&)> done) {
  const auto sending = std::make_shared<MailSending>(std::move(done));
  // `this` lives as long as anybody wants the answer: whoever ends it cancels first.
  outbox_.delivered_to(
      row.recipient, now - a_day, [this, row, now, sending](const Result<std::uint64_t>& before) {
        if (!sending->wanted()) return;
        if (!before) return sending->finish({Delivery::later, "store"});
        if (*before >= settings_.per_address_per_day) {
          return sending->finish({Delivery::never, "enough mails went to this address today"});
        }
        mail(row, now, sending);
      });
  return sending;
}

void MailTransport::mail(const gateway::NoticeRow& row, Instant now,
                         const std::shared_ptr<MailSending>& sending) {
  const auto facts = mail_facts(row.body);
  if (!facts || !is_mail_address(row.recipient)) {
    return sending->finish({Delivery::never, "this cannot be mailed"});
  }
  const MailHead head{settings_.from,
                      mail_brand(settings_.voice, facts->locale),
                      settings_.reply_to,
                      row.recipient,
                      row.id,
                      now};
  const auto message = mail_message(head, mail_text(*facts, settings_.voice));
  sending->mailing(client_.send({settings_.from, row.recipient, message},
                                [weak = std::weak_ptr(sending)](const DeliveryResult& result) {
                                  if (const auto self = weak.lock()) self->finish(result);
                                }));
}

}  // namespace

std::unique_ptr<NoticeTransport> mail_transport(boost::asio::io_context& loop,
                                                MailSettings settings,
                                                gateway::NoticeOutbox& outbox) {
  return std::make_unique<MailTransport>(loop, std::move(settings), outbox);
}

}  // namespace yingda::connect
