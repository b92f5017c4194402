// Order numbers and phone numbers, found inside a sentence: by their shape, and by what the words
// beside them call them.

#include <algorithm>
#include <iterator>
#include <vector>

#include "dialogue/entities_parts.hpp"
#include "dialogue/stance.hpp"
#include "text/characters.hpp"
#include "text/mask.hpp"

namespace yingda::dialogue {
namespace {

using text::is_ascii_letter;
using text::is_digit;

constexpr std::size_t order_digits_min = 8;
constexpr std::size_t order_digits_max = 24;
constexpr std::size_t order_letters_max = 4;
constexpr std::size_t phone_digits = 11;
// Of what is called a QQ number or a code; shorter ones may be amounts.
constexpr std::size_t named_digits_min = 5;

// "一三八零零一三八零零零": a phone number as it is read out.
Line with_ascii_digits(const Line& line) {
  constexpr LineView digits = U"零一二三四五六七八九";
  const auto digit = [&](std::size_t at) {
    const char32_t c = glyph(line, at);
    if (c == U'幺') return std::size_t{1};
    return c == U'〇' ? std::size_t{0} : digits.find(c);
  };
  Line out = line;
  for (std::size_t at = 0; at < line.size();) {
    std::size_t end = at;
    while (end < line.size() && digit(end) != LineView::npos) ++end;
    for (std::size_t i = at; end - at == phone_digits && i < end; ++i) {
      out[i] = static_cast<char32_t>(U'0' + digit(i));
    }
    at = std::max(end, at + 1);
  }
  return out;
}

// A run of digits as long as a phone number, not far behind.
bool number_behind(const Line& line, std::size_t at) {
  constexpr std::size_t near = 8;
  const std::size_t end = std::min(line.size(), at + near);
  while (at < end && !is_digit(line[at])) ++at;
  std::size_t to = at;
  while (is_digit(glyph(line, to))) ++to;
  return to - at >= phone_digits;
}

// Without a country code in front.
std::string phone_digits_of(const std::string& digits) {
  for (const std::string_view prefix : {"0086", "86"}) {
    if (digits.size() == phone_digits + prefix.size() && digits.starts_with(prefix)) {
      return digits.substr(prefix.size());
    }
  }
  return digits;
}

bool is_phone(const std::string& digits) {
  return digits.size() == phone_digits && digits[0] == '1' && digits[1] >= '3';
}

// What the words beside a number call it.
enum class Label { none, order, other };

// A run of digits in the line, at [from, to).
struct Run {
  std::string digits;
  std::string letters;
  std::size_t from = 0;
  std::size_t to = 0;
  bool work_order = false;
  bool short_piece = false;  // "2026-11-20": so are dates written, and no order numbers
};

constexpr std::size_t piece_digits_min = 3;

// Digits from `at` on; `joined` also takes them over single blanks and hyphens. Moves `at`.
void take_digits(const Line& line, std::size_t& at, bool joined, Run& run) {
  std::size_t piece = 0;
  for (; at < line.size(); ++at) {
    const bool goes_on = is_digit(glyph(line, at + 1));
    if (joined && is_any(line, at, U" -.–—") && goes_on) {
      run.short_piece = run.short_piece || piece < piece_digits_min;
      piece = 0;
      continue;
    }
    if (!is_digit(line[at])) break;
    run.digits.push_back(static_cast<char>(line[at]));
    ++piece;
  }
}

std::string letters_before(const Line& line, std::size_t at) {
  std::size_t from = at;
  while (from > 0 && is_ascii_letter(line[from - 1])) --from;
  if (at - from > order_letters_max) return {};
  std::string out;
  for (std::size_t i = from; i < at; ++i) out.push_back(static_cast<char>(line[i] - U'a' + U'A'));
  // "no20261120001", "id…" and "tel…" say what it is; they do not belong to it.
  return out == "NO" || out == "ID" || out == "TEL" || out == "QQ" ? std::string() : out;
}

// GD20261122-0021-8 is the number of a work order, however it is typed.
bool is_work_order(const Line& line, const std::string& letters, std::size_t at) {
  constexpr std::size_t day_digits = 8;
  if (letters != "GD") return false;
  std::size_t digits = 0;
  for (; at < line.size(); ++at) {
    if (is_digit(line[at])) {
      ++digits;
    } else if (line[at] != U'-' && line[at] != U' ') {
      break;
    }
  }
  return digits >= day_digits + 2;
}

std::vector<Run> runs_of(const Line& line, bool joined) {
  std::vector<Run> out;
  for (std::size_t at = 0; at < line.size();) {
    if (!is_digit(line[at])) {
      ++at;
      continue;
    }
    Run run;
    run.from = at;
    run.letters = letters_before(line, at);
    run.work_order = is_work_order(line, run.letters, at);
    take_digits(line, at, joined || run.work_order, run);
    run.to = at;
    out.push_back(std::move(run));
  }
  return out;
}

std::string digits_of(const std::string& text) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out),
               [](char c) { return is_digit(static_cast<unsigned char>(c)); });
  return out;
}

