// config/yingda.yaml to Config. One function a section; what is not named keeps its default.

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <utility>

#include "content/access_config.hpp"
#include "content/canned_reply_config.hpp"
#include "content/config.hpp"
#include "content/duration_setting.hpp"
#include "content/flow_builder.hpp"
#include "content/keys.hpp"
#include "content/people_config.hpp"
#include "content/text_reader.hpp"
#include "content/units.hpp"

namespace yingda::content {
namespace {

constexpr double rate_max = 1e9;
constexpr long long count_max = 1'000'000'000;

void set(std::string& target, const Fields& fields, std::string_view key) {
  if (auto value = fields.text(key)) target = std::move(*value);
}
void set(bool& target, const Fields& fields, std::string_view key) {
  if (const auto value = fields.boolean(key)) target = *value;
}
void set(double& target, const Fields& fields, std::string_view key) {
  if (const auto value = fields.number(key, 0, rate_max)) target = *value;
}
void set(std::uint64_t& target, const Fields& fields, std::string_view key) {
  if (const auto value = fields.integer(key, 0, count_max)) {
    target = static_cast<std::uint64_t>(*value);
  }
}
void set(std::vector<std::string>& target, const Fields& fields, std::string_view key) {
  if (auto value = fields.texts(key)) target = std::move(*value);
}
// More words for the same: those that are there by default stay, whatever a file says.
void add(std::vector<std::string>& target, const Fields& fields, std::string_view key) {
  auto all = fields.texts(key).value_or(std::vector<std::string>{});
  for (auto& word : target) {
    if (std::find(all.begin(), all.end(), word) == all.end()) all.push_back(std::move(word));
  }
  target = std::move(all);
}
void set(dialogue::Text& target, const Fields& fields, std::string_view key) {
  if (const auto* node = fields.find(key)) {
    target = read_text(*node, fields.report(), "`" + std::string(key) + "`");
  }
}
// The defaults name flows of the shipped content, which another one need not have.
void set_flow(std::string& target, const Fields& fields, std::string_view key,
              std::vector<NamedFlow>& named) {
  const std::string by_default = std::exchange(target, fields.text(key).value_or(target));
  if (target == by_default || target.empty()) return;
  named.push_back({std::string(key), target, fields.report().file(), fields.at(key)});
}
void set(TimeSpan& target, const Fields& fields, std::string_view key) {
  read_duration(target, fields, key);
}
void set_size(std::uint64_t& target, const Fields& fields, std::string_view key) {
  const auto text = fields.text(key);
  if (!text) return;
  if (const auto size = parse_size(*text)) {
    target = *size;
  } else {
    fields.report().error(fields.at(key), "`" + std::string(key) + "`: " + size.error().detail);
  }
}
void set(Endpoint& target, const Fields& fields, std::string_view key) {
  const auto text = fields.text(key);
  if (!text) return;
  if (auto endpoint = parse_endpoint(*text)) {
    target = std::move(*endpoint);
  } else {
    fields.report().error(fields.at(key), "`" + std::string(key) + "`: " + endpoint.error().detail);
  }
}
void set(int& target, const Fields& fields, std::string_view key, int low, int high) {
  if (const auto value = fields.integer(key, low, high)) target = static_cast<int>(*value);
}

// A section that is absent keeps its defaults.
template <class Read>
void section(const Fields& fields, std::string_view key, const KeyTable& table, Read read) {
  const auto* node = fields.map(key);
  if (!node) return;
  const Fields inner(*node, fields.report(), "`" + std::string(key) + "`");
  inner.only(table);
  read(inner);
}

void read_limits(const Fields& fields, LimitSettings& limits) {
  section(fields, "limits", keys::limits, [&](const Fields& in) {
    set(limits.message_rate, in, "message_rate");
    set(limits.message_burst, in, "message_burst");
    set(limits.agent_message_rate, in, "agent_message_rate");
    set(limits.agent_message_burst, in, "agent_message_burst");
    set(limits.connections, in, "connections");
    set(limits.connections_per_ip, in, "connections_per_ip");
    set(limits.new_connections_per_ip, in, "new_connections_per_ip");
    set(limits.new_connections_per_ip_burst, in, "new_connections_per_ip_burst");
    set(limits.new_conversations_per_ip, in, "new_conversations_per_ip");
    set(limits.new_conversations_per_ip_burst, in, "new_conversations_per_ip_burst");
    set(limits.logins, in, "logins");
    set(limits.login_window, in, "login_window");
    set_size(limits.upload_bytes, in, "upload_size");
    set_size(limits.recording_bytes, in, "recording_size");
    set(limits.uploads_at_once, in, "uploads_at_once");
    set(limits.uploads_per_ip, in, "uploads_per_ip");
    set(limits.uploads_per_conversation, in, "uploads_per_conversation");
    set(limits.uploads_per_day, in, "uploads_per_day");
    set_size(limits.upload_bytes_per_day, in, "upload_size_per_day");
  });
}

void read_sla(const Fields& fields, workorder::SlaPolicies& sla) {
  section(fields, "sla", keys::sla, [&](const Fields& tiers) {
    const auto read = [&](std::string_view tier, workorder::SlaPolicy& policy) {
      section(tiers, tier, keys::sla_policy, [&](const Fields& in) {
        set(policy.target, in, "target");
        set(policy.promise, in, "promise");
        set(policy.next_response, in, "next_response");
        set(policy.resolve, in, "resolve");
      });
      if (policy.target > policy.promise) {
        tiers.report().error(tiers.at(tier), "`target` (" + to_text(policy.target) +
                                                 ") must not be later than `promise` (" +
                                                 to_text(policy.promise) + ")");
      }
    };
    read("inquiry", sla.inquiry);
    read("complaint", sla.complaint);
    read("urgent_complaint", sla.urgent_complaint);
    read("dispute", sla.dispute);
  });
}

// A map from id to name. False when the key is not there.
bool read_names(const Fields& fields, std::string_view key, const std::string& noun,
                std::vector<std::pair<std::string, dialogue::Text>>& names) {
  const auto* node = fields.map(key);
  if (!node) return false;
  names.clear();
  for (const auto& entry : node->entries) {
    if (!is_identifier(entry.key)) {
      fields.report().error(entry.at,
                            "`" + entry.key + "` is no " + noun + " id; use a-z, 0-9 and _");
    }
    names.emplace_back(entry.key,
                       read_text(entry.value, fields.report(), noun + " `" + entry.key + "`"));
  }
  return true;
}

void read_teams(const Fields& fields, conversation::Policy& policy) {
  std::vector<std::pair<std::string, dialogue::Text>> names;
  if (!read_names(fields, "teams", "team", names)) return;
  policy.teams.clear();
  for (auto& [id, name] : names) policy.teams.push_back({id, std::move(name)});
}

void read_lists(const Fields& fields, conversation::Policy& policy) {
  if (const auto* list = fields.list("suggestions")) {
    policy.suggestions.clear();
    for (const auto& item : list->items) {
      const Fields in(item, fields.report(), "a suggestion");
      in.only(keys::suggestion);
      std::pair<dialogue::Text, dialogue::Text> suggestion;
      set(suggestion.first, in, "label");
      suggestion.second = suggestion.first;
      set(suggestion.second, in, "text");
      if (suggestion.first.empty()) in.report().error(item.at, "a suggestion needs `label`");
      policy.suggestions.push_back(std::move(suggestion));
    }
  }
  if (const auto* list = fields.list("emergency")) {
    policy.emergency.clear();
    for (const auto& item : list->items) {
      const Fields in(item, fields.report(), "an emergency number");
      in.only(keys::emergency);
      std::pair<dialogue::Text, std::string> number;
      set(number.first, in, "label");
      if (!in.has("label")) in.report().error(item.at, "an emergency number needs `label`");
      number.second = in.required_text("tel");
      if (number.second.find_first_not_of("+0123456789-") != std::string::npos) {
        in.report().error(in.at("tel"),
                          "`tel` is a telephone number: digits, `-` and a leading `+`");
      }
      policy.emergency.push_back(std::move(number));
    }
  }
  section(fields, "phrases", keys::phrases, [&](const Fields& in) {
    add(policy.human_phrases, in, "human");
    add(policy.human_words, in, "human_words");
    set(policy.cancel_phrases, in, "cancel");
    set(policy.holding_phrases, in, "holding");
    set(policy.refusal_phrases, in, "refusal");
    if (const auto own = in.texts("human"); own && own->empty()) {
      in.report().error(in.at("human"),
                        "`human` holds no phrase; write one, or leave `human` out: the words that "
                        "ask for a person by default always do",
                        rule::robot_wall);
    }
  });
}

ConnectorAction read_action(const YamlNode& node, Report& report, const std::string& name) {
  ConnectorAction out;
  const Fields in(node, report, "action `" + name + "`");
  in.only(keys::action);
  set(out.method, in, "method");
  out.path = in.required_text("path");
  set(out.timeout, in, "timeout");
  static constexpr std::array<std::string_view, 5> methods{"GET", "POST", "PUT", "PATCH", "DELETE"};
  if (std::find(methods.begin(), methods.end(), out.method) == methods.end()) {
    report.error(in.at("method"),
                 "`method` is GET, POST, PUT, PATCH or DELETE, not `" + out.method + "`");
  }
  if (!out.path.empty() && out.path.front() != '/') {
    report.error(in.at("path"), "`path` begins with `/`");
  }
  if (out.timeout <= TimeSpan{} || out.timeout > std::chrono::seconds(30)) {
    report.error(in.at("timeout"), "`timeout` must be above 0 and at most 30s");
  }
  return out;
}

void read_connectors(const Fields& fields, Config& config) {
  const auto* node = fields.map("connectors");
  if (!node) return;
  config.connectors.clear();
  for (const auto& entry : node->entries) {
    const Fields in(entry.value, fields.report(), "connector `" + entry.key + "`");
    in.only(keys::connector);
    Connector connector;
    connector.base_url = in.required_text("base_url");
    const bool http =
        connector.base_url.starts_with("http://") || connector.base_url.starts_with("https://");
    if (!connector.base_url.empty() && !http) {
      in.report().error(in.at("base_url"), "`base_url` begins with http:// or https://");
    }
    if (const auto* actions = in.map("actions")) {
      for (const auto& action : actions->entries) {
        if (find_action(config, action.key)) {
          in.report().error(action.at, "two connectors have an action `" + action.key + "`");
        }
        connector.actions[action.key] = read_action(action.value, in.report(), action.key);
      }
    }
    config.connectors[entry.key] = std::move(connector);
  }
}

void read_zone(const Fields& fields, Config& config) {
  set(config.time_zone, fields, "time_zone");
  auto zone = find_zone(config.time_zone);
  if (zone) {
    config.policy.zone = std::move(*zone);
  } else {
    fields.report().error(fields.at("time_zone"), "`time_zone`: " + zone.error().detail);
  }
}

void read_log_level(const Fields& fields, Config& config) {
  const auto name = fields.text("log_level");
  if (!name) return;
  for (const auto level : {LogLevel::debug, LogLevel::info, LogLevel::warning, LogLevel::error}) {
    if (to_string(level) == *name) {
      config.log_level = level;
      return;
    }
  }
  fields.report().error(fields.at("log_level"),
                        "`log_level` is debug, info, warning or error, not `" + *name + "`");
}

void read_serving(const Fields& fields, Config& config) {
  set(config.listen, fields, "listen");
  set(config.admin_listen, fields, "admin_listen");
  set(config.demo, fields, "demo");
  set(config.data_dir, fields, "data_dir");
  set(config.content_dir, fields, "content_dir");
  read_access(fields, config);
  set(config.policy_url, fields, "policy_url");
  set(config.consent, fields, "consent");
  if (config.consent && config.policy_url.empty()) {
    fields.report().error(fields.at("consent"), "needs a `policy_url`: what do visitors agree to?");
  }
  read_log_level(fields, config);
  section(fields, "drain", keys::drain, [&](const Fields& in) {
    set(config.drain.delay, in, "delay");
    set(config.drain.grace, in, "grace");
    set(config.drain.retry_after, in, "retry_after");
    if (config.drain.delay + config.drain.grace > std::chrono::seconds(25)) {
      in.report().error(in.at(), "`delay` and `grace` together are at most 25s");
    }
  });
}

void read_policy(const Fields& fields, Config& config) {
  auto& policy = config.policy;
  set(config.default_locale, fields, "default_locale");
  if (!is_locale(config.default_locale)) {
    fields.report().error(fields.at("default_locale"),
                          "`default_locale` is for example zh-CN or en");
  }
  set(policy.brand, fields, "brand");
  set(policy.greeting, fields, "greeting");
  read_lists(fields, policy);
  read_canned_replies(fields, policy);
  read_teams(fields, policy);
  read_names(fields, "demand_kinds", "demand", policy.demand_kinds);
  read_names(fields, "complaint_evidence", "work order type", policy.complaint_evidence);
  set(policy.default_team, fields, "default_team");
  set_flow(policy.urgent_flow, fields, "urgent_flow", config.named_flows);
  set_flow(policy.complaint_flow, fields, "complaint_flow", config.named_flows);
  set_flow(policy.order_flow, fields, "order_flow", config.named_flows);
  set_flow(policy.progress_flow, fields, "progress_flow", config.named_flows);
  set(config.work_order_types, fields, "work_order_types");
  read_sla(fields, policy.sla);
  read_calendar(fields, config.calendar);
  read_compensation(fields, policy.compensation);
  section(fields, "waiting", keys::waiting, [&](const Fields& in) {
    set(policy.waiting_remind, in, "remind");
    set(policy.waiting_close, in, "close");
  });
  section(fields, "escalation", keys::escalation, [&](const Fields& in) {
    set(policy.manager_after, in, "manager_after");
    set(policy.manager_role, in, "manager_role");
    if (policy.manager_role == "admin" || policy.manager_role == "supervisor") return;
    in.report().error(in.at("manager_role"), "`manager_role` is admin or supervisor");
  });
  set(policy.unseen_after, fields, "unseen_after");
  set(policy.max_failed_turns, fields, "max_failed_turns", 1, 5);
  set(policy.max_transfers, fields, "max_transfers", 0, 10);
  set(policy.claim_timeout, fields, "claim_timeout");
  section(fields, "silence", keys::silence, [&](const Fields& in) {
    set(policy.silence_remind, in, "remind");
    set(policy.silence_close, in, "close");
  });
  set(config.offer_time, fields, "offer_time");
  set(config.agent_grace, fields, "agent_grace");
  set(policy.agent_silence, fields, "agent_silence");
  set(policy.edit_window, fields, "edit_window");
  set(policy.connector_timeout, fields, "connector_timeout");
  read_skills(fields, policy, config.work_order_types);
}

}  // namespace

ParsedConfig parse_config(std::string_view bytes, const std::string& file) {
  ParsedConfig out{default_config(), {}};
  Report report(file, out.findings);
  const auto root = parse_yaml(bytes, report);
  if (!root || root->is_null()) return out;
  const Fields fields(*root, report, "the config");
  fields.only(keys::config);
  read_serving(fields, out.config);
  read_policy(fields, out.config);
  read_zone(fields, out.config);
  out.config.policy.calendar =
      build_calendar(out.config.calendar, out.config.policy.zone, file, out.findings);
  read_connectors(fields, out.config);
  read_webhooks(fields, out.config.webhooks, out.config.webhook_max_age);
  read_mail(fields, out.config.mail);
  warn_of_silent_mail(fields, out.config.mail, !out.config.identity_secret_env.empty(),
                      out.config.policy.unseen_after);
  read_limits(fields, out.config.limits);
  read_retention(fields, out.config.retention);
  sort_findings(out.findings);
  return out;
}

ParsedConfig read_config(const std::string& path) {
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  std::ostringstream bytes;
  if (in && in.peek() != std::ifstream::traits_type::eof()) bytes << in.rdbuf();
  if (in.bad() || !in.is_open()) {
    ParsedConfig out{default_config(), {}};
    Report(path, out.findings)
        .error({1, 1}, std::string("this config file cannot be read: ") + std::strerror(errno));
    return out;
  }
  return parse_config(bytes.str(), path);
}

}  // namespace yingda::content
