// A form that is sent: its fields are read one by one, and kept together or not at all. Files that
// come beside it belong into it, too.

#include <algorithm>

#include "dialogue/interpreter_parts.hpp"
#include "dialogue/pattern.hpp"
#include "dialogue/render.hpp"

namespace yingda::dialogue {
namespace {

struct ReadField {
  Value value;
  std::string source;
  std::string names;  // of files
};

const Form* open_form(const FlowSet& flows, const Session& session) {
  const Step* step = current_step(flows, session);
  return step == nullptr ? nullptr : std::get_if<Form>(&step->body);
}

class FormReader {
 public:
  FormReader(const FlowSet& flows, const Session& session, const Scope& scope,
             const FormAnswers& given)
      : flows_(flows), session_(session), scope_(scope), given_(given) {}

  void read(const FormField& field) {
    const auto files = given_.files.find(field.name);
    if (field.type == SlotType::file) {
      if (given_.texts.contains(field.name)) return fault(field, unfit(field));
      if (files != given_.files.end()) return read_files(field, files->second);
    } else if (files != given_.files.end()) {
      return fault(field, unfit(field));
    }
    const auto text = given_.texts.find(field.name);
    const std::string said = text == given_.texts.end() ? "" : text->second;
    if (!said.empty()) return read_text(field, said);
    if (field.required && !is_there(field)) fault(field, wanted(field));
  }

  std::vector<FieldFault> faults;
  std::map<std::string, ReadField> values;

 private:
  void fault(const FormField& field, std::string message) {
    faults.push_back({field.name, std::move(message)});
  }

  void read_text(const FormField& field, const std::string& said) {
    const auto options = choices(options_under(field, chosen_before(field)));
    auto value = read_value(field.type, said, {scope_.now, scope_.zone, &options});
    if (!value || !matches(field.pattern, to_text(*value))) return fault(field, unfit(field));
    values[field.name] = {std::move(*value), said, {}};
  }

  // What was sent before stays: a file cannot be unsent.
  void read_files(const FormField& field, const std::vector<Evidence>& files) {
    auto sent = joined(session_, field.name, files);
    values[field.name] = {Value(std::move(sent.ids)), sent.names, sent.names};
  }

  bool is_there(const FormField& field) const {
    return field.type == SlotType::file && is_set(look_up(field.name, session_, scope_));
  }

  // What stands in the field that this one hangs on; empty: nothing.
  std::string chosen_before(const FormField& field) const {
    const auto chosen = values.find(field.depends_on);
    return chosen == values.end() ? std::string() : to_text(chosen->second.value);
  }

  std::string label(const FormField& field) const {
    return speak_plain(field.label, flows_, session_, scope_);
  }
  bool zh() const { return scope_.locale.starts_with("zh"); }
  std::string wanted(const FormField& field) const {
    const bool file = field.type == SlotType::file;
    if (zh()) return (file ? "请上传" : "请填写") + label(field);
    return label(field) + " is needed";
  }
  std::string unfit(const FormField& field) const {
    return zh() ? label(field) + "的格式不对，请检查" : label(field) + " does not look right";
  }

