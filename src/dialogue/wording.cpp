#include "dialogue/wording.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/ascii.hpp"
#include "dialogue/utterances.hpp"
#include "text/characters.hpp"
#include "text/normalize.hpp"

namespace yingda::dialogue {
namespace {

constexpr std::array chinese_question_words{
    "多久",   "多长",   "几天", "几个小时", "几点", "什么",   "啥",     "怎么",
    "怎样",   "为什么", "为何", "哪",       "多少", "是不是", "会不会", "有没有",
    "要不要", "谁",     "何时", "如何",     "几时", "咋",     "是否"};
// In front of 吗 these ask how things are; 可以 and 能 wish.
constexpr std::array chinese_stating_words{"有", "会", "是", "要", "还", "算", "支持"};
constexpr std::array english_question_starts{
    "how", "what", "why",      "when",   "where", "who",     "which", "is",
    "are", "does", "do i",     "do you", "do we", "do they", "will",  "whats",
    "did", "has",  "have you", "have i", "was",   "hows"};
// "Can I have a refund" wishes; "can you tell me how long" asks by its question word.
constexpr std::array english_question_words{" how ",   " what ",  " why ",     " when ",
                                            " where ", " which ", " how long", " how much"};

constexpr std::array take_backs{
    "等等",         "等一下",  "不对不对",     "不对",           "不是的",     "不是",
    "错了",         "说错了",  "我说错了",     "发错了",         "我发错了",   "打错了",
    "我打错了",     "写错了",  "我写错了",     "弄错了",         "搞错了",     "选错了",
    "我选错了",     "点错了",  "我点错了",     "看错了",         "我看错了",   "记错了",
    "我记错了",     "填错了",  "我填错了",     "输错了",         "我输错了",   "更正一下",
    "更正",         "纠正",    "改成",         "改为",           "应该是",     "不好意思",
    "抱歉",         "哦不",    "啊不",         "呃不",           "改一下",     "哦应该是",
    "哦 应该是",    "no wait", "scratch that", "better make it", "make it",    "make that",
    "wait",         "no",      "nope",         "sorry",          "my mistake", "actually",
    "correction",   "i meant", "i mean",       "wrong",          "not that",   "not this one",
    "not that one", "oops",    "it should be", "change it to"};

constexpr std::array compensation_words{"赔", "补偿", "compensat", "补我", "精神损失"};

bool word_ends_at(std::string_view key, std::size_t at) {
  return at >= key.size() || !text::is_ascii_letter(static_cast<unsigned char>(key[at])) ||
         !text::is_ascii_letter(static_cast<unsigned char>(key[at - 1]));
}

// The longest of the words that the text begins with; 0: none.
std::size_t take_back_at_start(std::string_view text) {
  std::size_t longest = 0;
  for (const std::string_view word : take_backs) {
    if (text.starts_with(word) && word_ends_at(text, word.size())) {
      longest = std::max(longest, word.size());
    }
  }
  return longest;
}

// Blanks, commas and the like between the words and what is meant.
std::string_view without_lead(std::string_view text) {
  static constexpr std::array leads{" ",  ",",  "，", "。",    ".",    "!",      "！",  ":",
                                    "：", "、", "是", "it's ", "its ", "it is ", "the "};
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view lead : leads) {
      if (!text.starts_with(lead)) continue;
      text.remove_prefix(lead.size());
      again = true;
    }
  }
  return text;
}

}  // namespace

bool asks(std::string_view text) {
  const std::string key = text::match_key(text);
  const auto inside = [&](std::string_view word) { return key.find(word) != std::string::npos; };
  if (text::has_han(key)) {
    const bool stated = key.ends_with("吗") && std::any_of(chinese_stating_words.begin(),
                                                           chinese_stating_words.end(), inside);
    return stated ||
           std::any_of(chinese_question_words.begin(), chinese_question_words.end(), inside);
  }
  const std::string words = key + " ";
  const auto begins = [&](std::string_view word) {
    return words.starts_with(word) && words[word.size()] == ' ';
  };
  return std::any_of(english_question_starts.begin(), english_question_starts.end(), begins) ||
         std::any_of(english_question_words.begin(), english_question_words.end(), inside);
}

