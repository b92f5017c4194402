#include "store/committer.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <variant>

#include "store/batch_writer.hpp"
#include "store/erased_list.hpp"
#include "store/errors.hpp"

namespace yingda::store {
namespace {

using gateway::Batch;
using gateway::Committed;
using Done = std::function<void(Result<Committed>)>;
using Steady = std::chrono::steady_clock;

// Under a load without a pause the write lock would never be free when another connection (a
// log-in, `yingda user add`) asks for it. After this much uninterrupted work the writer rests for
// as long as two of its questions (database.cpp) take.
constexpr std::chrono::milliseconds work_before_rest{50};
constexpr std::chrono::milliseconds rest{1};

// How often what was erased is tried to be driven out of the log, while readers are in the way.
constexpr std::chrono::milliseconds scrub_every{200};

// Roughly what a batch holds in memory and writes to the disk.
std::size_t size_of(const Batch& batch) {
  std::size_t size = 256 + batch.event.size() + batch.state.size();
  for (const auto& entry : batch.entries)
    size += 32 + entry.json.size() + entry.visitor_only.size();
  for (const auto& order : batch.orders) size += 128 + order.json.size();
  for (const auto& notice : batch.notices) size += 256 + notice.body.size();
  return size;
}

// Each belongs into one group with whatever waits beside it.
using Work = std::variant<Batch, EvidenceInsert, OutboxChange, RetentionChange>;

struct Item {
  Work work;
  Done done;
  std::size_t size = 0;
};

bool erases(const Item& item) {
  const auto* batch = std::get_if<Batch>(&item.work);
  return batch != nullptr && batch->erasure && batch->erasure->done;
}

Done without_value(std::function<void(Result<>)> done) {
  return [done = std::move(done)](const Result<Committed>& result) {
    if (result) return done({});
    done(result.error());
  };
}

// What the loop has to be told about one group.
struct Report {
  std::vector<Done> completions;
  std::vector<Result<Committed>> outcomes;
  double seconds = 0;
  std::size_t waiting = 0;
  std::string failure;  // kind, for the counter; empty: none
};

void deliver(Report& report, gateway::Telemetry& telemetry) {
  if (report.failure.empty()) {
    telemetry.observe("yingda_commit_seconds", report.seconds);
    telemetry.observe("yingda_commit_batch_size", static_cast<double>(report.completions.size()));
  } else {
    telemetry.count("yingda_store_errors_total", report.failure);
  }
  telemetry.gauge("yingda_writer_queue_depth", static_cast<double>(report.waiting));
  for (std::size_t i = 0; i < report.completions.size(); ++i) {
    report.completions[i](std::move(report.outcomes[i]));
  }
}

}  // namespace

struct Committer::Impl {
  Impl(const std::filesystem::path& data, Post post_to, gateway::Telemetry& counters,
       CommitterOptions settings)
      : dir(data),
        options(std::move(settings)),
        post(std::move(post_to)),
        telemetry(counters),
        database(open_database(dir, Access::read_write)),
        writer(*database),
        probe(*database,
              "INSERT INTO meta(key, value) VALUES('probe', '1') ON CONFLICT DO UPDATE SET "
              "value = CASE value WHEN '1' THEN '2' ELSE '1' END"),
        pages_wanted(options.pages_max) {
    sqlite3_wal_hook(database->getHandle(), note_frames, this);
    thread = std::thread([this] { work(); });
  }

  static int note_frames(void* self, sqlite3*, const char*, int frames) {
    static_cast<Impl*>(self)->frames = frames;
    return SQLITE_OK;
  }

  void enqueue(Item item);
  // The writer's thread.
  void work();
  bool wait_for_work(std::unique_lock<std::mutex>& lock);
  std::vector<Item> take_group();
  void commit_group(std::vector<Item> group);
  void write_group(const std::vector<Item>& group, Report& report);
  void write_items(const std::vector<Item>& group, Report& report,
                   const std::optional<Error>& no_erasures);
  void fail(const SQLite::Exception& error);
  void try_again();
  void checkpoint(int mode);
  void note_erasures(const std::vector<Item>& group, const Report& report);
  void scrub();
  void apply_page_limit();
  void rest_if_needed(bool idle);

  const std::filesystem::path dir;
  const CommitterOptions options;
  const Post post;
  gateway::Telemetry& telemetry;
  std::unique_ptr<SQLite::Database> database;
  BatchWriter writer;
  SQLite::Statement probe;
  int frames = 0;        // in the write-ahead log
  int frames_moved = 0;  // of them, already in the database
  std::int64_t pages_applied = 0;
  Steady::time_point busy_since{};
  bool to_scrub = true;  // the log may hold what was erased; unknown after a crash
  Steady::time_point scrub_again{};
  bool broken = false;  // a fatal error whose handler returned: nothing is written any more

