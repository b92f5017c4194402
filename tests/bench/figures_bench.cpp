// How long the figures of a year take: a store of so many orders and talks, made in a directory
// that goes away.
//   figures_bench [ORDERS]
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <mutex>

#include "store/database.hpp"
#include "store/facts.hpp"
#include "store/figures_reader.hpp"

using namespace yingda;
using Clock = std::chrono::steady_clock;

namespace {

const Instant now{std::chrono::hours(24 * 365 * 56)};

void fill(const std::filesystem::path& dir, int orders) {
  const auto database = store::open_database(dir, store::Access::read_write);
  store::WriteTransaction transaction(*database);
  store::FactsWriter facts(*database);
  for (int i = 0; i < orders; ++i) {
    gateway::Batch batch;
    batch.conversation = "c" + std::to_string(i);
    batch.at = now - std::chrono::minutes(std::int64_t{5} * i);
    workorder::ServiceRecord record;
    record.number = "GD-" + std::to_string(i);
    record.team = "team" + std::to_string(i % 7);
    record.owner = "u" + std::to_string(i % 60);
    record.type = "not_arrived";
    record.opened_at = record.handed_at = batch.at;
    if (i % 10 != 0) record.first_response_at = batch.at + std::chrono::seconds(i % 5000);
    if (i % 5 != 0) record.resolved_at = batch.at + std::chrono::minutes(i % 5000);
    gateway::OrderRow row;
    row.record = record;
    batch.orders.push_back(std::move(row));
    batch.rating = i % 5 + 1;
    batch.rated = gateway::RatedOrder{record.number, record.opened_at};
    batch.talk = gateway::TalkRow{batch.at, i % 3 == 0};
    batch.agents_joined.push_back(record.owner);
    facts.write(batch);
  }
  transaction.commit();
}

double ask(store::FiguresReader& reader, workorder::Grouping by) {
  std::mutex mutex;
  std::condition_variable answered;
  bool done = false;
  const auto began = Clock::now();
  const auto year = std::chrono::hours(24 * 366);
  reader.ask(
      {now - year, now + year, by}, now, [](Instant) { return std::chrono::hours(8); },
      [&](const Result<store::FigureAnswer>& found) {
        if (!found) std::exit(1);
        const std::lock_guard lock(mutex);
        done = true;
        answered.notify_one();
      });
  std::unique_lock lock(mutex);
  answered.wait(lock, [&] { return done; });
  return std::chrono::duration<double, std::milli>(Clock::now() - began).count();
}

}  // namespace

int main(int count, char** arguments) {
  const int orders = count > 1 ? std::atoi(arguments[1]) : 100'000;
  const auto dir = std::filesystem::temp_directory_path() /
                   ("yingda-figures-bench-" + std::to_string(::getpid()));
  store::prepare(dir / "data");
  fill(dir / "data", orders);
  {
    store::FiguresReader reader(dir / "data", [](std::function<void()> job) { job(); });
    for (const auto by : {workorder::Grouping::none, workorder::Grouping::agent,
                          workorder::Grouping::hour, workorder::Grouping::day}) {
      const double first = ask(reader, by);
      const double again = ask(reader, by);
      std::printf("%d orders, by %-6s %7.1f ms, again %7.1f ms\n", orders,
                  std::string(to_string(by)).c_str(), first, again);
    }
  }
  std::filesystem::remove_all(dir);
}
