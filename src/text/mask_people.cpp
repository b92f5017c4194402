// Who somebody is, where they live and how they are reached, told in a sentence:
// "我叫王小明，住在…", "微信号 …", "my name is …".

#include <algorithm>
#include <array>
#include <string>

#include "text/characters.hpp"
#include "text/mask_rules.hpp"

namespace yingda::text {
namespace {

using Word = std::u32string_view;

// The most common ones; those that mostly stand for something else (车, 时, 都) are left out.
constexpr Word surnames =
    U"王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧肖程曹袁邓许傅沈曾彭吕苏卢蒋蔡"
    U"贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱"
    U"汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂焦柳邢岳齐梅莫庄辛"
    U"管祝左涂谷祁舒耿牟卜詹关苗凌费纪靳盛童欧甄项裴席卫屈鲍覃霍翁隋甘景柏宁柯阮桂闵柴冉饶瞿戚";
constexpr std::array<Word, 18> double_surnames{
    U"欧阳", U"司马", U"上官", U"诸葛", U"东方", U"皇甫", U"尉迟", U"公孙", U"慕容",
    U"令狐", U"司徒", U"夏侯", U"长孙", U"宇文", U"端木", U"南宫", U"独孤", U"轩辕"};
// What goes on behind a name instead of belonging to it.
constexpr Word behind_name = U"住在是的手电我你他她想要和有不来了";
constexpr std::size_t given_name_max = 2;

// Words that a name follows at once, and words that need a colon or 是 in between.
constexpr std::array<Word, 3> introductions{U"我叫", U"名叫", U"名字叫"};
constexpr std::array<Word, 8> name_labels{U"姓名", U"收件人", U"收货人",    U"联系人",
                                          U"机主", U"户主",   U"recipient", U"consignee"};
constexpr Word my_name_is = U"my name is ";

constexpr std::array<Word, 8> living{U"住在", U"家住", U"住",   U"家在",
                                     U"寄到", U"寄往", U"送到", U"发到"};
constexpr Word streets = U"路街道巷弄村";
constexpr Word houses = U"号弄栋幢室楼座层";
constexpr Word regions = U"省市区县镇乡州";
constexpr Word numerals = U"零〇一二三四五六七八九十百";
constexpr Word spoken_digits = U"零〇一二三四五六七八九幺";
constexpr std::size_t clause_max = 80;
constexpr std::size_t street_name_max = 4;

constexpr std::size_t spoken_phone_digits = 11;
constexpr std::size_t messenger_id_min = 5;
constexpr std::size_t messenger_id_max = 24;

bool is_numeral(char32_t c) { return is_digit(c) || any_of(numerals, c); }
bool is_capital(const Glyphs& glyphs, std::size_t at) {
  return at < glyphs.size() && glyphs[at].shown != glyphs[at].c;
}
// Is the glyph before `at` part of the same word?
bool inside_word(const Glyphs& glyphs, std::size_t at) {
  return at > 0 && (is_ascii_letter(glyphs[at - 1].c) || is_digit(glyphs[at - 1].c));
}

// Behind "：", "是", "为", " is " and blanks; `at` stays when there is none of them.
std::size_t behind_link(const Glyphs& glyphs, std::size_t at) {
  std::size_t to = at;
  while (any_of(U":：=是为 ", glyph_at(glyphs, to))) ++to;
  if (starts(glyphs, to, U"is ")) to += 3;
  return to;
}

std::size_t surname_at(const Glyphs& glyphs, std::size_t at) {
  const bool two = std::any_of(double_surnames.begin(), double_surnames.end(),
                               [&](Word name) { return starts(glyphs, at, name); });
  return two ? 2 : any_of(surnames, glyph_at(glyphs, at)) ? 1 : 0;
}

std::string stars(std::size_t count) { return std::string(count, '*'); }

std::optional<MaskSpan> chinese_name(const Glyphs& glyphs, std::size_t at) {
  const std::size_t surname = surname_at(glyphs, at);
  if (surname == 0) return std::nullopt;
  std::size_t to = at + surname;
  const bool title =
      starts(glyphs, to, U"先生") || starts(glyphs, to, U"小姐") || starts(glyphs, to, U"女士");
  if (title) return std::nullopt;
  while (to < at + surname + given_name_max && is_han(glyph_at(glyphs, to)) &&
         !any_of(behind_name, glyphs[to].c)) {
    ++to;
  }
  if (to == at + surname) return std::nullopt;
  return MaskSpan{at + surname, to, stars(to - at - surname)};
}

// Up to three words with capital letters.
std::optional<MaskSpan> latin_name(const Glyphs& glyphs, std::size_t at) {
  std::size_t to = at;
  std::string masked;
  for (int words = 0; words < 3; ++words) {
    const std::size_t from = words == 0 ? to : to + 1;
    if (words > 0 && glyph_at(glyphs, to) != U' ') break;
    if (!is_capital(glyphs, from) || !is_ascii_letter(glyph_at(glyphs, from + 1))) break;
    std::size_t end = from;
    while (is_ascii_letter(glyph_at(glyphs, end))) ++end;
    masked += (words == 0 ? "" : " ") + shown(glyphs, from, from + 1) + "***";
    to = end;
  }
  if (to == at) return std::nullopt;
  return MaskSpan{at, to, masked};
}

// Where a house stands: a street, a number and a word for what is numbered; `units`: how many.
struct House {
  std::size_t street = 0;
  std::size_t end = 0;
  int units = 0;
};

std::optional<House> house_in(const Glyphs& glyphs, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i + 2 < to; ++i) {
    if (!any_of(streets, glyphs[i].c) || !is_numeral(glyphs[i + 1].c)) continue;
    House house{i, 0, 0};
    for (std::size_t at = i + 1; at < to;) {
      std::size_t end = at;
      while (end < to && (is_numeral(glyphs[end].c) || glyphs[end].c == U'-' ||
                          is_ascii_letter(glyphs[end].c))) {
        ++end;
      }
      const bool flat = starts(glyphs, end, U"单元");
      const bool unit = end < to && (flat || any_of(houses, glyphs[end].c));
      if (end == at) break;
      // A last bare number may be the flat's: "88号1201".
      if (!unit && house.units == 0) break;
      house.units += 1;
      house.end = at = unit ? end + (flat ? 2 : 1) : end;
      if (!unit) break;
    }
    if (house.units > 0) return house;
  }
  return std::nullopt;
}

// Behind the last word for a province or city; `from` when there is none.
std::size_t behind_city(const Glyphs& glyphs, std::size_t from, std::size_t to) {
  std::size_t keep = from;
  for (std::size_t i = from; i < to; ++i) {
    if (any_of(U"省市州", glyphs[i].c)) keep = i + 1;
  }
  return keep;
}

bool begins_clause(const Glyphs& glyphs, std::size_t at) {
  if (at == 0) return true;
  const char32_t before = glyphs[at - 1].c;
  return !is_han(before) && !is_digit(before) && !is_ascii_letter(before);
}

std::size_t living_at(const Glyphs& glyphs, std::size_t at) {
  const auto* word = std::find_if(living.begin(), living.end(),
                                  [&](Word each) { return starts(glyphs, at, each); });
  return word == living.end() ? 0 : word->size();
}

// "221B Baker Street"
std::optional<MaskSpan> english_street(const Glyphs& glyphs, std::size_t at) {
  static constexpr std::array<Word, 12> kinds{U"street", U"st",   U"road",      U"rd",
                                              U"avenue", U"ave",  U"lane",      U"ln",
                                              U"drive",  U"blvd", U"boulevard", U"court"};
  if (!is_digit(glyph_at(glyphs, at)) || inside_word(glyphs, at)) return std::nullopt;
  std::size_t to = at;
  while (is_digit(glyph_at(glyphs, to)) && to - at < 6) ++to;
  if (is_ascii_letter(glyph_at(glyphs, to))) ++to;
  for (int words = 0; words < 4 && glyph_at(glyphs, to) == U' '; ++words) {
    std::u32string word;
    std::size_t end = to + 1;
    if (!is_capital(glyphs, end)) return std::nullopt;
    while (is_ascii_letter(glyph_at(glyphs, end)) && word.size() < 24) word += glyphs[end++].c;
    const bool kind = std::find(kinds.begin(), kinds.end(), word) != kinds.end();
    if (words > 0 && kind) return MaskSpan{at, end, "****"};
    to = end;
  }
  return std::nullopt;
}

}  // namespace

