#include "wire/desk_view.hpp"

#include "base/mail_address.hpp"
#include "conversation/asking_again.hpp"
#include "conversation/returning.hpp"
#include "conversation/skills.hpp"
#include "conversation/summary.hpp"
#include "dialogue/correction.hpp"
#include "text/mask.hpp"
#include "wire/json.hpp"
#include "wire/json_types.hpp"
#include "wire/masking.hpp"
#include "wire/order_view.hpp"
#include "workorder/completeness.hpp"

namespace yingda::wire {
namespace {

using Json = nlohmann::json;
using conversation::Catalog;
using conversation::State;

std::string team_name(const Catalog& catalog, const std::string& id) {
  return catalog.team_name(id, catalog.default_locale);
}

Json visitor_json(const State& state) {
  Json out = Json::object();
  const auto& visitor = state.arrival.visitor;
  if (!visitor.name.empty()) out["name"] = visitor.name;
  if (!visitor.external_id.empty()) out["external_id"] = visitor.external_id;
  if (!visitor.email.empty()) out["email"] = masked_mail_address(visitor.email);
  return out;
}

Json completeness_json(const workorder::WorkOrder& order) {
  const auto complete = workorder::completeness_of(order);
  return {{"score", complete.score},
          {"of", workorder::elements_of_complaint},
          {"missing", complete.missing}};
}

Json short_order(const workorder::WorkOrder& order) {
  Json out{{"number", order.number},
           {"status", to_string(order.status)},
           {"tier", to_string(order.tier)},
           {"urgent", order.urgent},
           {"type", order.type},
           {"first_response_due", to_rfc3339(order.first_response_due)},
           {"resolve_due", to_rfc3339(order.resolve_due)},
           {"responded", order.first_response_at.has_value()},
           {"overdue",
            order.first_response_missed || order.next_response_missed || order.resolve_missed}};
  out["completeness"] = completeness_json(order);
  if (order.request) out["waiting"] = order.request->text;
  if (!order.tags.empty()) out["tags"] = order.tags;
  return out;
}

// What the order system said, without the prefix of its slots; null before it was asked.
Json order_facts(const State& state) {
  Json out;
  for (const auto& [name, value] : state.session.slots) {
    if (name.starts_with("order.")) out[name.substr(6)] = value;
  }
  if (!out.is_null() && state.order_facts_at) out["fetched_at"] = to_rfc3339(*state.order_facts_at);
  return out;
}

// Everything collected or worked out. What connectors answered has a dot in its name and a place of
// its own; what flows keep for themselves has neither label nor source, and the desk hides it.
void put_slots(Json& out, const Catalog& catalog, const State& state) {
  Json slots = Json::object();
  Json labels = Json::object();
  Json texts = Json::object();
  Json sources = Json::object();
  Json choices = Json::object();
  const dialogue::Scope scope{state.locale(), state.last_at, catalog.policy.zone, {}, {}, 0};
  for (const auto& [name, value] : state.session.slots) {
    if (!dialogue::is_set(value) || name.find('.') != std::string::npos) continue;
    slots[name] = value;
    if (const auto label = state.session.labels.find(name); label != state.session.labels.end()) {
      labels[name] = label->second;
    }
    if (const auto text = state.session.texts.find(name); text != state.session.texts.end()) {
      texts[name] = text->second;
    }
    if (const auto said = state.session.sources.find(name); said != state.session.sources.end()) {
      sources[name] = said->second;
    }
    for (const auto& [id, text] : dialogue::choices_of(catalog.flows, state.session, scope, name)) {
      choices[name].push_back({{"id", id}, {"label", text}});
    }
  }
  out["slots"] = std::move(slots);
  out["slot_labels"] = std::move(labels);
  out["slot_texts"] = std::move(texts);
  out["slot_sources"] = std::move(sources);
  out["slot_choices"] = std::move(choices);
  out["slot_versions"] = state.slot_versions;
  out["slot_changes"] = Json::object();
  for (const auto& [name, change] : state.slot_changes) {
    out["slot_changes"][name] = {{"by", {{"id", change.by.id}, {"name", change.by.name}}},
                                 {"at", to_rfc3339(change.at)},
                                 {"was", change.was}};
  }
}

// What a list shows of a conversation. Who waits is known by what he wants, not by the bot's
// answer.
Json last_words(const State& state) {
  const bool waits =
      state.handling == conversation::Handling::queued && !state.visitor_words.empty();
  // Nothing was said yet by somebody who only asked for a person: then it began with that.
  const bool silent = state.last_from.empty();
  const auto asked_at = state.handoff ? state.handoff->at : state.last_at;
  return {{"text", waits ? state.visitor_words : state.last_text},
          {"from", waits || silent ? "visitor" : state.last_from},
          {"at", to_rfc3339(silent ? state.queued_at.value_or(asked_at) : state.last_at)}};
}

// The summary names what was collected. A value that is masked by itself is masked there, too, also
// where the word before it would have kept it.
void mask_in_summary(Json& context) {
  std::string summary = context.value("summary", "");
  for (const auto& value : context["slots"]) {
    if (!value.is_string()) continue;
    const auto& given = value.get_ref<const std::string&>();
    const std::string masked = text::mask(given);
    if (masked == given) continue;
    for (auto at = summary.find(given); at != std::string::npos; at = summary.find(given, at)) {
      summary.replace(at, given.size(), masked);
      at += masked.size();
    }
  }
  context["summary"] = std::move(summary);
}

Json articles_tried(const State& state) {
  Json out = Json::array();
  for (const auto& article : state.articles_tried) {
    Json tried{{"id", article.id}, {"title", article.title}};
    if (article.helped) tried["helped"] = *article.helped;
    if (!article.reason.empty()) tried["reason"] = article.reason;
    out.push_back(std::move(tried));
  }
  return out;
}

// Put aside, or back since: then why.
void put_snooze(Json& out, const State& state) {
  if (!state.snooze) return;
  const auto& snooze = *state.snooze;
  Json told{{"at", to_rfc3339(snooze.since)}};
  if (!snooze.reason.empty()) told["reason"] = snooze.reason;
  if (!snooze.woken.empty()) {
    told["why"] = snooze.woken;
    out["reminder"] = std::move(told);
  } else {
    if (snooze.until) told["until"] = to_rfc3339(*snooze.until);
    out["snooze"] = std::move(told);
  }
}

// What the bot can be given to do, by names to choose from.
Json flows_to_give(const Catalog& catalog) {
  Json out = Json::array();
  for (const auto& [id, flow] : catalog.flows.flows) {
    if (!conversation::can_be_given(flow)) continue;
    out.push_back({{"id", id}, {"names", names_json(flow.name)}});
  }
  return out;
}

Json mute_json(const State& state) {
  if (!state.mute) return nullptr;
  return {{"until", to_rfc3339(state.mute->until)},
          {"reason", state.mute->reason},
          {"by", {{"id", state.mute->by.id}, {"name", state.mute->by.name}}}};
}

// What whoever takes it had better be able to.
void put_skills(Json& out, const conversation::Policy& policy, const State& state) {
  for (const auto& id : skills_wanted(policy, state)) {
    const auto skill = std::ranges::find(policy.skills, id, &conversation::Skill::id);
    out["skills"].push_back({{"id", id}, {"names", names_json(skill->name)}});
  }
}

// Whether there was anything to mask, besides the words of the transcript.
bool mask_collected(Json& context) {
  const Json before = context;
  mask_in_summary(context);
  mask_words(context);
  for (const char* part : {"page", "slots", "slot_texts", "slot_sources", "order"}) {
    if (const auto found = context.find(part); found != context.end()) mask_strings(*found);
  }
  return context != before;
}

}  // namespace

Json names_json(const dialogue::Text& name) {
  Json out = Json::object();
  for (const auto& [locale, variants] : name.by_locale) {
    if (!variants.empty()) out[locale] = variants.front();
  }
  return out;
}

Json row_json(const Catalog& catalog, const State& state, Privacy privacy) {
  Json out{{"conversation", state.id},
           {"visitor", visitor_json(state)},
           {"handling", state.handling},
           {"team", state.team},
           {"team_name", team_name(catalog, state.team)},
           {"locale", state.arrival.locale},
           {"last", last_words(state)}};
  if (state.agent) out["agent"] = {{"id", state.agent->id}, {"name", state.agent->name}};
  if (state.queued_at) out["queued_at"] = to_rfc3339(*state.queued_at);
  if (state.handling == conversation::Handling::queued) put_skills(out, catalog.policy, state);
  if (state.lost) {
    out["lost"] = {{"agent", {{"id", state.lost->agent.id}, {"name", state.lost->agent.name}}},
                   {"why", state.lost->why},
                   {"at", to_rfc3339(state.lost->at)}};
  }
  if (state.handoff) out["reason"] = state.handoff->reason;
  if (!state.intent.empty()) out["intent"] = state.intent;
  if (const auto* order = open_order(state)) out["work_order"] = short_order(*order);
  // People had it, and nobody has it any more.
  if (state.handling == conversation::Handling::bot && !state.orders.empty()) out["ended"] = true;
  put_snooze(out, state);
  if (state.mute) out["muted_until"] = to_rfc3339(state.mute->until);
  if (privacy == Privacy::masked) mask_words(out);
  return out;
}

Json order_row_json(const Catalog& catalog, const State& state, const workorder::WorkOrder& order) {
  Json out = short_order(order);
  out["conversation"] = state.id;
  out["visitor"] = visitor_json(state);
  out["handling"] = state.handling;
  out["locale"] = state.arrival.locale;
  out["title"] = order.title;
  out["department"] = order.department;
  out["department_name"] = team_name(catalog, order.department);
  out["opened_at"] = to_rfc3339(order.opened_at);
  out["tags"] = order.tags;
  out["version"] = workorder::version_of(order);
  if (!order.about.empty()) out["about"] = order.about;
  if (order.next_response_due) out["next_response_due"] = to_rfc3339(*order.next_response_due);
  if (order.owner) out["owner"] = {{"id", order.owner->id}, {"name", order.owner->name}};
  if (state.agent) out["agent"] = {{"id", state.agent->id}, {"name", state.agent->name}};
  mask_words(out);
  return out;
}

std::string context_frame(const Catalog& catalog, const State& state,
                          const std::vector<std::string>& transcript, Privacy privacy) {
  Json context{{"conversation", state.id},
               {"summary", summarize(catalog, state)},
               {"visitor", visitor_json(state)},
               {"locale", state.arrival.locale},
               {"handling", state.handling},
               {"team", state.team},
               {"team_name", team_name(catalog, state.team)},
               {"reason", state.handoff ? state.handoff->reason : ""},
               {"intent", state.intent},
               {"pos", state.pos},
               {"row", row_json(catalog, state, privacy)},
               {"evidence", state.evidence}};
  put_slots(context, catalog, state);
  context["articles_tried"] = articles_tried(state);
  context["page"] = state.arrival.page.url.empty() ? Json() : Json(state.arrival.page);
  if (state.arrival.page.attributes.empty() && context["page"].is_object()) {
    context["page"].erase("attributes");
  }
  context["order"] = order_facts(state);
  context["flows"] = flows_to_give(catalog);
  context["questions"] = Json::array();
  for (const auto& [slot, label] : conversation::questions_to_ask(catalog, state)) {
    context["questions"].push_back({{"slot", slot}, {"label", label}});
  }
  context["mute"] = mute_json(state);
  context["order_refreshable"] = !state.shop_call.action.empty();
  Json orders = Json::array();
  for (const auto& order : state.orders) {
    Json item = tracking_json(order, team_name(catalog, order.department));
    item["duplicates"] = workorder::duplicates_of(order, state.orders);
    item["completeness"] = completeness_json(order);
    item["links"] = order.links;
    item["tags"] = order.tags;
    orders.push_back(std::move(item));
  }
  context["work_orders"] = std::move(orders);
  context["masked"] = privacy == Privacy::masked && mask_collected(context);
  Json events = Json::array();
  for (const auto& event : transcript) events.push_back(Json::parse(event, nullptr, false));
  context["transcript"] = std::move(events);
  const Json frame{
      {"type", "context"}, {"conversation", state.id}, {"context", std::move(context)}};
  return text_of(frame);
}

}  // namespace yingda::wire
