#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "text/characters.hpp"
#include "text/mask_rules.hpp"

namespace yingda::text {
namespace {

using Keywords = std::vector<std::u32string_view>;

const Keywords phone_words{U"手机",  U"电话",   U"联系", U"号码", U"微信",
                           U"phone", U"mobile", U"tel",  U"call", U"cell"};
const Keywords order_words{U"订单", U"单号", U"运单", U"流水", U"交易号"};
const Keywords english_order_words{U"order", U"tracking"};
const Keywords resident_words{U"身份证", U"证件", U"resident id", U"id card"};
const Keywords card_words{U"卡号", U"银行卡", U"储蓄卡", U"信用卡", U"card"};
const Keywords amount_words{U"金额", U"余额", U"¥", U"￥", U"$"};
const Keywords landline_words{U"座机", U"固话", U"固定电话", U"landline"};
constexpr std::size_t label_window = 9;
constexpr std::size_t order_window = 5;
constexpr std::size_t english_order_window = 14;
constexpr std::size_t groups_max = 5;
constexpr std::size_t identifier_digits_min = 11;  // of a phone, the shortest

struct Group {
  std::size_t from = 0;
  std::size_t to = 0;
  std::size_t size() const { return to - from; }
};

Group digits_at(const Glyphs& glyphs, std::size_t at) {
  Group group{at, at};
  while (is_digit(glyph_at(glyphs, group.to))) ++group.to;
  return group;
}

// The run of digits at `at` and those behind it, one blank or hyphen between each.
std::vector<Group> groups_at(const Glyphs& glyphs, std::size_t at) {
  std::vector<Group> out;
  while (out.size() < groups_max) {
    const Group group = digits_at(glyphs, at);
    if (group.size() == 0) break;
    out.push_back(group);
    const char32_t separator = glyph_at(glyphs, group.to);
    if (separator != U' ' && separator != U'-') break;
    at = group.to + 1;
  }
  return out;
}

bool has_shape(const std::vector<Group>& groups, const std::vector<std::size_t>& shape) {
  if (groups.size() < shape.size()) return false;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    if (groups[i].size() != shape[i]) return false;
  }
  return true;
}

std::string digits_of(const Glyphs& glyphs, std::size_t from, std::size_t to) {
  std::string out;
  for (std::size_t i = from; i < to; ++i) {
    if (is_digit(glyphs[i].c)) out.push_back(static_cast<char>(glyphs[i].c));
  }
  return out;
}

std::string starred(const std::string& number, std::size_t head, std::size_t tail) {
  return number.substr(0, head) + std::string(number.size() - head - tail, '*') +
         number.substr(number.size() - tail);
}

bool luhn(const std::string& number) {
  int sum = 0;
  bool twice = false;
  for (auto digit = number.rbegin(); digit != number.rend(); ++digit, twice = !twice) {
    const int value = (*digit - '0') * (twice ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 == 0;
}

// Prefixes under which cards are issued; without them one order number in ten would pass Luhn.
bool card_prefix(const std::string& number) {
  const std::string_view two(number.data(), 2);
  return number[0] == '4' || number[0] == '6' || (two >= "51" && two <= "55") || two == "34" ||
         two == "35" || two == "37" || two == "95";
}

bool resident_date(const std::string& id) {
  const int year = std::stoi(id.substr(6, 4));
  const int month = std::stoi(id.substr(10, 2));
  const int day = std::stoi(id.substr(12, 2));
  return year >= 1900 && year <= 2099 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

char resident_check(const std::string& id) {
  constexpr std::array<int, 17> weights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += (id[i] - '0') * weights[i];
  return "10X98765432"[sum % 11];
}

// Letters glued to the front make it a tracking or order number, unless they say what it is.
bool behind_letters(const Glyphs& glyphs, std::size_t at) {
  std::size_t end = at;
  const char32_t joint = end > 0 ? glyphs[end - 1].c : U' ';
  if (joint == U'-' || joint == U'_' || joint == U'#') --end;
  std::size_t from = end;
  std::u32string word;
  while (from > 0 && is_ascii_letter(glyphs[from - 1].c) && end - from < label_window) {
    word.insert(word.begin(), glyphs[--from].c);
  }
  if (word.empty()) return false;
  const Keywords own{U"tel", U"phone", U"mobile", U"call", U"cell", U"id", U"card", U"number"};
  return std::find(own.begin(), own.end(), word) == own.end();
}

// "订单号139…", "order number 139…", unless a nearer word says phone.
bool is_order(const Glyphs& glyphs, std::size_t at) {
  if (labelled(glyphs, at, order_window, phone_words)) return false;
  return labelled(glyphs, at, order_window, order_words) ||
         labelled(glyphs, at, english_order_window, english_order_words);
}

bool is_amount(const Glyphs& glyphs, const Group& group) {
  const char32_t next = glyph_at(glyphs, group.to);
  const bool unit = std::u32string_view(U"元块分角点").find(next) != std::u32string_view::npos;
  return (next != 0 && unit) || labelled(glyphs, group.from, 3, amount_words);
}

// How many of the groups together have the shape of a mobile number.
std::size_t phone_groups(const std::vector<Group>& groups) {
  if (groups[0].size() == 11) return 1;
  for (const auto& shape :
       std::vector<std::vector<std::size_t>>{{3, 4, 4}, {3, 3, 5}, {3, 8}, {7, 4}}) {
    if (has_shape(groups, shape)) return shape.size();
  }
  return 0;
}

std::optional<MaskSpan> phone(const Glyphs& glyphs, const std::vector<Group>& groups) {
  std::size_t from = groups[0].from;
  std::size_t count = phone_groups(groups);
  if (groups[0].size() == 13 || groups[0].size() == 15) {  // 86… or 0086… in one piece
    const std::size_t code = groups[0].size() - 11;
    const std::string prefix = digits_of(glyphs, from, from + code);
    if (prefix != "86" && prefix != "0086") return std::nullopt;
    from += code;
    count = 1;
  }
  if (count == 0 || glyphs[from].c != U'1' || glyph_at(glyphs, from + 1) < U'3')
    return std::nullopt;
  if (is_amount(glyphs, groups[0])) return std::nullopt;
  if (is_order(glyphs, from)) return std::nullopt;
  const std::string number = digits_of(glyphs, from, groups[count - 1].to);
  return MaskSpan{from, groups[count - 1].to, starred(number, 3, 4)};
}

// Where the telephone ends whose country's code begins at `at`: as many groups as fit.
std::size_t foreign_end(const Glyphs& glyphs, std::size_t at) {
  constexpr std::size_t digits_max = 15;
  std::size_t to = at, digits = 0;
  for (std::size_t i = at; i < glyphs.size();) {
    const Group group = digits_at(glyphs, i);
    if (group.size() == 0 || digits + group.size() > digits_max) break;
    digits += group.size();
    i = to = group.to;
    while (any_of(U" -()", glyph_at(glyphs, i)) && i < to + 2) ++i;
  }
  return to;
}

// "+44 20 7946 0958", "+14155552671": the country's code and the last four digits stay. What joins
// a name or a number to another one ("张三+20261120001") is no sign of a country.
std::optional<MaskSpan> foreign_phone(const Glyphs& glyphs, std::size_t at) {
  constexpr std::size_t digits_min = 8, code_max = 3;
  if (at == 0 || glyphs[at - 1].c != U'+') return std::nullopt;
  const char32_t before = at > 1 ? glyphs[at - 2].c : U' ';
  const bool joined = is_han(before) || is_ascii_letter(before) || is_digit(before);
  if (joined && !labelled(glyphs, at - 1, 4, phone_words)) return std::nullopt;
  const std::size_t to = foreign_end(glyphs, at);
  const std::string number = digits_of(glyphs, at, to);
  const std::size_t first = digits_at(glyphs, at).size();
  const bool order = first > code_max && number.starts_with("20");
  if (number.size() < digits_min || order || number.starts_with("86")) return std::nullopt;
  const std::size_t code = first <= code_max ? first : 2;
  return MaskSpan{at, to, starred(number, code, 4)};
}

// "021-54321098", "(0571) 8888 9999"; without an area code or in one piece only behind its name.
std::optional<MaskSpan> landline(const Glyphs& glyphs, const std::vector<Group>& groups) {
  const std::size_t from = groups[0].from;
  const bool named = labelled(glyphs, from, label_window, landline_words);
  const bool area = glyphs[from].c == U'0' && glyph_at(glyphs, from + 1) != U'0';
  if (is_order(glyphs, from) && !named) return std::nullopt;
  std::size_t count = 0;  // of groups behind the area code
  for (const auto& [shape, groups_behind] :
       std::vector<std::pair<std::vector<std::size_t>, std::size_t>>{
           {{3, 8}, 1}, {{4, 8}, 1}, {{3, 7}, 1}, {{4, 7}, 1}, {{3, 4, 4}, 2}, {{4, 4, 4}, 2}}) {
    if (count == 0 && area && has_shape(groups, shape)) count = groups_behind;
  }
  if (count > 0) {
    const std::size_t to = groups[count].to;
    const std::string number = digits_of(glyphs, groups[1].from, to);
    return MaskSpan{groups[1].from, to, starred(number, 0, 4)};
  }
  const std::size_t size = groups[0].size();
  const bool one_piece = named && ((size >= 7 && size <= 8) || (area && size >= 10 && size <= 12));
  if (!one_piece) return std::nullopt;
  const std::string number = digits_of(glyphs, from, groups[0].to);
  return MaskSpan{from, groups[0].to, starred(number, size > 8 ? size - 8 : 0, 4)};
}

// The groups of a number whose area code stands in parentheses: "(021)54321098".
std::vector<Group> behind_parenthesis(const Glyphs& glyphs, const std::vector<Group>& groups) {
  const bool open = groups[0].from > 0 && glyphs[groups[0].from - 1].c == U'(';
  if (!open || glyph_at(glyphs, groups[0].to) != U')') return groups;
  std::size_t at = groups[0].to + 1;
  if (glyph_at(glyphs, at) == U' ') ++at;
  auto out = groups_at(glyphs, at);
  out.insert(out.begin(), groups[0]);
  return out;
}

std::optional<MaskSpan> resident_id(const Glyphs& glyphs, const std::vector<Group>& groups) {
  const bool spaced = has_shape(groups, {6, 8, 4}) || has_shape(groups, {6, 8, 3});
  const std::size_t from = groups[0].from;
  std::size_t to = spaced ? groups[2].to : groups[0].to;
  std::string id = digits_of(glyphs, from, to);
  const bool context = labelled(glyphs, from, label_window, resident_words);
  if (id.size() == 17 && glyph_at(glyphs, to) == U'x') {
    id += digits_of(glyphs, to, to) + shown(glyphs, to, to + 1);
    ++to;
  }
  if (id.size() == 15 && context) return MaskSpan{from, to, starred(id, 6, 4)};
  if (id.size() != 18) return std::nullopt;
  const char last = id.back() == 'x' ? 'X' : id.back();
  if (!context && !(resident_date(id) && resident_check(id) == last)) return std::nullopt;
  return MaskSpan{from, to, starred(id, 6, 4)};
}

std::optional<MaskSpan> bank_card(const Glyphs& glyphs, const std::vector<Group>& groups) {
  std::size_t count = 0;
  if (groups[0].size() >= 13 && groups[0].size() <= 19) {
    count = 1;
  } else if (has_shape(groups, {4, 4, 4, 4})) {
    count = groups.size() > 4 && groups[4].size() <= 3 ? 5 : 4;
  } else if (has_shape(groups, {4, 6, 5})) {
    count = 3;
  } else if (has_shape(groups, {6, 13}) || has_shape(groups, {6, 10})) {
    count = 2;
  }
  if (count == 0) return std::nullopt;
  const std::size_t from = groups[0].from;
  const std::string number = digits_of(glyphs, from, groups[count - 1].to);
  const bool context = labelled(glyphs, from, label_window, card_words);
  if (!context && (is_order(glyphs, from) || !card_prefix(number) || !luhn(number)))
    return std::nullopt;
  return MaskSpan{from, groups[count - 1].to, starred(number, 4, 4)};
}

std::optional<MaskSpan> ip_address(const Glyphs& glyphs, std::size_t at) {
  std::size_t to = at;
  std::size_t half = 0;
  for (int part = 0; part < 4; ++part) {
    const Group group = digits_at(glyphs, to);
    if (group.size() == 0 || group.size() > 3) return std::nullopt;
    if (std::stoi(digits_of(glyphs, group.from, group.to)) > 255) return std::nullopt;
    to = group.to;
    if (part == 1) half = to;
    if (part < 3 && glyph_at(glyphs, to++) != U'.') return std::nullopt;
  }
  const bool more = glyph_at(glyphs, to) == U'.' && is_digit(glyph_at(glyphs, to + 1));
  if (more || (at > 0 && glyphs[at - 1].c == U'.')) return std::nullopt;
  return MaskSpan{at, to, shown(glyphs, at, half) + ".*.*"};
}

}  // namespace

std::optional<MaskSpan> find_number(const Glyphs& glyphs, std::size_t at) {
  if (!is_digit(glyph_at(glyphs, at))) return std::nullopt;
  if (auto span = ip_address(glyphs, at)) return span;
  const auto groups = groups_at(glyphs, at);
  const MaskSpan seen{at, groups[0].to, {}};
  if (auto span = foreign_phone(glyphs, at)) return span;
  if (!behind_letters(glyphs, at)) {
    if (auto span = landline(glyphs, behind_parenthesis(glyphs, groups))) return span;
  }
  std::size_t digits = 0;
  for (const auto& group : groups) digits += group.size();
  if (digits < identifier_digits_min || behind_letters(glyphs, at)) return seen;
  if (auto span = resident_id(glyphs, groups)) return span;
  if (auto span = bank_card(glyphs, groups)) return span;
  if (auto span = phone(glyphs, groups)) return span;
  return seen;
}

}  // namespace yingda::text