std::optional<MaskSpan> find_name(const Glyphs& glyphs, std::size_t at) {
  for (const auto word : introductions) {
    if (starts(glyphs, at, word)) return chinese_name(glyphs, at + word.size());
  }
  if (starts(glyphs, at, my_name_is) && !inside_word(glyphs, at)) {
    return latin_name(glyphs, at + my_name_is.size());
  }
  for (const auto word : name_labels) {
    if (!starts(glyphs, at, word)) continue;
    const std::size_t label_end = at + word.size();
    const std::size_t from = behind_link(glyphs, label_end);
    auto span = chinese_name(glyphs, from);
    // "收件人王小明，…" without anything in between: then nothing else follows.
    const bool way = starts(glyphs, from, U"方式") || starts(glyphs, from, U"方法");
    const bool alone = span && !way && !is_han(glyph_at(glyphs, span->to));
    if (from == label_end) return alone ? span : std::nullopt;
    return span ? span : latin_name(glyphs, from);
  }
  return std::nullopt;
}

std::optional<MaskSpan> find_home(const Glyphs& glyphs, std::size_t at) {
  if (auto span = english_street(glyphs, at)) return span;
  const std::size_t word = living_at(glyphs, at);
  if (word == 0 && !begins_clause(glyphs, at)) return std::nullopt;
  const std::size_t from = at + word;
  std::size_t to = from;
  while (to < glyphs.size() && to - from < clause_max &&
         !any_of(U"，。；！？,;!?\n", glyphs[to].c)) {
    ++to;
  }
  const auto house = house_in(glyphs, from, to);
  if (!house) return std::nullopt;
  // Then it begins there.
  for (std::size_t i = from; word == 0 && i < house->street; ++i) {
    if (living_at(glyphs, i) > 0) return std::nullopt;
  }
  const bool region = std::any_of(glyphs.begin() + static_cast<std::ptrdiff_t>(from),
                                  glyphs.begin() + static_cast<std::ptrdiff_t>(house->street),
                                  [](const Glyph& glyph) { return any_of(regions, glyph.c); });
  // "路5号" alone may be a day of the month.
  if (word == 0 && !region && house->units < 2) return std::nullopt;
  std::size_t detail = behind_city(glyphs, from, house->street);
  if (detail == from && word == 0) {
    detail = std::max(from, house->street - std::min(house->street, street_name_max));
  }
  return MaskSpan{detail, house->end, "****"};
}

