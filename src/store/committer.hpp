#pragma once
// The journal on SQLite: one writer thread with its own connection. Whatever waits while the last
// commit runs is the next group: one transaction, one fsync, each batch in its own savepoint. A
// completion is posted only after COMMIT. Full disks and write errors fail the group honestly and
// are tried again each second; a failed fsync or a damaged file ends the process, because a retry
// could falsely succeed.

#include <chrono>
#include <filesystem>
#include <memory>

#include "base/limits.hpp"
#include "gateway/ports.hpp"
#include "store/batch_writer.hpp"
#include "store/database.hpp"

namespace yingda::store {

struct CommitterOptions {
  std::size_t queue_max = limits::writer_queue_max;
  // Waiting batches hold whole states; this is what a burst may cost in memory.
  std::size_t queue_bytes_max = 32 * 1024 * 1024;
  std::size_t group_batches_max = limits::group_batches_max;
  std::size_t group_bytes_max = limits::group_bytes_max;
  // How often an unhealthy store is tried again.
  std::chrono::milliseconds probe_every{1000};
  // Frames in the write-ahead log after which they are moved into the database.
  int checkpoint_frames = 1000;
  // A bound on the database file in pages of 4 KiB; 0: none.
  std::int64_t pages_max = 0;
  Fatal fatal = exit_at_once;
};

class Committer final : public gateway::Journal {
 public:
  // `dir` must be prepared. `telemetry` is used on the loop's thread only.
  Committer(const std::filesystem::path& dir, Post post, gateway::Telemetry& telemetry,
            CommitterOptions options = {});
  ~Committer() override;  // stop()

  void commit(gateway::Batch batch, std::function<void(Result<gateway::Committed>)> done) override;

  // Notes an uploaded file whose bytes are durable already. Answers like `commit`.
  void add(EvidenceInsert insert, std::function<void(Result<>)> done);

  // What became of a notice. Answers like `commit`.
  void change(OutboxChange change, std::function<void(Result<>)> done);

  // What the retention job and the vault have to say. Answers like `commit`.
  void change(RetentionChange change, std::function<void(Result<>)> done);

  // False while the store cannot write; any thread.
  bool healthy() const;
  // Batches not yet committed; any thread.
  std::size_t waiting() const;
  // Changes CommitterOptions::pages_max from the next group on; any thread.
  void limit_pages(std::int64_t pages_max);

  // Refuses new batches, commits the waiting ones, empties the write-ahead log and joins. The
  // completions are posted before it returns.
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace yingda::store
