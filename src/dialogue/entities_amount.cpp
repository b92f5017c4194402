// Which number of a sentence is the amount or the count that was asked for. People tell more than
// they are asked: times, phones, order numbers, how many they bought. A number with its unit wins
// over bare ones, a total over both; two that differ leave it open, and the question comes again.

#include "dialogue/entities_amount.hpp"

#include <array>
#include <cmath>

#include "dialogue/entities_time.hpp"
#include "text/characters.hpp"
#include "text/normalize.hpp"

namespace yingda::dialogue {
namespace {

// Words around an answer that is nothing but a number. Longer ones before those they contain.
constexpr std::array fillers{
    LineView{U"差不多"}, LineView{U"大概"},    LineView{U"大约"},   LineView{U"左右"},
    LineView{U"一共"},   LineView{U"总共"},    LineView{U"就是"},   LineView{U"应该"},
    LineView{U"只有"},   LineView{U"也就"},    LineView{U"百分之"}, LineView{U"我"},
    LineView{U"就"},     LineView{U"是"},      LineView{U"要"},     LineView{U"有"},
    LineView{U"共"},     LineView{U"约"},      LineView{U"买"},     LineView{U"付"},
    LineView{U"花"},     LineView{U"充"},      LineView{U"了"},     LineView{U"吧"},
    LineView{U"的"},     LineView{U"呢"},      LineView{U"啊"},     LineView{U"哦"},
    LineView{U"嗯"},     LineView{U"才"},      LineView{U"钱"},     LineView{U"about"},
    LineView{U"around"}, LineView{U"approx"},  LineView{U"just"},   LineView{U"only"},
    LineView{U"its"},    LineView{U"it's"},    LineView{U"it"},     LineView{U"is"},
    LineView{U"i"},      LineView{U"paid"},    LineView{U"need"},   LineView{U"want"},
    LineView{U"please"}, LineView{U"thanks"},  LineView{U"a"},      LineView{U"an"},
    LineView{U"the"},    LineView{U"total"},   LineView{U"of"},     LineView{U"in"},
    LineView{U"them"},   LineView{U"exactly"}, LineView{U"was"},    LineView{U"maybe"}};

constexpr std::initializer_list<LineView> chinese_durations{
    U"个半小时", U"个小时", U"小时", U"钟头", U"个钟", U"分钟", U"秒钟",
    U"个星期",   U"个礼拜", U"星期", U"礼拜", U"个月", U"周",   U"天",
    U"年",       U"秒",     U"晚",   U"月",   U"日"};
constexpr std::initializer_list<LineView> chinese_counters{
    U"个人", U"个", U"只", U"件", U"张", U"份", U"条",   U"次",   U"单", U"笔", U"箱",
    U"盒",   U"瓶", U"台", U"部", U"套", U"袋", U"包",   U"双",   U"根", U"位", U"名",
    U"人",   U"口", U"栋", U"幢", U"楼", U"层", U"号",   U"室",   U"期", U"级", U"星",
    U"倍",   U"度", U"遍", U"趟", U"斤", U"克", U"公斤", U"千克", U"米", U"升", U"页",
    U"封",   U"组", U"批", U"岁", U"间", U"桌", U"杯",   U"枚",   U"颗"};
// They count nothing that is asked for: "三点", "五分", "一样", "8折".
constexpr std::initializer_list<LineView> measures{U"点", U"时", U"刻", U"分", U"折", U"%",
                                                   U"样", U"种", U"下", U"会", U"共", U"直"};
constexpr std::array english_counters{
    LineView{U"hours"},   LineView{U"hour"},   LineView{U"hrs"},     LineView{U"minutes"},
    LineView{U"minute"},  LineView{U"mins"},   LineView{U"min"},     LineView{U"seconds"},
    LineView{U"days"},    LineView{U"day"},    LineView{U"weeks"},   LineView{U"week"},
    LineView{U"months"},  LineView{U"month"},  LineView{U"years"},   LineView{U"year"},
    LineView{U"nights"},  LineView{U"night"},  LineView{U"times"},   LineView{U"time"},
    LineView{U"people"},  LineView{U"person"}, LineView{U"persons"}, LineView{U"pieces"},
    LineView{U"piece"},   LineView{U"pcs"},    LineView{U"items"},   LineView{U"item"},
    LineView{U"tickets"}, LineView{U"ticket"}, LineView{U"orders"},  LineView{U"order"},
    LineView{U"kg"},      LineView{U"g"},      LineView{U"percent"}};
constexpr std::size_t english_durations = 18;  // the first of them

std::size_t english_counter_at(const Line& line, std::size_t at, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t end = at + english_counters[i].size();
    if (stands_at(line, at, english_counters[i]) && !text::is_ascii_letter(glyph(line, end))) {
      return english_counters[i].size();
    }
  }
  return 0;
}

// "3 vouchers": a noun in the plural is counted, whatever it is.
bool plural_at(const Line& line, std::size_t at) {
  std::size_t end = at;
  while (text::is_ascii_letter(glyph(line, end))) ++end;
  const LineView word = LineView(line).substr(at, end - at);
  constexpr std::array others{LineView{U"is"},   LineView{U"was"},  LineView{U"this"},
                              LineView{U"plus"}, LineView{U"less"}, LineView{U"thanks"},
                              LineView{U"as"},   LineView{U"pls"},  LineView{U"bucks"}};
  return word.size() > 2 && word.ends_with(U's') &&
         std::find(others.begin(), others.end(), word) == others.end();
}

// Not the value but a bound of it: "不到100", "超过三百".
bool is_bound(const Line& line, std::size_t from) {
  return any_before(line, skip_blanks_back(line, from),
                    {U"不止", U"不到", U"不足", U"超过", U"低于", U"高于", U"大于", U"小于",
                     U"more than", U"less than", U"under", U"over"}) > 0;
}

// "第3次", "no. 5", "#5", "3rd", "1st".
bool is_ordinal(const Line& line, const FoundNumber& number) {
  const std::size_t before = skip_blanks_back(line, number.from);
  return any_before(line, before, {U"第", U"百分之", U"no.", U"no", U"#", U"周", U"星期", U"初"}) >
             0 ||
         any_at(line, number.to, {U"st ", U"nd ", U"rd ", U"th "}) > 0 ||
         (line.size() == number.to + 2 &&
          any_at(line, number.to, {U"st", U"nd", U"rd", U"th"}) > 0);
}

// "一个都没有", "一分钱都不能少", "一个也没到", "一毛钱没付": none at all.
bool is_none_at_all(const Line& line, const FoundNumber& number) {
  if (number.value != 1) return false;
  const auto coin = any_at(line, number.to, {U"毛钱", U"分钱", U"块钱", U"毛", U"分"});
  if (coin > 0 && is_any(line, number.to + coin, U"没未")) return true;
  for (std::size_t at = number.to; at < line.size() && at < number.to + 4; ++at) {
    if (is_any(line, at, U"都也") && is_any(line, at + 1, U"没不别无")) return true;
  }
  return false;
}

// "一个人用", "一个个", "一次性", "没一个", "not one", "no one": words, and no count.
bool is_idiom(const Line& line, const FoundNumber& number) {
  if (!number.slight) return false;
  if (any_before(line, skip_blanks_back(line, number.from),
                 {U"番", U"每", U"某", U"哪", U"这", U"那", U"没", U"任何", U"万", U"no", U"not",
                  U"any", U"every", U"this", U"that", U"which", U"another", U"each"}) > 0) {
    return true;
  }
  if (number.value == 1 && any_at(line, number.to, {U"个人"}) > 0) return true;
  if (any_at(line, number.to, {U"次性", U"个劲", U"方面", U" of ", U" another"}) > 0) {
    return true;
  }
  const std::size_t counter = any_at(line, number.to, chinese_counters);
  return counter == 1 && glyph(line, number.to + 1) == glyph(line, number.to);
}

// "nobody answered for 3 days" tells how long; "for 3 days", "rent it for 3 days" answer a question
// about days.
bool lasts(const Line& line, std::size_t before, LineView unit, const Line& about) {
  if (any_before(line, before, {U"in"}) > 0) return true;
  const auto word = any_before(line, before, {U"for"});
  if (word == 0) return false;
  if (unit.ends_with(U's')) unit.remove_suffix(1);
  if (unit.empty() || about.find(unit) == Line::npos) return true;
  const std::size_t verb = skip_blanks_back(line, before - word);
  const bool begins = verb == 0 || is_clause_mark(line, verb - 1);
  return !begins && any_before(line, verb,
                               {U"rent", U"book", U"stay", U"need", U"want", U"take", U"rent it",
                                U"book it", U"need it", U"take it"}) == 0;
}

// "3天前", "等5分钟", "4小时了还没到", "give me 5 minutes": how long, and nothing that is counted.
bool is_waiting(const Line& line, const FoundNumber& number, const Line& about) {
  std::size_t at = number.to;
  LineView unit;
  if (const auto length = any_at(line, at, chinese_durations)) {
    at += length;
  } else {
    at = skip_blanks(line, at);
    const auto english = english_counter_at(line, at, english_durations);
    if (english == 0) return false;
    unit = LineView(line).substr(at, english);
    at += english;
  }
  const std::size_t before = skip_blanks_back(line, number.from);
  return any_at(line, at,
                {U"前", U"以前", U"之前", U"后", U"内", U"之内", U"了", U"还", U"没", U" ago",
                 U" later", U" already", U" now"}) > 0 ||
         any_before(line, before,
                    {U"等", U"等了", U"过了", U"已经", U"都", U"快", U"give me", U"wait", U"waited",
                     U"past", U"last"}) > 0 ||
         lasts(line, before, unit, about);
}

// Behind the unit of a number, if it has one.
std::size_t behind_unit(const Line& line, std::size_t at) {
  if (const auto counter = counter_at(line, at)) return at + counter;
  return at + any_at(line, at, {U"块钱", U"块", U"元"});
}

// Does a number, with its unit or without, end right before `at`?
bool number_ends_at(const Line& line, std::size_t at) {
  for (std::size_t back = 1; back <= 12 && back <= at; ++back) {
    const auto number = number_at(line, at - back);
    if (number && (number->to == at || behind_unit(line, number->to) == at)) return true;
  }
  return false;
}

// "50-60", "3到5个", "20 or 30", "三、四个", "50+50": one end of a range, or a part of a sum.
bool is_end_of_range(const Line& line, const FoundNumber& number) {
  const std::initializer_list<LineView> words{U"-",  U"~",    U"+",  U"*",     U"到",
                                              U"至", U"减去", U"减", U"minus", U"或者",
                                              U"或", U"、",   U"or", U"to"};
  const std::size_t behind = skip_blanks(line, behind_unit(line, number.to));
  if (const auto word = any_at(line, behind, words)) {
    if (number_at(line, skip_blanks(line, behind + word))) return true;
  }
  const std::size_t before = skip_blanks_back(line, number.from);
  const auto word = any_before(line, before, words);
  return word > 0 && number_ends_at(line, skip_blanks_back(line, before - word));
}

constexpr double never_counted = 1e15;

// Read as the number behind it, it would be twice as many.
bool is_half_dozen(const Line& line, const FoundNumber& number) {
  return any_before(line, skip_blanks_back(line, number.from), {U"half a", U"half"}) > 0;
}

}  // namespace

