#include "app/serve_settings.hpp"

namespace yingda::app {

net::ServerConfig server_config(const content::Config& config) {
  net::ServerConfig out;
  const auto port = [](int number) { return static_cast<std::uint16_t>(number); };
  out.listen = {config.listen.host, port(config.listen.port)};
  if (!config.admin_listen.host.empty()) {
    out.admin_listen = net::Listen{config.admin_listen.host, port(config.admin_listen.port)};
  }
  out.allowed_origins = config.allowed_origins;
  out.allowed_hosts = config.allowed_hosts;
  out.trusted_proxies = config.trusted_proxies;
  out.demo = config.demo;
  out.secure_cookies = config.secure_cookies;
  out.traffic.connections_max = config.limits.connections;
  out.traffic.connections_per_address_max = config.limits.connections_per_ip;
  out.traffic.connects_per_address_rate = config.limits.new_connections_per_ip;
  out.traffic.connects_per_address_burst = config.limits.new_connections_per_ip_burst;
  out.traffic.upload_bytes_max = config.limits.upload_bytes;
  out.traffic.recording_bytes_max = config.limits.recording_bytes;
  out.traffic.uploads_max = config.limits.uploads_at_once;
  out.traffic.uploads_per_address_hour = static_cast<double>(config.limits.uploads_per_ip);
  if (config.limits.logins == 0) out.traffic.logins_per_address_minute = 0;
  out.times.drain = config.drain.grace;
  return out;
}

gateway::Settings gateway_settings(const content::Config& config) {
  gateway::Settings out;
  out.visitor_rate = config.limits.message_rate;
  out.visitor_burst = config.limits.message_burst;
  out.arrival_rate = config.limits.new_conversations_per_ip / 60;
  out.arrival_burst = config.limits.new_conversations_per_ip_burst;
  out.agent_rate = config.limits.agent_message_rate;
  out.agent_burst = config.limits.agent_message_burst;
  out.offer_time = config.offer_time;
  out.agent_grace = config.agent_grace;
  out.policy_url = config.policy_url;
  out.consent = config.consent;
  out.cases_kept = config.retention.work_orders;
  return out;
}

store::AccountsOptions account_options(const content::Config& config) {
  store::AccountsOptions out;
  out.login_tries_max = static_cast<int>(config.limits.logins);
  out.login_window = std::chrono::duration_cast<std::chrono::minutes>(config.limits.login_window);
  return out;
}

store::EvidenceOptions evidence_options(const content::Config& config) {
  store::EvidenceOptions out;
  out.quota = {config.limits.uploads_per_conversation, config.limits.uploads_per_day,
               config.limits.upload_bytes_per_day};
  return out;
}

}  // namespace yingda::app