// By its own check digits: an identity or bank card number.
bool names_somebody(const std::string& number) {
  return !is_phone(number) && text::mask(number) != number;
}

// Of the 18 digits that name a resident.
bool is_resident(const std::string& number) {
  return number.size() == 18 && names_somebody(number);
}

constexpr std::initializer_list<LineView> order_names{U"订单", U"单号", U"order", U"交易号",
                                                      U"流水号"};
// Longer ones first where one holds another.
constexpr std::initializer_list<LineView> other_names{
    U"快递单号", U"运单号", U"物流单号", U"手机",   U"电话",   U"联系方式",  U"座机",   U"phone",
    U"mobile",   U"cell",   U"tel",      U"卡号",   U"银行卡", U"信用卡",    U"储蓄卡", U"卡密",
    U"card",     U"身份证", U"证件",     U"护照",   U"id no",  U"id number", U"qq",     U"微信号",
    U"微信",     U"wechat", U"whatsapp", U"验证码", U"密码",   U"password"};

// Between two of these a label belongs to what stands with it.
bool ends_clause(const Line& line, std::size_t at) {
  if (line[at] == U'.') return !is_digit(glyph(line, at + 1));
  return is_any(line, at, U",，。;；!！?？、\n()（）") || is_digit(line[at]);
}

std::size_t last_name(LineView clause, std::initializer_list<LineView> names) {
  std::size_t last = 0;  // behind it; 0: none
  for (const LineView name : names) {
    const auto at = clause.rfind(name);
    if (at != LineView::npos) last = std::max(last, at + name.size());
  }
  return last;
}

// Between a name and its number stands nothing but this: "手机号是…", "my phone number is …"; in
// "手机充值2026…" the number is no phone's.
bool is_link(LineView between) {
  const bool latin = between.find(U"is") != LineView::npos ||
                     between.find(U"num") != LineView::npos ||
                     between.find(U"no") != LineView::npos;
  return std::all_of(between.begin(), between.end(), [latin](char32_t c) {
    return LineView(U"号码是为的:#- 尾+").find(c) != LineView::npos ||
           (latin && (is_ascii_letter(c) || c == U'.'));
  });
}

// The name that stands nearest before the number in the same clause, else "…是我手机号" behind it.
Label label_beside(const Line& line, const Run& run) {
  std::size_t from = run.from;
  while (from > 0 && !ends_clause(line, from - 1)) --from;
  const LineView before = LineView(line).substr(from, run.from - run.letters.size() - from);
  const std::size_t order = last_name(before, order_names);
  const std::size_t named = last_name(before, other_names);
  const std::size_t other = is_link(before.substr(named)) ? named : 0;
  if (order > 0 || other > 0) return order > other ? Label::order : Label::other;
  std::size_t to = run.to;
  while (to < line.size() && !ends_clause(line, to)) ++to;
  const LineView behind = LineView(line).substr(run.to, to - run.to);
  const bool says = behind.starts_with(U"是") || behind.starts_with(U" is ");
  if (!says) return Label::none;
  if (last_name(behind, order_names) > 0) return Label::order;
  return last_name(behind, other_names) > 0 ? Label::other : Label::none;
}

