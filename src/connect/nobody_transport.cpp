#include "connect/nobody_transport.hpp"

#include "base/mail_address.hpp"
#include "connect/webhook_transport.hpp"
#include "gateway/notice_outbox.hpp"

namespace yingda::connect {
namespace {

class Nobody final : public NoticeTransport {
 public:
  explicit Nobody(std::string endpoint) : endpoint_(std::move(endpoint)) {}
  const std::string& endpoint() const override { return endpoint_; }
  std::string_view kind() const override { return is_mail() ? "mail" : "webhook"; }
  const std::string& host() const override { return host_; }
  std::string told(const gateway::NoticeRow& row) const override {
    return is_mail() ? masked_mail_address(row.recipient) : host_;
  }
  bool takes(std::string_view) const override { return false; }
  std::size_t at_once() const override { return 4; }
  std::shared_ptr<Sending> send(const gateway::NoticeRow&, Instant,
                                std::function<void(const DeliveryResult&)>) override {
    return nullptr;
  }

 private:
  bool is_mail() const { return endpoint_ == gateway::mail_endpoint; }

  std::string endpoint_;
  std::string host_ = is_mail() ? endpoint_ : webhook_host(endpoint_);
};

}  // namespace

std::unique_ptr<NoticeTransport> nobody_transport(std::string endpoint) {
  return std::make_unique<Nobody>(std::move(endpoint));
}

}  // namespace yingda::connect
