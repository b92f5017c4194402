#include "dialogue/utterances.hpp"

#include <algorithm>
#include <array>

#include "base/ascii.hpp"
#include "dialogue/entities.hpp"
#include "dialogue/wording.hpp"
#include "text/characters.hpp"
#include "text/normalize.hpp"

namespace yingda::dialogue {
namespace {

using std::string_view;

constexpr std::size_t utterances_max = 5;
// More is a story: it has its own turns, and no list of wishes.
constexpr std::size_t characters_max = 160;

// Each begins something new. Those of Latin letters stand between word ends.
constexpr std::array<string_view, 16> joints{
    "另外",       "顺便",         "还想问",           "还要问",        "再问", "对了",
    "还有个问题", "还有一个问题", "还有件事",         "还有",          "also", "besides",
    "by the way", "btw",          "another question", "one more thing"};
// What people say around them and in front of what they mean.
constexpr std::array<string_view, 14> leads{"我",     "也",   "就是",  "问一下", "问下",
                                            "问问",   "请问", "想问",  "一下",   "个问题",
                                            "问一句", "and ", "then ", "i also "};
constexpr std::array<string_view, 2> question_marks{"?", "？"};

// What ends a clause.
constexpr std::array<string_view, 13> clause_marks{",", "，", "。", ";",  "；", "!", "！",
                                                   "?", "？", "\n", "、", ". ", "…"};

// Beginnings of a wish, and questions that lean on what stands before them or only complain.
constexpr std::array<string_view, 11> wishes{"我要",     "我想",   "我还要",       "我还想",
                                             "我需要",   "i want", "i need",       "i would like",
                                             "i'd like", "i also", "i'm trying to"};
constexpr std::array<string_view, 24> leaning{
    "怎么回事", "什么情况", "怎么办", "咋办",     "怎么弄",     "咋回事",   "什么意思", "怎么还",
    "怎么不",   "为什么",   "凭什么", "what now", "what gives", "why",      "好几",     "几天了",
    "多少天了", "怎么没",   "怎么好", "怎么一直", "怎么都",     "怎么这么", "怎么三天", "how come"};
constexpr std::size_t question_characters_min = 5;
// Behind an answer it needs less: "要退款，多久到账？".
constexpr std::size_t question_beside_min = 4;

bool letter(string_view text, std::size_t at) {
  return at < text.size() && text::is_ascii_letter(static_cast<unsigned char>(text[at]));
}

bool begins_clause(string_view before) {
  const auto text = text::trim(before);
  return std::any_of(clause_marks.begin(), clause_marks.end(),
                     [&](string_view mark) { return text.ends_with(text::trim(mark)); });
}

// "还有3天", "还有没有货", "还有问题": it tells how much is left.
bool counts_on(string_view behind) {
  static constexpr std::array<string_view, 12> words{"没", "多", "几", "一", "两", "三",
                                                     "半", "点", "些", "问", "别", "啥"};
  return behind.empty() || text::is_digit(static_cast<unsigned char>(behind.front())) ||
         std::any_of(words.begin(), words.end(),
                     [&](string_view word) { return behind.starts_with(word); });
}

// "另外一个账号", "不对了": the same letters inside a sentence.
bool goes_on(string_view joint, string_view before, string_view behind) {
  const auto begins = [&](string_view word) { return behind.starts_with(word); };
  if (joint == "also" || joint == "besides") {
    const auto lead = text::trim(before);
    return !lead.empty() && letter(lead, lead.size() - 1) && !lead.ends_with(" and");
  }
  if (joint == "另外") return begins("一") || begins("两") || begins("的") || begins("那");
  if (joint == "还有") return !begins_clause(before) || counts_on(behind);
  if (joint != "对了") return false;
  return before.ends_with("不") || before.ends_with("没") || begins("吗") || begins("没");
}

// The length of the joint that stands there; 0: none.
std::size_t joint_at(string_view lower, std::size_t at) {
  for (const auto joint : joints) {
    if (!lower.substr(at).starts_with(joint)) continue;
    const auto behind = lower.substr(at + joint.size());
    const bool inside =
        letter(joint, 0) && ((at > 0 && letter(lower, at - 1)) || letter(lower, at + joint.size()));
    if (!inside && !goes_on(joint, lower.substr(0, at), behind)) return joint.size();
  }
  return 0;
}

string_view without_signs(string_view text) {
  static constexpr std::array<string_view, 14> signs{" ", ",",  "，", ".",  "。", "!", "！",
                                                     ";", "；", ":",  "：", "、", "~", "\n"};
  for (bool again = true; again;) {
    again = false;
    for (const auto sign : signs) {
      if (text.starts_with(sign)) {
        text.remove_prefix(sign.size());
        again = true;
      } else if (text.ends_with(sign)) {
        text.remove_suffix(sign.size());
        again = true;
      }
    }
  }
  return text;
}

// Without the joints and the small words that lead to what is meant.
string_view without_leads(string_view text) {
  for (bool again = true; again;) {
    again = false;
    text = without_signs(text);
    const std::string lower = lower_ascii(text);
    if (const auto size = joint_at(lower, 0); size > 0) {
      text.remove_prefix(size);
      again = true;
      continue;
    }
    for (const auto lead : leads) {
      if (!lower.starts_with(lead) || lower.size() == lead.size()) continue;
      // "我要退款" is no wish without its "我"; only in front of "想问" it is a lead.
      if (lead == "我" && !lower.starts_with("我想问") && !lower.starts_with("我还想问")) continue;
      text.remove_prefix(lead.size());
      again = true;
      break;
    }
  }
  return text;
}

bool says_enough(string_view text) {
  return text::has_han(text) ? text::characters(text) >= 3
                             : text::trim(text).find(' ') != text.npos;
}

constexpr std::size_t answer_bytes_max = 12;

// "是的，…": where the rest begins; 0: the message does not begin with a bare yes or no.
std::size_t behind_yes_or_no(string_view text) {
  for (std::size_t at = 1; at < text.size() && at <= answer_bytes_max; ++at) {
    for (const string_view sign : {",", "，", "。", "!", "！", ".", " "}) {
      if (!text.substr(at).starts_with(sign)) continue;
      const auto said = text.substr(0, at);
      const auto behind = text.substr(at + sign.size());
      // "isn't it 60", "不对，昨天四点才到": an answer only where something else is said behind it.
      const bool weak = sign == " " || said.ends_with("不对") || said.ends_with("错了");
      if (weak && !asks(behind) && !is_wish(text::trim(behind))) return 0;
      return is_yes_or_no(said) ? at + sign.size() : 0;
    }
  }
  return 0;
}

// "提现多久到账": a question that needs nothing around it. One that complains does when it says of
// which order: "我的订单20261120002怎么还没到".
bool is_whole_question(string_view text, std::size_t least = question_characters_min) {
  if (!asks(text) || text::characters(text) < least) return false;
  if (!order_numbers_in(text).empty()) return true;
  const std::string lower = lower_ascii(text);
  return std::none_of(leaning.begin(), leaning.end(),
                      [&](string_view words) { return lower.find(words) != std::string::npos; });
}

// Could it be a message of its own?
bool stands_alone(string_view part) {
  const auto said = without_leads(part);
  return is_wish(without_signs(part)) || is_wish(said) || is_whole_question(said);
}

std::size_t mark_at(string_view text, std::size_t at) {
  for (const auto mark : clause_marks) {
    if (text.substr(at).starts_with(mark)) return mark.size();
  }
  return 0;
}

// From `at` to the end of its clause.
string_view clause_from(string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && mark_at(text, end) == 0) ++end;
  return text.substr(at, end - at);
}

// "我要退款和开发票": a second wish without words of its own.
constexpr std::array<string_view, 4> and_words{"和", "以及", "还要", "并且要"};
// 和 is part of a word there, or stands between two objects.
constexpr std::array<string_view, 10> no_and{"和平", "温和", "总和", "饱和", "和谐",
                                             "柔和", "和解", "把",   "将",   "之和"};
std::size_t and_at(string_view text, std::size_t at) {
  for (const auto word : and_words) {
    if (text.substr(at).starts_with(word)) return word.size();
  }
  return 0;
}

struct Cutter {
  string_view text;
  std::string lower;
  bool answers;  // a question of ours is open
  std::vector<std::string> out;
  std::size_t from = 0;