std::string_view behind_wish(std::string_view text) {
  static constexpr std::array words{
      "要求",     "希望",       "请求",   "申请",    "想要",   "我要退",    "我要补",
      "我要全额", "就要退",     "就要补", "只要退",  "只想退", "想退",      "请退",
      "请补",     "请给我",     "请帮我", "给我退",  "给我补", "i want my", "i want a",
      "want the", "would like", "please", "request", "demand"};
  const std::string lower = lower_ascii(text);
  std::size_t first = std::string::npos;
  for (const std::string_view word : words) first = std::min(first, lower.find(word));
  return first == std::string::npos ? std::string_view() : text.substr(first);
}

bool speaks_of_compensation(std::string_view text) {
  const std::string lower = lower_ascii(text);
  return std::any_of(compensation_words.begin(), compensation_words.end(),
                     [&](std::string_view word) { return lower.find(word) != lower.npos; });
}

std::string clauses_about(bool compensation, std::string_view text) {
  const std::string normal = text::normalize(text);
  std::string out;
  for (std::size_t from = 0; from < normal.size();) {
    std::size_t to = std::min(normal.find_first_of(",;\n", from), normal.size());
    to = std::min(to, normal.find("。", from));
    const auto clause = std::string_view(normal).substr(from, to - from);
    if (speaks_of_compensation(clause) == compensation) out += std::string(clause) + ", ";
    from = to + (normal.compare(to, 3, "。") == 0 ? 3 : 1);
  }
  return out;
}

bool has_nothing_to_add(std::string_view text) {
  static constexpr std::array words{
      "没有",     "没有了",   "没了",     "没有别的",  "没有其他", "就这些",      "就这些了",
      "就这样",   "先这样",   "暂时没有", "不知道",    "不清楚",   "不记得",      "不记得了",
      "忘了",     "跳过",     "先跳过",   "不填",      "不填了",   "不写了",      "提交",
      "提交吧",   "直接提交", "算完了",   "说完了",    "none",     "nothing",     "nothing else",
      "no",       "skip",     "skip it",  "thats all", "thats it", "i dont know", "dont know",
      "not sure", "submit",   "done"};
  const std::string key = text::match_key(text);
  return std::find(words.begin(), words.end(), key) != words.end();
}

namespace {

constexpr std::array none_leads{"我",      "真的",   "真",   "实在", "确实",   "也",
                                "就是",    "都",     "现在", "这个", "订单号", "单号",
                                "手机号",  "号码",   "时间", "金额", "i ",     "sorry ",
                                "really ", "still ", "but ", "ive ", "i have "};
constexpr std::array none_words{"没有",
                                "没",
                                "没有啊",
                                "没有呀",
                                "没有了",
                                "没有订单号",
                                "没订单号",
                                "没有单号",
                                "找不到",
                                "找不到了",
                                "没找到",
                                "查不到",
                                "看不到",
                                "找不着",
                                "不知道",
                                "不知道啊",
                                "不记得",
                                "不记得了",
                                "忘了",
                                "忘记了",
                                "不清楚",
                                "记不得了",
                                "记不清了",
                                "不知道订单号",
                                "none",
                                "no",
                                "nope",
                                "dont know",
                                "do not know",
                                "dont have one",
                                "do not have one",
                                "dont have it",
                                "do not have it",
                                "have none",
                                "cant find it",
                                "cannot find it",
                                "can not find it",
                                "forgot",
                                "forgot it",
                                "no idea",
                                "dont remember",
                                "do not remember",
                                "dont have the number",
                                "do not have the number",
                                "dont have an order number",
                                "dont know it",
                                "dont know the number",
                                "forgotten it",
                                "lost it"};

// One clause of it.
bool is_none(std::string_view text) {
  std::string key = text::match_key(text);
  std::string_view rest = key;
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view lead : none_leads) {
      if (!rest.starts_with(lead) || rest == lead) continue;
      rest.remove_prefix(lead.size());
      again = true;
    }
  }
  return std::find(none_words.begin(), none_words.end(), rest) != none_words.end();
}

}  // namespace

