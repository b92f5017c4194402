#include "content/config.hpp"

#include <charconv>
#include <nlohmann/json.hpp>

#include "content/units.hpp"

namespace yingda::content {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const dialogue::Text& text) {
  auto out = Json::object();
  for (const auto& [locale, variants] : text.by_locale) {
    Json value = variants;
    if (variants.size() == 1) value = variants.front();
    if (locale.empty()) return value;
    out[locale] = std::move(value);
  }
  return out;
}

Json json_of(const workorder::SlaPolicy& policy) {
  return {{"target", to_text(policy.target)},
          {"promise", to_text(policy.promise)},
          {"next_response", to_text(policy.next_response)},
          {"resolve", to_text(policy.resolve)}};
}

Json json_of(const LimitSettings& limits) {
  return {{"message_rate", limits.message_rate},
          {"message_burst", limits.message_burst},
          {"agent_message_rate", limits.agent_message_rate},
          {"agent_message_burst", limits.agent_message_burst},
          {"connections", limits.connections},
          {"connections_per_ip", limits.connections_per_ip},
          {"new_connections_per_ip", limits.new_connections_per_ip},
          {"new_connections_per_ip_burst", limits.new_connections_per_ip_burst},
          {"new_conversations_per_ip", limits.new_conversations_per_ip},
          {"new_conversations_per_ip_burst", limits.new_conversations_per_ip_burst},
          {"logins", limits.logins},
          {"login_window", to_text(limits.login_window)},
          {"upload_size", size_text(limits.upload_bytes)},
          {"recording_size", size_text(limits.recording_bytes)},
          {"uploads_at_once", limits.uploads_at_once},
          {"uploads_per_ip", limits.uploads_per_ip},
          {"uploads_per_conversation", limits.uploads_per_conversation},
          {"uploads_per_day", limits.uploads_per_day},
          {"upload_size_per_day", size_text(limits.upload_bytes_per_day)}};
}

Json json_of(const std::map<std::string, Connector>& connectors) {
  auto out = Json::object();
  for (const auto& [name, connector] : connectors) {
    auto actions = Json::object();
    for (const auto& [id, action] : connector.actions) {
      actions[id] = {
          {"method", action.method}, {"path", action.path}, {"timeout", to_text(action.timeout)}};
    }
    out[name] = {{"base_url", connector.base_url}, {"actions", std::move(actions)}};
  }
  return out;
}

Json json_of(const Mail& mail) {
  return {{"host", mail.host},
          {"port", mail.port},
          {"security", to_string(mail.security)},
          {"allow_plain", mail.allow_plain},
          {"user", mail.user},
          {"password_env", mail.password_env},
          {"ca_file", mail.ca_file},
          {"from", mail.from},
          {"reply_to", mail.reply_to},
          {"public_url", mail.public_url},
          {"per_address_per_day", mail.per_address_per_day},
          {"timeout", to_text(mail.timeout)}};
}

Json json_of(const std::vector<Webhook>& webhooks) {
  auto out = Json::array();
  for (const auto& webhook : webhooks) {
    out.push_back({{"url", webhook.url},
                   {"events", webhook.events},
                   {"secret_env", webhook.secret_env},
                   {"timeout", to_text(webhook.timeout)},
                   {"allow_http", webhook.allow_http}});
  }
  return out;
}

Json json_of(const workorder::Shifts& shifts) {
  auto out = Json::array();
  for (const auto& shift : shifts) out.push_back(to_text(shift));
  return out;
}

Json json_of(const CalendarSettings& calendar) {
  Json hours = "always";
  if (!calendar.round_the_clock) {
    hours = Json::object();
    for (std::size_t day = 0; day < weekday_names.size(); ++day) {
      if (!calendar.week[day].empty()) {
        hours[std::string(weekday_names[day])] = json_of(calendar.week[day]);
      }
    }
  }
  return {{"hours", std::move(hours)},
          {"holidays", calendar.holidays},
          {"make_up_hours", json_of(calendar.make_up_hours)}};
}