std::optional<MaskSpan> find_messenger(const Glyphs& glyphs, std::size_t at) {
  static constexpr std::array<Word, 6> words{U"微信", U"wechat", U"weixin", U"qq", U"扣扣", U"vx"};
  const auto* word =
      std::find_if(words.begin(), words.end(), [&](Word each) { return starts(glyphs, at, each); });
  if (word == words.end() || (is_ascii_letter((*word)[0]) && inside_word(glyphs, at))) {
    return std::nullopt;
  }
  std::size_t label_end = at + word->size();
  for (const Word more : {Word(U"号码"), Word(U"号"), Word(U"id")}) {
    const std::size_t at_more = label_end + (glyph_at(glyphs, label_end) == U' ' ? 1 : 0);
    if (starts(glyphs, at_more, more)) label_end = at_more + more.size();
  }
  const std::size_t from = behind_link(glyphs, label_end);
  std::size_t to = from;
  bool sign = false;
  while (to - from < messenger_id_max &&
         (is_digit(glyph_at(glyphs, to)) || is_ascii_letter(glyph_at(glyphs, to)) ||
          any_of(U"_-", glyph_at(glyphs, to)))) {
    sign = sign || !is_ascii_letter(glyphs[to].c);
    ++to;
  }
  // "微信 payment" names no account; "微信号: payment" does.
  const bool told = label_end > at + word->size() || any_of(U":：是=", glyph_at(glyphs, from - 1));
  if (to - from < messenger_id_min || !(sign || told)) return std::nullopt;
  const bool phone =
      to - from == 11 && std::all_of(glyphs.begin() + static_cast<std::ptrdiff_t>(from),
                                     glyphs.begin() + static_cast<std::ptrdiff_t>(to),
                                     [](const Glyph& each) { return is_digit(each.c); });
  if (phone) return std::nullopt;
  return MaskSpan{from, to, shown(glyphs, from, from + 1) + "****"};
}

std::optional<MaskSpan> find_spoken_phone(const Glyphs& glyphs, std::size_t at) {
  if (at > 0 && any_of(spoken_digits, glyphs[at - 1].c)) return std::nullopt;
  std::size_t to = at;
  while (to - at <= spoken_phone_digits && any_of(spoken_digits, glyph_at(glyphs, to))) ++to;
  const bool mobile =
      any_of(U"一幺", glyph_at(glyphs, at)) && any_of(U"三四五六七八九", glyph_at(glyphs, at + 1));
  if (to - at != spoken_phone_digits || !mobile) return std::nullopt;
  return MaskSpan{at, to, shown(glyphs, at, at + 3) + "****" + shown(glyphs, to - 4, to)};
}

}  // namespace yingda::text