  // What stands before `at` is said; the rest begins at `next`.
  void cut(std::size_t at, std::size_t next) {
    add(text.substr(from, at - from));
    from = next;
  }
  void add(string_view part) {
    const auto said = without_leads(part);
    // The first may be a bare answer: "是的", "20261120002", "寄回".
    const bool bare =
        answers || is_yes_or_no(said) || said.find_first_of("0123456789") != said.npos;
    const bool answer = out.empty() && bare && !said.empty();
    if (says_enough(said) || answer) out.emplace_back(said);
  }
  // A question mark ends a question; with another question behind it that is a second one.
  bool question_ends(std::size_t at, string_view sign) const {
    const auto before = text.substr(from, at - from);
    const auto behind = text.substr(at + sign.size());
    return asks(before) && asks(behind) && says_enough(without_leads(behind));
  }
  // A wish or a whole question on either side of a comma are two.
  bool clause_ends(std::size_t at, std::size_t mark) const {
    return stands_alone(text.substr(from, at - from)) && stands_alone(clause_from(text, at + mark));
  }
  // "20261120001，你们几点上班？", "发票怎么开？单号20261120001": what we asked for, and a
  // question.
  bool answer_ends(std::size_t at, std::size_t mark) const {
    if (!answers) return false;
    const auto before = text.substr(from, at - from);
    const auto behind = clause_from(text, at + mark);
    if (text::trim(behind).empty() || text::trim(before).empty()) return false;
    return (!asks(before) && is_whole_question(behind, question_beside_min)) ||
           (is_whole_question(before) && !asks(behind));
  }
  // "我不是要退款，我是要查订单": what is not wanted, and what is.
  bool take_back_ends(std::size_t at, std::size_t mark) const {
    return out.empty() && takes_wish_back(text.substr(from, at - from)) &&
           says_enough(without_leads(text.substr(at + mark)));
  }
  // A sentence behind a question or a wish that is done: perhaps a case of its own.
  bool sentence_ends(std::size_t at, std::size_t mark) const {
    const auto sign = text.substr(at, mark);
    if (sign != "。" && sign != ". " && sign != "？" && sign != "?") return false;
    return !out.empty() && stands_alone(text.substr(from, at - from)) &&
           says_enough(without_leads(text.substr(at + mark)));
  }
  // Only behind a wish, and not between two names of what is wished for.
  bool wish_goes_on(std::size_t at, std::size_t word) const {
    const auto before = text.substr(from, at - from);
    const auto behind = clause_from(text, at + word);
    return is_wish(without_signs(before)) && says_enough(without_leads(before)) &&
           text::characters(behind) >= 3 && text::has_han(behind.substr(0, 3)) &&
           std::none_of(no_and.begin(), no_and.end(), [&](string_view word) {
             return clause_from(text, from).find(word) != string_view::npos;
           });
  }
};

// Where what calls the number at `at` an order number begins: its words, and what joins them to it.
std::size_t label_before(string_view lower, std::size_t at) {
  static constexpr std::array<string_view, 9> joins{" ",  ":",  "：", "#", "是",
                                                    "为", "is", "=",  "."};
  // The word 订单 or order itself stays: it says what the message is about.
  static constexpr std::array<string_view, 6> labels{"号", "编号", "号码", "number", "no", "id"};
  const auto drop = [&](const auto& words) {
    for (bool again = true; again;) {
      again = false;
      for (const auto word : words) {
        if (!lower.substr(0, at).ends_with(word)) continue;
        at -= word.size();
        again = true;
      }
    }
  };
  drop(joins);
  const auto joined = at;
  drop(labels);
  const auto before = text::trim(lower.substr(0, at));
  const bool named = before.ends_with("单") || before.ends_with("order");
  return named ? at : joined;
}

}  // namespace