Json json_of(const workorder::CompensationRates& rates) {
  auto out = Json::object();
  for (const auto promise : {workorder::Promise::first_response, workorder::Promise::next_response,
                             workorder::Promise::resolve}) {
    const auto amount = rates.of(promise);
    if (amount > 0) out[std::string(to_string(promise))] = workorder::amount_text(amount);
  }
  return out;
}

Json json_of(const workorder::CompensationPolicy& policy) {
  auto amounts = Json::object();
  const auto add = [&](const char* tier, const workorder::CompensationRates& rates) {
    if (rates != workorder::CompensationRates{}) amounts[tier] = json_of(rates);
  };
  add("inquiry", policy.rates.inquiry);
  add("complaint", policy.rates.complaint);
  add("urgent_complaint", policy.rates.urgent_complaint);
  add("dispute", policy.rates.dispute);
  return {{"currency", policy.currency},
          {"amounts", std::move(amounts)},
          {"per_order", workorder::amount_text(policy.per_order_max)},
          {"per_day", workorder::amount_text(policy.per_day_max)},
          {"pay_within", to_text(policy.pay_within)}};
}

// Who there is to hand conversations to.
void add_people(const conversation::Policy& policy, Json& out) {
  out["teams"] = Json::object();
  for (const auto& team : policy.teams) out["teams"][team.id] = json_of(team.name);
  out["skills"] = Json::object();
  for (const auto& skill : policy.skills) {
    out["skills"][skill.id] = {{"name", json_of(skill.name)},
                               {"teams", skill.teams},
                               {"types", skill.types},
                               {"locales", skill.locales}};
  }
  out["skill_wait"] = to_text(policy.skill_wait);
}

void add_policy(const Config& config, Json& out) {
  const auto& policy = config.policy;
  out["brand"] = json_of(policy.brand);
  out["greeting"] = json_of(policy.greeting);
  out["suggestions"] = Json::array();
  for (const auto& [label, text] : policy.suggestions) {
    out["suggestions"].push_back({{"label", json_of(label)}, {"text", json_of(text)}});
  }
  out["emergency"] = Json::array();
  for (const auto& [label, tel] : policy.emergency) {
    out["emergency"].push_back({{"label", json_of(label)}, {"tel", tel}});
  }
  add_people(policy, out);
  out["demand_kinds"] = Json::object();
  for (const auto& [id, name] : policy.demand_kinds) out["demand_kinds"][id] = json_of(name);
  out["complaint_evidence"] = Json::object();
  for (const auto& [type, text] : policy.complaint_evidence) {
    out["complaint_evidence"][type] = json_of(text);
  }
  out["default_team"] = policy.default_team;
  out["urgent_flow"] = policy.urgent_flow;
  out["complaint_flow"] = policy.complaint_flow;
  out["order_flow"] = policy.order_flow;
  out["progress_flow"] = policy.progress_flow;
  out["work_order_types"] = config.work_order_types;
  out["sla"] = {{"inquiry", json_of(policy.sla.inquiry)},
                {"complaint", json_of(policy.sla.complaint)},
                {"urgent_complaint", json_of(policy.sla.urgent_complaint)},
                {"dispute", json_of(policy.sla.dispute)}};
  out["calendar"] = json_of(config.calendar);
  out["compensation"] = json_of(policy.compensation);
  out["escalation"] = {{"manager_after", to_text(policy.manager_after)},
                       {"manager_role", policy.manager_role}};
  out["waiting"] = {{"remind", to_text(policy.waiting_remind)},
                    {"close", to_text(policy.waiting_close)}};
  out["unseen_after"] = to_text(policy.unseen_after);
  out["max_failed_turns"] = policy.max_failed_turns;
  out["max_transfers"] = policy.max_transfers;
  out["claim_timeout"] = to_text(policy.claim_timeout);
  out["agent_silence"] = to_text(policy.agent_silence);
  out["silence"] = {{"remind", to_text(policy.silence_remind)},
                    {"close", to_text(policy.silence_close)}};
  out["edit_window"] = to_text(policy.edit_window);
  out["connector_timeout"] = to_text(policy.connector_timeout);
  out["phrases"] = {{"human", policy.human_phrases},
                    {"human_words", policy.human_words},
                    {"cancel", policy.cancel_phrases},
                    {"holding", policy.holding_phrases},
                    {"refusal", policy.refusal_phrases}};
  out["canned_replies"] = Json::array();
  for (const auto& reply : policy.canned_replies) {
    out["canned_replies"].push_back({{"id", reply.id},
                                     {"title", json_of(reply.title)},
                                     {"text", json_of(reply.text)},
                                     {"holding", reply.holding}});
  }
}

}  // namespace

