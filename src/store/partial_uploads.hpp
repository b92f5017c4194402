#pragma once
// Uploads that have not come to their end: DIR/evidence/partial/ID holds the bytes that are here,
// ID.json what was announced. Both outlive the process.

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "gateway/evidence_vault.hpp"

namespace yingda::store {

// Of one conversation; another one takes the place of the one that was left alone for longest.
inline constexpr std::size_t partial_uploads_max = 4;

// One thread at a time.
class PartialUploads {
 public:
  // What unfinished uploads will be when their last byte is here.
  struct Reserved {
    std::size_t files = 0;
    std::uint64_t bytes = 0;
  };

  // Reads what is there; what cannot be read is removed. `dir` must be prepared.
  explicit PartialUploads(const std::filesystem::path& dir);

  // Durable when it returns. `upload` has no id and no offset yet.
  Result<gateway::PartialUpload> begin(gateway::PartialUpload upload);
  // With the offset up to which the bytes are durable; `not_found`.
  Result<gateway::PartialUpload> find(const std::string& id);
  // Returns the new offset. `conflict` when the bytes that are here do not end at `offset` or would
  // become more than were announced; `not_found`.
  Result<std::uint64_t> append(const std::string& id, std::uint64_t offset, std::string_view bytes);
  Reserved reserved(const std::string& conversation, const std::string& sender) const;
  // Of theirs, drops the one that was left alone for longest, if nothing was added to it since.
  // False: there is none such.
  bool drop_idle(const std::string& conversation, const std::string& sender, Instant since);
  void drop(const std::string& id);
  void drop_of(const std::string& conversation);
  // Those that nothing was added to since; returns how many they were.
  std::size_t drop_older(Instant before);
  std::filesystem::path file(const std::string& id) const;

 private:
  void make_room(const std::string& conversation);
  // By when something was added last, the earliest first.
  std::map<std::pair<Instant, std::string>, const gateway::PartialUpload*> by_age(
      const std::string& conversation) const;

  std::filesystem::path dir_;
  std::map<std::string, gateway::PartialUpload> uploads_;
};

}  // namespace yingda::store
