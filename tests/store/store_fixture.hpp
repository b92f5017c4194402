#pragma once
// What the store's tests share: a directory that goes away, a loop to run completions on, a clock
// that is set by hand, and batches.

#include <SQLiteCpp/SQLiteCpp.h>
#include <stdlib.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <optional>
#include <sstream>
#include <string>

#include "gateway/ports.hpp"
#include "store/committer.hpp"
#include "store/database.hpp"
#include "store/reader.hpp"

namespace yingda::store::testing {

using namespace std::chrono_literals;

class TempDir {
 public:
  TempDir() {
    std::string name = (std::filesystem::temp_directory_path() / "yingda-store-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary directory");
    root_ = name;
  }
  ~TempDir() {
    std::error_code ignored;
    std::filesystem::remove_all(root_, ignored);
  }
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  // A data directory that does not exist yet.
  std::filesystem::path data() const { return root_ / "data"; }
  std::filesystem::path operator/(const std::string& name) const { return root_ / name; }

 private:
  std::filesystem::path root_;
};

class Loop {
 public:
  Post post() {
    return [this](std::function<void()> task) {
      {
        const std::lock_guard lock(mutex_);
        tasks_.push_back(std::move(task));
      }
      wake_.notify_one();
    };
  }

  // Runs tasks until `done` says so; false after ten seconds.
  bool run_until(const std::function<bool()>& done) {
    const auto deadline = std::chrono::steady_clock::now() + 10s;
    std::unique_lock lock(mutex_);
    while (!done()) {
      if (!wake_.wait_until(lock, deadline, [this] { return !tasks_.empty(); })) return false;
      auto task = std::move(tasks_.front());
      tasks_.pop_front();
      lock.unlock();
      task();
      lock.lock();
    }
    return true;
  }

  void run_ready() {
    std::unique_lock lock(mutex_);
    while (!tasks_.empty()) {
      auto task = std::move(tasks_.front());
      tasks_.pop_front();
      lock.unlock();
      task();
      lock.lock();
    }
  }

  // Calls `ask` with a callback and runs until that was called.
  template <class T, class Ask>
  T answer(Ask ask) {
    std::optional<T> got;
    ask([&got](T value) { got = std::move(value); });
    if (!run_until([&got] { return got.has_value(); })) throw std::runtime_error("no answer");
    return std::move(*got);
  }

 private:
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> tasks_;
};

class Counters final : public gateway::Telemetry {
 public:
  void count(std::string_view name, std::string_view label, double by) override {
    counts[std::string(name) + "/" + std::string(label)] += by;
  }
  void gauge(std::string_view, double) override {}
  void observe(std::string_view name, double value) override {
    observed[std::string(name)].push_back(value);
  }
  void event(std::string_view, const std::map<std::string, std::string>&) override {}

  std::size_t commits() { return observed["yingda_commit_seconds"].size(); }

  std::map<std::string, double> counts;
  std::map<std::string, std::vector<double>> observed;
};

class HandClock final : public gateway::Clock {
 public:
  Instant now() const override { return Instant(TimeSpan(ms_.load())); }
  void advance(TimeSpan by) { ms_ += by.count(); }

 private:
  std::atomic<std::int64_t> ms_{1795248300000};  // 2026-11-21T08:05:00Z
};

// Step `step` of a conversation where each step adds one entry that the visitor sees.
inline gateway::Batch make_batch(const std::string& conversation, std::uint64_t step) {
  gateway::Batch batch;
  batch.conversation = conversation;
  batch.step = step;
  batch.at = Instant(TimeSpan(1000 * static_cast<std::int64_t>(step)));
  batch.release = "1";
  batch.event = R"({"type":"message"})";
  batch.entries = {
      {step, step, R"({"kind":"message","text":")" + std::to_string(step) + "\"}", ""}};
  batch.state = R"({"step":)" + std::to_string(step) + "}";
  batch.pos = step;
  batch.seq = step;
  batch.row = {"bot", "", "", std::nullopt, batch.at};
  return batch;
}

inline gateway::ClientKey make_key(const std::string& id, std::uint64_t seq) {
  return {"v", id, "hash of " + id, seq, seq};
}

// A prepared directory with a running committer.
struct World {
  explicit World(CommitterOptions options = {}) {
    prepare(dir.data());
    committer.emplace(dir.data(), loop.post(), counters, std::move(options));
  }

  Result<gateway::Committed> commit(gateway::Batch batch) {
    return loop.answer<Result<gateway::Committed>>(
        [&](auto done) { committer->commit(std::move(batch), done); });
  }

  TempDir dir;
  Loop loop;
  Counters counters;
  std::optional<Committer> committer;
};

// Catch cannot print a Result.
template <class T>
bool ok(const Result<T>& result) {
  return result.has_value();
}

inline std::string read_text(const std::filesystem::path& file) {
  std::ostringstream out;
  out << std::ifstream(file, std::ios::binary).rdbuf();
  return out.str();
}

inline void write_text(const std::filesystem::path& file, const std::string& text) {
  std::ofstream(file, std::ios::binary) << text;
}

inline std::int64_t number_of(const std::filesystem::path& dir, const std::string& sql) {
  return open_database(dir, Access::read_only)->execAndGet(sql).getInt64();
}

}  // namespace yingda::store::testing
