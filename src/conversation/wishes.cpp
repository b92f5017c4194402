#include "conversation/wishes.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "dialogue/person_wish.hpp"
#include "dialogue/wording.hpp"
#include "text/characters.hpp"
#include "text/normalize.hpp"
#include "workorder/number.hpp"

namespace yingda::conversation {
namespace {

// Longer ones tell a case, in which a person is one word of many.
constexpr std::size_t wish_characters_max = 48;
constexpr std::size_t number_bytes_max = 40;
constexpr std::size_t beside_number_max = 12;

// Who asks about people is answered; who asks for one gets one.
constexpr std::array<std::string_view, 15> asks_about{"怎么", "如何",  "哪里",  "在哪",  "几点",
                                                      "多久", "时间",  "电话",  "上班",  "how",
                                                      "when", "where", "hours", "phone", "number"};
constexpr auto negations = std::to_array<std::string_view>(
    {"取消",       "撤销", "停止", "不",   "不用", "不要",    "不需要",     "无需",
     "不必",       "别",   "不是", "不想", "没",   "没有",    "never",      "no need",
     "no need to", "not",  "stop", "no",   "dont", "without", "no need for"});
// What may stand between a negation and the word that it denies: "别给我转人工", "不是要人工".
constexpr auto between = std::to_array<std::string_view>(
    {"等",      "给我",        "帮我",    "帮忙",      "安排",
     "联系",    "转到",        "转",      "接",        "找",
     "叫",      "要",          "想",      "再",        "跟",
     "和",      "到",          "了",      "a",         "an",
     "the",     "any",         "to",      "want",      "need",
     "talk",    "transfer me", "人工",    "真人",      "trying",
     "说",      "叫",          "让",      "有",        "人",
     "get",     "give",        "me",      "us",        "find",
     "send",    "let",         "connect", "trying to", "asked for",
     "ask for", "anybody",     "anyone",  "transfer",  "the transfer to"});
// People, however they are spoken of.
constexpr auto people = std::to_array<std::string_view>(
    {"人工", "真人", "活人", "客服", "主管", "human", "humans", "agent", "agents", "person",
     "representative", "somebody", "someone", "operator"});
// Longer ones say more than that something is to end.
constexpr std::size_t stop_han_max = 8;
constexpr std::size_t stop_letters_max = 20;
// "投诉你们" alone may be the name of something; "我要投诉你们" is a wish.
constexpr std::size_t wished_bytes_min = 6;
constexpr std::array<std::string_view, 8> complaint_words{
    "我要投诉",           "我想投诉",           "要投诉",          "投诉",
    "i want to complain", "i have a complaint", "complaint about", "complaint"};

// "I have no order number, get me a person" asks for no number.
bool is_asked_about(std::string key) {
  static constexpr std::string_view order = "order number";
  if (const auto at = key.find(order); at != std::string::npos) key.erase(at, order.size());
  return std::any_of(asks_about.begin(), asks_about.end(),
                     [&](std::string_view word) { return holds_word(key, word); });
}

bool ends_with_word(std::string_view text, std::string_view word) {
  if (!text.ends_with(word)) return false;
  const std::size_t at = text.size() - word.size();
  const bool letter = text::is_ascii_letter(static_cast<unsigned char>(word.front()));
  return !letter || at == 0 || !text::is_ascii_letter(static_cast<unsigned char>(text[at - 1]));
}

bool ends_with_negation(std::string_view text) {
  return std::any_of(negations.begin(), negations.end(),
                     [&](std::string_view no) { return ends_with_word(text, no); });
}

bool is_denied(std::string_view before) {
  for (;;) {
    before = text::trim(before);
    if (before.ends_with("有没有")) return false;  // "有没有真人" asks for one
    if (ends_with_negation(before)) return true;
    const auto* word = std::find_if(between.begin(), between.end(), [&](std::string_view each) {
      return ends_with_word(before, each);
    });
    if (word == between.end()) return false;
    before.remove_suffix(word->size());
  }
}

// What people threaten with.
constexpr auto threats =
    std::to_array<std::string_view>({"就投诉",         "就举报",           "就差评",
                                     "就曝光",         "就报警",           "就起诉",
                                     "就去12315",      "就打12315",        "就找12315",
                                     "就退款",         "就不客气",         "跟你没完",
                                     "跟你们没完",     " i will complain", " ill complain",
                                     " i will report", " ill report",      " im going to complain",
                                     " i will sue",    " ill sue"});

// "不转人工我就投诉", "if you do not get me a human I will complain": they insist on one. Who only
// wants none says 不用, 不要, 不想.
bool insists(std::string_view key) {
  static constexpr auto beginnings = std::to_array<std::string_view>(
      {"不转", "不给", "不叫", "不找", "不安排", "不接", "再不", "要是不", "如果不", "你不",
       "你们不", "你们再不", "if you dont ", "if you do not ", "unless you "});
  const auto begins = [key](std::string_view start) { return key.starts_with(start); };
  if (std::ranges::none_of(beginnings, begins)) return false;
  if (key.ends_with("不行") && !key.ends_with("行不行")) return true;
  const auto holds = [key](std::string_view threat) { return key.find(threat) != key.npos; };
  return std::ranges::any_of(threats, holds);
}

// "转人工吧，算了不用了": what is said last counts.
bool taken_back_behind(std::string_view rest) {
  // "还是给我转人工算了" wants one: 算了 alone says nothing.
  static constexpr std::array<std::string_view, 7> words{
      "算了不", "不用转", "不用了", "不转了", "不找了", "never mind", "forget it"};
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return rest.find(word) != rest.npos; });
}