// "12345678@qq.com", "li12345678@…".
bool is_in_address(const Line& line, const Run& run) {
  for (std::size_t at = run.to; at < line.size(); ++at) {
    if (line[at] == U'@') return true;
    if (!is_digit(line[at]) && !is_ascii_letter(line[at]) && !is_any(line, at, U"._-"))
      return false;
  }
  return false;
}

Stance stance_of(const Line& line, const Run& run) {
  return stance_of(line, run.from - run.letters.size(), run.to, Named::identifier);
}

// "13800000001是旧的，新的13900000002": a phone that is out of use. Of an order the same words say
// what is wrong with it.
bool is_out_of_use(const Line& line, const Run& run) {
  const std::size_t before = skip_blanks_back(line, run.from);
  const std::size_t behind = skip_blanks(line, run.to);
  return any_before(line, before,
                    {U"旧的", U"旧号", U"旧号码", U"原来的", U"以前的", U"old one is",
                     U"old number is"}) > 0 ||
         any_at(line, behind,
                {U"是旧的", U"是旧号", U"是以前的", U"是原来的", U"不用了", U"停用", U"已停机",
                 U"打不通", U"不是我的", U"不是本人", U"is old", U"is the old", U"is wrong",
                 U"isn't mine", U"is not mine"}) > 0;
}

// "010-12345678": the part behind the area code.
bool is_landline(const Line& line, const Run& run) {
  if (run.from < 4 || line[run.from - 1] != U'-') return false;
  std::size_t from = run.from - 1;
  while (from > 0 && is_digit(line[from - 1])) --from;
  return line[from] == U'0' && run.from - from <= 5;
}

// "20261120OO1": letters O for zeros, of which nobody knows which number was meant.
bool is_misspelt(const Line& line, const Run& run) {
  std::size_t at = run.to;
  while (is_ascii_letter(glyph(line, at))) ++at;
  return at > run.to && is_digit(glyph(line, at));
}

bool has_order_shape(const Line& line, const Run& run) {
  return !is_misspelt(line, run) && !run.work_order && !run.short_piece &&
         run.digits.size() >= order_digits_min && run.digits.size() <= order_digits_max &&
         !is_in_address(line, run) && !is_landline(line, run);
}

bool says_order(const Line& line) {
  return std::any_of(order_names.begin(), order_names.end(),
                     [&line](LineView word) { return line.find(word) != Line::npos; });
}

// Nothing but the number: the answer to the question for it.
bool is_whole_line(const Line& line) {
  return std::all_of(line.begin(), line.end(),
                     [](char32_t c) { return is_digit(c) || c == U' ' || c == U'-'; });
}

// A number that names a person, a bank account or a phone goes to no order system, unless it is
// called an order; a bank card's also when it is all that is said.
bool may_be_order(const Line& line, const Run& run) {
  const std::string number = run.letters + run.digits;
  const Label label = label_beside(line, run);
  if (is_resident(number) || label == Label::other) return false;
  const bool phone = is_phone(number) || is_phone(phone_digits_of(number));
  if (phone) return label == Label::order || (is_whole_line(line) && is_phone(number));
  return !names_somebody(number) || label == Label::order || is_whole_line(line);
}

// Those that may be the number of an order and are meant.
std::vector<Run> orders_of(const Line& line, bool joined) {
  auto out = runs_of(line, joined);
  std::erase_if(out, [&](const Run& run) { return !has_order_shape(line, run); });
  std::erase_if(out, [&](const Run& run) { return !may_be_order(line, run); });
  keep_given(out, [&](const Run& run) { return stance_of(line, run); });
  return out;
}

