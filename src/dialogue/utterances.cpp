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

constexpr std::size_t utterances_max = 3;
// More is a story: it has its own turns, and no list of wishes.
constexpr std::size_t characters_max = 160;

// Each begins something new. Those of Latin letters stand between word ends.
constexpr std::array<string_view, 15> joints{
    "另外",    "顺便",       "还想问",       "还要问",           "再问",
    "对了",    "还有个问题", "还有一个问题", "还有件事",         "also",
    "besides", "by the way", "btw",          "another question", "one more thing"};
// What people say around them and in front of what they mean.
constexpr std::array<string_view, 14> leads{"我",     "也",   "就是",  "问一下", "问下",
                                            "问问",   "请问", "想问",  "一下",   "个问题",
                                            "问一句", "and ", "then ", "i also "};
constexpr std::array<string_view, 2> question_marks{"?", "？"};

bool letter(string_view text, std::size_t at) {
  return at < text.size() && text::is_ascii_letter(static_cast<unsigned char>(text[at]));
}

// "另外一个账号", "不对了": the same letters inside a sentence.
bool goes_on(string_view joint, string_view before, string_view behind) {
  const auto begins = [&](string_view word) { return behind.starts_with(word); };
  if (joint == "also" || joint == "besides") {
    const auto lead = text::trim(before);
    return !lead.empty() && letter(lead, lead.size() - 1) && !lead.ends_with(" and");
  }
  if (joint == "另外") return begins("一") || begins("两") || begins("的") || begins("那");
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
      return is_yes_or_no(text.substr(0, at)) ? at + sign.size() : 0;
    }
  }
  return 0;
}

struct Cutter {
  string_view text;
  std::string lower;
  std::vector<std::string> out;
  std::size_t from = 0;

  // What stands before `at` is said; the rest begins at `next`.
  void cut(std::size_t at, std::size_t next) {
    add(text.substr(from, at - from));
    from = next;
  }
  void add(string_view part) {
    const auto said = without_leads(part);
    // The first may be a bare answer: "是的", "20261120002".
    const bool answer =
        out.empty() && (is_yes_or_no(said) || said.find_first_of("0123456789") != said.npos);
    if (says_enough(said) || answer) out.emplace_back(said);
  }
  // A question mark ends a question; with another question behind it that is a second one.
  bool question_ends(std::size_t at, string_view sign) const {
    const auto before = text.substr(from, at - from);
    const auto behind = text.substr(at + sign.size());
    return asks(before) && asks(behind) && says_enough(without_leads(behind));
  }
};

// Most messages hold nothing that joins.
bool may_be_several(string_view lower) {
  const auto inside = [&](string_view word) { return lower.find(word) != lower.npos; };
  return inside("?") || inside("？") || std::any_of(joints.begin(), joints.end(), inside);
}

}  // namespace

std::vector<std::string> utterances_of(string_view text) {
  if (text::characters(text) > characters_max) return {};
  Cutter cutter{text, lower_ascii(text), {}, 0};
  const auto rest = behind_yes_or_no(text);
  if (rest == 0 && !may_be_several(cutter.lower)) return {};
  if (rest > 0) cutter.cut(rest, rest);
  for (std::size_t at = cutter.from; at < text.size(); ++at) {
    if (at > cutter.from && joint_at(cutter.lower, at) > 0) cutter.cut(at, at);
    for (const auto sign : question_marks) {
      if (text.substr(at).starts_with(sign) && cutter.question_ends(at, sign)) {
        cutter.cut(at + sign.size(), at + sign.size());
        break;
      }
    }
  }
  cutter.add(text.substr(cutter.from));
  if (cutter.out.size() < 2 || cutter.out.size() > utterances_max) return {};
  return std::move(cutter.out);
}

std::vector<std::string> clauses_of(string_view text) {
  static constexpr std::array<string_view, 13> marks{",", "，", "。", ";",  "；", "!", "！",
                                                     "?", "？", "\n", "、", ". ", "…"};
  std::vector<std::string> out;
  std::size_t from = 0;
  const auto add = [&](std::size_t to) {
    const auto clause = without_signs(text.substr(from, to - from));
    if (!clause.empty()) out.emplace_back(clause);
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (const auto mark : marks) {
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
