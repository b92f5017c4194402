#include "dialogue/render.hpp"

#include "text/markdown.hpp"

namespace yingda::dialogue {
namespace {

bool is_name(std::string_view name) {
  if (name.empty() || name.size() > 100) return false;
  for (const char c : name) {
    const bool fine = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '_' || c == '.';
    if (!fine) return false;
  }
  return true;
}

// What people are told of a value: an option's label and not its id.
std::string told(const std::string& name, const Session& session, const Scope& scope) {
  const std::string bare = name.starts_with("slots.") ? name.substr(6) : name;
  const auto label = session.texts.find(bare);
  const auto value = session.slots.find(bare);
  const bool labelled =
      label != session.texts.end() && value != session.slots.end() && is_set(value->second);
  return labelled ? label->second : to_text(look_up(name, session, scope));
}

// What a value reads like: as conditions and programs know it, to people, to people in Markdown.
enum class For { programs, people, markdown };

std::string filled(const std::string& source, const Session& session, const Scope& scope,
                   For whom) {
  std::string out;
  std::size_t at = 0;
  while (at < source.size()) {
    const auto open = source.find('{', at);
    if (open == std::string::npos) break;
    const auto close = source.find('}', open);
    if (close == std::string::npos) break;
    const std::string name = source.substr(open + 1, close - open - 1);
    out += source.substr(at, open - at);
    if (is_name(name)) {
      const std::string value = whom == For::programs ? to_text(look_up(name, session, scope))
                                                      : told(name, session, scope);
      out += whom == For::markdown ? text::escape_markdown(value) : value;
    } else {
      out += source.substr(open, close - open + 1);
    }
    at = close + 1;
  }
  return out + source.substr(std::min(at, source.size()));
}

// The first turn says the first variant.
const std::string& variant(const Text& text, const FlowSet& flows, const Session& session,
                           const Scope& scope) {
  const std::uint64_t turn = session.turn == 0 ? 0 : session.turn - 1;
  return pick(text, scope.locale, flows.default_locale, turn);
}

// Reads the value back, with yes and no as buttons.
Spoken confirmation(const Collect& collect, const FlowSet& flows, const Session& session,
                    const Scope& scope) {
  Session tried = session;
  tried.slots[collect.slot] = session.pending->value;
  const bool zh = scope.locale.starts_with("zh");
  return {speak(collect.confirm, flows, tried, scope),
          {{"yes", zh ? "对" : "Yes"}, {"no", zh ? "不对" : "No"}}};
}

// As the form sends them back.
std::string joined_ids(const FormField& field, const Session& session, const Scope& scope) {
  const Value value = look_up(field.name, session, scope);
  std::string out;
  for (const auto& option : field.options) {
    if (holds_option(value, option.id)) out += (out.empty() ? "" : ",") + option.id;
  }
  return out;
}

AskedField asked(const FormField& field, const FlowSet& flows, const Session& session,
                 const Scope& scope) {
  AskedField out;
  out.name = field.name;
  out.label = speak_plain(field.label, flows, session, scope);
  if (out.label.empty()) out.label = field.name;
  out.type = field.multiline ? "textarea" : std::string(to_string(field.type));
  out.required = field.required;
  out.placeholder = speak_plain(field.placeholder, flows, session, scope);
  out.help = speak_plain(field.help, flows, session, scope);
  out.options = spoken(field.options, flows, session, scope);
  out.depends_on = field.depends_on;
  out.value = to_text(look_up(field.name, session, scope));
  if (field.type == SlotType::file) out.value = told(field.name, session, scope);
  if (field.type == SlotType::choices) out.value = joined_ids(field, session, scope);
  if (field.type == SlotType::datetime && out.value.size() >= 16) out.value[10] = 'T';
  return out;
}

}  // namespace

Value look_up(const std::string& name, const Session& session, const Scope& scope) {
  const std::string bare = name.starts_with("slots.") ? name.substr(6) : name;
  if (const auto slot = session.slots.find(bare); slot != session.slots.end()) return slot->second;
  return scope.facts ? scope.facts(bare) : Value{};
}

std::string fill(const std::string& source, const Session& session, const Scope& scope) {
  return filled(source, session, scope, For::markdown);
}

std::string speak(const Text& text, const FlowSet& flows, const Session& session,
                  const Scope& scope) {
  return filled(variant(text, flows, session, scope), session, scope, For::markdown);
}

std::string speak_plain(const Text& text, const FlowSet& flows, const Session& session,
                        const Scope& scope) {
  return filled(variant(text, flows, session, scope), session, scope, For::programs);
}

std::string speak_labels(const Text& text, const FlowSet& flows, const Session& session,
                         const Scope& scope) {
  return filled(variant(text, flows, session, scope), session, scope, For::people);
}

namespace {
// `option_in` finds the option in an element of the list.
template <class List, class OptionIn>
std::vector<ChoiceOption> recognised(const List& list, OptionIn option_in) {
  std::vector<ChoiceOption> out;
  for (const auto& element : list) {
    const Option& option = option_in(element);
    out.push_back(option.heard ? *option.heard : heard_as(option));
  }
  return out;
}
}  // namespace

std::vector<ChoiceOption> choices(const std::vector<Option>& options) {
  return recognised(options, [](const Option& option) -> const Option& { return option; });
}

std::vector<ChoiceOption> choices(const std::vector<const Option*>& options) {
  return recognised(options, [](const Option* option) -> const Option& { return *option; });
}

std::vector<ChoiceOption> choices(const Choose& choose) {
  return recognised(choose.options,
                    [](const ChooseOption& each) -> const Option& { return each.option; });
}

std::vector<SpokenOption> spoken(const std::vector<Option>& options, const FlowSet& flows,
                                 const Session& session, const Scope& scope) {
  std::vector<SpokenOption> out;
  for (const auto& option : options) {
    std::string label = speak_plain(option.label, flows, session, scope);
    if (label.empty()) label = option.id;
    out.push_back({option.id, std::move(label), option.under});
  }
  return out;
}

void ask(const Step& step, const Flow& flow, const FlowSet& flows, const Session& session,
         const Scope& scope, Outputs& out) {
  if (const auto* collect = std::get_if<Collect>(&step.body)) {
    if (session.waiting == Waiting::confirmation && session.pending) {
      return out.push_back(confirmation(*collect, flows, session, scope));
    }
    auto options = collect->options;
    if (collect->skip) options.push_back(*collect->skip);
    out.push_back(Spoken{speak(collect->ask, flows, session, scope),
                         spoken(options, flows, session, scope), collect->type == SlotType::file,
                         collect->type == SlotType::choices});
  } else if (const auto* choose = std::get_if<Choose>(&step.body)) {
    std::vector<Option> options;
    for (const auto& option : choose->options) options.push_back(option.option);
    out.push_back(
        Spoken{speak(choose->text, flows, session, scope), spoken(options, flows, session, scope)});
  } else if (const auto* form = std::get_if<Form>(&step.body)) {
    FormAsked asked_form{flow.id + "/" + step.id,
                         speak(form->text, flows, session, scope),
                         speak_plain(form->submit_label, flows, session, scope),
                         {},
                         {}};
    if (form->skip) asked_form.options = spoken({*form->skip}, flows, session, scope);
    for (const auto& field : form->fields) {
      asked_form.fields.push_back(asked(field, flows, session, scope));
    }
    out.push_back(std::move(asked_form));
  }
}

}  // namespace yingda::dialogue
