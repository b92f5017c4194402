// type-mismatch: comparisons that can never hold, and slots with two kinds of values. Only what is
// certain is reported: a slot that an action fills may hold anything.

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "content/check.hpp"
#include "content/slot_table.hpp"
#include "dialogue/expression_tokens.hpp"

namespace yingda::content {
namespace {

using dialogue::SlotType;
using dialogue::Word;
using dialogue::WordKind;

bool is_number_text(const std::string& text) {
  double value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && stop == text.data() + text.size();
}

// "2026-11-20 15:04" or how it begins, "2026-11-20T15:04:00+08:00": what a point in time can be
// held against.
bool begins_as_time(const std::string& text) {
  static constexpr std::string_view form = "dddd-dd-dd dd:dd";
  if (text.size() < 4) return false;
  for (std::size_t i = 0; i < text.size() && i < form.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    const bool fits = form[i] == 'd' ? digit : text[i] == form[i] || (i == 10 && text[i] == 'T');
    if (!fits) return false;
  }
  return true;
}

bool is_ordering(const Word& word) {
  return word.kind == WordKind::sign &&
         (word.text == "<" || word.text == "<=" || word.text == ">" || word.text == ">=");
}

constexpr std::string_view moment = "a point in time";

// Why a value of that kind is never equal to (or ordered with) the literal; "" when it may be.
std::string misfit(const Use& use, const Word& literal, const Word& sign) {
  const bool flag = literal.text == "true" || literal.text == "false";
  const auto type = held_by(use);
  if (literal.kind == WordKind::name) {
    if (!flag || use.type == SlotType::boolean) return {};
    return "holds " + type + ", never true or false";
  }
  if (use.type == SlotType::boolean) return "holds true or false";
  if (use.type == SlotType::file) return "holds files; ask whether it `is set`";
  if (use.type == SlotType::choices) {
    return "holds a list; ask whether it `contains \"" + literal.text + "\"`";
  }
  if (literal.kind == WordKind::number) {
    if (use.type == SlotType::text && is_ordering(sign)) {
      return "holds " + type + ", which has no size; ask for it with `type: number` or `money`";
    }
    if (is_numeric(use.type)) return {};
    if (use.type == SlotType::text) {
      // What Yingda itself knows, such as a page's title, is no answer to a question.
      if (use.where.file.empty()) return {};
      return "holds " + type + "; ask for it with `type: number`, or write \"" +
             dialogue::to_text(dialogue::Value(literal.number)) + "\" in quotes";
    }
    if (use.type == SlotType::choice) {
      const bool some_number = std::any_of(use.options.begin(), use.options.end(), is_number_text);
      return some_number ? "" : "holds text, never a number";
    }
    return "holds " + type + ", which is text; " +
           (use.says.empty() ? "write the value in quotes" : "compare it with a text");
  }
  if (is_numeric(use.type) && !is_number_text(literal.text)) return "holds a number, never text";
  const bool time = use.type == SlotType::datetime && (use.says.empty() || use.says == moment);
  if (time && !begins_as_time(literal.text)) {
    return "holds a point in time such as 2026-11-20 15:04, never \"" + literal.text + "\"";
  }
  if (use.type == SlotType::choice && !use.options.contains(literal.text)) {
    const std::vector<std::string_view> ids(use.options.begin(), use.options.end());
    return "is never \"" + literal.text + "\"" + did_you_mean(literal.text, ids);
  }
  return {};
}

bool is_literal(const Word& word) {
  return word.kind == WordKind::number || word.kind == WordKind::string ||
         (word.kind == WordKind::name && (word.text == "true" || word.text == "false"));
}

bool is_comparison(const Word& word) {
  static const std::set<std::string> signs{"==", "!=", "<", "<=", ">", ">="};
  return word.kind == WordKind::sign && signs.contains(word.text);
}

class ConditionCheck {
 public:
  // `results`: of actions.
  ConditionCheck(const SlotTable& slots, const std::set<std::string>& results,
                 const Condition& condition, std::vector<Finding>& findings)
      : slots_(slots), results_(results), condition_(condition), findings_(findings) {}

