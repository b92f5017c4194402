// How fast `yingda replay` is on one core: the conversations that the content's own tests describe
// are recorded into a data directory as a server would, and replayed against the same content.
//
//   replay_bench [ROUNDS [CONTENT [DIR]]]   default 25 . ; with DIR the recording is kept there,
//                                           for `yingda replay --data DIR`
//
// Prints one JSON object; times are processor time, the best of five rounds. Exit status 1 when
// something would change or cannot be replayed: then it measures something else than it should.

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <map>

#include "app/publishing.hpp"
#include "app/releases.hpp"
#include "app/replay_run.hpp"
#include "app/setup.hpp"
#include "app/test_run.hpp"
#include "conversation/understand.hpp"
#include "gateway/batch.hpp"
#include "store/batch_writer.hpp"
#include "store/database.hpp"
#include "text/normalize.hpp"
#include "workorder/number.hpp"

namespace {

using namespace yingda;
using content::TestStepKind;

constexpr std::size_t conversations_a_transaction = 200;

class FixedClock final : public gateway::Clock {
 public:
  Instant now() const override {
    return Instant(std::chrono::sys_days(std::chrono::year(2026) / 11 / 20)) +
           std::chrono::hours(4);
  }
};

// One conversation, decided and stored as the gateway does it, with time in its own hands.
class Recording {
 public:
  Recording(gateway::CatalogPtr catalog, store::BatchWriter& writer,
            const content::ConversationTest& test, std::string id)
      : catalog_(std::move(catalog)), writer_(writer), test_(test), now_(FixedClock().now()) {
    state_.id = std::move(id);
    state_.arrival.locale = test.locale.empty() ? catalog_->default_locale : test.locale;
    arrival_ = state_.arrival;
    arrival_->page.url = test.page;
    state_.arrival = {};
  }

  void run() {
    for (const auto& step : test_.steps) take(step);
  }

 private:
  void take(const content::TestStep& step) {
    now_ += std::chrono::seconds(1);
    if (step.kind == TestStepKind::user) {
      const auto& locale = arrival_ ? arrival_->locale : state_.arrival.locale;
      conversation::MessageReceived message{client_id(), step.text, {}};
      conversation::understand(*catalog_, state_, locale, message);
      happen(std::move(message));
    } else if (step.kind == TestStepKind::choose) {
      choose(step.text);
    } else if (step.kind == TestStepKind::submit) {
      submit(step.fields);
    } else if (step.kind == TestStepKind::human) {
      happen(conversation::HumanAsked{client_id()});
    } else if (step.kind == TestStepKind::wait) {
      wait(step.span);
    } else if (step.kind == TestStepKind::event) {
      happen(conversation::PageEvent{client_id(), step.text.substr(0, step.text.find(' ')), {}});
    }
  }

  void choose(const std::string& option) {
    for (auto prompt = state_.prompts.rbegin(); prompt != state_.prompts.rend(); ++prompt) {
      for (const auto& [id, label] : prompt->options) {
        if (id != option && text::match_key(label) != text::match_key(option)) continue;
        return happen(conversation::OptionChosen{client_id(), prompt->seq, id});
      }
    }
  }

  void submit(const dialogue::Slots& fields) {
    conversation::FormSubmitted form{client_id(), 0, {}};
    for (const auto& [name, value] : fields) form.values[name] = dialogue::to_text(value);
    for (const auto& prompt : state_.prompts) {
      if (prompt.form) form.of = prompt.seq;
    }
    happen(std::move(form));
  }

  void wait(TimeSpan span) {
    const Instant until = now_ + span;
    for (;;) {
      const auto next =
          std::min_element(timers_.begin(), timers_.end(),
                           [](const auto& a, const auto& b) { return a.second < b.second; });
      if (next == timers_.end() || next->second > until) break;
      now_ = std::max(now_, next->second);
      const std::string key = next->first;
      timers_.erase(next);
      happen(conversation::TimerFired{key});
    }
    now_ = until;
  }

  void happen(conversation::EventBody body) {
    conversation::Event event{now_, std::move(body), arrival_, {}};
    auto transition = conversation::step(*catalog_, state_, event);
    while (transition.needs_reservation) {
      event.reserved.push_back(
          {workorder::make_number(local_day(now_, catalog_->policy.zone), ++orders), "secret"});
      transition = conversation::step(*catalog_, state_, event);
    }
    if (transition.refused) return;
    arrival_.reset();
    auto batch = gateway::make_batch(event, transition, gateway::encode_entries(transition.entries),
                                     std::nullopt);
    batch.release = catalog_->release;
    if (const auto written = writer_.write(batch); !written) {
      throw std::runtime_error(written.error().detail);
    }
    state_ = std::move(transition.next);
    for (const auto& effect : transition.effects) perform(effect);
  }

