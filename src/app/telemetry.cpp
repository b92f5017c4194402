#include "app/telemetry.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <array>

#include "app/log_budget.hpp"
#include "app/system.hpp"
#include "wire/json.hpp"

namespace yingda::app {
namespace {

struct Known {
  std::string_view name;
  const char* help;
  const char* label;  // the label's name, or null
};

// Everything that is counted, with the words an operator reads. A name that is not here still
// counts, without help.
constexpr std::array known{
    Known{"yingda_messages_accepted_total", "Frames made durable.", "role"},
    Known{"yingda_nack_total", "Frames refused, by error code.", "code"},
    Known{"yingda_dup_total", "Frames that came again.", nullptr},
    Known{"yingda_feedback_reasons_total", "Answers that did not help, by the visitor's reason.",
          "reason"},
    Known{"yingda_resume_total", "Resumed connections, by what became of them.", "result"},
    Known{"yingda_slow_consumer_total", "Peers cut off because they read too slowly.", nullptr},
    Known{"yingda_authz_denied_total", "Requests for what is none of theirs.", "route"},
    Known{"yingda_sla_due_total", "Deadlines near or missed, by kind.", "stage"},
    Known{"yingda_connector_total", "Connector calls, by result.", "result"},
    Known{"yingda_webhook_deliveries_total", "Attempts to tell a webhook, by what became of them.",
          "result"},
    Known{"yingda_mail_deliveries_total", "Attempts to mail a visitor, by what became of them.",
          "result"},
    Known{"yingda_outbox_pending", "Webhook messages and mails that wait for their delivery.",
          nullptr},
    Known{"yingda_outbox_oldest_seconds", "How long the oldest of them has waited.", nullptr},
    Known{"yingda_uploads_total", "Uploaded files, by what became of them.", "result"},
    Known{"yingda_erasures_total", "Conversations erased, by who wanted it.", "by"},
    Known{"yingda_retention_erased_total", "What was kept long enough, and is erased.", "what"},
    Known{"yingda_store_errors_total", "Failures of the store, by kind.", "kind"},
    Known{"yingda_sockets_opened_total", "WebSockets and sessions of long polls opened, by door.",
          "door"},
    Known{"yingda_sockets_closed_total",
          "WebSockets and sessions of long polls closed, by close code.", "code"},
    Known{"yingda_sockets_refused_total", "Upgrades refused, by status.", "status"},
    Known{"yingda_connections_refused_total", "Connections refused at once, by reason.", "reason"},
    Known{"yingda_http_replies_total", "HTTP answers, by status.", "status"},
    Known{"yingda_logins_failed_total", "Log-ins that failed, by reason.", "reason"},
    Known{"yingda_writer_queue_depth", "Steps that wait for the writer.", nullptr},
    Known{"yingda_connections", "Open TCP connections.", nullptr},
    Known{"yingda_ack_seconds", "From a frame's arrival to its durable acceptance.", nullptr},
    Known{"yingda_commit_seconds", "One group commit, fsync included.", nullptr},
    Known{"yingda_commit_batch_size", "Steps that shared one commit.", nullptr},
    Known{"yingda_timers", "Deadlines and reminders that are waiting.", nullptr},
    Known{"yingda_conversations_in_memory", "Conversations held in memory.", nullptr},
};

const Known* find(std::string_view name) {
  for (const auto& entry : known) {
    if (entry.name == name) return &entry;
  }
  return nullptr;
}

prometheus::Labels labels_of(std::string_view name, std::string_view label) {
  if (label.empty()) return {};
  const Known* entry = find(name);
  return {
      {entry != nullptr && entry->label != nullptr ? entry->label : "kind", std::string(label)}};
}

const prometheus::Histogram::BucketBoundaries seconds_buckets{
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5};
const prometheus::Histogram::BucketBoundaries count_buckets{1, 2, 4, 8, 16, 32, 64, 128, 256};

}  // namespace

// Of one event name; the rest is counted.
constexpr int lines_a_minute = 60;

struct Telemetry::Impl {
  prometheus::Registry registry;
  std::map<std::string, prometheus::Family<prometheus::Counter>*, std::less<>> counters;
  std::map<std::string, prometheus::Gauge*, std::less<>> gauges;
  std::map<std::string, prometheus::Histogram*, std::less<>> histograms;
  std::shared_ptr<spdlog::logger> log;
  LogBudget budget{lines_a_minute};

  static std::string help(std::string_view name) {
    const Known* entry = find(name);
    return entry == nullptr ? std::string() : entry->help;
  }

  void write(spdlog::level::level_enum level, std::string_view name,
             const std::map<std::string, std::string>& fields) {
    if (!log->should_log(level)) return;
    const Instant now = SystemClock().now();
    const auto left_out = budget.take(name, now);
    if (!left_out) return;
    wire::Json line{{"ts", to_rfc3339(now)},
                    {"level", spdlog::level::to_string_view(level).data()},
                    {"event", name}};
    for (const auto& [key, value] : fields) line[key] = value;
    if (*left_out > 0) line["left_out"] = *left_out;
    log->log(level, wire::text_of(line));
  }
};

Telemetry::Telemetry(const std::string& level) : impl_(new Impl) {
  impl_->log =
      std::make_shared<spdlog::logger>("yingda", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  impl_->log->set_pattern("%v");
  impl_->log->set_level(spdlog::level::from_str(level));
  impl_->log->flush_on(spdlog::level::debug);
  for (const auto& entry : known) {
    const std::string_view name = entry.name;
    if (name.ends_with("_total") && entry.label == nullptr) count(name, {}, 0);
    const bool histogram = name.ends_with("_seconds") || name.ends_with("_size");
    if (!name.ends_with("_total") && !histogram) gauge(name, 0);
  }
}

Telemetry::~Telemetry() = default;

void Telemetry::count(std::string_view name, std::string_view label, double by) {
  auto found = impl_->counters.find(name);
  if (found == impl_->counters.end()) {
    auto& family = prometheus::BuildCounter()
                       .Name(std::string(name))
                       .Help(Impl::help(name))
                       .Register(impl_->registry);
    found = impl_->counters.emplace(std::string(name), &family).first;
  }
  found->second->Add(labels_of(name, label)).Increment(by);
}

void Telemetry::gauge(std::string_view name, double value) {
  auto found = impl_->gauges.find(name);
  if (found == impl_->gauges.end()) {
    auto& family = prometheus::BuildGauge()
                       .Name(std::string(name))
                       .Help(Impl::help(name))
                       .Register(impl_->registry);
    found = impl_->gauges.emplace(std::string(name), &family.Add({})).first;
  }
  found->second->Set(value);
}

void Telemetry::observe(std::string_view name, double value) {
  auto found = impl_->histograms.find(name);
  if (found == impl_->histograms.end()) {
    auto& family = prometheus::BuildHistogram()
                       .Name(std::string(name))
                       .Help(Impl::help(name))
                       .Register(impl_->registry);
    found =
        impl_->histograms
            .emplace(std::string(name),
                     &family.Add({}, name.ends_with("_seconds") ? seconds_buckets : count_buckets))
            .first;
  }
  found->second->Observe(value);
}

void Telemetry::event(std::string_view name, const std::map<std::string, std::string>& fields) {
  impl_->write(spdlog::level::info, name, fields);
}

void Telemetry::warn(std::string_view name, const std::map<std::string, std::string>& fields) {
  impl_->write(spdlog::level::warn, name, fields);
}

std::string Telemetry::exposition() const {
  return prometheus::TextSerializer().Serialize(impl_->registry.Collect());
}

}  // namespace yingda::app
