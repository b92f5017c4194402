#include "conversation/holding.hpp"

#include <algorithm>
#include <array>

#include "text/normalize.hpp"

namespace yingda::conversation {
namespace {

// What may stand around a holding phrase without telling anything, as match keys.
constexpr std::array politeness{
    "非常抱歉", "不好意思", "感谢您的",  "的问题", "您反馈", "您好", "你好",
    "亲爱的",   "亲亲",     "抱歉",      "谢谢",   "感谢",   "理解", "我们",
    "这边",     "已经",     "尽快",      "处理",   "一下",   "一会", "为您",
    "给您",     "帮您",     "会",        "您的",   "您",     "亲",   "请",
    "了",       "哦",       "呢",        "哈",     "啊",     "呀",   "噢",
    "的",       "儿",       "正在",      "在",     "hello",  "hi",   "dear customer",
    "dear",     "sorry",    "thank you", "thanks", "please", "and",  "for your patience",
    "we",
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
    text.replace(at, part.size(), " ");
    found = true;
  }
  return found;
}

}  // namespace

bool is_holding(std::string_view text, const std::vector<std::string>& phrases) {
  std::vector<std::string> keys;
  for (const auto& phrase : phrases) keys.push_back(text::match_key(phrase));
  std::sort(keys.begin(), keys.end(),  // the longest first: 请稍等 before 稍等
            [](const auto& a, const auto& b) { return a.size() > b.size(); });
  std::string rest = text::match_key(text);
  bool holds = false;
  for (const auto& key : keys) holds = take_out(rest, key) || holds;
  if (!holds) return false;
  for (const char* word : politeness) take_out(rest, word);
  return rest.find_first_not_of(' ') == std::string::npos;
}

}  // namespace yingda::conversation
