#pragma once
// A conversation over a few lines of YAML: what is said, what is heard, and the time in between.

#include <catch2/catch.hpp>
#include <functional>
#include <map>
#include <string>

#include "app/rehearsal.hpp"
#include "content/load.hpp"

namespace yingda::testing {

inline content::Config plain_config() {
  auto config = content::default_config();
  config.policy.urgent_flow.clear();
  config.policy.order_flow.clear();
  return config;
}

inline std::shared_ptr<const conversation::Catalog> catalog_of(
    const std::string& flows, const content::Config& config = plain_config(),
    const content::Files& more = {}) {
  content::Files files = more;
  files["flows/test.yaml"] = flows;
  const auto loaded = content::load(files, config);
  std::string findings;
  for (const auto& finding : loaded.findings) findings += content::to_line(finding) + "\n";
  INFO(findings);
  REQUIRE(loaded.ok());
  return loaded.catalog;
}

// The same of a release that was published before checks were as strict as they are.
inline std::shared_ptr<const conversation::Catalog> published_catalog_of(const std::string& flows) {
  content::LoadOptions options;
  options.was_published = true;
  return content::load(content::Files{{"flows/test.yaml", flows}}, plain_config(), options).catalog;
}

// What somebody of ours said, a line each.
inline std::string said(const app::Rehearsal::Heard& heard) {
  std::string out;
  for (const auto& entry : heard.entries) {
    const auto* message = std::get_if<conversation::MessageEntry>(&entry.body);
    if (message == nullptr || message->role == conversation::Role::visitor) continue;
    out += (out.empty() ? "" : "\n") + message->text;
  }
  return out;
}

class Talk {
 public:
  using Answers = std::function<gateway::CallAnswer(const conversation::CallAction&)>;

  explicit Talk(const std::shared_ptr<const conversation::Catalog>& catalog,
                const std::string& locale = "zh-CN", Answers answers = {})
      : rehearsal_(catalog, locale, noon(), [this, answers](const conversation::CallAction& call) {
          calls.push_back(call);
          if (answers) return answers(call);
          return gateway::CallAnswer{false, "timeout", {}};
        }) {}

  // Noon of an ordinary day in Shanghai, a Friday.
  static Instant noon() {
    return Instant(std::chrono::sys_days(std::chrono::year(2026) / 11 / 20)) +
           std::chrono::hours(4);
  }

  std::string say(const std::string& text) { return words(rehearsal_.say(text)); }
  std::string choose(const std::string& option) { return words(rehearsal_.choose(option)); }
  std::string submit(const std::map<std::string, std::string>& values) {
    return words(rehearsal_.submit(values));
  }
  std::string human() { return words(rehearsal_.human()); }
  std::string wait(TimeSpan span) { return words(rehearsal_.advance(span)); }

  const conversation::State& state() const { return rehearsal_.state(); }
  std::string slot(const std::string& name) const {
    const auto found = state().session.slots.find(name);
    return found == state().session.slots.end() ? "(unset)" : dialogue::to_text(found->second);
  }
  bool with_person() const { return state().handling != conversation::Handling::bot; }
  app::Rehearsal& rehearsal() { return rehearsal_; }

  std::vector<conversation::CallAction> calls;

 private:
  static std::string words(const app::Rehearsal::Heard& heard) {
    return heard.refused ? "refused: " + heard.refused->message : said(heard);
  }

  app::Rehearsal rehearsal_;
};

inline bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace yingda::testing
