#include "app/transcript_mail.hpp"

#include <catch2/catch.hpp>

using namespace yingda;
using namespace yingda::app;

namespace {

const connect::MailVoice voice{
    "小店", "The Shop", {}, [](Instant) { return std::chrono::minutes(8 * 60); }};
const Instant now = *parse_rfc3339("2026-11-21T09:00:00.000Z");

std::string event(const std::string& rest) {
  return R"({"at":"2026-11-21T08:05:00.000Z",)" + rest + "}";
}

connect::MailText mailed(const std::string& locale, const std::vector<std::string>& events) {
  conversation::State state;
  state.arrival.locale = locale;
  return transcript_text(state, events, voice, now);
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a mailed transcript tells when, who and what, without what nobody should read there") {
  const auto mail = mailed(
      "zh-CN",
      {event(R"("kind":"message","from":{"role":"visitor"},"text":"我的手机号是 13800138000")"),
       event(
           R"("kind":"message","from":{"role":"agent","name":"李敏","number":"0371"},"text":"在查")")});
  CHECK(mail.subject == "【小店】聊天记录");
  CHECK(mail.language == "zh-CN");
  CHECK(has(mail.text, "[2026-11-21 16:05:00]"));
  CHECK_FALSE(has(mail.text, "13800138000"));
  CHECK(has(mail.text, "李敏 0371：在查\n"));
  CHECK(has(mail.text, "保存于 2026-11-21 17:00:00"));
}

TEST_CASE("of a long conversation the last thousand events are mailed, and it says so") {
  std::vector<std::string> events;
  for (int i = 1; i <= 1001; ++i) {
    events.push_back(
        event(R"("kind":"message","from":{"role":"bot"},"text":"<)" + std::to_string(i) + ">\""));
  }
  const auto mail = mailed("en", events);
  CHECK(mail.subject == "The Shop: your conversation");
  CHECK_FALSE(has(mail.text, "<1>"));
  CHECK(has(mail.text, "<2>"));
  CHECK(has(mail.text, "<1001>"));
  CHECK(has(mail.text, "What came before is left out"));
}
