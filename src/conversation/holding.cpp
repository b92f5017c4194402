#include "conversation/holding.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "text/normalize.hpp"

namespace yingda::conversation {
namespace {

// What may stand around a holding phrase without telling anything, as match keys.
constexpr std::array politeness{
    "非常抱歉",
    "不好意思",
    "感谢您的",
    "的问题",
    "您反馈",
    "您好",
    "你好",
    "亲爱的",
    "亲亲",
    "抱歉",
    "谢谢",
    "感谢",
    "理解",
    "我们",
    "这边",
    "为您",
    "给您",
    "帮您",
    "您的",
    "片刻",
    "麻烦",
    "一下",
    "一会",
    "会",
    "您",
    "亲",
    "请",
    "先",
    "哦",
    "呢",
    "哈",
    "啊",
    "呀",
    "噢",
    "的",
    "儿",
    "dear customer",
    "for your patience",
    "thank you",
    "thanks",
    "hello",
    "dear",
    "sorry",
    "please",
    "and",
    "we",
    "hi",
};

// Takes every `part` out of `text`; a Latin part only where a word begins and ends.
bool take_out(std::string& text, std::string_view part) {
  if (part.empty()) return false;
  const auto is_letter = [&](std::size_t at) {
    return at < text.size() && std::isalnum(static_cast<unsigned char>(text[at])) != 0;
  };
  const bool latin = static_cast<unsigned char>(part.front()) < 0x80;
  bool found = false;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at)) {
    if (latin && ((at > 0 && is_letter(at - 1)) || is_letter(at + part.size()))) {
      at += part.size();
      continue;
    }
    text.replace(at, part.size(), latin ? " " : "");
    found = true;
  }
  return found;
}

std::string without_politeness(std::string text) {
  for (const char* word : politeness) take_out(text, word);
  std::string out;
  for (const char c : text) {
    if (c != ' ' || (!out.empty() && out.back() != ' ')) out += c;
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

}  // namespace

bool is_holding(std::string_view text, const std::vector<std::string>& phrases) {
  std::vector<std::string> cores;  // the phrases without their own politeness
  for (const auto& phrase : phrases) cores.push_back(without_politeness(text::match_key(phrase)));
  std::sort(cores.begin(), cores.end(),  // the longest first: 正在处理中 before 正在处理
            [](const auto& a, const auto& b) { return a.size() > b.size(); });
  std::string rest = without_politeness(text::match_key(text));
  bool holds = false;
  for (const auto& core : cores) holds = take_out(rest, core) || holds;
  return holds && rest.find_first_not_of(' ') == std::string::npos;
}

bool says_nothing(const Catalog& catalog, std::string_view text) {
  if (text::match_key(text).find_first_not_of(' ') == std::string::npos) return true;
  std::vector<std::string> phrases = catalog.policy.holding_phrases;
  for (const auto& reply : catalog.policy.canned_replies) {
    if (!reply.holding) continue;
    for (const auto& [locale, words] : reply.text.by_locale) {
      phrases.insert(phrases.end(), words.begin(), words.end());
    }
  }
  return is_holding(text, phrases);
}

}  // namespace yingda::conversation
