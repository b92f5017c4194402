#pragma once
// The setting `mail`: the server by which visitors with a verified address are written to.

#include <string>

#include "base/time.hpp"
#include "content/yaml_reader.hpp"

namespace yingda::content {

enum class MailSecurity { starttls, tls, none };
std::string_view to_string(MailSecurity security);

struct Mail {
  std::string host;  // empty: no mail is sent
  int port = 587;
  MailSecurity security = MailSecurity::starttls;
  bool allow_plain = false;  // `none`, to another machine
  std::string user;          // empty: no log-in
  std::string password_env;  // names the variable with the password
  std::string ca_file;       // empty: the system's authorities
  std::string from;
  std::string reply_to;
  std::string public_url;  // where this gateway is reached, for the link; empty: there is none
  int per_address_per_day = 3;
  TimeSpan timeout = std::chrono::seconds(30);
  bool operator==(const Mail&) const = default;
};

// `fields` is the whole config; what it does not name stays.
void read_mail(const Fields& fields, Mail& mail);

// What is no fault of a setting by itself, but lets no mail ever be sent.
void warn_of_silent_mail(const Fields& fields, const Mail& mail, bool identities,
                         TimeSpan unseen_after);

}  // namespace yingda::content