std::optional<std::string> order_in(const Line& line) {
  for (const bool joined : {false, true}) {
    const auto orders = orders_of(line, joined);
    const auto called = std::find_if(orders.begin(), orders.end(), [&line](const Run& run) {
      return label_beside(line, run) == Label::order;
    });
    if (called != orders.end()) return called->letters + called->digits;
    if (!orders.empty()) return orders.front().letters + orders.front().digits;
    // A phone in pieces is joined only to be recognised.
    const auto runs = runs_of(line, false);
    const bool there = std::any_of(runs.begin(), runs.end(),
                                   [&line](const Run& run) { return has_order_shape(line, run); });
    if (there) return std::nullopt;
  }
  return std::nullopt;
}

// "A或者B": which of them nobody can know.
bool leaves_open(const Line& line, const Run& run) {
  const std::size_t behind = skip_blanks(line, run.to);
  return any_at(line, behind, {U"或", U"还是", U"or "}) > 0 && number_behind(line, behind);
}

std::vector<Run> phones_of(const Line& line, bool joined) {
  auto out = runs_of(line, joined);
  std::erase_if(out, [&](const Run& run) {
    return !is_phone(phone_digits_of(run.digits)) || is_in_address(line, run) ||
           is_out_of_use(line, run) || label_beside(line, run) == Label::order;
  });
  keep_given(out, [&](const Run& run) { return stance_of(line, run); });
  return out;
}

std::optional<std::string> phone_in(const Line& original) {
  const Line line = with_ascii_digits(original);
  for (const bool joined : {false, true}) {
    const auto phones = phones_of(line, joined);
    if (phones.empty()) continue;
    if (leaves_open(line, phones.front())) return std::nullopt;
    return phone_digits_of(phones.front().digits);
  }
  return std::nullopt;
}

// What `read` finds behind "…不对，是…", else in the whole line.
std::optional<std::string> corrected_by(const Line& line,
                                        std::optional<std::string> (*read)(const Line&)) {
  if (const std::size_t behind = behind_correction(line); behind > 0) {
    if (auto number = read(line.substr(behind))) return number;
  }
  return read(line);
}

}  // namespace

std::optional<std::string> read_order_number(const Line& line) {
  return corrected_by(line, order_in);
}

// What nobody asked for: here the words beside a number count, too.
std::optional<std::string> read_named_order_number(const Line& line) {
  const auto number = read_order_number(line);
  if (!number || says_order(line)) return number;
  if (is_phone(*number)) return std::nullopt;
  const std::string shown = digits_of(text::mask(text::encode(line)));
  return shown.find(digits_of(*number)) == std::string::npos ? std::nullopt : number;
}

std::vector<std::string> read_order_numbers(const Line& line) {
  std::vector<std::string> out;
  const Line meant = line.substr(behind_correction(line));
  for (const auto& run : orders_of(meant, false)) {
    const std::string number = run.letters + run.digits;
    if (std::find(out.begin(), out.end(), number) == out.end()) out.push_back(number);
  }
  return out;
}

std::optional<std::string> read_phone(const Line& line) { return corrected_by(line, phone_in); }

void blank_identifiers(Line& line) {
  const Line before = line;
  for (const auto& run : runs_of(before, true)) {
    const bool phone = is_phone(phone_digits_of(run.digits));
    if (phone || run.work_order || is_in_address(before, run)) blank(line, run.from, run.to);
  }
  for (const auto& run : runs_of(before, false)) {
    const bool money = any_at(before, run.to, {U"元", U"块"}) > 0;
    const bool named =
        run.digits.size() >= named_digits_min && label_beside(before, run) == Label::other;
    const bool landline = glyph(before, run.to) == U'-' && run.digits[0] == '0';
    if ((run.digits.size() >= order_digits_min && !money) || landline || named) {
      blank(line, run.from, run.to);
    }
  }
}

}  // namespace yingda::dialogue
