#include "app/notice_transports.hpp"

#include <cstdlib>
#include <fstream>

#include "app/failure.hpp"
#include "app/webhooks.hpp"
#include "connect/webhook_transport.hpp"
#include "dialogue/wording.hpp"

namespace yingda::app {
namespace {

std::string mail_password(const content::Mail& mail) {
  if (mail.password_env.empty()) return {};
  const char* value = std::getenv(mail.password_env.c_str());
  if (value == nullptr || *value == '\0') {
    throw Failure(exit_bad, "mail.password_env: the environment variable " + mail.password_env +
                                (value == nullptr ? " is not set" : " is empty") +
                                "; it must hold the password of `mail.user` at the mail server");
  }
  return value;
}

void check_ca_file(const content::Mail& mail) {
  if (mail.ca_file.empty() || std::ifstream(mail.ca_file).peek() != EOF) return;
  throw Failure(exit_bad, "mail.ca_file: " + mail.ca_file +
                              " cannot be read; it must hold certificates of authorities (PEM)");
}

connect::SmtpSecurity security_of(content::MailSecurity security) {
  switch (security) {
    case content::MailSecurity::starttls:
      return connect::SmtpSecurity::starttls;
    case content::MailSecurity::tls:
      return connect::SmtpSecurity::tls;
    case content::MailSecurity::none:
      return connect::SmtpSecurity::none;
  }
  return connect::SmtpSecurity::starttls;
}

}  // namespace

std::optional<connect::MailSettings> mail_settings(const content::Config& config) {
  const auto& mail = config.mail;
  if (mail.host.empty()) return std::nullopt;
  check_ca_file(mail);
  connect::MailSettings out;
  out.server = {mail.host,   std::to_string(mail.port), security_of(mail.security),
                mail.user,   mail_password(mail),       mail.ca_file,
                mail.timeout};
  out.from = mail.from;
  out.reply_to = mail.reply_to;
  const auto brand = [&](const char* locale) {
    return dialogue::pick(config.policy.brand, locale, config.default_locale);
  };
  out.voice = {brand("zh-CN"), brand("en"), mail.public_url, config.policy.zone};
  out.per_address_per_day = static_cast<std::uint64_t>(mail.per_address_per_day);
  return out;
}

std::vector<std::unique_ptr<connect::NoticeTransport>> notice_transports(
    boost::asio::io_context& loop, const content::Config& config, gateway::NoticeOutbox& outbox) {
  auto out = connect::webhook_transports(loop, webhook_endpoints(config));
  if (auto mail = mail_settings(config)) {
    out.push_back(connect::mail_transport(loop, *std::move(mail), outbox));
  }
  return out;
}

}  // namespace yingda::app