  void run() {
    const auto words = dialogue::split_expression(condition_.expression.source());
    if (!words) return;
    for (std::size_t i = 0; i < words->size(); ++i) check_operand(*words, i);
    for (std::size_t i = 0; i + 2 < words->size(); ++i) {
      const auto& left = (*words)[i];
      const auto& sign = (*words)[i + 1];
      const auto& right = (*words)[i + 2];
      const bool alone = !calculates(*words, i);
      if (is_comparison(sign) && alone) {
        if (left.kind == WordKind::name && is_literal(right)) compare(left, right, sign);
        if (right.kind == WordKind::name && is_literal(left)) compare(right, left, sign);
        if (is_ordering(sign)) check_order(left, right);
      }
      if (left.kind == WordKind::name && sign.kind == WordKind::name && sign.text == "contains") {
        check_whole(left);
        if (right.kind == WordKind::string) check_part(left, right);
      }
      if (left.kind == WordKind::name && sign.text == "in" && right.text == "[") {
        for (std::size_t j = i + 3; j < words->size() && (*words)[j].text != "]"; ++j) {
          if (is_literal((*words)[j])) compare(left, (*words)[j], sign);
        }
      }
    }
  }

 private:
  static bool is_arithmetic(const Word& word) {
    return word.kind == WordKind::sign &&
           (word.text == "+" || word.text == "-" || word.text == "*" || word.text == "/");
  }

  // Nothing can be computed with words, and nothing divided by zero.
  void check_operand(const std::vector<Word>& words, std::size_t i) {
    const bool before = i > 0 && is_arithmetic(words[i - 1]);
    const bool computed = before || (i + 1 < words.size() && is_arithmetic(words[i + 1]));
    if (!computed) return;
    const auto& word = words[i];
    if (word.kind == WordKind::string && !is_number_text(word.text)) {
      return report("`\"" + word.text + "\"` is a text, and only numbers can be computed with");
    }
    if (word.kind == WordKind::number && word.number == 0 && before && words[i - 1].text == "/") {
      return report("nothing can be divided by 0");
    }
    const auto* slot = word.kind == WordKind::name ? find(word) : nullptr;
    if (slot == nullptr) return;
    const bool numbers = std::any_of(slot->uses.begin(), slot->uses.end(),
                                     [](const Use& use) { return is_numeric(use.type); });
    if (numbers) return;
    report("`" + word.text + "` holds " + held_by(slot->uses.front()) +
           ", and only numbers and money can be computed with");
  }

  void report(std::string text) {
    findings_.push_back(flow_finding(condition_.where, rule::type_mismatch, std::move(text)));
  }

  const Slot* find(const Word& name) const { return known_slot(slots_, name.text); }

  // Is one side of the comparison at `i` a sum or product? Then its kind is another.
  static bool calculates(const std::vector<Word>& words, std::size_t i) {
    return (i > 0 && is_arithmetic(words[i - 1])) ||
           (i + 3 < words.size() && is_arithmetic(words[i + 3]));
  }

  // `contains` looks into a text or a list.
  void check_whole(const Word& name) {
    const auto* slot = find(name);
    if (slot == nullptr) return;
    const bool has_parts = std::any_of(slot->uses.begin(), slot->uses.end(), [](const Use& use) {
      return use.type != SlotType::boolean && use.type != SlotType::number;
    });
    if (has_parts) return;
    report("`" + name.text + "` holds " + held_by(slot->uses.front()) +
           ", and `contains` looks for a part of a text or of a list");
  }