std::string_view to_string(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return "debug";
    case LogLevel::info:
      return "info";
    case LogLevel::warning:
      return "warning";
    case LogLevel::error:
      return "error";
  }
  return "";
}

Result<Endpoint> parse_endpoint(std::string_view text) {
  const Error wrong{
      ErrorCode::invalid,
      "`" + std::string(text) +
          "` is no address; write HOST:PORT, for example 127.0.0.1:8080 or [::1]:8080"};
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return wrong;
  auto host = text.substr(0, colon);
  if (host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  } else if (host.find(':') != std::string_view::npos) {
    return wrong;
  }
  int port = -1;
  const auto digits = text.substr(colon + 1);
  const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  const bool fine = error == std::errc() && stop == digits.data() + digits.size() && port >= 0 &&
                    port <= 65535 && !host.empty();
  if (!fine) return wrong;
  return Endpoint{std::string(host), port};
}

std::string to_string(const Endpoint& endpoint) {
  const bool v6 = endpoint.host.find(':') != std::string::npos;
  return (v6 ? "[" + endpoint.host + "]" : endpoint.host) + ":" + std::to_string(endpoint.port);
}

std::string to_json(const Config& config) {
  Json out{{"listen", to_string(config.listen)},
           {"admin_listen", to_string(config.admin_listen)},
           {"demo", config.demo},
           {"data_dir", config.data_dir},
           {"content_dir", config.content_dir},
           {"default_locale", config.default_locale},
           {"allowed_origins", config.allowed_origins},
           {"allowed_hosts", config.allowed_hosts},
           {"trusted_proxies", config.trusted_proxies},
           {"secure_cookies", config.secure_cookies},
           {"time_zone", config.time_zone},
           {"policy_url", config.policy_url},
           {"consent", config.consent},
           {"identity", {{"secret_env", config.identity_secret_env}}},
           {"log_level", to_string(config.log_level)},
           {"drain",
            {{"delay", to_text(config.drain.delay)},
             {"grace", to_text(config.drain.grace)},
             {"retry_after", to_text(config.drain.retry_after)}}}};
  add_policy(config, out);
  out["offer_time"] = to_text(config.offer_time);
  out["agent_grace"] = to_text(config.agent_grace);
  out["connectors"] = json_of(config.connectors);
  out["webhooks"] = json_of(config.webhooks);
  out["webhook_max_age"] = to_text(config.webhook_max_age);
  out["mail"] = json_of(config.mail);
  out["retention"] = {{"transcripts", to_text(config.retention.transcripts)},
                      {"work_orders", to_text(config.retention.work_orders)},
                      {"uploads", to_text(config.retention.uploads)},
                      {"unused_uploads", to_text(config.retention.unused_uploads)}};
  out["limits"] = json_of(config.limits);
  return out.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
}

const ConnectorAction* find_action(const Config& config, const std::string& name,
                                   std::string* base_url) {
  for (const auto& [id, connector] : config.connectors) {
    const auto found = connector.actions.find(name);
    if (found == connector.actions.end()) continue;
    if (base_url) *base_url = connector.base_url;
    return &found->second;
  }
  return nullptr;
}

}  // namespace yingda::content
