// How long the figures of a year take: a store of so many orders and talks with a log of so many
// rows, made in a directory that goes away. Then what steps that are committed meanwhile notice of
// it: each must be durable before a visitor sees its answer.
//   figures_bench [ORDERS] [LOG_ROWS]
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <thread>
#include <vector>

#include "store/batch_writer.hpp"
#include "store/committer.hpp"
#include "store/database.hpp"
#include "store/figures_reader.hpp"

using namespace yingda;
using Clock = std::chrono::steady_clock;

namespace {

const Instant now{std::chrono::hours(24 * 365 * 56)};

// A step that leaves one row in the log.
gateway::Batch step_of(const std::string& conversation, std::uint64_t step, Instant at) {
  gateway::Batch batch;
  batch.conversation = conversation;
  batch.step = step;
  batch.at = at;
  batch.release.push_back('1');
  batch.event = R"({"type":"message","text":"充值一直没到账，能帮我查一下吗？"})";
  batch.entries = {{step, step, R"({"kind":"message","text":"好的，我来查一下。"})", ""}};
  batch.state = R"({"flow":"recharge","step":"ask_order"})";
  batch.pos = batch.seq = step;
  batch.row = {"bot", "", "", std::nullopt, at};
  return batch;
}

void add_order(gateway::Batch& batch, int i) {
  workorder::ServiceRecord record;
  record.number = "GD-" + std::to_string(i);
  record.team = "team" + std::to_string(i % 7);
  record.owner = "u" + std::to_string(i % 60);
  record.type = "not_arrived";
  record.opened_at = record.handed_at = batch.at;
  if (i % 10 != 0) record.first_response_at = batch.at + std::chrono::seconds(i % 5000);
  if (i % 5 != 0) record.resolved_at = batch.at + std::chrono::minutes(i % 5000);
  batch.rating = i % 5 + 1;
  batch.rated = gateway::RatedOrder{record.number, record.opened_at};
  batch.talk = gateway::TalkRow{batch.at, i % 3 == 0};
  batch.agents_joined.push_back(record.owner);
  gateway::OrderRow row;
  row.number = record.number;
  row.conversation = batch.conversation;
  row.status = "open";
  row.owner = record.owner;
  row.opened_at = batch.at;
  row.json = R"({"number":")" + record.number + "\"}";
  row.record = std::move(record);
  batch.orders.push_back(std::move(row));
}

void fill(const std::filesystem::path& dir, int orders, int log_rows) {
  const auto database = store::open_database(dir, store::Access::read_write);
  store::BatchWriter writer(*database);
  const int steps = std::max(1, log_rows / std::max(1, orders));
  std::optional<store::WriteTransaction> transaction;
  for (int i = 0; i < orders; ++i) {
    if (i % 5000 == 0) {
      if (transaction) transaction->commit();
      transaction.reset();
      transaction.emplace(*database);
    }
    const auto at = now - std::chrono::minutes(std::int64_t{5} * i);
    for (int step = 1; step <= steps; ++step) {
      auto batch = step_of(std::to_string(i), static_cast<std::uint64_t>(step), at);
      if (step == 1) add_order(batch, i);
      if (const auto written = writer.write(batch); !written) {
        std::fprintf(stderr, "figures_bench: %s\n", written.error().detail.c_str());
        std::exit(1);
      }
    }
  }
  if (transaction) transaction->commit();
  database->exec("PRAGMA wal_checkpoint(TRUNCATE)");
}

// Signals once.
class Signal {
 public:
  void give() {
    const std::lock_guard lock(mutex_);
    given_ = true;
    changed_.notify_one();
  }
  void wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return given_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool given_ = false;
};

struct NoTelemetry final : gateway::Telemetry {
  void count(std::string_view, std::string_view, double) override {}
  void gauge(std::string_view, double) override {}
  void observe(std::string_view, double) override {}
  void event(std::string_view, const std::map<std::string, std::string>&) override {}
};

// Milliseconds until each of many steps was durable, one every two milliseconds.
std::vector<double> commit_steps(store::Committer& committer, const std::string& name, int count) {
  std::vector<double> out;
  for (int i = 0; i < count; ++i) {
    const auto began = Clock::now();
    Signal durable;
    committer.commit(step_of(name + std::to_string(i), 1, now),
                     [&](const Result<gateway::Committed>& done) {
                       if (!done) std::exit(1);
                       durable.give();
                     });
    durable.wait();
    out.push_back(std::chrono::duration<double, std::milli>(Clock::now() - began).count());
    std::this_thread::sleep_until(began + std::chrono::milliseconds(2));
  }
  std::sort(out.begin(), out.end());
  return out;
}

void print_steps(const char* when, const std::vector<double>& sorted) {
  std::printf("a step %-26s p50 %6.2f ms, p99 %6.2f ms, longest %6.2f ms\n", when,
              sorted[sorted.size() / 2], sorted[sorted.size() * 99 / 100], sorted.back());
}

double ask(store::FiguresReader& reader, workorder::Grouping by) {
  Signal answered;
  const auto began = Clock::now();
  const auto year = std::chrono::hours(24 * 366);
  reader.ask(
      {now - year, now + year, by}, now, [](Instant) { return std::chrono::hours(8); },
      [&](const Result<store::FigureAnswer>& found) {
        if (!found) std::exit(1);
        answered.give();
      });
  answered.wait();
  return std::chrono::duration<double, std::milli>(Clock::now() - began).count();
}

}  // namespace

int main(int count, char** arguments) {
  const int orders = count > 1 ? std::atoi(arguments[1]) : 100'000;
  const auto dir = std::filesystem::temp_directory_path() /
                   ("yingda-figures-bench-" + std::to_string(::getpid()));
  store::prepare(dir / "data");
  const int log_rows = count > 2 ? std::atoi(arguments[2]) : 10 * orders;
  fill(dir / "data", orders, log_rows);
  std::printf("%d orders, %d rows of the log\n", orders, log_rows);
  {
    store::FiguresReader reader(dir / "data", [](std::function<void()> job) { job(); });
    for (const auto by : {workorder::Grouping::none, workorder::Grouping::agent,
                          workorder::Grouping::hour, workorder::Grouping::day}) {
      const double first = ask(reader, by);
      const double again = ask(reader, by);
      std::printf("by %-6s %7.1f ms, again %7.1f ms\n", std::string(to_string(by)).c_str(), first,
                  again);
    }
    NoTelemetry telemetry;
    store::Committer committer(
        dir / "data", [](std::function<void()> job) { job(); }, telemetry);
    constexpr int steps = 1500;
    print_steps("alone", commit_steps(committer, "alone", steps));
    std::atomic<bool> enough = false;
    int asked = 0;
    std::thread supervisor([&] {
      for (; !enough; ++asked) ask(reader, workorder::Grouping::agent);
    });
    print_steps("while figures are asked for", commit_steps(committer, "beside", steps));
    enough = true;
    supervisor.join();
    std::printf("meanwhile %d answers, one after the other\n", asked);
  }
  std::filesystem::remove_all(dir);
}
