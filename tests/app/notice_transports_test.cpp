#include "app/notice_transports.hpp"

#include <stdlib.h>

#include <catch2/catch.hpp>

#include "app/failure.hpp"

using namespace yingda;
using namespace yingda::app;

namespace {

content::Config with_mail() {
  auto config = content::default_config();
  config.mail.host = "smtp.shop.example";
  config.mail.from = "service@shop.example";
  return config;
}

std::string mail_failure(const content::Config& config) {
  try {
    mail_settings(config);
    return {};
  } catch (const Failure& failure) {
    CHECK(failure.status() == exit_bad);
    return failure.what();
  }
}

}  // namespace

TEST_CASE("without a mail server no mail is sent") {
  CHECK_FALSE(mail_settings(content::default_config()).has_value());
}

TEST_CASE("a server whose mail password is missing does not start") {
  auto config = with_mail();
  config.mail.user = "yingda";
  config.mail.password_env = "YINGDA_TEST_MAIL_PASSWORD";
  ::unsetenv("YINGDA_TEST_MAIL_PASSWORD");
  CHECK(mail_failure(config).find("YINGDA_TEST_MAIL_PASSWORD is not set") != std::string::npos);
  ::setenv("YINGDA_TEST_MAIL_PASSWORD", "", 1);
  CHECK(mail_failure(config).find("is empty") != std::string::npos);
  ::setenv("YINGDA_TEST_MAIL_PASSWORD", "hunter2", 1);
  const auto settings = mail_settings(config);
  REQUIRE(settings.has_value());
  CHECK(settings->server.password == "hunter2");
  CHECK(settings->voice.brand_zh == "云卡商城");
  CHECK(settings->voice.brand_en == "Yunka Mall");
  ::unsetenv("YINGDA_TEST_MAIL_PASSWORD");
}

TEST_CASE("authorities that cannot be read are told at the start") {
  auto config = with_mail();
  config.mail.ca_file = "/nonexistent/ca.pem";
  CHECK(mail_failure(config).find("/nonexistent/ca.pem cannot be read") != std::string::npos);
  config.mail.ca_file = YINGDA_SOURCE_DIR;  // a directory
  CHECK_FALSE(mail_failure(config).empty());
}
