// How a collect comes by its value: read, held against the rejections, confirmed, kept.

#include <algorithm>

#include "dialogue/beside.hpp"
#include "dialogue/echo.hpp"
#include "dialogue/interpreter_parts.hpp"
#include "dialogue/no_file.hpp"
#include "dialogue/pattern.hpp"
#include "dialogue/render.hpp"
#include "dialogue/wording.hpp"
#include "text/normalize.hpp"

namespace yingda::dialogue {
namespace {

using std::string_view;

// A text in all of its languages, for the words in it.
std::string words_of(const Text& text) {
  std::string out;
  for (const auto& [locale, variants] : text.by_locale) {
    for (const auto& variant : variants) out += variant + " ";
  }
  return out;
}

std::optional<Value> echoed_value(const Text& ask, string_view answer) {
  for (const auto& [locale, variants] : ask.by_locale) {
    for (const auto& variant : variants) {
      if (const auto said = echoed(variant, answer)) return Value(*said);
    }
  }
  return std::nullopt;
}

std::optional<Value> fitting(const Session& session, const Collect& collect, string_view text,
                             const Scope& scope) {
  const auto options = choices(collect.options);
  const auto heard = session.heard.find(collect.slot);
  Reading reading{scope.now, scope.zone, &options};
  if (collect.type == SlotType::datetime) {
    if (heard != session.heard.end()) reading.heard = heard->second;
    reading.about = words_of(collect.label.empty() ? collect.ask : collect.label);
    reading.ahead = asks_for_what_comes(words_of(collect.ask) + words_of(collect.label));
  }
  if (collect.type == SlotType::number) {
    reading.about = words_of(collect.ask) + " " + words_of(collect.label);
  }
  auto value = read_value(collect.type, text, reading);
  if (collect.type == SlotType::boolean) {
    // "不加急不行" says no by its words, and yes to the question.
    const auto echo = echoed_value(collect.ask, text);
    if (!value || echo == Value(true)) value = echo ? echo : value;
  }
  if (!value || !matches(collect.pattern, to_text(*value))) return std::nullopt;
  return value;
}

std::optional<Value> mentioned(const Collect& collect, string_view text, const Scope& scope) {
  auto value = mentioned_for(collect.type, collect.ask, collect.label, text, scope);
  if (!value || !matches(collect.pattern, to_text(*value))) return std::nullopt;
  return value;
}

void keep(const FlowSet& flows, Session& session, const Scope& scope, const Collect& collect,
          const Value& value, string_view source) {
  session.slots[collect.slot] = value;
  session.heard.erase(collect.slot);
  session.sources[collect.slot] = std::string(source);
  keep_choice(flows, session, scope, collect.slot, collect.options, value);
  session.places[collect.slot] = session.stack;
  session.newest = collect.slot;
  const std::string label = speak_plain(collect.label, flows, session, scope);
  if (!label.empty()) session.labels[collect.slot] = label;
}

// "前天" to a question for a point in time: kept, so that "下午三点" alone is enough. Only once, or
// days could be named for ever.
bool hears_day(Session& session, const Scope& scope, const Collect& collect, string_view text) {
  if (collect.type != SlotType::datetime) return false;
  if (!tells_day(text, {scope.now, scope.zone, nullptr})) return false;
  const bool first = !session.heard.contains(collect.slot);
  session.heard[collect.slot] = std::string(text);
  return first;
}

// A value that was read: refused, held for "is that right?", or kept.
Fit settle(const FlowSet& flows, Session& session, const Scope& scope, const Collect& collect,
           const Value& value, string_view source, Outputs& out) {
  if (const auto* rejection = rejection_of(collect, value, session, scope)) {
    scope.mark(rejection);
    Session tried = session;
    tried.slots[collect.slot] = value;
    out.push_back(Spoken{speak(rejection->say, flows, tried, scope), {}});
    return Fit::rejected;
  }
  if (collect.confirm.empty()) {
    keep(flows, session, scope, collect, value, source);
  } else {
    session.pending = Pending{collect.slot, value, std::string(source)};
  }
  return Fit::taken;
}

// The same digits cannot be two things at once: a phone number that was just taken is no order
// number as well.
bool taken_by_another(const Session& session, const std::string& slot, const Value& value,
                      string_view text) {
  return std::any_of(session.sources.begin(), session.sources.end(), [&](const auto& source) {
    if (source.first == slot || source.second != text) return false;
    const auto other = session.slots.find(source.first);
    return other != session.slots.end() && to_text(other->second) == to_text(value);
  });
}

// "No" to "is that right?" counts as an answer that did not fit, so that it cannot go on for ever.
void deny(Session& session, const Scope& scope, const Flow& flow, const Step& step,
          const FlowSet& flows, Outputs& out) {
  session.pending.reset();
  if (!fails_for_good(step, session, scope)) return;
  const auto& collect = std::get<Collect>(step.body);
  if (collect.on_failure) {
    remember_failures(session);
    scope.mark(&collect.on_failure);
    return go_to(flow, session, *collect.on_failure);
  }
  give_up(session, out, pick(flow.name, scope.locale, flows.default_locale));
}

// "不对，是1391234" says no, although what it gives instead is no such value.
bool denies_at_start(string_view text) {
  const std::string normal = text::normalize(text);
  string_view start = string_view(normal).substr(0, normal.find_first_of(",0123456789"));
  if (start.ends_with("是")) start.remove_suffix(string_view("是").size());
  const auto word = read_value(SlotType::boolean, start, {});
  return word && !std::get<bool>(*word);
}

// What the visitor says to "is that right?": yes, another value, or no.
Fit take_confirmation(const FlowSet& flows, Session& session, const Scope& scope, const Flow& flow,
                      const Step& step, string_view text, Outputs& out) {
  const auto& collect = std::get<Collect>(step.body);
  const Pending pending = *session.pending;
  const Reading reading{scope.now, scope.zone, nullptr};
  const auto word = read_value(SlotType::boolean, text, reading);
  const bool plain = is_yes_or_no(text);
  if (!plain && (collect.type != SlotType::text || takes_back(text))) {
    const auto other = fitting(session, collect, behind_take_back(text), scope);
    if (other && *other != pending.value) {
      return settle(flows, session, scope, collect, *other, text, out);
    }
  }
  if (!word && !denies_at_start(text)) return Fit::no_fit;
  if (word && std::get<bool>(*word)) {
    session.pending.reset();
    keep(flows, session, scope, collect, pending.value, pending.source);
    session.given_up = 0;
    advance(flow, step, session, scope);
  } else {
    deny(session, scope, flow, step, flows, out);
  }
  return Fit::taken;
}

}  // namespace

const Rejection* rejection_of(const Collect& collect, const Value& value, const Session& session,
                              const Scope& scope) {
  Session tried = session;
  tried.slots[collect.slot] = value;
  for (const auto& rejection : collect.rejections) {
    if (truthy(rejection.condition.evaluate(lookup_of(tried, scope)))) return &rejection;
  }
  return nullptr;
}

void keep_option_names(const FlowSet& flows, Session& session, const Scope& scope,
                       const std::string& slot, const std::vector<const Option*>& options,
                       const Value& value) {
  session.texts.erase(slot);
  if (const auto* yes = std::get_if<bool>(&value)) {
    session.texts[slot] = yes_or_no(*yes, scope);
  }
  std::string names;
  for (const auto* option : options) {
    if (!holds_option(value, option->id)) continue;
    const std::string label = speak_plain(option->label, flows, session, scope);
    const auto joint = scope.locale.starts_with("zh") ? "、" : ", ";
    names += (names.empty() ? "" : joint) + (label.empty() ? option->id : label);
  }
  if (!names.empty()) session.texts[slot] = names;
}

void keep_choice(const FlowSet& flows, Session& session, const Scope& scope,
                 const std::string& slot, const std::vector<Option>& options, const Value& value) {
  std::vector<const Option*> places;
  for (const auto& option : options) places.push_back(&option);
  keep_option_names(flows, session, scope, slot, places, value);
}

std::optional<Value> mentioned_for(SlotType type, const Text& ask, const Text& label,
                                   std::string_view text, const Scope& scope) {
  Reading reading{scope.now, scope.zone, nullptr};
  if (type == SlotType::datetime) {
    reading.about = words_of(label);
    reading.ahead = asks_for_what_comes(words_of(ask) + reading.about);
  }
  if (type != SlotType::money) return mentioned_value(type, text, reading);
  bool compensation = false;
  for (const auto& [locale, labels] : label.by_locale) {
    compensation = compensation || std::ranges::any_of(labels, speaks_of_compensation);
  }
  return mentioned_value(type, clauses_about(compensation, text), reading);
}

std::string yes_or_no(bool value, const Scope& scope) {
  if (scope.locale.starts_with("zh")) return value ? "是" : "否";
  return value ? "yes" : "no";
}

bool skips(const std::optional<Option>& button, string_view text) {
  return button && (text == button->id || names_option(text, choices({*button})));
}

Fit take_sent(const FlowSet& flows, Session& session, const Scope& scope, const Flow& flow,
              const Step& step, const std::vector<Evidence>& files, Outputs& out) {
  const auto& collect = std::get<Collect>(step.body);
  const auto sent = joined({}, collect.slot, files);
  const Fit fit = settle(flows, session, scope, collect, Value(sent.ids), sent.names, out);
  if (fit != Fit::taken) return fit;
  session.texts[collect.slot] = sent.names;
  session.given_up = 0;
  advance(flow, step, session, scope);
  return fit;
}

Fit take_value(const FlowSet& flows, Session& session, const Scope& scope, const Flow& flow,
               const Step& step, string_view text, Outputs& out) {
  const auto& collect = std::get<Collect>(step.body);
  const bool no_file = collect.skip && collect.type == SlotType::file && has_no_file(text);
  if (no_file || skips(collect.skip, text)) {
    scope.mark(&collect.skip);
    session.given_up = 0;
    advance(flow, step, session, scope);
    return Fit::taken;
  }
  if (session.pending && session.pending->slot == collect.slot) {
    return take_confirmation(flows, session, scope, flow, step, text, out);
  }
  const auto value = fitting(session, collect, text, scope);
  if (!value) return hears_day(session, scope, collect, text) ? Fit::noted : Fit::no_fit;
  const Fit fit = settle(flows, session, scope, collect, *value, text, out);
  if (fit != Fit::taken) return fit;
  if (collect.type != SlotType::text) {
    take_others(flows, session, scope, flow, text, Clauses::all);
  }
  if (session.pending) return fit;
  session.given_up = 0;
  advance(flow, step, session, scope);
  return fit;
}

bool said_already(const FlowSet& flows, Session& session, const Scope& scope, const Flow& flow,
                  const Collect& collect, Outputs& out) {
  std::string words = scope.said;
  auto value = words.empty() ? std::nullopt : mentioned(collect, words, scope);
  if (const auto early = session.early.find(collect.slot); early != session.early.end()) {
    if (!value) value = mentioned(collect, words = early->second, scope);
    // A page gives the value alone.
    if (!value) value = fitting(session, collect, words, scope);
    session.early.erase(early);
  }
  if (value && taken_by_another(session, collect.slot, *value, words)) return false;
  if (!value) {
    value = told_beside(flow, collect, words = scope.said, Clauses::behind_first, scope);
  }
  if (!value) return false;
  // A forced question is asked although an answer is known; only another answer spares it.
  const auto known = session.slots.find(collect.slot);
  if (known != session.slots.end() && known->second == *value) return false;
  return settle(flows, session, scope, collect, *value, words, out) == Fit::taken;
}

bool chosen_already(const FlowSet& flows, Session& session, const Scope& scope, const Flow& flow,
                    const Step& step, const Choose& choose) {
  if (choose.from_message == FromMessage::no || scope.said.empty() || asks(scope.said))
    return false;
  // Once a message: a flow that comes back here asks.
  const auto source = session.sources.find(choose.slot);
  if (source != session.sources.end() && source->second == scope.said) return false;
  const bool wished = choose.from_message == FromMessage::wished;
  const auto words = wished ? behind_wish(scope.said) : string_view(scope.said);
  const auto option = mentioned_choice(words, choices(choose));
  if (!option || !choose_option(flows, session, scope, flow, step, *option)) return false;
  session.sources[choose.slot] = scope.said;
  fill_forms(flows, session, scope, flow);
  return true;
}

bool take_others(const FlowSet& flows, Session& session, const Scope& scope, const Flow& flow,
                 string_view text, Clauses clauses) {
  bool taken = false;
  for (const auto& step : flow.steps) {
    if (const auto* form = std::get_if<Form>(&step.body)) {
      taken |= take_fields(flows, session, scope, *form, text);
    }
    const auto* collect = std::get_if<Collect>(&step.body);
    if (collect == nullptr || collect->force) continue;
    if (is_set(look_up(collect->slot, session, scope))) continue;
    if (session.pending && session.pending->slot == collect->slot) continue;
    auto value = mentioned(*collect, text, scope);
    if (value && taken_by_another(session, collect->slot, *value, text)) continue;
    if (!value) value = told_beside(flow, *collect, text, clauses, scope);
    if (!value) continue;
    if (rejection_of(*collect, *value, session, scope) != nullptr) continue;
    if (collect->confirm.empty()) {
      keep(flows, session, scope, *collect, *value, text);
    } else {
      session.early[collect->slot] = std::string(text);  // its own step asks whether it is right
    }
    taken = true;
  }
  return taken;
}

}  // namespace yingda::dialogue