  void perform(const conversation::Effect& effect) {
    if (const auto* timer = std::get_if<conversation::StartTimer>(&effect)) {
      timers_[timer->key] = timer->due;
    } else if (const auto* stopped = std::get_if<conversation::CancelTimer>(&effect)) {
      timers_.erase(stopped->key);
    } else if (const auto* call = std::get_if<conversation::CallAction>(&effect)) {
      happen(answer(*call));
    }
  }

  conversation::ActionAnswered answer(const conversation::CallAction& call) {
    const auto script = test_.actions.find(call.action);
    if (script == test_.actions.end() || script->second.empty()) {
      return {call.id, false, "timeout", {}};
    }
    const auto turn = std::min(answered_[call.action]++, script->second.size() - 1);
    const auto& given = script->second[turn];
    return {call.id, given.ok, given.error, given.fields};
  }

  std::string client_id() { return std::to_string(++ids_); }

  static inline std::uint64_t orders = 0;  // numbers are the store's, not the conversation's

  gateway::CatalogPtr catalog_;
  store::BatchWriter& writer_;
  const content::ConversationTest& test_;
  Instant now_;
  conversation::State state_;
  std::optional<conversation::Arrival> arrival_;
  std::map<std::string, Instant> timers_;
  std::map<std::string, std::size_t> answered_;
  std::uint64_t ids_ = 0;
};

// Tests that begin in the middle or let the desk act cannot be told as visitors' events alone.
bool can_be_recorded(const content::ConversationTest& test) {
  return test.slots.empty() &&
         std::none_of(test.steps.begin(), test.steps.end(), [](const content::TestStep& step) {
           return step.kind == TestStepKind::order_becomes || step.kind == TestStepKind::user_file;
         });
}

void record(const std::string& data, const std::string& content, std::size_t rounds,
            const content::Config& config) {
  const FixedClock clock;
  store::make_directory(data);
  store::prepare(data);
  const auto number = app::publish_directory({data, content, "bench", {}, false}, config, clock);
  const auto catalog = app::load_release(data, number, config, clock);
  auto tests = app::tests_in(app::content_directory(content).files);
  std::erase_if(tests, [](const auto& test) { return !can_be_recorded(test); });
  const auto database = store::open_database(data, store::Access::read_write);
  store::BatchWriter writer(*database);
  std::size_t made = 0;
  std::unique_ptr<SQLite::Transaction> transaction;
  for (std::size_t round = 0; round < rounds; ++round) {
    for (const auto& test : tests) {
      if (made++ % conversations_a_transaction == 0) {
        if (transaction) transaction->commit();
        transaction = std::make_unique<SQLite::Transaction>(*database);
      }
      Recording(catalog, writer, test, "bench" + std::to_string(made)).run();
    }
  }
  if (transaction) transaction->commit();
}

double seconds_since(std::clock_t begin) {
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

int measure(const std::string& data, const std::string& content) {
  const auto config = app::config_from("");
  const auto other =
      app::catalog_from(app::content_directory(content), content, config, FixedClock().now());
  app::ReplayReport report;
  double best = 1e12;
  for (int round = 0; round < 5; ++round) {
    const std::clock_t begin = std::clock();
    report = app::replay(data, *other, config, 0);
    best = std::min(best, seconds_since(begin));
  }
  std::printf(
      "{\"conversations\":%zu,\"turns\":%zu,\"steps\":%zu,\"changed\":%zu,\"not_reproduced\":%zu,"
      "\"cpu_s\":%.3f,\"steps_per_cpu_s\":%.0f}\n",
      report.conversations, report.turns, report.steps, report.changed.size(),
      report.not_reproduced.size(), best, static_cast<double>(report.steps) / best);
  for (std::size_t i = 0; i < report.not_reproduced.size() && i < 5; ++i) {
    std::fprintf(stderr, "%s\n", report.not_reproduced[i].c_str());
  }
  return report.changed.empty() && report.not_reproduced.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t rounds = argc > 1 ? std::stoul(argv[1]) : 25;
  const std::string content = argc > 2 ? argv[2] : ".";
  const auto place = std::filesystem::temp_directory_path() / "yingda-replay-bench";
  const std::string data = argc > 3 ? argv[3] : place.string();
  if (argc <= 3) std::filesystem::remove_all(place);
  try {
    record(data, content, rounds, app::config_from(""));
    const int status = measure(data, content);
    if (argc <= 3) std::filesystem::remove_all(place);
    return status;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "replay_bench: %s\n", error.what());
    return 2;
  }
}
