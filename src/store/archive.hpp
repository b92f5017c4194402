#pragma once
// gateway::Archive over the tables of the store, on a thread and a read-only connection of its own:
// somebody who looks for a word must not hold up transcripts, let alone commits.
//
// There is no index of words: each commit would pay for it. A look reads the newest conversations
// first and stops after `examined_max`; the page then says where to go on.

#include <filesystem>
#include <memory>

#include "gateway/archive.hpp"
#include "store/database.hpp"

namespace yingda::store {

struct ArchiveOptions {
  std::size_t queue_max = 64;
  // Conversations whose words one question reads at most.
  std::size_t examined_max = 2000;
  Fatal fatal = exit_at_once;
};

class Archive final : public gateway::Archive {
 public:
  // `dir` must be prepared.
  Archive(const std::filesystem::path& dir, Post post, ArchiveOptions options = {});
  ~Archive() override;  // stop()

  void find(gateway::ArchiveQuery query,
            std::function<void(Result<gateway::ArchivePage>)> done) override;
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace yingda::store
