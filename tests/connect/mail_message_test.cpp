#include "connect/mail_message.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <sstream>
#include <vector>

using namespace yingda;
using namespace yingda::connect;

namespace {

const Instant sent_at{std::chrono::seconds(1'795'248'300)};  // 2026-11-21 08:05:00 UTC
const ZoneOffset beijing = [](Instant) { return std::chrono::minutes(480); };

MailVoice voice() { return {"云卡商城", "Yunka Mall", "https://chat.shop.example", beijing}; }
MailHead head() {
  return {"service@shop.example", "云卡商城", "", "limin@mail.example", "msg_1", sent_at};
}
MailFacts facts(const std::string& locale) {
  MailFacts out{locale, "GD20261121-0042-8", {"reply", "missed", "update"}, false, {}, {}};
  out.due = sent_at + std::chrono::hours(2);
  out.due_what = "answer";
  return out;
}

std::string decoded_base64(const std::string& text) {
  std::string out(text.size(), '\0');
  const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                   reinterpret_cast<const unsigned char*>(text.data()),
                                   static_cast<int>(text.size()));
  REQUIRE(size >= 0);
  const auto padding = static_cast<std::size_t>(std::count(text.begin(), text.end(), '='));
  out.resize(static_cast<std::size_t>(size) - padding);
  return out;
}

// A field's value: unfolded, its encoded words read.
std::string field(const std::string& message, const std::string& name) {
  std::istringstream lines(message.substr(0, message.find("\r\n\r\n")) + "\r\n");
  std::string value;
  bool ours = false;
  for (std::string line; std::getline(lines, line);) {
    REQUIRE(line.ends_with("\r"));
    line.pop_back();
    CHECK(line.size() <= 78);
    CHECK(std::ranges::all_of(line, [](char c) { return c >= ' ' && c <= '~'; }));
    if (!line.starts_with(" ")) ours = line.starts_with(name + ": ");
    if (ours) value += line.starts_with(" ") ? line : line.substr(name.size() + 2);
  }
  std::string out;
  for (std::size_t at = 0; at < value.size();) {
    if (value.compare(at, 10, "=?UTF-8?B?") != 0) {
      out += value[at++];
      continue;
    }
    const auto end = value.find("?=", at);
    out += decoded_base64(value.substr(at + 10, end - at - 10));
    at = end + 2;
    if (value.compare(at, 11, " =?UTF-8?B?") == 0) ++at;
  }
  return out;
}

std::string body(const std::string& message) {
  const auto at = message.find("\r\n\r\n") + 4;
  if (field(message, "Content-Transfer-Encoding") == "7bit") return message.substr(at);
  std::string out;
  std::istringstream lines(message.substr(at));
  for (std::string line; std::getline(lines, line);) {
    line.pop_back();
    CHECK(line.size() <= 76);
    out += decoded_base64(line);
  }
  return out;
}

}  // namespace

TEST_CASE("a mail in Chinese says what news there is, until when, and where, and no more") {
  const auto message = mail_message(head(), mail_text(facts("zh-CN"), voice()));
  CHECK(field(message, "Date") == "Sat, 21 Nov 2026 08:05:00 +0000");
  CHECK(field(message, "From") == "云卡商城 <service@shop.example>");
  CHECK(field(message, "To") == "<limin@mail.example>");
  CHECK(field(message, "Subject") == "【云卡商城】工单 GD20261121-0042-8 有新进展");
  CHECK(field(message, "Message-ID") == "<msg_1@shop.example>");
  CHECK(field(message, "Auto-Submitted") == "auto-generated");
  CHECK(field(message, "Content-Language") == "zh-CN");
  CHECK(message.find("Reply-To") == std::string::npos);
  CHECK(body(message) ==
        "您好：\r\n\r\n您的工单 GD20261121-0042-8 有新进展，您可能还没有看到：\r\n"
        "- 我们没有按时兑现承诺，已通知主管处理\r\n- 客服答复了您\r\n\r\n"
        "下一次答复不晚于：2026年11月21日 18:05 (UTC+8)\r\n\r\n"
        "查看工单：\r\nhttps://chat.shop.example/track?lang=zh-CN&number=GD20261121-0042-8\r\n"
        "打开后请输入开工单时给您的跟踪密码。为了安全，邮件里没有密码，也没有聊天内容。\r\n\r\n"
        "您也可以回到联系我们的网页，在聊天里继续。\r\n\r\n"
        "此邮件由系统自动发送，收件地址是您在云卡商城登录时已验证的邮箱。\r\n");
}

TEST_CASE("a mail in English goes as it is") {
  auto wanted = head();
  wanted.from_name = "Yunka Mall";
  wanted.reply_to = "desk@shop.example";
  auto news = facts("en");
  news.news = {"compensation", "promise"};
  news.asks = true;
  const auto message = mail_message(wanted, mail_text(news, voice()));
  CHECK(field(message, "From") == "Yunka Mall <service@shop.example>");
  CHECK(field(message, "Reply-To") == "<desk@shop.example>");
  CHECK(field(message, "Subject") == "Yunka Mall: news on your work order GD20261121-0042-8");
  CHECK(field(message, "Content-Transfer-Encoding") == "7bit");
  const auto text = body(message);
  CHECK(text.find("- A compensation for the delay was granted\r\n- Our staff have promised") !=
        std::string::npos);
  CHECK(text.find("due by: 2026-11-21 18:05 (UTC+8)\r\nWe need something from you") !=
        std::string::npos);
  CHECK(text.find("/track?lang=en&number=GD20261121-0042-8\r\n") != std::string::npos);
}

TEST_CASE("without an address of the gateway there is no link, without an order no number") {
  auto here = voice();
  here.public_url.clear();
  CHECK(mail_text(facts("en"), here).text.find("http") == std::string::npos);
  auto news = facts("en");
  news.number.clear();
  news.due.reset();
  const auto text = mail_text(news, voice());
  CHECK(text.subject == "Yunka Mall: news on your enquiry");
  CHECK(text.text.find("/track") == std::string::npos);
  news.news = {"update"};
  CHECK(mail_text(news, voice()).text.find("- The state of your case has changed") !=
        std::string::npos);
}

TEST_CASE("nothing that a field is made of begins another") {
  auto hostile = head();
  hostile.from_name = "Shop\r\nBcc: all@shop.example\r\n\r\nbody";
  auto here = voice();
  here.brand_en = "Shop\r\nBcc: all@shop.example" + std::string(200, 'x');
  const auto message = mail_message(hostile, mail_text(facts("en"), here));
  CHECK(message.substr(0, message.find("\r\n\r\n")).find("Bcc:") == std::string::npos);
  CHECK(field(message, "From") == "Shop  Bcc: all@shop.example    body <service@shop.example>");
  CHECK(field(message, "Subject").starts_with("Shop  Bcc: all@shop.example"));
  CHECK(field(message, "Bcc").empty());
}

TEST_CASE("a field's text is plain, or whole characters in encoded words") {
  CHECK(header_text("Plain words: 1") == "Plain words: 1");
  CHECK(header_text("=?UTF-8?B?x?=") == "=?UTF-8?B?PT9VVEYtOD9CP3g/PQ==?=");
  std::string longer;
  for (int i = 0; i < 30; ++i) longer += "工";
  std::istringstream lines(header_text(longer));
  int words = 0;
  for (std::string line; std::getline(lines, line); ++words) {
    const auto begin = line.find("?B?") + 3;
    CHECK(decoded_base64(line.substr(begin, line.rfind("?=") - begin)).size() % 3 == 0);
  }
  CHECK(words == 3);
}

TEST_CASE("what the outbox keeps is read back, and what is no facts is refused") {
  const auto read = mail_facts(
      R"({"locale":"en","number":"GD1","news":["reply"],"asks":true,"due":60000,"due_what":"answer"})");
  REQUIRE(read.has_value());
  CHECK(read->locale == "en");
  CHECK(read->news == std::set<std::string>{"reply"});
  CHECK(read->asks);
  CHECK(read->due == Instant{std::chrono::seconds(60)});
  CHECK_FALSE(mail_facts("no json").has_value());
  CHECK_FALSE(mail_facts(R"({"news":"reply"})").has_value());
  CHECK_FALSE(mail_facts(R"({"due":"soon"})").has_value());
}
