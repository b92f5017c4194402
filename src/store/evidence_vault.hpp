#pragma once
// Uploaded files on the disk, their rows in the database. Bytes are written, hashed and read on one
// thread of its own, so that neither the loop nor the writer ever waits for them; a file is synced
// before its row is committed, and only then is it kept.

#include <filesystem>
#include <memory>

#include "gateway/evidence_vault.hpp"
#include "store/committer.hpp"
#include "store/reader.hpp"

namespace yingda::store {

struct EvidenceOptions {
  EvidenceQuota quota;
  // Uploads must leave this much of the disk to conversations.
  std::uint64_t disk_free_min = 2ULL * 1024 * 1024 * 1024;
  // Jobs waiting for the thread; beyond it the answer is `overloaded`.
  std::size_t queue_max = 256;
};

class EvidenceVault final : public gateway::EvidenceVault {
 public:
  // Puts the directory in order. `dir` must be prepared and locked; what is referred to must
  // outlive this.
  EvidenceVault(const std::filesystem::path& dir, Post post, gateway::Clock& clock,
                Committer& committer, Reader& reader, EvidenceOptions options = {});
  ~EvidenceVault() override;  // stop()

  void admit(std::string conversation, std::string sender, std::uint64_t bytes,
             std::function<void(Result<>)> done) override;
  std::unique_ptr<gateway::IncomingFile> receive(std::string id) override;
  void find(std::string id,
            std::function<void(Result<std::optional<gateway::EvidenceRow>>)> done) override;
  void open(const gateway::EvidenceRow& row,
            std::function<void(Result<std::shared_ptr<gateway::OutgoingFile>>)> done) override;

  void begin(gateway::PartialUpload upload,
             std::function<void(Result<gateway::PartialUpload>)> done) override;
  void partial(std::string id,
               std::function<void(Result<std::optional<gateway::PartialUpload>>)> done) override;
  void append(std::string id, std::uint64_t offset, std::string bytes,
              std::function<void(Result<std::uint64_t>)> done) override;
  void open_partial(
      std::string id,
      std::function<void(Result<std::shared_ptr<gateway::OutgoingFile>>)> done) override;
  void drop(std::string id, std::function<void(Result<>)> done) override;
  void drop_of(std::string conversation, std::function<void(Result<>)> done) override;

  // The bytes of uploads whose rows are gone.
  void remove(std::vector<std::string> ids, std::function<void(Result<>)> done);
  // What was set aside at starts and is older than that; answers how many.
  void remove_strays(Instant before, std::function<void(Result<std::size_t>)> done);

  // Uploads in pieces that nothing was added to since; answers how many.
  void drop_partials(Instant before, std::function<void(Result<std::size_t>)> done);

  // How many files nothing refers to; they were set aside.
  std::size_t strays() const { return strays_; }

  // Finishes the jobs that wait and joins; before the committer and the reader are stopped.
  void stop();

 private:
  class Incoming;
  class Outgoing;
  struct Impl;
  std::shared_ptr<Impl> impl_;
  std::size_t strays_ = 0;
};

}  // namespace yingda::store
