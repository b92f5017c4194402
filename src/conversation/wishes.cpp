#include "conversation/wishes.hpp"

#include <algorithm>
#include <array>
#include <string_view>

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
constexpr std::array<std::string_view, 10> negations{"不", "不用", "不要",    "不需要",     "无需",
                                                     "别", "不想", "no need", "no need to", "not"};
constexpr std::array<std::string_view, 8> complaint_words{
    "我要投诉",           "我想投诉",           "要投诉",          "投诉",
    "i want to complain", "i have a complaint", "complaint about", "complaint"};

bool is_asked_about(const std::string& key) {
  return std::any_of(asks_about.begin(), asks_about.end(),
                     [&](std::string_view word) { return holds_word(key, word); });
}

bool is_denied(const std::string& before) {
  const auto trimmed = text::trim(before);
  return std::any_of(negations.begin(), negations.end(),
                     [&](std::string_view no) { return trimmed.ends_with(no); });
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
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return holds_word(key, word) && !is_denied(key.substr(0, key.find(word)));
  });
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
  // "投诉，多久有结果" asks about complaints.
  const bool told = (rest.starts_with(":") || rest.starts_with(",")) && rest.size() > 1;
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

bool says_little_beside_number(const std::string& text) {
  if (dialogue::asks(text)) return false;
  std::string rest = text::match_key(text);
  std::erase_if(rest, [](char c) { return text::is_digit(static_cast<unsigned char>(c)); });
  return text::characters(rest) <= beside_number_max;
}

}  // namespace yingda::conversation
