#include "content/mail_config.hpp"

#include <algorithm>
#include <array>

#include "base/http_url.hpp"
#include "base/mail_address.hpp"
#include "content/duration_setting.hpp"
#include "content/keys.hpp"
#include "content/variable_name.hpp"

namespace yingda::content {
namespace {

constexpr TimeSpan mail_timeout_min = std::chrono::seconds(1);
constexpr TimeSpan mail_timeout_max = std::chrono::seconds(60);
constexpr std::array<std::string_view, 3> securities{"starttls", "tls", "none"};

void put(std::string& target, const Fields& in, std::string_view key) {
  if (auto text = in.text(key)) target = std::move(*text);
}

void fault(const Fields& in, std::string_view key, const std::string& what) {
  in.report().error(in.at(key), "`" + std::string(key) + "` " + what);
}

void read_security(const Fields& in, Mail& mail) {
  const auto text = in.text("security");
  if (!text) return;
  for (std::size_t i = 0; i < securities.size(); ++i) {
    if (*text != securities[i]) continue;
    mail.security = static_cast<MailSecurity>(i);
    return;
  }
  fault(in, "security", "is starttls, tls (from the first byte, often port 465) or none");
}

// By the rules for the hosts of all other addresses.
void check_host(const Fields& in, const Mail& mail) {
  const bool v6 = std::ranges::count(mail.host, ':') > 1;  // one: of a port, which is a fault
  const auto url = parse_http_url("https://" + (v6 ? "[" + mail.host + "]" : mail.host));
  if (!url || url->path != "/" || url->port != "443") {
    return fault(in, "host",
                 "is the name or the address of a mail server, without a port: " +
                     (url ? std::string("smtp.shop.example") : url.error().detail));
  }
  if (mail.security != MailSecurity::none || mail.allow_plain || is_loopback(*url)) return;
  fault(in, "security",
        "is `none` for a server on this machine only, or everybody on the way can read the mails "
        "and the password; `allow_plain: true` takes that risk");
}

void check_addresses(const Fields& in, const Mail& mail) {
  constexpr const char* right = "is one plain address, for example service@shop.example";
  if (mail.from.empty()) {
    fault(in, "from", std::string("is missing: it ") + right);
  } else if (!is_mail_address(mail.from)) {
    fault(in, "from", right);
  }
  if (!mail.reply_to.empty() && !is_mail_address(mail.reply_to)) fault(in, "reply_to", right);
}

void check_log_in(const Fields& in, const Mail& mail) {
  if (mail.user.empty() != mail.password_env.empty()) {
    return fault(in, mail.user.empty() ? "user" : "password_env",
                 "is missing: a log-in needs `user` and `password_env`");
  }
  if (mail.password_env.empty() || is_variable_name(mail.password_env)) return;
  fault(in, "password_env",
        "is the name of an environment variable, for example YINGDA_MAIL_PASSWORD; the password "
        "itself does not belong into this file");
}

// Number and password of a work order are typed into that page.
void check_public_url(const Fields& in, Mail& mail) {
  if (mail.public_url.empty()) return;
  const auto url = parse_http_url(mail.public_url);
  if (!url) return in.report().error(in.at("public_url"), "`public_url`: " + url.error().detail);
  if (url->path != "/") {
    return fault(in, "public_url", "ends with the host (and port): /track is put behind it");
  }
  if (!url->tls && !is_loopback(*url)) return fault(in, "public_url", "must begin with https://");
  if (mail.public_url.ends_with('/')) mail.public_url.pop_back();
}

void check_numbers(const Fields& in, Mail& mail) {
  if (const auto port = in.integer("port", 1, 65535)) mail.port = static_cast<int>(*port);
  if (const auto most = in.integer("per_address_per_day", 1, 100)) {
    mail.per_address_per_day = static_cast<int>(*most);
  }
  read_duration(mail.timeout, in, "timeout");
  if (mail.timeout < mail_timeout_min || mail.timeout > mail_timeout_max) {
    fault(in, "timeout", "is from 1s to 60s");
  }
}

bool is_meant(const Mail& mail) {
  return !mail.from.empty() || !mail.user.empty() || !mail.password_env.empty() ||
         !mail.public_url.empty();
}

}  // namespace

std::string_view to_string(MailSecurity security) {
  return securities[static_cast<std::size_t>(security)];
}

void read_mail(const Fields& fields, Mail& mail) {
  const auto* node = fields.map("mail");
  if (node == nullptr) return;
  const Fields in(*node, fields.report(), "`mail`");
  in.only(keys::mail);
  for (auto [key, target] :
       {std::pair{"host", &mail.host}, std::pair{"user", &mail.user},
        std::pair{"password_env", &mail.password_env}, std::pair{"ca_file", &mail.ca_file},
        std::pair{"from", &mail.from}, std::pair{"reply_to", &mail.reply_to},
        std::pair{"public_url", &mail.public_url}}) {
    put(*target, in, key);
  }
  if (const auto allowed = in.boolean("allow_plain")) mail.allow_plain = *allowed;
  read_security(in, mail);
  check_numbers(in, mail);
  if (mail.host.empty()) {
    if (is_meant(mail)) fault(in, "host", "is missing: without it no mail is sent");
    return;
  }
  check_host(in, mail);
  check_addresses(in, mail);
  check_log_in(in, mail);
  check_public_url(in, mail);
}

void warn_of_silent_mail(const Fields& fields, const Mail& mail, bool identities,
                         TimeSpan unseen_after) {
  if (mail.host.empty()) return;
  auto& report = fields.report();
  if (!identities) {
    report.warning(fields.at("mail"),
                   "`mail` writes to nobody: only a signed identity proves an address, and "
                   "`identity.secret_env` is empty");
  }
  if (unseen_after <= TimeSpan::zero()) {
    report.warning(fields.at("mail"), "`mail` has nothing to tell while `unseen_after` is 0");
  }
}

}  // namespace yingda::content
