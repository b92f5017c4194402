#pragma once
// config/yingda.yaml, parsed. The defaults here are the whole truth: the shipped file repeats them
// with comments and a test holds the two equal. Unknown keys and wrong types are findings.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "content/finding.hpp"
#include "content/mail_config.hpp"
#include "content/promise_config.hpp"
#include "content/retention_config.hpp"
#include "content/webhook_config.hpp"
#include "conversation/catalog.hpp"

namespace yingda::content {

struct Endpoint {
  std::string host;  // a name or an address, IPv6 without brackets
  int port = 0;      // 0: a free one
  bool operator==(const Endpoint&) const = default;
};

// "host:port" or "[v6]:port"; the error says what would be right.
Result<Endpoint> parse_endpoint(std::string_view text);
std::string to_string(const Endpoint& endpoint);

// In every number 0 means: no limit.
struct LimitSettings {
  double message_rate = 2;  // a visitor's frames a second
  double message_burst = 10;
  double agent_message_rate = 10;
  double agent_message_burst = 40;
  std::uint64_t connections = 20'000;
  std::uint64_t connections_per_ip = 64;
  double new_connections_per_ip = 10;  // a second
  double new_connections_per_ip_burst = 40;
  double new_conversations_per_ip = 5;  // a minute
  double new_conversations_per_ip_burst = 10;
  std::uint64_t logins = 5;  // failed ones, by account and address, in `login_window`
  TimeSpan login_window = std::chrono::minutes(15);
  std::uint64_t upload_bytes = 20ULL * 1024 * 1024;
  std::uint64_t recording_bytes = 200ULL * 1024 * 1024;
  std::uint64_t uploads_at_once = 16;
  std::uint64_t uploads_per_ip = 120;           // an hour
  std::uint64_t uploads_per_conversation = 60;  // by visitor, in all
  std::uint64_t uploads_per_day = 20;           // by visitor
  std::uint64_t upload_bytes_per_day = 500ULL * 1024 * 1024;
};

struct ConnectorAction {
  std::string method = "GET";
  std::string path;  // "/orders/{order_number}", filled from the action's arguments
  TimeSpan timeout = std::chrono::seconds(3);
  bool operator==(const ConnectorAction&) const = default;
};

struct Connector {
  std::string base_url;
  std::map<std::string, ConnectorAction> actions;
  bool operator==(const Connector&) const = default;
};

struct DrainSettings {
  TimeSpan delay{};                                 // /readyz says no, connections still come
  TimeSpan grace = std::chrono::seconds(10);        // peers get this long to go
  TimeSpan retry_after = std::chrono::seconds(10);  // clients come back within this time
};

// The names are those of spdlog.
enum class LogLevel { debug, info, warning, error };
std::string_view to_string(LogLevel level);

// A flow that a config file names by itself, and where.
struct NamedFlow {
  std::string key;  // "urgent_flow"
  std::string flow;
  std::string file;
  Position at;
};

struct Config {
  Endpoint listen{"127.0.0.1", 8080};
  Endpoint admin_listen{"127.0.0.1", 9090};
  bool demo = false;
  std::string data_dir = "data";
  std::string content_dir;  // empty: the live release
  std::string default_locale = "zh-CN";
  std::vector<std::string> work_order_types;  // what flows may name
  std::vector<std::string> allowed_origins;   // besides the gateway's own
  std::vector<std::string> allowed_hosts;     // names it answers to, without port; empty: any
  std::vector<std::string> trusted_proxies;   // addresses or CIDR; may set X-Forwarded-For
  bool secure_cookies = false;                // __Host-, Secure; for TLS in front
  std::string time_zone = "Asia/Shanghai";
  std::string identity_secret_env;  // names the variable with the host site's secret
  std::string policy_url;           // the shop's privacy page; may be empty
  bool consent = false;             // visitors agree to it before anything of theirs is sent
  LogLevel log_level = LogLevel::info;
  DrainSettings drain;
  RetentionSettings retention;
  TimeSpan offer_time = std::chrono::seconds(30);
  TimeSpan agent_grace = std::chrono::minutes(2);
  LimitSettings limits;
  std::map<std::string, Connector> connectors;
  std::vector<Webhook> webhooks;
  TimeSpan webhook_max_age = std::chrono::hours(72);  // what was not delivered by then never is
  Mail mail;
  CalendarSettings calendar;
  std::vector<NamedFlow> named_flows;  // only those that are not the default's
  conversation::Policy policy;         // `zone` follows `time_zone`, `calendar` the settings
};

// Every default, with the built-in phrases, teams and connector.
Config default_config();

struct ParsedConfig {
  Config config;
  std::vector<Finding> findings;
  bool ok() const { return !has_errors(findings); }
};

// What is not named keeps its default. `file` is for the findings.
ParsedConfig parse_config(std::string_view bytes, const std::string& file);
// A file that cannot be read is a finding.
ParsedConfig read_config(const std::string& path);

// Every setting as JSON with the keys and spellings of the file ("10m"): JSON is YAML, so that
// parse_config() of it gives the same config back.
std::string to_json(const Config& config);

// The connector action with that name, or null.
const ConnectorAction* find_action(const Config& config, const std::string& name,
                                   std::string* base_url = nullptr);

}  // namespace yingda::content