  std::atomic<bool> healthy{true};
  std::atomic<std::int64_t> pages_wanted;

  std::mutex mutex;
  std::condition_variable wake;
  std::deque<Item> queue;
  std::size_t queue_bytes = 0;
  bool stopping = false;
  std::thread thread;
};

void Committer::Impl::work() {
  std::unique_lock lock(mutex);
  for (;;) {
    const bool idle = queue.empty();
    const bool found = wait_for_work(lock);
    if (!found && stopping) break;
    auto group = take_group();
    lock.unlock();
    rest_if_needed(idle);
    apply_page_limit();
    if (group.empty()) {
      try_again();
    } else {
      commit_group(std::move(group));
    }
    scrub();
    if (frames < frames_moved) frames_moved = 0;
    if (frames - frames_moved >= options.checkpoint_frames) checkpoint(SQLITE_CHECKPOINT_PASSIVE);
    lock.lock();
  }
  lock.unlock();
  if (!broken) checkpoint(SQLITE_CHECKPOINT_TRUNCATE);
}

// False without work: stopping, or time to try a store again that failed.
bool Committer::Impl::wait_for_work(std::unique_lock<std::mutex>& lock) {
  const auto ready = [this] { return stopping || !queue.empty(); };
  if (broken || (healthy && !to_scrub)) {
    wake.wait(lock, ready);
  } else {
    const auto again = to_scrub ? std::min(scrub_every, options.probe_every) : options.probe_every;
    wake.wait_for(lock, again, ready);
  }
  return !queue.empty();
}

std::vector<Item> Committer::Impl::take_group() {
  std::vector<Item> group;
  std::size_t bytes = 0;
  while (!queue.empty() && group.size() < options.group_batches_max &&
         (group.empty() || bytes + queue.front().size <= options.group_bytes_max)) {
    bytes += queue.front().size;
    group.push_back(std::move(queue.front()));
    queue.pop_front();
  }
  queue_bytes -= bytes;
  return group;
}

void Committer::Impl::commit_group(std::vector<Item> group) {
  auto report = std::make_shared<Report>();
  const auto started = Steady::now();
  try {
    write_group(group, *report);
    healthy = true;
  } catch (const SQLite::Exception& error) {
    report->failure = kind_of(error);
    report->outcomes.assign(group.size(), unavailable(error));
    fail(error);
  } catch (const std::exception& error) {
    database->tryExec("ROLLBACK");
    report->failure = "other";
    report->outcomes.assign(group.size(), Error{ErrorCode::unavailable, error.what()});
  }
  report->seconds = std::chrono::duration<double>(Steady::now() - started).count();
  for (auto& item : group) report->completions.push_back(std::move(item.done));
  {
    const std::lock_guard lock(mutex);
    report->waiting = queue.size();
  }
  post([report, &counters = telemetry] { deliver(*report, counters); });
}

void Committer::Impl::write_group(const std::vector<Item>& group, Report& report) {
  if (broken) throw std::runtime_error("the store is damaged");
  try {
    write_items(group, report, std::nullopt);
    note_erasures(group, report);
  } catch (const StoreError& error) {
    // The list cannot be written: only what had to stand in it waits for that.
    database->exec("ROLLBACK");
    write_items(group, report, Error{ErrorCode::unavailable, error.what()});
  }
  database->exec("COMMIT");
}

void Committer::Impl::write_items(const std::vector<Item>& group, Report& report,
                                  const std::optional<Error>& no_erasures) {
  report.outcomes.clear();
  database->exec("BEGIN IMMEDIATE");
  for (const auto& item : group) {
    if (no_erasures && erases(item)) {
      report.outcomes.emplace_back(*no_erasures);
      continue;
    }
    report.outcomes.push_back(
        std::visit([this](const auto& work) { return writer.write(work); }, item.work));
  }
}

// Before the commit: what the store has erased is always in the list, which restores go by. What
// the list says too much was at least asked for.
void Committer::Impl::note_erasures(const std::vector<Item>& group, const Report& report) {
  std::vector<ErasedLine> erased;
  for (std::size_t i = 0; i < group.size(); ++i) {
    if (!erases(group[i]) || !report.outcomes[i] || report.outcomes[i]->duplicate) continue;
    const auto& batch = std::get<Batch>(group[i].work);
    erased.push_back({batch.conversation, batch.at, batch.erasure->by});
  }
  if (erased.empty()) return;
  add_to_erased_list(dir, erased);
  to_scrub = true;
}

// Moves the whole log into the database and cuts it to nothing: it still holds what the pages held
// before. Readers of an older moment are in the way; they are not waited for.
void Committer::Impl::scrub() {
  if (!to_scrub || broken || !healthy || Steady::now() < scrub_again) return;
  scrub_again = Steady::now() + scrub_every;
  int in_log = 0;
  int moved = 0;
  sqlite3_busy_timeout(database->getHandle(), 0);
  const int result = sqlite3_wal_checkpoint_v2(database->getHandle(), nullptr,
                                               SQLITE_CHECKPOINT_TRUNCATE, &in_log, &moved);
  use_busy_handler(*database);
  if (result == SQLITE_OK) {
    to_scrub = false;
    frames = frames_moved = 0;
  } else if (result != SQLITE_BUSY && result != SQLITE_LOCKED) {
    fail(SQLite::Exception(database->getHandle(), result));
  }
}

void Committer::Impl::fail(const SQLite::Exception& error) {
  healthy = false;
  if (sqlite3_get_autocommit(database->getHandle()) == 0) database->tryExec("ROLLBACK");
  if (severity_of(error) != Severity::fatal) return;
  broken = true;
  options.fatal("the store can no longer be trusted (" + std::string(error.what()) +
                "): stopping; nothing unacknowledged was kept, the next start checks the file");
}

void Committer::Impl::try_again() {
  if (healthy || broken) return;
  try {
    run(probe);
    healthy = true;
  } catch (const SQLite::Exception& error) {
    fail(error);
  }
}

// A full disk stops a checkpoint too; the log then waits for the next one.
void Committer::Impl::checkpoint(int mode) {
  int in_log = 0;
  int moved = 0;
  const int result =
      sqlite3_wal_checkpoint_v2(database->getHandle(), nullptr, mode, &in_log, &moved);
  frames_moved = frames;
  if (result == SQLITE_OK || result == SQLITE_BUSY) return;
  fail(SQLite::Exception(database->getHandle(), result));
}

void Committer::Impl::apply_page_limit() {
  constexpr std::int64_t unlimited = 1073741823;
  const std::int64_t wanted = pages_wanted;
  if (wanted == pages_applied) return;
  database->tryExec("PRAGMA max_page_count=" + std::to_string(wanted == 0 ? unlimited : wanted));
  pages_applied = wanted;
}

void Committer::Impl::rest_if_needed(bool idle) {
  const auto now = Steady::now();
  if (idle) {
    busy_since = now;
  } else if (now - busy_since >= work_before_rest) {
    std::this_thread::sleep_for(rest);
    busy_since = Steady::now();
  }
}

Committer::Committer(const std::filesystem::path& dir, Post post, gateway::Telemetry& telemetry,
                     CommitterOptions options)
    : impl_(std::make_unique<Impl>(dir, std::move(post), telemetry, std::move(options))) {}

Committer::~Committer() { stop(); }

void Committer::commit(Batch batch, Done done) {
  const std::size_t size = size_of(batch);
  impl_->enqueue({std::move(batch), std::move(done), size});
}

void Committer::add(EvidenceInsert insert, std::function<void(Result<>)> done) {
  impl_->enqueue({std::move(insert), without_value(std::move(done)), 1024});
}

void Committer::change(OutboxChange change, std::function<void(Result<>)> done) {
  impl_->enqueue({std::move(change), without_value(std::move(done)), 512});
}

void Committer::change(RetentionChange change, std::function<void(Result<>)> done) {
  impl_->enqueue({std::move(change), without_value(std::move(done)), 1024});
}

void Committer::Impl::enqueue(Item item) {
  Error refused{ErrorCode::overloaded, "too many writes are waiting"};
  {
    const std::lock_guard lock(mutex);
    if (stopping) {
      refused = {ErrorCode::unavailable, "the store is closing"};
    } else if (queue.size() < options.queue_max &&
               queue_bytes + item.size <= options.queue_bytes_max) {
      queue_bytes += item.size;
      queue.push_back(std::move(item));
      wake.notify_one();
      return;
    }
  }
  post([done = std::move(item.done), refused] { done(refused); });
}

bool Committer::healthy() const { return impl_->healthy; }

std::size_t Committer::waiting() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->queue.size();
}

void Committer::limit_pages(std::int64_t pages_max) { impl_->pages_wanted = pages_max; }

void Committer::stop() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->stopping = true;
  }
  impl_->wake.notify_one();
  if (impl_->thread.joinable()) impl_->thread.join();
}

}  // namespace yingda::store