struct Place {
  std::size_t begin = std::string::npos;
  std::size_t end = 0;
};

// Where the last of the words begins in the key, or a longer one that it is part of: "不想跟机器人"
// is one word. npos: none of them stands there.
template <class Words>
std::size_t last_of(const std::string& key, const Words& words) {
  std::vector<Place> places;
  for (const auto& word : words) {
    if (!holds_word(key, word)) continue;
    const auto at = key.rfind(word);
    places.push_back({at, at + word.size()});
  }
  Place last;
  for (const auto& place : places) {
    if (place.end > last.end) last = place;
  }
  for (const auto& place : places) {
    if (place.begin < last.begin && place.end > last.begin) last.begin = place.begin;
  }
  return last.begin;
}

// The longest piece from `at` on that may be a number.
std::string_view number_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && end - at < number_bytes_max &&
         (text::is_digit(static_cast<unsigned char>(text[end])) || text[end] == '-' ||
          text[end] == ' ')) {
    ++end;
  }
  while (end > at && !text::is_digit(static_cast<unsigned char>(text[end - 1]))) --end;
  return text.substr(at, end - at);
}

// "投诉-20261120002-付款未到账", with any of the strokes that people type.
bool is_numbered(std::string_view rest) {
  static constexpr std::array<std::string_view, 6> strokes{"-", "—", "–", "+", "_", "/"};
  const auto* stroke = std::find_if(strokes.begin(), strokes.end(),
                                    [&](std::string_view each) { return rest.starts_with(each); });
  if (stroke == strokes.end()) return false;
  rest = text::trim(rest.substr(stroke->size()));
  return !rest.empty() && (text::is_digit(static_cast<unsigned char>(rest.front())) ||
                           rest.find(*stroke) != rest.npos);
}

// "投诉 20261120002 未到账", "我要投诉订单20261120002没到账".
bool holds_number(std::string_view text) {
  constexpr std::size_t digits_min = 8;
  std::size_t digits = 0;
  for (const char c : text) {
    digits = text::is_digit(static_cast<unsigned char>(c)) ? digits + 1 : 0;
    if (digits == digits_min) return true;
  }
  return false;
}

// The case it was about is over.
bool takes_complaint_back(std::string_view text) {
  static constexpr std::array<std::string_view, 10> words{
      "不用处理", "不用了",   "撤销",   "撤回",     "取消投诉",
      "不投诉了", "已经解决", "解决了", "已经到了", "resolved"};
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != text.npos; });
}

}  // namespace

bool wishes_person(const Catalog& catalog, const Said& said) {
  return wishes_person(catalog.triggers.human_words, said);
}

bool wishes_person(const std::vector<std::string>& words, const Said& said) {
  const auto& key = said.key;
  if (text::characters(key) > wish_characters_max || is_asked_about(key)) return false;
  // "你们人工都是垃圾，我不找人工": what is said last counts.
  const auto wanted = [&key](std::size_t at) {
    if (at == std::string::npos) return false;
    return insists(key) || (!is_denied(std::string_view(key).substr(0, at)) &&
                            !taken_back_behind(std::string_view(key).substr(at)));
  };
  const auto last = last_of(key, words);
  const auto at = last == std::string::npos ? dialogue::person_wish(key) : last;
  return wanted(at) && !dialogue::speaks_of_other_people(key);
}

bool wishes_no_person(const Said& said) {
  const auto named = last_of(said.key, people);
  const auto last = named == std::string::npos ? dialogue::person_wish(said.key) : named;
  if (last == std::string::npos || insists(said.key)) return false;
  const std::string_view key = said.key;
  return is_denied(key.substr(0, last)) || taken_back_behind(key.substr(last));
}

bool speaks_of_people(const std::string& text) {
  return last_of(text::match_key(text), people) != std::string::npos;
}

