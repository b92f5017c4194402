#include "content/mail_config.hpp"

#include <catch2/catch.hpp>

#include "content/config.hpp"

using namespace yingda;
using namespace yingda::content;

namespace {

std::string found_in(const std::string& yaml) {
  std::string out;
  for (const auto& finding : parse_config(yaml, "c.yaml").findings) out += to_line(finding) + "\n";
  return out;
}

// A good server with those settings as well, or instead.
std::string mail_with(const std::string& line) {
  const std::string key = line.substr(0, line.find(':'));
  std::string yaml = "identity: {secret_env: SITE}\nmail:\n";
  for (const std::string good : {"host: smtp.shop.example", "from: service@shop.example"}) {
    if (!good.starts_with(key + ":")) yaml += "  " + good + "\n";
  }
  return yaml + "  " + line + "\n";
}

bool says(const std::string& line, const std::string& words) {
  const auto said = found_in(mail_with(line));
  INFO(said);
  return said.find("error: " + words) != std::string::npos;
}

}  // namespace

TEST_CASE("without a host no mail is sent, and everything of a server is read and written back") {
  CHECK(default_config().mail.host.empty());
  const auto got = parse_config(
      "identity: {secret_env: SITE}\n"
      "mail:\n  host: smtp.shop.example\n  port: 465\n  security: tls\n  user: yingda\n"
      "  password_env: YINGDA_MAIL_PASSWORD\n  ca_file: /etc/ssl/shop.pem\n"
      "  from: service@shop.example\n  reply_to: desk@shop.example\n"
      "  public_url: https://chat.shop.example/\n  per_address_per_day: 2\n  timeout: 20s\n",
      "c.yaml");
  REQUIRE(got.findings.empty());
  const Mail& mail = got.config.mail;
  CHECK(mail.host == "smtp.shop.example");
  CHECK(mail.port == 465);
  CHECK(mail.security == MailSecurity::tls);
  CHECK(mail.user == "yingda");
  CHECK(mail.password_env == "YINGDA_MAIL_PASSWORD");
  CHECK(mail.ca_file == "/etc/ssl/shop.pem");
  CHECK(mail.from == "service@shop.example");
  CHECK(mail.reply_to == "desk@shop.example");
  CHECK(mail.public_url == "https://chat.shop.example");
  CHECK(mail.per_address_per_day == 2);
  CHECK(mail.timeout == std::chrono::seconds(20));
  const auto again = parse_config(to_json(got.config), "c.json");
  CHECK(again.findings.empty());
  CHECK(again.config.mail == mail);
}

TEST_CASE("what is wrong with a mail server is said where it stands") {
  CHECK(found_in(mail_with("port: 587")).empty());
  CHECK(found_in(mail_with("security: ssl")) ==
        "c.yaml:5:13: error: `security` is starttls, tls (from the first byte, often port 465) or "
        "none [schema]\n");
  CHECK(says("security: none", "`security` is `none` for a server on this machine only"));
  CHECK(says("host: smtp.shop.example:587", "`host` is the name or the address of a mail server"));
  CHECK(says("host: smtp.shop.example/x", "`host` is the name"));
  CHECK(says("host: 169.254.169.254", "`host` is the name"));
  CHECK(says("from: Shop <service@shop.example>", "`from` is one plain address"));
  CHECK(says("from: \"service@shop.example\\r\\nBcc: a@b.example\"", "`from` is one plain"));
  CHECK(says("reply_to: a@b.example, c@d.example", "`reply_to` is one plain address"));
  CHECK(says("user: yingda", "`password_env` is missing"));
  CHECK(says("password_env: P", "`user` is missing"));
  CHECK(says("public_url: http://chat.shop.example", "`public_url` must begin with https://"));
  CHECK(says("public_url: https://shop.example/chat", "`public_url` ends with the host"));
  CHECK(says("public_url: https://u:p@shop.example", "`public_url`: an address has no user"));
  CHECK(says("timeout: 2m", "`timeout` is from 1s to 60s"));
  CHECK(found_in(mail_with("port: 0")).find("error") != std::string::npos);
  CHECK(found_in(mail_with("per_address_per_day: 0")).find("error") != std::string::npos);
  CHECK(found_in(mail_with("hots: x")).find("did you mean `host`?") != std::string::npos);
  CHECK(found_in("mail: {from: service@shop.example}\n").find("`host` is missing") !=
        std::string::npos);
  CHECK(found_in("mail: {host: smtp.shop.example}\n").find("`from` is missing") !=
        std::string::npos);
}

TEST_CASE("the password itself does not belong into the file, and is not repeated") {
  const auto said = found_in(
      "identity: {secret_env: SITE}\nmail: {host: smtp.shop.example, from: a@b.example, user: u, "
      "password_env: \"p4ss word\"}\n");
  CHECK(said.find("`password_env` is the name of an environment variable") != std::string::npos);
  CHECK(said.find("p4ss") == std::string::npos);
}

TEST_CASE("a server on this machine needs no TLS, nor one whose risk is taken") {
  for (const std::string host : {"localhost", "127.0.0.1", "\"::1\""}) {
    CHECK(found_in("identity: {secret_env: S}\nmail: {host: " + host +
                   ", from: a@b.example, security: none}\n")
              .empty());
  }
  CHECK(found_in("identity: {secret_env: S}\nmail: {host: 10.0.0.7, from: a@b.example, security: "
                 "none, allow_plain: true}\n")
            .empty());
}

TEST_CASE("what lets no mail ever be sent is a warning") {
  const std::string mail = "mail: {host: smtp.shop.example, from: a@b.example}\n";
  CHECK(found_in(mail).find("warning: `mail` writes to nobody: only a signed identity") !=
        std::string::npos);
  CHECK(found_in("identity: {secret_env: S}\nunseen_after: 0\n" + mail)
            .find("warning: `mail` has nothing to tell") != std::string::npos);
}
