#pragma once
// Small stand-ins for the world: a clock one turns by hand, secrets that repeat, an outlet that
// remembers, a connector with a script.

#include <deque>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "gateway/older_releases.hpp"
#include "gateway/ports.hpp"

namespace yingda::testing {

using Json = nlohmann::json;

class FakeClock final : public gateway::Clock {
 public:
  Instant now() const override { return at; }
  // 2026-11-20 12:00 in Shanghai.
  Instant at =
      Instant(std::chrono::sys_days(std::chrono::year(2026) / 11 / 20)) + std::chrono::hours(4);
};

// "proof of ALICE" proves that the visitor is ALICE.
class FakeIdentities final : public gateway::Identities {
 public:
  Result<conversation::Visitor> verify(std::string_view proof, Instant) const override {
    constexpr std::string_view begin = "proof of ";
    if (!proof.starts_with(begin)) return Error{ErrorCode::invalid, "identity: no proof"};
    const std::string who(proof.substr(begin.size()));
    return conversation::Visitor{who, "id-" + who,
                                 mail_domain.empty() ? "" : who + "@" + mail_domain};
  }
  std::string mail_domain;  // of everybody's verified address; empty: nobody has one
};

class FakeSecrets final : public gateway::Secrets {
 public:
  std::string bytes(std::size_t count) override {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += static_cast<char>((++made_ * 131) >> 3);
    return out;
  }
  std::string sign(std::string_view message) override {
    std::string out(40, 'a');
    for (std::size_t i = 0; i < message.size(); ++i) {
      out[i % 40] = static_cast<char>('a' + (out[i % 40] * 7 + message[i]) % 26);
    }
    return out;
  }

 private:
  std::uint32_t made_ = 0;
};

class RecordingOutlet final : public gateway::Outlet {
 public:
  bool offer(gateway::Frame frame) override {
    if (full) return false;
    frames.push_back(Json::parse(*frame));
    return true;
  }
  bool has_room() const override { return !full && !half_full; }
  void close(gateway::CloseCode code) override { closed = code; }

  // Takes the oldest frame of that type; null when there is none.
  Json take(const std::string& type) {
    for (auto frame = frames.begin(); frame != frames.end(); ++frame) {
      if ((*frame)["type"] != type) continue;
      Json found = *frame;
      frames.erase(frame);
      return found;
    }
    return {};
  }
  // Every event so far, in order.
  std::vector<Json> events() const {
    std::vector<Json> out;
    for (const auto& frame : frames) {
      if (frame["type"] == "event") out.push_back(frame);
    }
    return out;
  }

  std::deque<Json> frames;
  std::optional<gateway::CloseCode> closed;
  bool full = false;
  bool half_full = false;
};

class ScriptedConnector final : public gateway::Connector {
 public:
  void call(const gateway::CallRow& call, std::function<void(gateway::CallAnswer)> done) override {
    ++calls;
    const auto answer = answers.find(call.action);
    waiting.push_back([done, given = answer == answers.end()
                                         ? gateway::CallAnswer{false, "timeout", {}}
                                         : answer->second] { done(given); });
  }
  void run() {
    while (!waiting.empty()) {
      auto job = std::move(waiting.front());
      waiting.pop_front();
      job();
    }
  }
  std::map<std::string, gateway::CallAnswer> answers;
  std::deque<std::function<void()>> waiting;
  int calls = 0;
};

// Everybody who wants to be told, by the type of notice.
class FakeNotifier final : public gateway::Notifier {
 public:
  std::vector<std::string> endpoints_for(std::string_view type) const override {
    const auto own = by_type.find(std::string(type));
    return own == by_type.end() ? of_all : own->second;
  }
  void wake() override { ++woken; }
  std::vector<std::string> of_all;
  std::map<std::string, std::vector<std::string>> by_type;
  int woken = 0;
};

// Releases by name; `waiting` answers when the test says so.
class ReleaseTable final : public gateway::ReleaseSource {
 public:
  void fetch(std::string release, Done done) override {
    ++fetched;
    waiting.push_back([this, release, done] {
      const auto found = releases.find(release);
      if (error) return done(*error);
      if (found == releases.end()) return done(Error{ErrorCode::not_found, "no such release"});
      done(found->second);
    });
  }
  void run() {
    const auto jobs = std::exchange(waiting, {});
    for (const auto& job : jobs) job();
  }
  std::map<std::string, gateway::CatalogPtr> releases;
  std::optional<Error> error;
  std::vector<std::function<void()>> waiting;
  int fetched = 0;
};

class CountingTelemetry final : public gateway::Telemetry {
 public:
  void count(std::string_view name, std::string_view label, double by) override {
    counts[std::string(name) + (label.empty() ? "" : "{" + std::string(label) + "}")] += by;
  }
  void gauge(std::string_view, double) override {}
  void observe(std::string_view, double) override {}
  void event(std::string_view name, const std::map<std::string, std::string>&) override {
    ++events[std::string(name)];
  }
  std::map<std::string, double> counts;
  std::map<std::string, int> events;
};

}  // namespace yingda::testing
