// type-mismatch: comparisons that can never hold, and slots with two kinds of values. Only what is
// certain is reported: a slot that an action fills may hold anything.

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "content/check.hpp"
#include "dialogue/expression_tokens.hpp"

namespace yingda::content {
namespace {

using dialogue::SlotType;
using dialogue::Word;
using dialogue::WordKind;

struct Use {
  SlotType type = SlotType::text;
  std::set<std::string> options;  // of choice
  dialogue::Location where;
};

struct Slot {
  std::vector<Use> uses;
  bool open = false;  // something else sets it too, with values that are not known here
};

using SlotTable = std::map<std::string, Slot>;

Use choice_of(const std::vector<dialogue::Option>& options, const dialogue::Location& where) {
  Use use{SlotType::choice, {}, where};
  for (const auto& option : options) use.options.insert(option.id);
  return use;
}

void add_assignment(const dialogue::Assignment& assignment, const dialogue::Location& where,
                    SlotTable& out) {
  auto& slot = out[assignment.slot];
  const auto* value = std::get_if<dialogue::Value>(&assignment.value);
  if (!value) {
    slot.open = true;
  } else if (std::holds_alternative<bool>(*value)) {
    slot.uses.push_back({SlotType::boolean, {}, where});
  } else if (std::holds_alternative<double>(*value)) {
    slot.uses.push_back({SlotType::number, {}, where});
  } else if (const auto* text = std::get_if<std::string>(value)) {
    slot.uses.push_back({SlotType::choice, {*text}, where});
    slot.open |= text->find('{') != std::string::npos;
  } else if (dialogue::is_set(*value)) {
    slot.open = true;
  }
}

SlotTable slots_of(const dialogue::FlowSet& flows) {
  SlotTable out;
  for (const auto& [id, flow] : flows.flows) {
    for (const auto& step : flow.steps) {
      if (const auto* collect = std::get_if<dialogue::Collect>(&step.body)) {
        auto use = choice_of(collect->options, step.where);
        use.type = collect->type;
        out[collect->slot].uses.push_back(std::move(use));
      } else if (const auto* choose = std::get_if<dialogue::Choose>(&step.body)) {
        if (choose->slot.empty()) continue;
        Use use{SlotType::choice, {}, step.where};
        for (const auto& option : choose->options) use.options.insert(option.option.id);
        out[choose->slot].uses.push_back(std::move(use));
      } else if (const auto* form = std::get_if<dialogue::Form>(&step.body)) {
        for (const auto& field : form->fields) {
          auto use = choice_of(field.options, step.where);
          use.type = field.type;
          out[field.name].uses.push_back(std::move(use));
        }
      } else if (const auto* set = std::get_if<dialogue::SetSlots>(&step.body)) {
        for (const auto& assignment : set->assignments) add_assignment(assignment, step.where, out);
      }
    }
  }
  return out;
}

bool is_numeric(SlotType type) { return type == SlotType::number || type == SlotType::money; }

bool is_number_text(const std::string& text) {
  double value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && stop == text.data() + text.size();
}

// Why a value of that kind is never equal to (or ordered with) the literal; "" when it may be.
std::string misfit(const Use& use, const Word& literal) {
  const bool flag = literal.text == "true" || literal.text == "false";
  const auto type = "`" + std::string(dialogue::to_string(use.type)) + "`";
  if (literal.kind == WordKind::name) {
    if (!flag || use.type == SlotType::boolean) return {};
    return "holds " + type + ", never true or false";
  }
  if (use.type == SlotType::boolean) return "holds true or false";
  if (use.type == SlotType::file) return "holds files; ask whether it `is set`";
  if (literal.kind == WordKind::number) {
    if (is_numeric(use.type) || use.type == SlotType::text) return {};
    if (use.type == SlotType::choice) {
      const bool some_number = std::any_of(use.options.begin(), use.options.end(), is_number_text);
      return some_number ? "" : "holds text, never a number";
    }
    return "holds " + type + ", which is text; write the value in quotes";
  }
  if (is_numeric(use.type) && !is_number_text(literal.text)) return "holds a number, never text";
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
  ConditionCheck(const SlotTable& slots, const Condition& condition, std::vector<Finding>& findings)
      : slots_(slots), condition_(condition), findings_(findings) {}

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
        if (left.kind == WordKind::name && is_literal(right)) compare(left, right);
        if (right.kind == WordKind::name && is_literal(left)) compare(right, left);
      }
      if (left.kind == WordKind::name && sign.text == "in" && right.text == "[") {
        for (std::size_t j = i + 3; j < words->size() && (*words)[j].text != "]"; ++j) {
          if (is_literal((*words)[j])) compare(left, (*words)[j]);
        }
      }
    }
  }

 private:
  static bool is_arithmetic(const Word& word) {
    return word.kind == WordKind::sign &&
           (word.text == "+" || word.text == "-" || word.text == "*" || word.text == "/");
  }

  // Nothing can be computed with words.
  void check_operand(const std::vector<Word>& words, std::size_t i) {
    if (words[i].kind != WordKind::name) return;
    const bool computed = (i > 0 && is_arithmetic(words[i - 1])) ||
                          (i + 1 < words.size() && is_arithmetic(words[i + 1]));
    const auto* slot = computed ? find(words[i]) : nullptr;
    if (slot == nullptr) return;
    const bool numbers = std::any_of(slot->uses.begin(), slot->uses.end(),
                                     [](const Use& use) { return is_numeric(use.type); });
    if (numbers) return;
    findings_.push_back(flow_finding(condition_.where, rule::type_mismatch,
                                     "`" + words[i].text + "` holds `" +
                                         std::string(dialogue::to_string(slot->uses.front().type)) +
                                         "`, and only numbers and money can be computed with"));
  }

  // What is known about the slot of that name; null when it may hold anything.
  const Slot* find(const Word& name) const {
    const auto bare = name.text.starts_with("slots.") ? name.text.substr(6) : name.text;
    const auto slot = slots_.find(bare);
    if (slot == slots_.end() || slot->second.open || slot->second.uses.empty()) return nullptr;
    return &slot->second;
  }

  // Is one side of the comparison at `i` a sum or product? Then its kind is another.
  static bool calculates(const std::vector<Word>& words, std::size_t i) {
    return (i > 0 && is_arithmetic(words[i - 1])) ||
           (i + 3 < words.size() && is_arithmetic(words[i + 3]));
  }

  void compare(const Word& name, const Word& literal) {
    const auto bare = name.text.starts_with("slots.") ? name.text.substr(6) : name.text;
    const auto* slot = find(name);
    if (slot == nullptr) return;
    std::string why;
    for (const auto& use : slot->uses) {
      auto reason = misfit(use, literal);
      if (reason.empty()) return;
      if (why.empty() || reason.find("did you mean") != std::string::npos) why = std::move(reason);
    }
    findings_.push_back(
        flow_finding(condition_.where, rule::type_mismatch, "`" + bare + "` " + why));
  }

  const SlotTable& slots_;
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
          "the slot `" + name + "` holds " + std::string(dialogue::to_string(use.type)) +
              " here and " + std::string(dialogue::to_string(first.type)) + " in " +
              first.where.file + ":" + std::to_string(first.where.line)));
      break;
    }
  }
}