Line without_other_numbers(const Line& line, const Reading& reading) {
  Line out = line;
  blank_identifiers(out);
  blank_times(out, reading);
  return out;
}

std::size_t counter_at(const Line& line, std::size_t at) {
  if (const auto length = any_at(line, at, chinese_durations)) return length;
  // "100只到了50": 只 is no counter there.
  const bool only = glyph(line, at) == U'只' && is_any(line, at + 1, U"到收有能给退剩");
  if (const auto length = only ? 0 : any_at(line, at, chinese_counters)) return length;
  return english_counter_at(line, skip_blanks(line, at), english_counters.size());
}

bool is_measure(const Line& line, std::size_t at) { return any_at(line, at, measures) > 0; }

bool counts_something(const Line& line, std::size_t at) {
  return counter_at(line, at) > 0 || is_measure(line, at) || plural_at(line, skip_blanks(line, at));
}

bool is_no_amount(const Line& line, const FoundNumber& number) {
  return number.vague || !std::isfinite(number.value) || is_half_dozen(line, number) ||
         is_bound(line, number.from) || is_ordinal(line, number) || is_none_at_all(line, number) ||
         is_idiom(line, number) || is_end_of_range(line, number);
}

constexpr std::size_t short_answer_max = 60;

bool stands_alone(const Line& line, const FoundNumber& number, std::size_t unit) {
  if (line.size() > short_answer_max) return false;
  Line rest = line;
  blank(rest, number.from, number.to + unit);
  for (const LineView filler : fillers) {
    while (take_word(rest, filler)) continue;
  }
  return std::all_of(rest.begin(), rest.end(), [](char32_t c) {
    return c == taken || !(text::is_han(c) || text::is_digit(c) || text::is_ascii_letter(c));
  });
}