  // What no answer can be earlier or later than a point in time: all but times.
  void check_order(const Word& left, const Word& right) {
    if (left.kind != WordKind::name || right.kind != WordKind::name) return;
    const auto* one = find(left);
    const auto* other = find(right);
    if (one == nullptr || other == nullptr) return;
    const auto all = [](const Slot& slot, auto fits) {
      return std::all_of(slot.uses.begin(), slot.uses.end(), fits);
    };
    const auto is_time = [](const Use& use) {
      return use.type == SlotType::datetime && (use.says.empty() || use.says == moment);
    };
    // Texts that `set_slots` gives may be times, and so may what the page told.
    const auto never_time = [&](const Use& use) {
      return use.type != SlotType::datetime && !use.given && !use.where.file.empty();
    };
    const bool turned = all(*other, never_time) && all(*one, is_time);
    if (!turned && !(all(*one, never_time) && all(*other, is_time))) return;
    const auto& odd = turned ? right : left;
    const auto& time = turned ? left : right;
    report("`" + odd.text + "` holds " + held_by((turned ? other : one)->uses.front()) +
           ", which is neither before nor after `" + time.text + "`, a point in time");
  }

  // How a connector failed is one of few words.
  void check_failure(const std::string& name, const Word& literal) {
    static const std::vector<std::string_view> kinds{"timeout", "unavailable", "refused",
                                                     "bad_answer"};
    const bool fails =
        name.ends_with(".error") && results_.contains(name.substr(0, name.size() - 6));
    if (!fails || literal.kind != WordKind::string) return;
    if (std::find(kinds.begin(), kinds.end(), literal.text) != kinds.end()) return;
    report("`" + name + "` is never \"" + literal.text +
           "\"; it is timeout, unavailable, refused or bad_answer");
  }

  // A list of picked options never holds what was not offered.
  void check_part(const Word& name, const Word& literal) {
    const auto* slot = find(name);
    if (slot == nullptr) return;
    std::vector<std::string_view> ids;
    for (const auto& use : slot->uses) {
      if (use.type != SlotType::choices) return;
      ids.insert(ids.end(), use.options.begin(), use.options.end());
    }
    if (std::find(ids.begin(), ids.end(), literal.text) != ids.end()) return;
    report("`" + name.text + "` never contains \"" + literal.text + "\"" +
           did_you_mean(literal.text, ids));
  }

  void compare(const Word& name, const Word& literal, const Word& sign) {
    const auto bare = name.text.starts_with("slots.") ? name.text.substr(6) : name.text;
    check_failure(bare, literal);
    const auto* slot = find(name);
    if (slot == nullptr) return;
    std::string why;
    for (const auto& use : slot->uses) {
      auto reason = misfit(use, literal, sign);
      if (reason.empty()) return;
      if (why.empty() || reason.find("did you mean") != std::string::npos) why = std::move(reason);
    }
    findings_.push_back(
        flow_finding(condition_.where, rule::type_mismatch, "`" + bare + "` " + why));
  }

  const SlotTable& slots_;
  const std::set<std::string>& results_;
  const Condition& condition_;
  std::vector<Finding>& findings_;
};

enum class Family { flag, number, text };

Family family(SlotType type) {
  if (type == SlotType::boolean) return Family::flag;
  return is_numeric(type) ? Family::number : Family::text;
}

void find_double_kinds(const SlotTable& slots, std::vector<Finding>& findings) {
  for (const auto& [name, slot] : slots) {
    if (slot.uses.empty()) continue;
    const auto& first = slot.uses.front();
    for (const auto& use : slot.uses) {
      if (family(use.type) == family(first.type)) continue;
      findings.push_back(flow_finding(
          use.where, rule::type_mismatch,
          "the slot `" + name + "` holds " + held_by(use) + " here and " + held_by(first) + " in " +
              first.where.file + ":" + std::to_string(first.where.line)));
      break;
    }
  }
}

}  // namespace

void check_types(const ParsedFlows& flows, std::vector<Finding>& findings) {
  const auto slots = slots_of(flows.flows);
  const auto results = slot_names(flows.flows).results;
  for (const auto& condition : flows.conditions) {
    ConditionCheck(slots, results, condition, findings).run();
  }
  for (const auto& condition : flows.conditions) {
    if (condition.decides) check_decides(slots, condition, findings);
  }
  check_demands(flows.flows, slots, findings);
  find_double_kinds(slots, findings);
}

}  // namespace yingda::content
