#include "content/webhook_config.hpp"

#include <algorithm>

#include "base/http_url.hpp"
#include "content/keys.hpp"
#include "content/units.hpp"
#include "content/variable_name.hpp"
#include "conversation/notice.hpp"

namespace yingda::content {
namespace {

constexpr TimeSpan timeout_min = std::chrono::seconds(1);
constexpr TimeSpan timeout_max = std::chrono::seconds(30);
constexpr TimeSpan age_min = std::chrono::minutes(1);
constexpr TimeSpan age_max = std::chrono::hours(24 * 30);

void check_url(const Fields& in, const Webhook& webhook) {
  if (webhook.url.empty()) return;  // that it is missing was said
  const auto url = parse_http_url(webhook.url);
  if (!url) return in.report().error(in.at("url"), "`url`: " + url.error().detail);
  if (url->tls || webhook.allow_http || is_loopback(*url)) return;
  in.report().error(in.at("url"),
                    "`url` must begin with https://, or everybody on the way can read it; "
                    "`allow_http: true` takes that risk");
}

void read_events(const Fields& in, Webhook& webhook) {
  if (auto events = in.texts("events")) webhook.events = std::move(*events);
  if (webhook.events.empty()) {
    return in.report().error(in.at("events"),
                             "`events` names at least one, for example "
                             "[promise.missed, conversation.unseen]");
  }
  const auto& known = conversation::notice_names;
  const auto* named = in.find("events");
  for (std::size_t i = 0; i < webhook.events.size(); ++i) {
    const auto& name = webhook.events[i];
    const Position at = named->is_list() ? named->items[i].at : named->at;
    if (std::ranges::find(known, name) == known.end()) {
      in.report().error(
          at, "there is no event `" + name + "`" + did_you_mean(name, {known.begin(), known.end()}),
          rule::unknown_reference);
    } else if (std::ranges::count(webhook.events, name) > 1) {
      in.report().error(at, "`" + name + "` is named twice");
    }
  }
}

void read_secret(const Fields& in, Webhook& webhook) {
  webhook.secret_env = in.required_text("secret_env");
  if (webhook.secret_env.empty() || is_variable_name(webhook.secret_env)) return;
  in.report().error(in.at("secret_env"),
                    "`secret_env` is the name of an environment variable, for example "
                    "YINGDA_WEBHOOK_SECRET; the secret itself does not belong into this file");
}

void read_duration_within(const Fields& in, const std::string& key, TimeSpan low, TimeSpan high,
                          TimeSpan& target) {
  const auto text = in.text(key);
  if (!text) return;
  const auto span = parse_duration(*text);
  if (!span) return in.report().error(in.at(key), "`" + key + "`: " + span.error().detail);
  target = *span;
  if (*span < low || *span > high) {
    in.report().error(in.at(key), "`" + key + "` is from " + to_text(low) + " to " + to_text(high));
  }
}

}  // namespace

void read_webhooks(const Fields& fields, std::vector<Webhook>& webhooks, TimeSpan& max_age) {
  read_duration_within(fields, "webhook_max_age", age_min, age_max, max_age);
  const auto* list = fields.list("webhooks");
  if (list == nullptr) return;
  webhooks.clear();
  for (const auto& item : list->items) {
    const Fields in(item, fields.report(), "a webhook");
    in.only(keys::webhook);
    Webhook webhook;
    webhook.url = in.required_text("url");
    if (const auto allowed = in.boolean("allow_http")) webhook.allow_http = *allowed;
    check_url(in, webhook);
    read_events(in, webhook);
    read_secret(in, webhook);
    read_duration_within(in, "timeout", timeout_min, timeout_max, webhook.timeout);
    const bool again = std::ranges::find(webhooks, webhook.url, &Webhook::url) != webhooks.end();
    if (again && !webhook.url.empty()) {
      in.report().error(in.at("url"), "two webhooks have this `url`; name all events in one");
    }
    webhooks.push_back(std::move(webhook));
  }
}

}  // namespace yingda::content