std::optional<double> only_value(std::vector<Candidate> candidates) {
  if (candidates.size() > candidates_max) return std::nullopt;
  keep_given(candidates, [](const Candidate& candidate) { return candidate.stance; });
  Weight most = Weight::bare;
  for (const auto& candidate : candidates) most = std::max(most, candidate.weight);
  std::optional<double> value;
  for (const auto& candidate : candidates) {
    if (candidate.weight != most) continue;
    if (value && *value != candidate.value) return std::nullopt;
    value = candidate.value;
  }
  return value;
}

namespace {

// Longer runs of digits are identifiers.
constexpr std::size_t count_digits_max = 9;

bool is_negative(const Line& line, std::size_t from) {
  if (from == 0) return false;
  if (line[from - 1] == U'负') return true;
  return line[from - 1] == U'-' && (from == 1 || line[from - 2] == U' ');
}

bool glued(const Line& line, const FoundNumber& number) {
  const bool behind =
      text::is_ascii_letter(glyph(line, number.to)) && counter_at(line, number.to) == 0;
  return behind || (number.from > 0 && text::is_ascii_letter(line[number.from - 1]));
}

// Lengths of time that are not counted in days, by the words for each.
constexpr std::array<std::initializer_list<LineView>, 5> long_spans{
    {{U"个星期", U"个礼拜", U"星期", U"礼拜", U"周", U"weeks", U"week"},
     {U"个月", U"月", U"months", U"month"},
     {U"年", U"years", U"year"},
     {U"个小时", U"小时", U"钟头", U"个钟", U"hours", U"hour", U"hrs"},
     {U"分钟", U"minutes", U"minute", U"mins"}}};

bool any_word_in(const Line& line, std::initializer_list<LineView> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](LineView word) { return line.find(word) != Line::npos; });
}

