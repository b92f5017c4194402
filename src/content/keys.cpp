#include "content/keys.hpp"

namespace yingda::content::keys {

const KeyTable flow_file{"flow_file", {"version", "flows"}};
const KeyTable flow{
    "flow", {"name", "description", "if", "triggers", "small_talk", "undisturbed", "steps"}};
const KeyTable triggers{"triggers", {"phrases", "keywords", "events"}};
const KeyTable step_common{"step_common", {"id", "if", "next", "description"}};
const KeyTable branch{"branch", {"if", "then", "else"}};
const KeyTable rejection{"rejection", {"if", "say", "utter"}};
const KeyTable option{"option", {"id", "label", "synonyms", "gives_way", "under"}};
const KeyTable choose_option{"choose_option", {"id", "label", "synonyms", "gives_way", "next"}};
const KeyTable field{"field",
                     {"name", "label", "type", "required", "options", "placeholder", "help",
                      "pattern", "depends_on"}};
const KeyTable work_order{"work_order",
                          {"type", "tier", "urgent", "department", "title", "demands"}};
const KeyTable demand{"demand", {"kind", "amount", "by"}};
const KeyTable handoff{"handoff", {"team", "reason", "type", "tier", "urgent"}};

const std::vector<KeyTable> step_kinds{
    {"say", {"say"}},
    {"collect",
     {"collect", "type", "ask", "label", "pattern", "options", "rejections", "invalid", "confirm",
      "retries", "on_failure", "force", "ask_before_filling", "skip"}},
    {"choose", {"choose", "options", "slot", "from_message"}},
    {"form", {"form", "fields", "submit_label", "skip"}},
    {"answer", {"answer"}},
    {"set_slots", {"set_slots"}},
    {"action", {"action", "arguments", "result", "on_error", "timeout_s", "retries"}},
    {"wait", {"wait"}},
    {"call", {"call"}},
    {"link", {"link"}},
    {"open_work_order", {"open_work_order"}},
    {"handoff", {"handoff"}},
    {"noop", {"noop"}},
};

const KeyTable article{
    "article",
    {"id", "title", "locale", "questions", "tags", "department", "valid_from", "valid_to"}};

const KeyTable test_file{"test_file", {"test_cases"}};
const KeyTable test_case{"test_case",
                         {"test_case", "locale", "page", "silence", "slots", "actions", "steps"}};
const KeyTable test_silence{"test_silence", {"remind", "close"}};
const KeyTable test_step{
    "test_step",
    {"user", "user_file", "choose", "submit", "human", "wait", "event", "order_becomes", "off_duty",
     "bot", "matches", "flow", "article", "slot_was_set", "work_order", "handoff"}};
const KeyTable test_order{"test_order",
                          {"type", "tier", "urgent", "department", "title", "demands"}};
const KeyTable test_demand{"test_demand", {"kind", "amount", "by"}};
const KeyTable test_order_state{"test_order_state", {"status", "owner"}};
const KeyTable test_handoff{"test_handoff", {"team", "reason"}};

const KeyTable config{"config",
                      {"listen",
                       "admin_listen",
                       "demo",
                       "data_dir",
                       "content_dir",
                       "default_locale",
                       "allowed_origins",
                       "allowed_hosts",
                       "trusted_proxies",
                       "secure_cookies",
                       "time_zone",
                       "identity",
                       "policy_url",
                       "consent",
                       "log_level",
                       "drain",
                       "brand",
                       "greeting",
                       "suggestions",
                       "emergency",
                       "teams",
                       "skills",
                       "skill_wait",
                       "default_team",
                       "urgent_flow",
                       "complaint_flow",
                       "order_flow",
                       "progress_flow",
                       "work_order_types",
                       "demand_kinds",
                       "complaint_evidence",
                       "sla",
                       "calendar",
                       "compensation",
                       "waiting",
                       "escalation",
                       "unseen_after",
                       "max_failed_turns",
                       "max_transfers",
                       "claim_timeout",
                       "silence",
                       "offer_time",
                       "agent_grace",
                       "agent_silence",
                       "edit_window",
                       "connector_timeout",
                       "phrases",
                       "canned_replies",
                       "connectors",
                       "webhooks",
                       "webhook_max_age",
                       "mail",
                       "retention",
                       "limits"}};
const KeyTable limits{
    "limits",
    {"message_rate", "message_burst", "agent_message_rate", "agent_message_burst", "connections",
     "connections_per_ip", "new_connections_per_ip", "new_connections_per_ip_burst",
     "new_conversations_per_ip", "new_conversations_per_ip_burst", "logins", "login_window",
     "upload_size", "recording_size", "uploads_at_once", "uploads_per_ip",
     "uploads_per_conversation", "uploads_per_day", "upload_size_per_day"}};
const KeyTable retention{"retention", {"transcripts", "work_orders", "uploads", "unused_uploads"}};
const KeyTable drain{"drain", {"delay", "grace", "retry_after"}};
const KeyTable sla{"sla", {"inquiry", "complaint", "urgent_complaint", "dispute"}};
const KeyTable sla_policy{"sla_policy", {"target", "promise", "next_response", "resolve"}};
const KeyTable identity{"identity", {"secret_env"}};
const KeyTable silence{"silence", {"remind", "close"}};
const KeyTable escalation{"escalation", {"manager_after", "manager_role"}};
const KeyTable waiting{"waiting", {"remind", "close"}};
const KeyTable calendar{"calendar", {"hours", "holidays", "make_up_hours"}};
const KeyTable calendar_hours{
    "calendar_hours",
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}};
const KeyTable compensation{"compensation",
                            {"currency", "amounts", "per_order", "per_day", "pay_within"}};
const KeyTable compensation_rates{"compensation_rates",
                                  {"first_response", "next_response", "resolve"}};
const KeyTable holidays{"holidays", {"announced", "holidays", "make_up_days"}};
const KeyTable holiday{"holiday", {"name", "from", "to"}};
const KeyTable phrases{"phrases", {"human", "human_words", "cancel", "holding", "refusal"}};
const KeyTable skill{"skill", {"name", "teams", "types", "locales"}};
const KeyTable canned_reply{"canned_reply", {"id", "title", "text", "holding"}};
const KeyTable suggestion{"suggestion", {"label", "text"}};
const KeyTable emergency{"emergency", {"label", "tel"}};
const KeyTable connector{"connector", {"base_url", "actions"}};
const KeyTable action{"action", {"method", "path", "timeout"}};
const KeyTable webhook{"webhook", {"url", "events", "secret_env", "timeout", "allow_http"}};
const KeyTable mail{"mail",
                    {"host", "port", "security", "allow_plain", "user", "password_env", "ca_file",
                     "from", "reply_to", "public_url", "per_address_per_day", "timeout"}};

}  // namespace yingda::content::keys
