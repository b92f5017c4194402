// Buttons and forms: what the visitor picks and fills in.

#include <algorithm>

#include "conversation/parts.hpp"
#include "conversation/repair.hpp"

namespace yingda::conversation {
namespace {

using dialogue::Outputs;
using Offered = std::pair<std::string, std::string>;  // id, label

const Prompt* prompt_of(const State& state, std::uint64_t seq) {
  for (const auto& prompt : state.prompts) {
    if (prompt.seq == seq) return &prompt;
  }
  return nullptr;
}

// What was picked, as people read it; empty: not all of it was offered.
std::string label_of(const Prompt& prompt, const std::string& picked) {
  const auto ids = prompt.several ? dialogue::ids_in(picked) : std::vector<std::string>{picked};
  std::string out;
  for (const auto& id : ids) {
    const auto option = std::ranges::find(prompt.options, id, &Offered::first);
    if (option == prompt.options.end()) return {};
    out += (out.empty() ? "" : "、") + (option->second.empty() ? id : option->second);
  }
  return out;
}

// The form that the innermost step asks for, or null.
const dialogue::Form* open_form(const Turn& turn) {
  const auto* step = dialogue::current_step(turn.catalog.flows, turn.state.session);
  return step == nullptr ? nullptr : std::get_if<dialogue::Form>(&step->body);
}

// What was picked in a field, as people read it.
std::string picked(const Turn& turn, const dialogue::FormField& field, const std::string& given) {
  const bool several = field.type == dialogue::SlotType::choices;
  const auto ids = several ? dialogue::ids_in(given) : std::vector<std::string>{given};
  std::string out;
  for (const auto& id : ids) {
    const auto option = std::ranges::find(field.options, id, &dialogue::Option::id);
    out += (out.empty() ? "" : "、") +
           (option == field.options.end() ? id : turn.name_of(option->label));
  }
  return out;
}

void note_files(const Turn& turn, const dialogue::FormField& field,
                const std::vector<Evidence>& files, MessageEntry& entry) {
  std::string names;
  for (const auto& file : files) {
    names += (names.empty() ? "" : "、") + file.name;
    const bool known =
        std::ranges::find(entry.evidence, file.id, &Evidence::id) != entry.evidence.end();
    if (!known) entry.evidence.push_back(file);
  }
  const std::string label = turn.name_of(field.label);
  entry.text += (entry.text.empty() ? "" : "\n") + label + "：" + names;
  entry.submitted->values.emplace_back(label, names);
}

// A button that is not part of a flow: "article:…", "flow:…" or "human".
void follow_option(Turn& turn, const std::string& option) {
  turn.state.failed_turns = 0;
  if (option == "human") return ask_person(turn);
  if (option.starts_with("flow:")) return start_flow(turn, option.substr(5));
  count_anew(turn);
  if (option.starts_with("article:")) return show_article(turn, option.substr(8));
}

}  // namespace

void visitor_chooses(Turn& turn, const OptionChosen& choice) {
  const Prompt* prompt = prompt_of(turn.state, choice.of);
  if (choice.of == 0 || choice.of > turn.state.seq) {
    return turn.refuse(ErrorCode::not_found, "there is no event " + std::to_string(choice.of));
  }
  if (prompt == nullptr) {
    return turn.refuse(ErrorCode::conflict, turn.words(Phrase::stale_choice));
  }
  const std::string label = label_of(*prompt, choice.option);
  if (label.empty()) {
    return turn.refuse(ErrorCode::invalid, "event " + std::to_string(choice.of) +
                                               " has no option \"" + choice.option + "\"");
  }
  const bool flow = prompt->flow;
  const bool aside = !prompt->stays.empty() && !asks_off_duty(turn.state);
  turn.words_before = turn.state.visitor_words;
  MessageEntry entry;
  entry.text = label;
  entry.client_id = choice.id;
  entry.chosen = Chosen{choice.of, choice.option};
  std::erase_if(turn.state.prompts, [&](const Prompt& p) { return p.seq == choice.of; });
  turn.visitor_says(std::move(entry));
  customer_spoke(turn);
  if (aside) return skip_off_duty(turn);
  if (!flow) return follow_option(turn, choice.option);
  Outputs outputs;
  if (!dialogue::take_option(turn.catalog.flows, turn.state.session, turn.scope(), choice.option,
                             outputs)) {
    return turn.refuse(ErrorCode::conflict, turn.words(Phrase::stale_choice));
  }
  turn.state.failed_turns = 0;
  carry_out(turn, std::move(outputs));
}

void visitor_submits(Turn& turn, const FormSubmitted& form) {
  const Prompt* known = prompt_of(turn.state, form.of);
  const Prompt prompt = known == nullptr ? Prompt{} : *known;
  const bool aside = !prompt.stays.empty() && !asks_off_duty(turn.state);
  const auto* asked = aside ? off_duty_form(turn, prompt) : open_form(turn);
  if (!prompt.form || asked == nullptr) {
    return turn.refuse(ErrorCode::conflict, turn.words(Phrase::stale_choice));
  }
  MessageEntry entry;
  entry.client_id = form.id;
  entry.submitted = Submitted{form.of, {}};
  for (const auto& field : asked->fields) {
    if (const auto sent = form.files.find(field.name); sent != form.files.end()) {
      note_files(turn, field, sent->second, entry);
    }
    const auto given = form.values.find(field.name);
    if (given == form.values.end() || given->second.empty()) continue;
    std::string label = turn.name_of(field.label);
    std::string shown = given->second;
    if (!field.options.empty()) shown = picked(turn, field, shown);
    entry.text += (entry.text.empty() ? "" : "\n") + label + "：" + shown;
    entry.submitted->values.emplace_back(std::move(label), std::move(shown));
  }
  const auto files = entry.evidence;
  turn.visitor_says(std::move(entry));
  customer_spoke(turn);
  receive_files(turn, files);
  if (aside) return submit_off_duty(turn, prompt, form);
  Outputs outputs;
  auto faults = dialogue::take_form(turn.catalog.flows, turn.state.session, turn.scope(),
                                    {form.values, form.files}, outputs);
  if (!faults.empty()) {
    return turn.refuse(ErrorCode::invalid, "the form is not filled in correctly",
                       std::move(faults));
  }
  std::erase_if(turn.state.prompts, [&](const Prompt& p) { return p.seq == form.of; });
  turn.state.failed_turns = 0;
  carry_out(turn, std::move(outputs));
}

}  // namespace yingda::conversation
