#include "dialogue/beside.hpp"

#include <algorithm>

#include "dialogue/echo.hpp"
#include "dialogue/entities_amount.hpp"
#include "dialogue/interpreter_parts.hpp"
#include "dialogue/pattern.hpp"
#include "dialogue/render.hpp"
#include "dialogue/utterances.hpp"
#include "dialogue/wording.hpp"
#include "text/characters.hpp"
#include "text/normalize.hpp"

namespace yingda::dialogue {
namespace {

using std::string_view;

template <class Visit>
void each_variant(const Text& text, Visit visit) {
  for (const auto& [locale, variants] : text.by_locale) std::ranges::for_each(variants, visit);
}

Line letters_of(const Collect& collect) {
  std::string words;
  each_variant(collect.ask, [&](const std::string& variant) { words += variant + " "; });
  each_variant(collect.label, [&](const std::string& variant) { words += variant + " "; });
  return text::decode(text::normalize(words));
}

// What the number before `at` counts: "天", "晚", "night" of "nights". 个 counts anything, so what
// stands behind it belongs to it. Empty: nothing is counted there.
LineView unit_at(const Line& line, std::size_t at) {
  const std::size_t from = skip_blanks(line, at);
  std::size_t end = from + counter_at(line, at);
  if (end == from + 1 && glyph(line, from) == U'个') {
    if (!text::is_han(glyph(line, end))) return {};
    ++end;
  }
  if (end == from) {
    while (text::is_ascii_letter(glyph(line, end))) ++end;
  }
  auto unit = LineView(line).substr(from, end - from);
  if (unit.size() > 2 && unit.ends_with(U's')) unit.remove_suffix(1);
  const bool word = !unit.empty() && text::is_ascii_letter(unit.front());
  return word && unit.size() < 3 ? LineView() : unit;
}

std::optional<Value> counted(const Collect& collect, string_view clause, const Scope& scope) {
  const Line asked = letters_of(collect);
  const Reading reading{scope.now, scope.zone, nullptr, {}, text::encode(asked)};
  const Line line = without_other_numbers(text::decode(text::normalize(clause)), reading);
  const auto value = read_number(line, reading);
  if (!value) return std::nullopt;
  for (auto number = find_number(line, 0); number; number = find_number(line, number->to)) {
    const auto unit = unit_at(line, number->to);
    const bool asks_for_it = !unit.empty() && asked.find(unit) != Line::npos;
    if (number->value == *value && asks_for_it) return Value(*value);
  }
  return std::nullopt;
}

std::optional<Value> said_again(const Collect& collect, string_view clause) {
  std::optional<Value> out;
  each_variant(collect.ask, [&](const std::string& variant) {
    if (const auto yes = echoed_by_name(variant, clause); yes && !out) out = Value(*yes);
  });
  return out;
}

// How much may stand beside an option's name: "卖家让我加微信" tells no way of paying.
constexpr std::size_t beside_han_max = 4;
constexpr std::size_t beside_letters_max = 14;

std::optional<Value> picked(const Collect& collect, string_view clause, const Scope& scope) {
  // 下午 in a point in time is no choice of an afternoon.
  const Line line = without_other_numbers(text::decode(text::normalize(clause)),
                                          {scope.now, scope.zone, nullptr});
  const std::string key = text::match_key(text::encode(line));
  auto options = choices(collect.options);
  for (auto& option : options) {
    std::erase_if(option.keys, [&](const std::string& name) {
      const auto most =
          text::characters(name) + (text::has_han(name) ? beside_han_max : beside_letters_max);
      return is_yes_or_no(name) || text::characters(key) > most;
    });
  }
  auto option = mentioned_choice(key, options);
  return option ? std::optional<Value>(std::move(*option)) : std::nullopt;
}

// "越野车太贵了", "上次租了三天就坏了", "不租三天" tell something else than what is wanted.
bool tells_else(string_view clause) {
  static constexpr auto han = std::to_array<string_view>(
      {"不", "没", "别", "太", "坏", "贵", "差", "够", "过", "上次", "以前", "之前", "已经", "了就",
       "去年", "刚才", "刚刚", "每", "有人"});
  static constexpr auto words =
      std::to_array<string_view>({"not", "no", "too", "dont", "never", "was", "were", "last",
                                  "broke", "broken", "isnt", "without", "already", "ago", "cant"});
  const std::string key = text::match_key(clause);
  const auto holds = [&](string_view word) { return key.find(word) != key.npos; };
  const std::string apart = " " + key + " ";
  const auto stands = [&](string_view word) {
    return apart.find(" " + std::string(word) + " ") != apart.npos;
  };
  return std::ranges::any_of(han, holds) || std::ranges::any_of(words, stands);
}

std::optional<Value> told(const Collect& collect, string_view clause, const Scope& scope) {
  std::optional<Value> value;
  if (collect.type != SlotType::boolean && tells_else(clause)) return value;
  if (collect.type == SlotType::number) value = counted(collect, clause, scope);
  if (collect.type == SlotType::boolean) value = said_again(collect, clause);
  if (collect.type == SlotType::choice) value = picked(collect, clause, scope);
  if (value && !matches(collect.pattern, to_text(*value))) return std::nullopt;
  return value;
}

// Does the clause answer another question of the flow as well?
bool tells_another(const Flow& flow, const Collect& collect, string_view clause,
                   const Scope& scope) {
  return std::ranges::any_of(flow.steps, [&](const Step& step) {
    if (const auto* choose = std::get_if<Choose>(&step.body)) {
      return collect.type == SlotType::choice &&
             mentioned_choice(clause, choices(*choose)).has_value();
    }
    const auto* other = std::get_if<Collect>(&step.body);
    return other != nullptr && other->slot != collect.slot && other->type == collect.type &&
           told(*other, clause, scope).has_value();
  });
}

}  // namespace

std::optional<Value> told_beside(const Flow& flow, const Collect& collect, string_view text,
                                 Clauses clauses, const Scope& scope) {
  const bool weak = collect.type == SlotType::number || collect.type == SlotType::boolean ||
                    collect.type == SlotType::choice;
  if (!weak || collect.force || clauses == Clauses::none) return std::nullopt;
  auto parts = clauses_of(text);
  if (clauses == Clauses::behind_first && !parts.empty()) parts.erase(parts.begin());
  std::optional<Value> out;
  for (const auto& clause : parts) {
    if (asks(clause)) continue;
    auto value = told(collect, clause, scope);
    if (!value || tells_another(flow, collect, clause, scope)) continue;
    if (out && *out != *value) return std::nullopt;
    out = std::move(value);
  }
  return out;
}

}  // namespace yingda::dialogue