namespace {

// Most messages hold nothing at which they could be taken apart.
bool may_be_several(string_view lower) {
  const auto inside = [&](string_view word) { return lower.find(word) != lower.npos; };
  return std::any_of(clause_marks.begin(), clause_marks.end(), inside) ||
         std::any_of(joints.begin(), joints.end(), inside) ||
         std::any_of(and_words.begin(), and_words.end(), inside);
}

// Inside of a character no mark and no word begins.
bool is_inside_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

}  // namespace

std::vector<std::string> utterances_of(string_view text, bool answers) {
  if (text::characters(text) > characters_max) return {};
  Cutter cutter{text, lower_ascii(text), answers, {}, 0};
  const auto rest = behind_yes_or_no(text);
  if (rest == 0 && !may_be_several(cutter.lower)) return {};
  if (rest > 0) cutter.cut(rest, rest);
  for (std::size_t at = cutter.from; at < text.size(); ++at) {
    if (is_inside_character(text[at])) continue;
    if (at > cutter.from && joint_at(cutter.lower, at) > 0) cutter.cut(at, at);
    const auto word = and_at(text, at);
    if (word > 0 && cutter.wish_goes_on(at, word)) cutter.cut(at, at + word);
    const auto mark = mark_at(text, at);
    if (mark == 0) continue;
    const auto sign = text.substr(at, mark);
    const bool question = sign == "?" || sign == "？";
    if (question && cutter.question_ends(at, sign)) {
      cutter.cut(at + mark, at + mark);
    } else if (cutter.clause_ends(at, mark) || cutter.sentence_ends(at, mark) ||
               cutter.take_back_ends(at, mark) || cutter.answer_ends(at, mark)) {
      cutter.cut(question ? at + mark : at, at + mark);
    }
  }
  cutter.add(text.substr(cutter.from));
  if (cutter.out.size() < 2 || cutter.out.size() > utterances_max) return {};
  return std::move(cutter.out);
}