bool wishes_to_stop(const Said& said) {
  static constexpr auto leads =
      std::to_array<std::string_view>({"算了吧", "算了", "那", "我", "暂时", "先", "就", "还是"});
  static constexpr auto tails = std::to_array<std::string_view>({"谢谢", "吧", "算了"});
  static constexpr auto denials =
      std::to_array<std::string_view>({"不想", "不用", "不要", "不需要", "不", "别"});
  // What visitors do themselves: "不理我了" is said of us.
  static constexpr auto doings = std::to_array<std::string_view>(
      {"了",   "退",   "充", "买", "要", "投诉", "查",   "问", "办", "申请",
       "换",   "订",   "修", "弄", "搞", "提现", "绑定", "改", "试", "用",
       "登记", "预约", "报", "填", "说", "聊了", "约",   "住", "挂", "租"});
  const std::size_t most = text::has_han(said.key) ? stop_han_max : stop_letters_max;
  if (text::characters(said.key) > most || dialogue::asks(said.text)) return false;
  std::string_view key = said.key;
  for (const auto tail : tails) {
    if (key.ends_with(tail) && key != tail) key.remove_suffix(tail.size());
  }
  key = text::trim(key);
  if (!key.ends_with("了")) return false;
  for (const auto lead : leads) {
    if (key.starts_with(lead)) key = text::trim(key.substr(lead.size()));
  }
  const auto* denial = std::find_if(denials.begin(), denials.end(),
                                    [&](std::string_view no) { return key.starts_with(no); });
  if (denial == denials.end()) return false;
  key.remove_prefix(denial->size());
  // "不了", but not "不了解"; a denial of one character needs what is denied.
  return std::any_of(doings.begin(), doings.end(), [&](std::string_view doing) {
    return doing == "了" ? key == "了" : key.starts_with(doing);
  });
}

bool gives_up(const Said& said) {
  const bool named = said.key.starts_with("算了") || said.key.ends_with("算了");
  return named && said.key != "算了" && wishes_to_stop(said);
}

bool wishes_to_cancel(const Said& said) {
  static constexpr std::array<std::string_view, 8> leads{"我",   "要",      "想",         "先",
                                                         "帮我", "please ", "i want to ", "just "};
  static constexpr std::array<std::string_view, 4> words{"取消", "cancel ", "不办", "不弄"};
  const std::size_t most = text::has_han(said.key) ? stop_han_max : stop_letters_max;
  if (text::characters(said.key) > most || dialogue::asks(said.text)) return false;
  std::string_view key = said.key;
  for (const auto lead : leads) {
    if (key.starts_with(lead)) key.remove_prefix(lead.size());
  }
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return key.starts_with(word); });
}

bool is_complaint(const std::string& text) {
  static constexpr std::array<std::string_view, 3> opens{"[", "(", "【"};
  static constexpr std::array<std::string_view, 3> closes{"]", ")", "】"};
  const std::string plain = text::normalize(text);  // full-width signs are plain ones now
  std::string_view rest = text::trim(plain);
  for (const auto open : opens) {
    if (rest.starts_with(open)) rest.remove_prefix(open.size());
  }
  const auto word = std::find_if(complaint_words.begin(), complaint_words.end(),
                                 [&](std::string_view each) { return rest.starts_with(each); });
  if (word == complaint_words.end() || takes_complaint_back(plain)) return false;
  rest = text::trim(rest.substr(word->size()));
  const bool marked = std::any_of(closes.begin(), closes.end(), [&](std::string_view close) {
    return rest.starts_with(close) && rest.size() > close.size();
  });
  if (marked || is_numbered(rest)) return true;
  // "我要投诉你们客服态度差", "I want to complain about your agent".
  static constexpr std::array<std::string_view, 13> targets{"你们", "你",   "客服", "商家", "卖家",
                                                            "店家", "平台", "他们", "这家", "about",
                                                            "your", "the ", "you"};
  const bool at_somebody = std::any_of(targets.begin(), targets.end(), [&](std::string_view whom) {
    return rest.starts_with(whom);
  });
  if (at_somebody && word->size() > wished_bytes_min && !dialogue::asks(text)) return true;
  // "投诉，多久有结果" asks about complaints. A number of the shop's says which order it is about.
  const bool told =
      ((rest.starts_with(":") || rest.starts_with(",")) && rest.size() > 1) || holds_number(rest);
  return told && !dialogue::asks(text);
}

std::string named_work_order(const std::string& text) {
  const std::string plain = text::normalize(text);
  for (auto at = plain.find("gd"); at != std::string::npos; at = plain.find("gd", at + 1)) {
    std::size_t from = at + 2;
    while (from < plain.size() && plain[from] == ' ') ++from;
    const auto number = workorder::normal_number("GD" + std::string(number_at(plain, from)));
    if (workorder::valid_number(number)) return number;
  }
  // Without GD it must look like one: a number of the shop's may have such a check digit by chance.
  const bool hyphens = std::count(plain.begin(), plain.end(), '-') == 2;
  const auto number = workorder::normal_number(plain);
  return hyphens && workorder::valid_number(number) ? number : std::string();
}

std::string misspelt_number(const std::string& text) {
  static const std::size_t length = workorder::make_number("20260101", 1).size();
  const std::string plain = text::normalize(text);
  const auto at = plain.find("gd");
  if (at == std::string::npos || !named_work_order(text).empty()) return {};
  auto number = workorder::normal_number("GD" + std::string(number_at(plain, at + 2)));
  return number.starts_with("GD20") && number.size() >= length ? number : std::string();
}

bool says_little_beside_number(const std::string& text) {
  if (dialogue::asks(text)) return false;
  std::string rest = text::match_key(text);
  std::erase_if(rest, [](char c) { return text::is_digit(static_cast<unsigned char>(c)); });
  return text::characters(rest) <= beside_number_max;
}

}  // namespace yingda::conversation