bool says_none(std::string_view text) {
  if (is_none(text)) return true;
  // "订单号我忘了，手机号138…可以查吗": what stands beside it is neither a question how to find it,
  // nor that it is being looked for.
  const auto clauses = clauses_of(text);
  const auto none = std::find_if(clauses.begin(), clauses.end(),
                                 [](const std::string& each) { return is_none(each); });
  static constexpr std::array seeks{"找",    "看看", "等",   "let me",
                                    "check", "look", "wait", "second"};
  const auto open = [](const std::string& each) {
    return asks(each) || std::any_of(seeks.begin(), seeks.end(), [&](const char* word) {
             return !is_none(each) && each.find(word) != std::string::npos;
           });
  };
  return none != clauses.end() && std::none_of(clauses.begin(), clauses.end(), open);
}

bool asks_for_what_comes(std::string_view question) {
  static constexpr auto past = std::to_array<std::string_view>(
      {"付款", "付的", "下单", "充值", "充的", "发生", "买的", "购买", "收到", "到账", "转账",
       "did ", "was ", "were ", "paid", "bought", "ordered", "happened"});
  static constexpr auto coming = std::to_array<std::string_view>(
      {"最晚",      "最迟",        "截止",         "期限",       "预约",       "入住",
       "退房",      "取车",        "还车",         "到店",       "上门",       "取件",
       "出发",      "方便",        "什么时候解决", "什么时候来", "什么时候要", "几点来",
       "几点到",    "希望",        "by when",      "deadline",   "latest",     "will you",
       "would you", "do you want", "should we",    "pick up",    "pick it up", "pickup",
       "check in",  "appointment", "arrival time", "arrive"});
  const std::string normal = lower_ascii(text::normalize(question));
  const auto holds = [&](std::string_view word) { return normal.find(word) != normal.npos; };
  return std::ranges::none_of(past, holds) && std::ranges::any_of(coming, holds);
}

bool denies_first(std::string_view text) {
  const std::string key = text::match_key(text);
  if (key.starts_with("no ") || key.starts_with("nope ")) return true;
  // "不是三点，是四点" says what it is instead.
  return key.starts_with("不是") && text::normalize(text).find(",是") == std::string::npos;
}

bool takes_back(std::string_view text) {
  const std::string normal = text::normalize(text);
  if (take_back_at_start(normal) > 0) return true;
  for (const std::string_view word :
       {"应该是",  "改成",   "改为",     "换成",     "改到",      "should be",
        "i meant", "说错了", "发错了",   "打错了",   "写错了",    "填错了",
        "输错了",  "看错了", "记错了",   "不对,是",  "不对是",    "错了,是",
        "错了是",  "才对",   "才是对的", "is wrong", "was wrong", "not right"}) {
    if (normal.find(word) != std::string::npos) return true;
  }
  const auto change = normal.find("change the ");
  return change != std::string::npos && normal.find(" to ", change) != std::string::npos;
}

std::string_view behind_take_back(std::string_view text) {
  const std::string_view whole = text::trim(text);
  std::string_view rest = whole;
  for (std::size_t word = take_back_at_start(lower_ascii(rest)); word > 0;
       word = take_back_at_start(lower_ascii(rest))) {
    rest = without_lead(rest.substr(word));
  }
  return rest.empty() ? whole : rest;
}

std::string asks_the_same_of(std::string_view text) {
  static constexpr auto leads =
      std::to_array<std::string_view>({"那么", "那", "要是", "如果是", "如果", "换成", "和",
                                       "what about ", "how about ", "and what about "});
  static constexpr auto tails = std::to_array<std::string_view>({"的话呢", "的呢", "呢", "的话"});
  constexpr std::size_t han_max = 8;
  constexpr std::size_t letters_max = 24;
  const std::string key = text::match_key(text);
  std::string_view rest = key;
  bool led = false, ended = false;
  for (const auto lead : leads) {
    if (!rest.starts_with(lead)) continue;
    rest.remove_prefix(lead.size());
    led = true;
  }
  for (const auto tail : tails) {
    if (ended || !rest.ends_with(tail)) continue;
    rest.remove_suffix(tail.size());
    ended = true;
  }
  const bool han = text::has_han(key);
  const std::string what(text::trim(rest));
  const bool same = han ? ended : led;
  const bool fits =
      text::characters(what) >= 2 && text::characters(what) <= (han ? han_max : letters_max);
  const bool own =
      what.starts_with("我") || what.starts_with("my ") || what.find("投诉") != what.npos;
  return same && fits && !own && !asks(what) ? what : std::string();
}

}  // namespace yingda::dialogue