// "两周" and "36小时" are no answer to how many days, nor "一个月" to how many cards. Where nobody
// said what is asked for they are.
bool is_other_span(const Line& line, std::size_t at, const Reading& reading) {
  if (reading.about.empty()) return false;
  const Line about = text::decode(text::normalize(reading.about));
  if (any_word_in(about, {U"多久", U"多长", U"how long"})) return false;
  const std::size_t from = skip_blanks(line, at);
  return std::any_of(long_spans.begin(), long_spans.end(), [&](const auto& words) {
    return !any_word_in(about, words) && any_at(line, from, words) > 0;
  });
}

// An answer that is nothing but a number, with a unit or without.
std::optional<double> number_alone(const Line& line, const Reading& reading) {
  const auto number = find_number(line, 0);
  if (!number || number->vague || number->digits > count_digits_max) return std::nullopt;
  if (is_half_dozen(line, *number) || is_other_span(line, number->to, reading)) return std::nullopt;
  std::size_t unit = counter_at(line, number->to);
  if (unit == 0) unit = any_at(line, number->to, {U"公斤", U"斤", U"米", U"里", U"小时", U"度"});
  if (unit == 0) unit = any_at(line, number->to, {U"块钱", U"块", U"元", U"%"});
  if (unit > 0 && glyph(line, number->to) == U' ') unit += 1;
  const bool half = glyph(line, number->to + unit) == U'半';
  if (!stands_alone(line, *number, unit + (half ? 1 : 0))) return std::nullopt;
  const double value = number->value + (half ? 0.5 : 0);
  return is_negative(line, number->from) ? -value : value;
}

std::optional<double> number_in(const Line& line, const Reading& reading) {
  if (const auto alone = number_alone(line, reading)) return alone;
  const Line rest = without_other_numbers(line, reading);
  const Line about = text::decode(text::normalize(reading.about));
  std::vector<Candidate> found;
  for (auto number = find_number(rest, 0); number && found.size() <= candidates_max;
       number = find_number(rest, number->to)) {
    const bool counted =
        counter_at(rest, number->to) > 0 || plural_at(rest, skip_blanks(rest, number->to));
    const bool fits = number->digits <= count_digits_max && number->value < never_counted &&
                      !glued(rest, *number) && !is_no_amount(rest, *number) &&
                      !is_waiting(rest, *number, about) && !is_measure(rest, number->to) &&
                      !is_other_span(rest, number->to, reading);
    if (!fits || (number->slight && !counted)) continue;
    const bool half = glyph(rest, number->to + 1) == U'半' && glyph(rest, number->to) == U'个';
    const double value = number->value + (half ? 0.5 : 0);
    found.push_back({is_negative(rest, number->from) ? -value : value,
                     counted ? Weight::named : Weight::bare,
                     stance_of(rest, number->from, number->to, Named::amount)});
  }
  return only_value(found);
}

}  // namespace

std::optional<double> read_number(const Line& line, const Reading& reading) {
  return corrected(line, [&](const Line& part) { return number_in(part, reading); });
}

}  // namespace yingda::dialogue