bool is_wish(string_view text) {
  const std::string lower = lower_ascii(text);
  return std::any_of(wishes.begin(), wishes.end(),
                     [&](string_view wish) { return lower.starts_with(wish); });
}

bool takes_wish_back(string_view text) {
  static constexpr std::array<string_view, 16> beginnings{
      "我不是要", "不是要",  "我不是想",   "我没要",
      "我没说要", "我不要",  "我不想",     "不想",
      "不要",     "算了",    "never mind", "forget it",
      "i don't",  "i'm not", "i am not",   "i didn't ask for"};
  std::string lower = lower_ascii(without_signs(text));
  if (lower.starts_with("actually ")) lower.erase(0, 9);
  // That something is not at hand or not known takes nothing back.
  for (const string_view lacking : {"i don't have", "i don't know", "i don't remember",
                                    "i don't understand", "i don't see", "不想等"}) {
    if (lower.starts_with(lacking)) return false;
  }
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](string_view words) { return lower.starts_with(words); });
}

std::string without_order_numbers(string_view text) {
  if (order_numbers_in(text).empty()) return std::string(text);
  std::string out = text::normalize(text);
  const auto digit = [&out](std::size_t at) {
    return text::is_digit(static_cast<unsigned char>(out[at]));
  };
  for (std::size_t at = 0; at < out.size(); ++at) {
    if (!digit(at)) continue;
    std::size_t end = at;
    while (end < out.size() && digit(end)) ++end;
    const auto from = label_before(out, at);
    if (order_numbers_in(string_view(out).substr(at, end - at)).empty()) {
      at = end;
      continue;
    }
    out.replace(from, end - from, " ");
    at = from;
  }
  const auto left = text::trim(out);
  return left.empty() ? std::string(text) : std::string(left);
}

std::vector<std::string> clauses_of(string_view text) {
  std::vector<std::string> out;
  std::size_t from = 0;
  const auto add = [&](std::size_t to) {
    const auto clause = without_signs(text.substr(from, to - from));
    if (!clause.empty()) out.emplace_back(clause);
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (const auto mark : clause_marks) {
      if (!text.substr(at).starts_with(mark)) continue;
      add(at);
      from = at + mark.size();
      at = from - 1;
      break;
    }
  }
  add(text.size());
  return out;
}

}  // namespace yingda::dialogue
