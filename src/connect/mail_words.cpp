#include "connect/mail_words.hpp"

#include <array>

#include "pages/times.hpp"
#include "wire/json.hpp"

namespace yingda::connect {
namespace {

struct MailWords {
  std::string_view language;
  std::string_view subject;  // {brand} {number}
  std::string_view subject_without;
  std::string_view greeting;
  std::string_view news;  // {number}
  std::string_view news_without;
  std::string_view missed;
  std::string_view compensation;
  std::string_view reply;
  std::string_view promise;
  std::string_view update;
  std::string_view asks;
  std::string_view answer_due;  // {due}
  std::string_view promise_due;
  std::string_view solution_due;
  std::string_view look;  // before the link
  std::string_view secret;
  std::string_view come_back;
  std::string_view automatic;  // {brand}
};

constexpr MailWords zh{
    .language = "zh-CN",
    .subject = "【{brand}】工单 {number} 有新进展",
    .subject_without = "【{brand}】您的咨询有新进展",
    .greeting = "您好：",
    .news = "您的工单 {number} 有新进展，您可能还没有看到：",
    .news_without = "您的咨询有新进展，您可能还没有看到：",
    .missed = "我们没有按时兑现承诺，已通知主管处理",
    .compensation = "已登记超时补偿",
    .reply = "客服答复了您",
    .promise = "客服对您作出了承诺",
    .update = "处理状态有变化",
    .asks = "我们需要您补充信息，请尽快查看。",
    .answer_due = "下一次答复不晚于：{due}",
    .promise_due = "客服承诺的时间：{due}",
    .solution_due = "解决时限：{due}",
    .look = "查看工单：",
    .secret = "打开后请输入开工单时给您的跟踪密码。为了安全，邮件里没有密码，也没有聊天内容。",
    .come_back = "您也可以回到联系我们的网页，在聊天里继续。",
    .automatic = "此邮件由系统自动发送，收件地址是您在{brand}登录时已验证的邮箱。",
};

constexpr MailWords en{
    .language = "en",
    .subject = "{brand}: news on your work order {number}",
    .subject_without = "{brand}: news on your enquiry",
    .greeting = "Hello,",
    .news = "there is news on your work order {number} that you may not have seen yet:",
    .news_without = "there is news on your enquiry that you may not have seen yet:",
    .missed = "We missed a promise, and a supervisor was told",
    .compensation = "A compensation for the delay was granted",
    .reply = "Our staff have answered you",
    .promise = "Our staff have promised you something",
    .update = "The state of your case has changed",
    .asks = "We need something from you: please have a look.",
    .answer_due = "The next answer is due by: {due}",
    .promise_due = "What was promised to you is due by: {due}",
    .solution_due = "The solution is due by: {due}",
    .look = "Your work order:",
    .secret =
        "It asks for the tracking password that came with the work order. For your safety neither\n"
        "that password nor anything of the chat is in this mail.",
    .come_back = "Or go back to the page where you contacted us, and continue in the chat.",
    .automatic =
        "This mail was sent automatically to the verified address of your {brand} account.",
};

const MailWords& words_in(const std::string& locale) { return locale.starts_with("en") ? en : zh; }

std::string put(std::string_view words, std::string_view name, std::string_view value) {
  std::string out(words);
  const std::string place = "{" + std::string(name) + "}";
  const auto at = out.find(place);
  return at == std::string::npos ? out : out.replace(at, place.size(), value);
}

std::string news_lines(const MailFacts& facts, const MailWords& words) {
  const std::array kinds{std::pair{"missed", words.missed},
                         std::pair{"compensation", words.compensation},
                         std::pair{"reply", words.reply}, std::pair{"promise", words.promise}};
  std::string out;
  for (const auto& [kind, said] : kinds) {
    if (facts.news.contains(kind)) out += "- " + std::string(said) + "\n";
  }
  return out.empty() ? "- " + std::string(words.update) + "\n" : out;
}

std::string due_line(const MailFacts& facts, const MailWords& words, const ZoneOffset& zone) {
  if (!facts.due) return {};
  const std::string_view line = facts.due_what == "answer"    ? words.answer_due
                                : facts.due_what == "promise" ? words.promise_due
                                                              : words.solution_due;
  const std::string at = pages::time_words(*facts.due, zone, std::string(words.language)) + " (" +
                         pages::zone_name(*facts.due, zone) + ")";
  return put(line, "due", at) + "\n";
}

std::string link_lines(const MailFacts& facts, const MailVoice& voice, const MailWords& words) {
  if (voice.public_url.empty() || facts.number.empty()) return {};
  return std::string(words.look) + "\n" + voice.public_url +
         "/track?lang=" + std::string(words.language) + "&number=" + facts.number + "\n" +
         std::string(words.secret) + "\n\n";
}

}  // namespace

Result<MailFacts> mail_facts(std::string_view json) {
  const auto read = wire::parse_object(json);
  if (!read) return read.error();
  MailFacts out;
  try {
    out.locale = read->value("locale", "");
    out.number = read->value("number", "");
    out.news = read->value("news", std::set<std::string>{});
    out.asks = read->value("asks", false);
    out.due_what = read->value("due_what", "");
    if (read->contains("due")) out.due = Instant(TimeSpan(read->at("due").get<std::int64_t>()));
  } catch (const wire::Json::exception&) {
    return Error{ErrorCode::invalid, "no facts of a mail"};
  }
  return out;
}

const std::string& mail_brand(const MailVoice& voice, const std::string& locale) {
  return locale.starts_with("en") ? voice.brand_en : voice.brand_zh;
}

MailText mail_text(const MailFacts& facts, const MailVoice& voice) {
  const MailWords& words = words_in(facts.locale);
  const bool numbered = !facts.number.empty();
  const std::string& brand = mail_brand(voice, facts.locale);
  MailText out;
  out.language = words.language;
  out.subject = put(put(numbered ? words.subject : words.subject_without, "number", facts.number),
                    "brand", brand);
  out.text = std::string(words.greeting) + "\n\n" +
             put(numbered ? words.news : words.news_without, "number", facts.number) + "\n" +
             news_lines(facts, words) + "\n" + due_line(facts, words, voice.zone);
  if (facts.asks) out.text += std::string(words.asks) + "\n";
  if (facts.due || facts.asks) out.text += "\n";
  out.text += link_lines(facts, voice, words) + std::string(words.come_back) + "\n\n" +
              put(words.automatic, "brand", brand) + "\n";
  return out;
}

}  // namespace yingda::connect