  const FlowSet& flows_;
  const Session& session_;
  const Scope& scope_;
  const FormAnswers& given_;
};

void keep(const FlowSet& flows, Session& session, const Scope& scope, const FormField& field,
          ReadField read) {
  keep_choice(flows, session, scope, field.name, field.options, read.value);
  if (!read.names.empty()) session.texts[field.name] = read.names;
  session.slots[field.name] = std::move(read.value);
  session.labels[field.name] = speak_plain(field.label, flows, session, scope);
  session.sources[field.name] = std::move(read.source);
  session.places[field.name] = session.stack;
}

// The first that has none yet, or the first.
const FormField* file_field(const Form& form, const Session& session, const Scope& scope) {
  const FormField* first = nullptr;
  for (const auto& field : form.fields) {
    if (field.type != SlotType::file) continue;
    if (!is_set(look_up(field.name, session, scope))) return &field;
    if (first == nullptr) first = &field;
  }
  return first;
}

}  // namespace

std::vector<Option> options_under(const FormField& field, const std::string& chosen) {
  if (field.depends_on.empty()) return field.options;
  std::vector<Option> out;
  std::ranges::copy_if(field.options, std::back_inserter(out),
                       [&](const Option& option) { return option.under == chosen; });
  return out;
}

bool forget_misplaced(Session& session, const Form& form) {
  bool forgotten = false;
  for (const auto& field : form.fields) {
    const auto value = session.slots.find(field.name);
    if (field.depends_on.empty() || value == session.slots.end()) continue;
    const auto above = session.slots.find(field.depends_on);
    const std::string chosen =
        above == session.slots.end() ? std::string() : to_text(above->second);
    const auto fits = [&](const Option& option) { return option.id == to_text(value->second); };
    if (std::ranges::any_of(options_under(field, chosen), fits)) continue;
    session.texts.erase(field.name);
    session.sources.erase(field.name);
    session.slots.erase(value);
    forgotten = true;
  }
  return forgotten;
}

SentFiles joined(const Session& session, const std::string& slot,
                 const std::vector<Evidence>& files) {
  SentFiles out;
  const auto before = session.slots.find(slot);
  if (before != session.slots.end()) {
    if (const auto* ids = std::get_if<std::vector<std::string>>(&before->second)) out.ids = *ids;
  }
  const auto names = session.texts.find(slot);
  if (!out.ids.empty() && names != session.texts.end()) out.names = names->second;
  for (const auto& file : files) {
    if (std::ranges::find(out.ids, file.id) != out.ids.end()) continue;
    out.ids.push_back(file.id);
    out.names += (out.names.empty() ? "" : "、") + file.name;
  }
  return out;
}

bool form_asks_for_files(const FlowSet& flows, const Session& session) {
  const auto* form = open_form(flows, session);
  return form != nullptr && std::ranges::any_of(form->fields, [](const FormField& field) {
           return field.type == SlotType::file;
         });
}

Fit take_form_files(const FlowSet& flows, Session& session, const Scope& scope, const Flow& flow,
                    const Step& step, const std::vector<Evidence>& files) {
  const auto& form = std::get<Form>(step.body);
  const auto* field = file_field(form, session, scope);
  if (field == nullptr) return Fit::no_fit;
  const bool was_complete = is_complete(form, session, scope);
  auto sent = joined(session, field->name, files);
  keep(flows, session, scope, *field, {Value(std::move(sent.ids)), sent.names, sent.names});
  fill_from_message(flows, session, scope, form);
  // Where nothing was missing, a file may be followed by the rest.
  const bool others = was_complete && !knows_all(form, session, scope);
  if (others || !is_complete(form, session, scope)) return Fit::noted;
  session.given_up = 0;
  advance(flow, step, session, scope);
  return Fit::taken;
}

std::vector<FieldFault> take_form(const FlowSet& flows, Session& session, const Scope& scope,
                                  const FormAnswers& given, Outputs& out) {
  const auto* form = open_form(flows, session);
  if (form == nullptr) return {{"", "this form is no longer open"}};
  FormReader reader(flows, session, scope, given);
  for (const auto& field : form->fields) reader.read(field);
  for (const auto& [name, files] : given.files) {
    if (std::ranges::find(form->fields, name, &FormField::name) != form->fields.end()) continue;
    reader.faults.push_back({name, "this form has no such field"});
  }
  if (!reader.faults.empty()) return reader.faults;
  for (const auto& field : form->fields) {
    const auto read = reader.values.find(field.name);
    if (read != reader.values.end()) {
      keep(flows, session, scope, field, std::move(read->second));
    }
  }
  forget_misplaced(session, *form);
  session.given_up = 0;
  advance(*current_flow(flows, session), *current_step(flows, session), session, scope);
  run(flows, session, scope, out);
  return {};
}

}  // namespace yingda::dialogue
