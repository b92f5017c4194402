#include "wire/entry_codec.hpp"

#include <array>

#include "base/overloaded.hpp"
#include "wire/json.hpp"
#include "wire/json_types.hpp"
#include "wire/order_view.hpp"
#include "wire/rich_codec.hpp"

namespace yingda::wire {
namespace {

using namespace conversation;
using Json = nlohmann::json;

constexpr std::array role_names{"visitor", "bot", "agent", "system"};

Json options_json(const std::vector<dialogue::SpokenOption>& options) {
  Json out = Json::array();
  for (const auto& option : options) {
    Json item{{"id", option.id}, {"label", option.label}};
    if (!option.under.empty()) item["under"] = option.under;
    out.push_back(std::move(item));
  }
  return out;
}

Json form_json(const dialogue::FormAsked& form) {
  Json fields = Json::array();
  for (const auto& field : form.fields) {
    Json item{{"name", field.name},
              {"label", field.label},
              {"type", field.type},
              {"required", field.required}};
    if (!field.placeholder.empty()) item["placeholder"] = field.placeholder;
    if (!field.help.empty()) item["help"] = field.help;
    if (!field.options.empty()) item["options"] = options_json(field.options);
    if (!field.value.empty()) item["value"] = field.value;
    if (!field.depends_on.empty()) item["depends_on"] = field.depends_on;
    fields.push_back(std::move(item));
  }
  Json out{{"id", form.id},
           {"title", form.markdown},
           {"submit_label", form.submit_label},
           {"fields", std::move(fields)}};
  if (form.stays) out["stays"] = true;
  return out;
}

void put_if(Json& out, const char* name, const std::string& value) {
  if (!value.empty()) out[name] = value;
}

Json person_json(const Person& person) {
  Json out{{"name", person.name}};
  put_if(out, "number", person.number);
  return out;
}
Json staff_json(const Person& person) { return {{"id", person.id}, {"name", person.name}}; }

void put_submitted(Json& out, const MessageEntry& message) {
  if (message.chosen) {
    out["chosen"] = {{"of", message.chosen->of}, {"option", message.chosen->option}};
  }
  if (!message.submitted) return;
  Json values = Json::array();
  for (const auto& [label, value] : message.submitted->values) {
    values.push_back({{"label", label}, {"value", value}});
  }
  out["submitted"] = {{"of", message.submitted->of}, {"values", std::move(values)}};
}

Json body_json(const MessageEntry& message) {
  Json from{{"role", role_names[static_cast<std::size_t>(message.role)]}};
  put_if(from, "name", message.name);
  put_if(from, "number", message.number);
  Json out{{"kind", "message"}, {"from", std::move(from)}, {"text", message.text}};
  if (!message.rich.empty()) out["rich"] = encode_rich(message.rich);
  if (!message.options.empty()) out["options"] = options_json(message.options);
  if (message.several) out["several"] = true;
  if (message.back) out["back"] = *message.back;
  if (message.form) out["form"] = form_json(*message.form);
  put_if(out, "article", message.article);
  put_if(out, "article_title", message.article_title);
  put_if(out, "client_id", message.client_id);
  if (!message.evidence.empty()) out["evidence"] = message.evidence;
  if (message.asks_file) out["asks"] = "file";
  put_submitted(out, message);
  return out;
}
Json body_json(const HumanEntry& e) {
  Json out{{"kind", "human_requested"}, {"client_id", e.client_id}};
  put_if(out, "reason", e.reason);
  return out;
}
Json body_json(const PageEventEntry& e) {
  Json out{{"kind", "page_event"}, {"client_id", e.client_id}, {"name", e.name}};
  put_if(out, "flow", e.flow);
  Json given = Json::array();
  for (const auto& [label, value] : e.given) given.push_back({{"label", label}, {"value", value}});
  if (!given.empty()) out["given"] = std::move(given);
  return out;
}
Json body_json(const RatedEntry& e) {
  Json out{{"kind", "rated"}, {"client_id", e.client_id}, {"score", e.score}};
  put_if(out, "comment", e.comment);
  if (!e.tags.empty()) out["tags"] = e.tags;
  return out;
}
Json body_json(const FeedbackEntry& e) {
  Json out{{"kind", "feedback"},
           {"client_id", e.client_id},
           {"of", e.of},
           {"helped", e.helped},
           {"article", e.article}};
  put_if(out, "reason", e.reason);
  return out;
}
Json body_json(const OrderRequestEntry& e) {
  Json out{{"kind", "work_order_request"},
           {"client_id", e.client_id},
           {"number", e.number},
           {"action", e.action}};
  put_if(out, "text", e.text);
  if (!e.evidence.empty()) out["evidence"] = e.evidence;
  return out;
}
Json body_json(const QueueEntry& e) {
  Json out{{"kind", "queue"}, {"position", e.queue.position}, {"online", e.queue.online}};
  out["estimated_wait_s"] = e.queue.wait_s ? Json(*e.queue.wait_s) : Json(nullptr);
  if (e.queue.wait_least_s && e.queue.wait_most_s) {
    out["wait_range_s"] = {*e.queue.wait_least_s, *e.queue.wait_most_s};
    out["waits_measured"] = e.queue.waits_measured;
  }
  if (e.queue.opens) out["opens"] = to_rfc3339(*e.queue.opens);
  return out;
}
Json body_json(const AgentJoinedEntry& e) {
  return {{"kind", "agent_joined"}, {"agent", person_json(e.agent)}};
}
Json body_json(const AgentLeftEntry& e) {
  Json out{{"kind", "agent_left"}, {"agent", person_json(e.agent)}};
  put_if(out, "why", e.why);
  return out;
}
Json body_json(const OrderEntry& e) {
  Json out = order_json(e.order, e.department_name);
  out["kind"] = "work_order";
  put_if(out, "note", e.note);
  return out;
}
// The lines of the order's history that this event is the first to tell: with them in the log
// nobody can tell the history otherwise later. Reasons are in other entries, or stay inside.
Json changes_json(const OrderEntry& e, Instant at) {
  Json out = Json::array();
  for (std::size_t i = e.told; i < e.order.history.size(); ++i) {
    const auto& change = e.order.history[i];
    if (change.at == at) out.push_back({{"who", change.who}, {"what", change.what}});
  }
  return out;
}
Json body_json(const PromiseEntry& e) {
  return {{"kind", "promise"},
          {"id", e.commitment.id},
          {"number", e.number},
          {"text", e.commitment.text},
          {"due", to_rfc3339(e.commitment.due)},
          {"agent", person_json(e.commitment.agent)}};
}
Json body_json(const PromiseStateEntry& e) {
  Json out = commitment_json(e.commitment);
  out["kind"] = "promise_state";
  out["number"] = e.number;
  return out;
}
Json body_json(const CompensationEntry& e) {
  Json out = compensation_json(e.compensation);
  out["kind"] = "compensation";
  out["number"] = e.number;
  return out;
}
Json body_json(const SurveyEntry& e) { return {{"kind", "survey"}, {"text", e.text}}; }
Json body_json(const NoteEntry& e) {
  Json out{{"kind", "note"},
           {"text", e.text},
           {"agent", staff_json(e.agent)},
           {"client_id", e.client_id}};
  Json mentions = Json::array();
  for (const auto& person : e.mentions) mentions.push_back(staff_json(person));
  if (!mentions.empty()) out["mentions"] = std::move(mentions);
  if (e.whisper) out["whisper"] = true;
  return out;
}
Json body_json(const SnoozedEntry& e) {
  Json out{{"kind", "snoozed"}, {"agent", staff_json(e.agent)}, {"client_id", e.client_id}};
  if (e.until) out["until"] = to_rfc3339(*e.until);
  put_if(out, "detail", e.reason);
  return out;
}
Json body_json(const WokenEntry& e) {
  Json out{{"kind", "woken"}, {"why", e.why}};
  if (e.agent) out["agent"] = staff_json(*e.agent);
  put_if(out, "client_id", e.client_id);
  put_if(out, "detail", e.reason);
  return out;
}
Json body_json(const ReturnedEntry& e) {
  Json out{{"kind", "returned"}, {"agent", staff_json(e.agent)}, {"client_id", e.client_id}};
  put_if(out, "flow", e.flow);
  put_if(out, "title", e.title);
  put_if(out, "question", e.question);
  put_if(out, "detail", e.reason);
  return out;
}
Json body_json(const RatingInvitedEntry& e) {
  return {{"kind", "rating_invited"}, {"agent", staff_json(e.agent)}, {"client_id", e.client_id}};
}
Json body_json(const MutedEntry& e) {
  Json out{{"kind", "muted"}, {"agent", staff_json(e.agent)}, {"client_id", e.client_id}};
  out["until"] = e.until ? Json(to_rfc3339(*e.until)) : Json(nullptr);
  put_if(out, "detail", e.reason);
  if (e.carried) out["carried"] = true;
  return out;
}
// Which words it is about: those of a note only staff know, by their place in the log.
void put_of(Json& out, std::uint64_t of, std::uint64_t of_pos, const Person& agent) {
  if (of != 0) {
    out["of"] = of;
    out["agent"] = person_json(agent);
  } else {
    out["of_pos"] = of_pos;
    out["agent"] = staff_json(agent);
  }
}
Json body_json(const EditedEntry& e) {
  Json out{{"kind", "edited"}, {"text", e.text}, {"client_id", e.client_id}};
  put_of(out, e.of, e.of_pos, e.agent);
  return out;
}
Json body_json(const RecalledEntry& e) {
  Json out{{"kind", "recalled"}, {"client_id", e.client_id}};
  put_of(out, e.of, e.of_pos, e.agent);
  return out;
}
Json body_json(const SlotCorrectedEntry& e) {
  Json out{{"kind", "slot_corrected"}, {"agent", staff_json(e.agent)},
           {"slot", e.slot},           {"was", e.was},
           {"value", e.value},         {"client_id", e.client_id}};
  out["version"] = e.version;
  put_if(out, "label", e.label);
  put_if(out, "detail", e.reason);
  return out;
}
Json body_json(const TaggedEntry& e) {
  return {{"kind", "tagged"}, {"agent", staff_json(e.agent)}, {"number", e.number},
          {"added", e.added}, {"removed", e.removed},         {"client_id", e.client_id}};
}
Json body_json(const TransferredEntry& e) {
  Json to = Json::object();
  put_if(to, "team", e.team);
  if (e.to) to["agent"] = staff_json(*e.to);
  Json out{{"kind", "transferred"},
           {"agent", staff_json(e.agent)},
           {"to", std::move(to)},
           {"reason", e.reason},
           {"client_id", e.client_id}};
  put_if(out, "rule", e.rule);
  if (e.next_due) out["next_due"] = to_rfc3339(*e.next_due);
  return out;
}
Json body_json(const HandedOffEntry& e) {
  Json out{{"kind", "handed_off"}, {"team", e.team}, {"reason", e.reason}, {"intent", e.intent}};
  if (e.not_understood) out["not_understood"] = true;
  return out;
}
Json body_json(const AccessedEntry& e) {
  Json out{{"kind", "accessed"}, {"agent", staff_json(e.agent)}, {"access", e.access}};
  put_if(out, "detail", e.detail);
  return out;
}
Json body_json(const NoticeEntry& e) {
  const auto& notice = e.notice;
  Json out{{"kind", "notice"},
           {"notice", notice.notice},
           {"channel", "webhook"},
           {"to", notice.to},
           {"result", notice.delivered ? "delivered" : "failed"},
           {"attempts", notice.attempts}};
  put_if(out, "number", notice.number);
  put_if(out, "detail", notice.detail);
  return out;
}
Json body_json(const ErasureEntry& e) {
  Json out{{"kind", "erasure"}, {"by", e.asked.by}, {"result", e.erased ? "erased" : "kept"}};
  put_if(out, "who", e.asked.who);
  put_if(out, "detail", e.asked.reason);
  if (!e.numbers.empty()) out["numbers"] = e.numbers;
  if (e.kept_until) out["until"] = to_rfc3339(*e.kept_until);
  return out;
}
Json body_json(const TraceEntry& e) {
  Json out{{"kind", "trace"}, {"what", e.what}};
  put_if(out, "detail", e.detail);
  return out;
}

}  // namespace

EncodedEntry encode_entry(const Entry& entry) {
  Json out = std::visit([](const auto& body) { return body_json(body); }, entry.body);
  out["at"] = to_rfc3339(entry.at);
  const auto* order = std::get_if<OrderEntry>(&entry.body);
  if (order == nullptr) return {text_of(out), {}};
  out["changes"] = changes_json(*order, entry.at);
  return {text_of(out), ",\"secret\":" + Json(order->order.secret).dump()};
}

std::string visitor_event(std::uint64_t seq, std::string_view json, std::string_view visitor_only) {
  std::string out = "{\"type\":\"event\",\"seq\":" + std::to_string(seq) + ",";
  out.append(json.substr(1, json.size() - 2));
  out.append(visitor_only);
  out += '}';
  return out;
}

std::string desk_event(std::string_view conversation, std::uint64_t pos, std::uint64_t seq,
                       std::string_view json, bool own) {
  std::string out = "{\"type\":\"event\",\"conversation\":\"" + std::string(conversation) +
                    "\",\"pos\":" + std::to_string(pos) + ",";
  if (seq != 0) out += "\"seq\":" + std::to_string(seq) + ",";
  if (own) out += "\"own\":true,";
  out.append(json.substr(1));
  return out;
}

}  // namespace yingda::wire
