#include "dialogue/echo.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "dialogue/utterances.hpp"
#include "dialogue/wording.hpp"
#include "text/characters.hpp"
#include "text/normalize.hpp"

namespace yingda::dialogue {
namespace {

using std::string_view;

// A longer answer tells more than yes or no.
constexpr std::size_t echo_answer_max = 24;

template <std::size_t Size>
bool strip_start(string_view& text, const std::array<string_view, Size>& words) {
  for (const auto word : words) {
    if (!text.starts_with(word)) continue;
    text = text::trim(text.substr(word.size()));
    return true;
  }
  return false;
}

template <std::size_t Size>
bool strip_end(string_view& text, const std::array<string_view, Size>& words) {
  for (const auto word : words) {
    if (!text.ends_with(word)) continue;
    text = text::trim(text.substr(0, text.size() - word.size()));
    return true;
  }
  return false;
}

// What leads to the verb of a question that is answered by yes or no.
constexpr auto askers = std::to_array<string_view>(
    {"请问",      "您",           "你",           "是否",     "要不要",    "需不需要",
     "需要",      "还要",         "要",           "想",       "确认",      "现在",
     "已经",      "do you want ", "do you need ", "a ",       "an ",       "any ",
     "the ",      "should we ",   "should i ",    "shall i ", "shall we ", "would you like ",
     "have you ", "did you ",     "it ",          "to ",      "us to "});
constexpr auto asker_ends = std::to_array<string_view>({"吗", "么", "呢", "?"});

// Manners around an answer.
constexpr auto manners = std::to_array<string_view>(
    {"早就", "早",    "刚刚",          "刚",       "从来",    "最好",    "算了", "我",
     "要",   "想",    "帮我",          "给我",     "请",      "那",      "就",   "麻烦",
     "已经", "都",    "i would like ", "id like ", "i want ", "please ", "yes ", "it ",
     "to ",  "have ", "i need ",       "with ",    "a ",      "an ",     "any ", "the ",
     "i ",   "be "});
constexpr auto manner_ends =
    std::to_array<string_view>({"吧", "啊", "呀", "呢", "哦", "啦", "呗", "一下", "谢谢", "嘛",
                                "的", " please", " it", " thanks"});
constexpr auto echo_denials = std::to_array<string_view>(
    {"还没有", "还没", "还未", "没有", "没", "不用", "不需要", "不要", "不想", "不", "别",
     "do not ", "dont ", "havent ", "have not ", "not ", "no ", "without "});

// "到了到了" says it twice.
void say_once(string_view& rest) {
  const auto half = rest.size() / 2;
  if (half > 0 && rest.substr(0, half) == rest.substr(half)) rest = rest.substr(0, half);
}

// The verb that the last clause of the question asks about, as a match key.
std::string predicate_of(string_view question) {
  const auto clauses = clauses_of(question);
  if (clauses.empty()) return {};
  const std::string key = text::match_key(clauses.back());
  string_view rest = key;
  while (strip_end(rest, asker_ends)) continue;
  while (strip_start(rest, askers)) continue;
  return std::string(rest);
}

// "加急处理" is what was asked; "加急费太贵" and "加急就算了" are not.
bool goes_on_plainly(string_view rest, string_view predicate) {
  static constexpr auto tails = std::to_array<string_view>({"", "处理", "办理", "了", "下"});
  if (!rest.starts_with(predicate)) return false;
  const auto tail = rest.substr(predicate.size());
  return std::find(tails.begin(), tails.end(), tail) != tails.end();
}

// "能加急就加急": as far as it can be.
bool if_it_can(string_view key, string_view predicate) {
  const std::string wish = "能" + std::string(predicate) + "就" + std::string(predicate);
  return key == wish || key == wish + "吧";
}

// "不加急不行": it must be.
bool insists(string_view key, string_view predicate) {
  const auto must = [&](string_view end) {
    return key.ends_with(end) && key.find(predicate) != key.npos;
  };
  return key.starts_with("不") && (must("不行") || must("不可") || must("不成"));
}

// "是本人下的单吗？" asks who it was.
std::optional<bool> tells_who(string_view question, string_view key) {
  static constexpr auto askings =
      std::to_array<string_view>({"本人", "您自己", "你自己", "yourself", "by you", "was it you"});
  static constexpr auto selves = std::to_array<string_view>(
      {"本人", "是本人", "我本人", "自己", "我自己", "是我自己", "我下的", "我下的单", "我自己下的",
       "自己下的", "我买的", "我自己买的", "me", "it was me", "myself", "i did it myself"});
  static constexpr auto others = std::to_array<string_view>(
      {"不是本人", "别人",       "别人下的",    "是别人",       "朋友",
       "朋友下的", "家人",       "家人下的",    "孩子",         "孩子下的",
       "我孩子",   "我爸",       "我妈",        "老公",         "老婆",
       "代下",     "帮朋友下的", "a friend",    "my friend",    "my kid",
       "my child", "my son",     "my daughter", "someone else", "somebody else"});
  const auto holds = [question](string_view word) { return question.find(word) != question.npos; };
  if (std::none_of(askings.begin(), askings.end(), holds)) return std::nullopt;
  if (std::find(selves.begin(), selves.end(), key) != selves.end()) return true;
  if (std::find(others.begin(), others.end(), key) != others.end()) return false;
  return std::nullopt;
}

bool may_echo(string_view answer, const std::string& key) {
  return text::characters(key) <= echo_answer_max && !asks(answer) && !answer.ends_with('?') &&
         !answer.ends_with("？");
}

// What is left of an answer without manners and denials.
struct Rest {
  string_view words;
  bool denied = false;
};

// nullopt: denied twice, "不是不要".
std::optional<Rest> without_manners(string_view key) {
  string_view rest = key;
  bool denied = false;
  for (bool again = true; again;) {
    again = strip_end(rest, manner_ends);
    if (strip_start(rest, echo_denials)) {
      if (denied) return std::nullopt;  // "不是不要"
      denied = again = true;
    }
    again = strip_start(rest, manners) || again;
  }
  say_once(rest);
  return Rest{rest, denied};
}

// "Would you like it without a driver?": "without a driver", "no driver" say yes to it.
bool asks_without(string_view predicate) { return predicate.find("without ") != predicate.npos; }

std::optional<bool> answered(const std::string& predicate, const Rest& said) {
  const auto& [rest, without] = said;
  const bool denied = without != asks_without(predicate);
  if (rest.empty() || rest == "了" || predicate.empty()) return std::nullopt;
  // "收到了" is the beginning of "收到短信了".
  const auto begun =
      rest.ends_with("了") ? rest.substr(0, rest.size() - string_view("了").size()) : rest;
  const bool told =
      predicate.starts_with(begun) || (text::characters(rest) > 1 && predicate.ends_with(rest)) ||
      goes_on_plainly(rest, predicate) || (denied && predicate.find(rest) != predicate.npos);
  const bool word = text::has_han(rest) || rest.size() > 3;
  return told && word ? std::optional(!denied) : std::nullopt;
}

}  // namespace

std::optional<bool> echoed(string_view question, string_view answer) {
  const std::string key = text::match_key(answer);
  if (!may_echo(answer, key)) return std::nullopt;
  if (const auto who = tells_who(text::normalize(question), key)) return who;
  const std::string predicate = predicate_of(question);
  if (!predicate.empty() && (insists(key, predicate) || if_it_can(key, predicate))) return true;
  const auto said = without_manners(key);
  return said ? answered(predicate, *said) : std::nullopt;
}

std::optional<bool> echoed_by_name(string_view question, string_view answer) {
  const std::string key = text::match_key(answer);
  const std::string predicate = predicate_of(question);
  const auto said = without_manners(key);
  // Who has one of their own asks for none.
  static constexpr auto owns =
      std::to_array<string_view>({"i have", "we have", "自带", "自己有", "我有"});
  const bool own =
      std::ranges::any_of(owns, [&](string_view word) { return key.starts_with(word); });
  if (!said || own || !may_echo(answer, key)) return std::nullopt;
  const std::size_t least = text::has_han(said->words) ? 2 : 4;
  const bool named =
      text::characters(said->words) >= least && predicate.find(said->words) != predicate.npos;
  return named ? answered(predicate, *said) : std::nullopt;
}

}  // namespace yingda::dialogue
