// A form that is answered by typing: people tell what they have to tell, form or not.

#include <algorithm>
#include <array>

#include "dialogue/interpreter_parts.hpp"
#include "dialogue/no_file.hpp"
#include "dialogue/pattern.hpp"
#include "dialogue/render.hpp"
#include "dialogue/wording.hpp"
#include "text/characters.hpp"
#include "text/normalize.hpp"

namespace yingda::dialogue {
namespace {

// Shorter words are a wish, a remark or one detail, and no description of a case.
constexpr std::size_t story_han_min = 15;
constexpr std::size_t story_letters_min = 50;

// Where nothing else is meant, a short sentence describes it, too; a word or two do not.
constexpr std::size_t remark_han_min = 3;
constexpr std::size_t remark_letters_min = 10;

bool is_remark(std::string_view text) {
  const auto characters = text::characters(text::match_key(text));
  const bool long_enough =
      characters >= (text::has_han(text) ? remark_han_min : remark_letters_min);
  return long_enough && !asks(text) && !is_yes_or_no(text);
}

bool is_story(std::string_view text) {
  const auto characters = text::characters(text::match_key(text));
  return characters >= (text::has_han(text) ? story_han_min : story_letters_min);
}

bool is_known(const Session& session, const Scope& scope, const std::string& slot) {
  return is_set(look_up(slot, session, scope));
}

// An option's name alone says little: "卖家让我加微信" is no way of paying. The label must stand
// beside it, or what one does with it.
bool speaks_of(const FormField& field, std::string_view text) {
  static constexpr std::array verbs{"付", "支付", "paid", "pay "};
  const std::string key = text::match_key(text);
  const auto inside = [&](std::string_view word) { return key.find(word) != key.npos; };
  if (std::any_of(verbs.begin(), verbs.end(), inside)) return true;
  for (const auto& [locale, labels] : field.label.by_locale) {
    for (const auto& label : labels) {
      if (inside(text::match_key(label))) return true;
    }
  }
  return false;
}

std::optional<Value> shown(const FormField& field, std::string_view text, const Session& session,
                           const Scope& scope) {
  std::optional<Value> value;
  if (field.type == SlotType::choice) {
    if (!speaks_of(field, text)) return std::nullopt;
    const auto above = field.depends_on.empty()
                           ? std::string()
                           : to_text(look_up(field.depends_on, session, scope));
    const auto offered = choices(options_under(field, above));
    if (auto option = mentioned_choice(text, offered)) value = std::move(*option);
  } else if (field.type == SlotType::choices) {
    if (!speaks_of(field, text)) return std::nullopt;
    auto named = mentioned_choices(text, choices(field.options));
    if (!named.empty()) value = std::move(named);
  } else {
    value = mentioned_for(field.type, {}, field.label, text, scope);
  }
  if (value && !matches(field.pattern, to_text(*value))) return std::nullopt;
  return value;
}

void keep_field(const FlowSet& flows, Session& session, const Scope& scope, const FormField& field,
                Value value, std::string_view text) {
  keep_choice(flows, session, scope, field.name, field.options, value);
  session.slots[field.name] = std::move(value);
  session.labels[field.name] = speak_plain(field.label, flows, session, scope);
  session.sources[field.name] = std::string(text);
  session.places[field.name] = session.stack;
}

// Where free words about the case belong.
const FormField* description_field(const Form& form, const Session& session, const Scope& scope) {
  const auto found = std::find_if(form.fields.begin(), form.fields.end(), [&](const auto& field) {
    return field.multiline && !is_known(session, scope, field.name);
  });
  return found == form.fields.end() ? nullptr : &*found;
}

}  // namespace

bool knows_all(const Form& form, const Session& session, const Scope& scope) {
  return std::all_of(form.fields.begin(), form.fields.end(),
                     [&](const FormField& field) { return is_known(session, scope, field.name); });
}

bool is_complete(const Form& form, const Session& session, const Scope& scope) {
  return std::all_of(form.fields.begin(), form.fields.end(), [&](const FormField& field) {
    return !field.required || is_known(session, scope, field.name);
  });
}

bool take_fields(const FlowSet& flows, Session& session, const Scope& scope, const Form& form,
                 std::string_view text) {
  bool taken = false;
  for (const auto& field : form.fields) {
    if (is_known(session, scope, field.name)) continue;
    auto value = shown(field, text, session, scope);
    if (!value) continue;
    keep_field(flows, session, scope, field, std::move(*value), text);
    taken = true;
  }
  return taken;
}

void fill_from_message(const FlowSet& flows, Session& session, const Scope& scope,
                       const Form& form) {
  if (scope.said.empty()) return;
  take_fields(flows, session, scope, form, scope.said);
  const auto* description = description_field(form, session, scope);
  if (description == nullptr || !is_story(scope.said)) return;
  keep_field(flows, session, scope, *description, std::string(text::trim(scope.said)), scope.said);
}

void fill_forms(const FlowSet& flows, Session& session, const Scope& scope, const Flow& flow) {
  for (const auto& step : flow.steps) {
    if (const auto* form = std::get_if<Form>(&step.body)) {
      fill_from_message(flows, session, scope, *form);
    }
  }
}

Fit take_form_text(const FlowSet& flows, Session& session, const Scope& scope, const Flow& flow,
                   const Step& step, std::string_view text) {
  const auto& form = std::get<Form>(step.body);
  const bool skipped = skips(form.skip, text);
  if (skipped) scope.mark(&form.skip);
  const bool no_file = form_asks_for_files(flows, session) && has_no_file(text);
  const bool nothing = skipped || no_file || has_nothing_to_add(text);
  const bool was_complete = is_complete(form, session, scope);
  bool taken = !nothing && take_fields(flows, session, scope, form, text);
  const auto* description = description_field(form, session, scope);
  const bool story = (is_story(text) && !asks(text)) || (!taken && is_remark(text));
  if (!nothing && description != nullptr && story) {
    keep_field(flows, session, scope, *description, std::string(text::trim(text)), text);
    taken = true;
  }
  forget_misplaced(session, form);
  if (!taken && !nothing) return Fit::no_fit;
  if (!is_complete(form, session, scope)) return taken ? Fit::noted : Fit::no_fit;
  // Where nothing was missing, one small thing may be followed by others.
  const bool others = was_complete && !knows_all(form, session, scope);
  if (!nothing && !story && others) return Fit::noted;
  session.given_up = 0;
  advance(flow, step, session, scope);
  return Fit::taken;
}

}  // namespace yingda::dialogue
