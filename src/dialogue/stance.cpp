#include "dialogue/stance.hpp"

#include <array>

#include "text/characters.hpp"

namespace yingda::dialogue {
namespace {

// A denial is near: "不是要退50", not somewhere in the sentence.
constexpr std::size_t near_max = 24;

constexpr std::initializer_list<LineView> not_this{U"并不是", U"不是",   U"并非",     U"isn't",
                                                   U"is not", U"wasn't", U"it's not", U"not"};
// Nobody pays an amount that they deny to have paid.
constexpr std::initializer_list<LineView> unpaid{
    U"没付",         U"没有付",       U"没充",        U"没有充",       U"没花",
    U"没有花",       U"没买",         U"没有买",      U"未付",         U"没下",
    U"没有下",       U"didn't pay",   U"did not pay", U"didn't spend", U"did not spend",
    U"haven't paid", U"have not paid"};
// "不要50，要80": the other one, if there is one.
constexpr std::initializer_list<LineView> unwanted{
    U"不想要",      U"不要",           U"不想",           U"不用",       U"不",
    U"别",          U"没收",           U"没有收",         U"没退",       U"没有退",
    U"没扣",        U"没有扣",         U"没给",           U"没有给",     U"未收",
    U"未退",        U"don't want",     U"do not want",    U"don't need", U"didn't get",
    U"did not get", U"didn't receive", U"did not receive"};

// Between a denial and an identifier or an amount. Longer ones first.
constexpr std::initializer_list<LineView> naming{
    U"订单编号", U"订单号", U"手机号码", U"手机号", U"订单",  U"单号", U"号码", U"手机", U"电话",
    U"这个",     U"那个",   U"这一单",   U"这单",   U"那单",  U"这笔", U"那笔", U"是",   U" ",
    U":",        U"#",      U"order",    U"number", U"phone", U"no.",  U"the",  U"my",   U"it"};
constexpr std::initializer_list<LineView> spending{
    U"补偿", U"赔偿", U"申请", U"要",  U"想", U"退",     U"付", U"充", U"花",  U"给",
    U"扣",   U"补",   U"赔",   U"转",  U"买", U"订",     U"了", U"我", U"你",  U"您",
    U"们",   U"的",   U"是",   U"说",  U"提", U"收",     U"款", U"¥",  U" ",   U"to",
    U"pay",  U"paid", U"for",  U"the", U"an", U"refund", U"it", U"me", U"want"};

// What is no trouble, or was a slip. The clause ends behind it.
constexpr std::initializer_list<LineView> settled{
    U"没有问题", U"没问题",  U"没毛病",       U"没事",   U"正常",  U"处理好了", U"处理完了",
    U"处理好",   U"已到账",  U"到账",         U"收到货", U"收到",  U"充上",     U"解决",
    U"完成",     U"退款了",  U"到货了",       U"好的",   U"好",    U"到了",     U"退了",
    U"写错",     U"打错",    U"填错",         U"搞错",   U"发错",  U"输错",     U"弄错",
    U"不对",     U"错的",    U"错",           U"fine",   U"okay",  U"ok",       U"good",
    U"wrong",    U"arrived", U"came through", U"came",   U"works", U"worked",   U"received",
    U"resolved", U"done"};
constexpr std::initializer_list<LineView> too_little{
    U"不够", U"不对",     U"太少",       U"太低",          U"错的",
    U"错",   U"is wrong", U"not enough", U"is not enough", U"isn't enough"};
// "…001不是我的", "… isn't the one".
constexpr std::initializer_list<LineView> not_it{
    U"不是我的",  U"不是我下的",    U"不是我",         U"不是这",      U"不是它",
    U"不是那",    U"不是",          U"isn't mine",     U"is not mine", U"isn't it",
    U"is not it", U"isn't the one", U"is not the one", U"isn't",       U"is not"};
// "…001不是这个", "…001是错的": said of the number itself.
constexpr std::initializer_list<LineView> denied_behind{U"不是这", U"不是它", U"不是那", U"是错的"};

bool is_end(const Line& line, std::size_t at) {
  return at >= line.size() || is_clause_mark(line, at) || is_any(line, at, U"()（）");
}

// The length of the word that ends at `at`, English ones as words of their own.
std::size_t word_before(const Line& line, std::size_t at, std::initializer_list<LineView> words) {
  for (const LineView word : words) {
    if (!ends_at(line, at, word)) continue;
    const std::size_t from = at - word.size();
    const bool glued =
        text::is_ascii_letter(word.front()) && from > 0 && text::is_ascii_letter(line[from - 1]);
    if (!glued) return word.size();
  }
  return 0;
}

// "是不是50" asks; "不是没付50" denies nothing.
bool turned_back(const Line& line, std::size_t at, std::size_t size) {
  const bool denies = stands_at(line, at, U"不是");
  if (denies && ends_at(line, at, U"是")) return true;
  return size > 0 && !denies && word_before(line, at, {U"不是", U"并非"}) > 0;
}

// "不是50就是80": one of both.
bool is_second_of_two(const Line& line, std::size_t at) {
  if (!ends_at(line, at, U"就是")) return false;
  const std::size_t denial = line.rfind(U"不是", at);
  if (denial == Line::npos || at - denial > near_max) return false;
  return std::any_of(line.begin() + static_cast<std::ptrdiff_t>(denial),
                     line.begin() + static_cast<std::ptrdiff_t>(at), is_numeral);
}

Stance stance_before(const Line& line, std::size_t from, Named named) {
  const auto fillers = named == Named::identifier ? naming : spending;
  std::size_t at = from;
  while (at > 0 && from - at < near_max && !is_end(line, at - 1)) {
    if (is_second_of_two(line, at)) return Stance::denied;
    const auto says = [&](std::initializer_list<LineView> words) {
      const auto size = word_before(line, at, words);
      return size > 0 && !turned_back(line, at - size, size);
    };
    if (says(not_this)) return Stance::denied;
    if (named == Named::amount && says(unpaid)) return Stance::denied;
    if (named == Named::amount && says(unwanted)) return Stance::yields;
    const auto filler = word_before(line, at, fillers);
    // "不是这个 20261120003" is two sentences.
    const bool apart = at < from && line[at] == U' ' && is_any(line, at - 1, U"个单笔");
    if (filler == 0 || apart) break;
    at -= filler;
  }
  return Stance::given;
}

// Behind words that lead to what is told of a value: "…001昨天已经到账了".
std::size_t behind_leads(const Line& line, std::size_t at) {
  for (std::size_t size = 1; size > 0; at += size) {
    size = any_at(line, at, {U" ",    U"这个", U"那个",  U"这单",     U"那单", U"这笔", U"那笔",
                             U"订单", U"已经", U"早就",  U"早已",     U"昨天", U"今天", U"刚刚",
                             U"块钱", U"块",   U"元",    U"的",       U"都",   U"也",   U"已",
                             U"刚",   U"has ", U"have ", U"already ", U"just "});
  }
  return at;
}

// Nothing more is said of it: the clause ends, another number follows, or "但…".
bool ends_there(const Line& line, std::size_t at) {
  for (std::size_t size = 1; size > 0; at += size) {
    size = any_at(line, at, {U"了", U"的", U"啊", U"呀", U"哦", U"啦", U" "});
  }
  return is_end(line, at) || text::is_digit(line[at]) ||
         any_at(line, at, {U"但", U"不过", U"可是", U"而", U"就是", U"but ", U"and "}) > 0;
}

bool tells(const Line& line, std::size_t at, std::initializer_list<LineView> words) {
  return std::any_of(words.begin(), words.end(), [&](LineView word) {
    return stands_at(line, at, word) && ends_there(line, at + word.size());
  });
}

// "…001和…002都到了": behind the last of all that this is told of.
std::size_t behind_others(const Line& line, std::size_t at) {
  for (std::size_t word = 1; word > 0;) {
    const std::size_t from = skip_blanks(line, at);
    word = any_at(line, from, {U"和", U"跟", U"与", U"及", U"、", U"and "});
    const std::size_t next = skip_blanks(line, from + word);
    if (word == 0 || !text::is_digit(glyph(line, next))) break;
    for (at = next; text::is_digit(glyph(line, at));) ++at;
  }
  return at;
}

Stance stance_behind(const Line& line, std::size_t to, Named named) {
  const std::size_t at = behind_leads(line, behind_others(line, to));
  if (named == Named::amount) {
    const std::size_t said = at + any_at(line, at, {U"是"});
    const bool yields = tells(line, said, too_little) || tells(line, at, not_it);
    return yields ? Stance::yields : Stance::given;
  }
  if (any_at(line, at, denied_behind) > 0) return Stance::denied;
  const std::size_t said = at + any_at(line, at, {U"是", U"is ", U"was "});
  const bool yields = tells(line, said, settled) || tells(line, at, not_it);
  return yields ? Stance::yields : Stance::given;
}

}  // namespace

Stance stance_of(const Line& line, std::size_t from, std::size_t to, Named named) {
  const Stance before = stance_before(line, from, named);
  return before == Stance::denied ? before : std::max(before, stance_behind(line, to, named));
}

}  // namespace yingda::dialogue
