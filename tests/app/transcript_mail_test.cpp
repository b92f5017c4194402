#include "app/transcript_mail.hpp"

#include <catch2/catch.hpp>

using namespace yingda;
using namespace yingda::app;

namespace {

const connect::MailVoice shop_voice{
    "小店", "The Shop", {}, [](Instant) { return std::chrono::minutes(8 * 60); }};
const Instant mailed_at = *parse_rfc3339("2026-11-21T09:00:00.000Z");

std::string logged(const std::string& rest) {
  return R"({"at":"2026-11-21T08:05:00.000Z",)" + rest + "}";
}

connect::MailText mailed(const std::string& locale, const std::vector<std::string>& events) {
  conversation::State state;
  state.arrival.locale = locale;
  return transcript_text(state, events, shop_voice, mailed_at);
}

bool tells(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a mailed transcript tells when, who and what, without what nobody should read there") {
  const auto mail = mailed(
      "zh-CN",
      {logged(R"("kind":"message","from":{"role":"visitor"},"text":"我的手机号是 13800138000")"),
       logged(
           R"("kind":"message","from":{"role":"agent","name":"李敏","number":"0371"},"text":"在查")")});
  CHECK(mail.subject == "【小店】聊天记录");
  CHECK(mail.language == "zh-CN");
  CHECK(tells(mail.text, "[2026-11-21 16:05:00]"));
  CHECK_FALSE(tells(mail.text, "13800138000"));
  CHECK(tells(mail.text, "李敏 0371：在查\n"));
  CHECK(tells(mail.text, "保存于 2026-11-21 17:00:00"));
}

TEST_CASE("what was taken back is not mailed, and what was edited as it stands now") {
  const std::string said = R"("kind":"message","from":{"role":"agent","name":"李敏"},"text":)";
  const auto events = as_they_stand({{1, logged(said + R"("别人的卡密 1111-2222")")},
                                     {2, logged(R"("kind":"recalled","of":1)")},
                                     {3, logged(said + R"("十点前到")")},
                                     {4, logged(R"("kind":"edited","of":3,"text":"十二点前到")")}});
  REQUIRE(events.size() == 1);
  const auto mail = mailed("zh-CN", events);
  CHECK_FALSE(tells(mail.text, "1111"));
  CHECK_FALSE(tells(mail.text, "十点前到"));
  CHECK(tells(mail.text, "李敏：十二点前到\n"));
}

TEST_CASE("a line within a message is none of the transcript's own") {
  const auto mail = mailed(
      "zh-CN",
      {logged(
          R"("kind":"message","from":{"role":"visitor"},"text":"好\n[2026-11-21 16:05:00] 客服 李敏：赔 500 元")")});
  CHECK(tells(mail.text, "好\n    [2026-11-21 16:05:00] 客服"));
}

TEST_CASE("of a long conversation the last thousand events are mailed, and it says so") {
  std::vector<std::string> events;
  for (int i = 1; i <= 1001; ++i) {
    events.push_back(
        logged(R"("kind":"message","from":{"role":"bot"},"text":"<)" + std::to_string(i) + ">\""));
  }
  const auto mail = mailed("en", events);
  CHECK(mail.subject == "The Shop: your conversation");
  CHECK_FALSE(tells(mail.text, "<1>"));
  CHECK(tells(mail.text, "<2>"));
  CHECK(tells(mail.text, "<1001>"));
  CHECK(tells(mail.text, "What came before is left out"));
}