// The slot that is all of a template; empty for anything else.
std::string only_slot(const dialogue::Text& text) {
  std::string out;
  for (const auto& [locale, variants] : text.by_locale) {
    for (const auto& variant : variants) {
      const bool one = variant.size() > 2 && variant.front() == '{' && variant.back() == '}';
      out = one ? variant.substr(1, variant.size() - 2) : std::string();
    }
  }
  return out.starts_with("slots.") ? out.substr(6) : out;
}

void check_demand(const SlotTable& slots, const dialogue::Text& text, const char* key,
                  const char* wanted, bool (*fits)(SlotType), const dialogue::Location& where,
                  std::vector<Finding>& findings) {
  const auto name = only_slot(text);
  const auto slot = slots.find(name);
  if (slot == slots.end() || slot->second.open || slot->second.uses.empty()) return;
  for (const auto& use : slot->second.uses) {
    if (fits(use.type) || use.type == SlotType::text) return;
  }
  findings.push_back(
      flow_finding(where, rule::type_mismatch,
                   std::string("a demand's `") + key + "` is " + wanted + "; `" + name +
                       "` holds `" + std::string(to_string(slot->second.uses.front().type)) + "`"));
}

void check_demands(const dialogue::FlowSet& flows, const SlotTable& slots,
                   std::vector<Finding>& findings) {
  const auto is_time = [](SlotType type) { return type == SlotType::datetime; };
  for (const auto& [id, flow] : flows.flows) {
    for (const auto& step : flow.steps) {
      const auto* open = std::get_if<dialogue::OpenWorkOrder>(&step.body);
      if (open == nullptr) continue;
      for (const auto& demand : open->demands) {
        check_demand(slots, demand.by, "by", "a date and time", is_time, step.where, findings);
        check_demand(slots, demand.amount, "amount", "an amount of money", is_numeric, step.where,
                     findings);
      }
    }
  }
}

}  // namespace

void check_types(const ParsedFlows& flows, std::vector<Finding>& findings) {
  const auto slots = slots_of(flows.flows);
  for (const auto& condition : flows.conditions) {
    ConditionCheck(slots, condition, findings).run();
  }
  check_demands(flows.flows, slots, findings);
  find_double_kinds(slots, findings);
}

}  // namespace yingda::content
