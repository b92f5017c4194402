#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <random>
#include <set>

#include "store/serve_lock.hpp"
#include "store_fixture.hpp"

using namespace yingda;
using namespace yingda::store;
using namespace yingda::store::testing;

namespace {

constexpr int lanes = 40;

std::string lane_name(int round, int lane) {
  return "r" + std::to_string(round) + "-" + std::to_string(lane);
}

// What the child says about an acknowledged step.
struct Ack {
  int lane = 0;
  std::uint64_t step = 0;
};

// Commits on many conversations as fast as it can and tells the pipe what was acknowledged.
[[noreturn]] void serve_until_killed(const std::filesystem::path& dir, int round, int pipe) {
  ServeLock lock(dir);
  prepare(dir, &lock);
  Loop loop;
  Counters counters;
  Committer committer(dir, loop.post(), counters, {.checkpoint_frames = 100});
  std::function<void(int, std::uint64_t)> next = [&](int lane, std::uint64_t step) {
    auto batch = make_batch(lane_name(round, lane), step);
    batch.client = make_key("m" + std::to_string(step), step);
    committer.commit(std::move(batch), [&, lane, step](const Result<gateway::Committed>& result) {
      if (!result) ::_exit(3);
      const Ack ack{lane, step};
      if (::write(pipe, &ack, sizeof ack) != sizeof ack) ::_exit(4);
      next(lane, step + 1);
    });
  };
  for (int lane = 0; lane < lanes; ++lane) next(lane, 1);
  for (;;) loop.run_until([] { return false; });
}

std::vector<Ack> read_acks(int pipe) {
  std::vector<Ack> acks;
  for (Ack ack; ::read(pipe, &ack, sizeof ack) == sizeof ack;) acks.push_back(ack);
  return acks;
}

std::vector<Ack> run_and_kill(const std::filesystem::path& dir, int round,
                              std::chrono::milliseconds after) {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::close(ends[0]);
    try {
      serve_until_killed(dir, round, ends[1]);
    } catch (...) {
      ::_exit(5);
    }
  }
  ::close(ends[1]);
  Ack first;
  std::vector<Ack> acks;
  if (::read(ends[0], &first, sizeof first) == sizeof first) acks.push_back(first);
  std::thread killer([&] {
    std::this_thread::sleep_for(after);
    ::kill(child, SIGKILL);
  });
  const auto more = read_acks(ends[0]);
  acks.insert(acks.end(), more.begin(), more.end());
  killer.join();
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(WIFSIGNALED(status));
  return acks;
}

}  // namespace

// Twenty rounds on one directory; each start finds the lock of a dead server and checks the file.
TEST_CASE("nothing that was acknowledged is lost when the process is killed") {
  const TempDir dir;
  std::minstd_rand random(7);
  std::size_t acknowledged = 0;
  for (int round = 0; round < 20; ++round) {
    const auto acks = run_and_kill(dir.data(), round, std::chrono::milliseconds(random() % 60));
    REQUIRE_FALSE(acks.empty());
    acknowledged += acks.size();
    CHECK(ServeLock(dir.data()).unclean());

    const auto database = open_database(dir.data(), Access::read_write);
    CHECK(database->execAndGet("PRAGMA integrity_check").getString() == "ok");
    std::set<std::pair<std::string, std::uint64_t>> stored;
    SQLite::Statement log(*database, "SELECT conversation, step FROM log");
    while (log.executeStep()) {
      stored.emplace(log.getColumn(0).getString(),
                     static_cast<std::uint64_t>(log.getColumn(1).getInt64()));
    }
    std::size_t missing = 0;
    for (const auto& ack : acks)
      missing += !stored.contains({lane_name(round, ack.lane), ack.step});
    CHECK(missing == 0);
  }
  // A step is there with its key and its state, or not at all.
  CHECK(number_of(dir.data(), "SELECT count(*) FROM log") ==
        number_of(dir.data(), "SELECT count(*) FROM client_keys"));
  CHECK(number_of(dir.data(), "SELECT count(*) FROM log") ==
        number_of(dir.data(), "SELECT sum(step) FROM conversations"));
  CHECK(acknowledged > 20);
}
