#pragma once
// Where uploaded files are kept. The transport streams bytes in and out through this port; nothing
// of a file passes through a conversation, only its description does (base/evidence.hpp). As with
// all ports, callbacks come later, on the loop's thread, exactly once.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "gateway/ports.hpp"

namespace yingda::gateway {

// A file on its way in. What was not kept by the time this goes is removed again.
class IncomingFile {
 public:
  virtual ~IncomingFile() = default;
  // One call at a time: the next piece waits for `done`.
  virtual void write(std::string bytes, std::function<void(Result<>)> done) = 0;
  // Makes bytes and row durable. `row` has no id, size and sha256 yet. `rate_limited` when the
  // quota of whoever uploads is used up.
  virtual void keep(EvidenceRow row, std::function<void(Result<EvidenceRow>)> done) = 0;
};

// Bytes on their way out; how many there will be need not be known.
class OutgoingBytes {
 public:
  virtual ~OutgoingBytes() = default;
  // The next bytes, at most `bytes_max`; empty: that was all.
  virtual void read(std::size_t bytes_max, std::function<void(Result<std::string>)> done) = 0;
};

// A file on its way out.
class OutgoingFile : public OutgoingBytes {
 public:
  virtual std::uint64_t size() const = 0;
  // Only `count` bytes of it, from `first` on, which it has; before anything is read.
  virtual void narrow(std::uint64_t first, std::uint64_t count) = 0;
};

// An upload that arrives in pieces, over as many connections as it takes.
struct PartialUpload {
  std::string id;  // also the file's, once it is complete
  std::string conversation;
  std::string sender;
  std::string name;
  std::string claimed_type;
  std::uint64_t size = 0;    // in all, as announced
  std::uint64_t offset = 0;  // how much of it is here
};

class EvidenceVault {
 public:
  virtual ~EvidenceVault() = default;
  // May that sender upload one more file to that conversation? `rate_limited` when the quota is
  // used up, unfinished uploads counted, `unavailable` when the disk has no room to spare.
  // `bytes`: as far as they are known.
  virtual void admit(std::string conversation, std::string sender, std::uint64_t bytes,
                     std::function<void(Result<>)> done) = 0;
  // `id`: of the partial upload that it is made of; empty: a new one.
  virtual std::unique_ptr<IncomingFile> receive(std::string id) = 0;
  // nullopt: there is none with that id.
  virtual void find(std::string id,
                    std::function<void(Result<std::optional<EvidenceRow>>)> done) = 0;
  virtual void open(const EvidenceRow& row,
                    std::function<void(Result<std::shared_ptr<OutgoingFile>>)> done) = 0;

  // --- Uploads in pieces. What is here outlives the process; what nobody goes on with is dropped
  // after some time.

  // Announces one, admits it and gives it an id; all that was announced counts against the quota
  // from now on. Errors as of `admit`.
  virtual void begin(PartialUpload upload, std::function<void(Result<PartialUpload>)> done) = 0;
  // As it is, durably. nullopt: there is none with that id (any more).
  virtual void partial(std::string id,
                       std::function<void(Result<std::optional<PartialUpload>>)> done) = 0;
  // Answers the new offset, which is durable only once `partial` has told it. `conflict`: what is
  // here does not end at `offset`; `not_found`.
  virtual void append(std::string id, std::uint64_t offset, std::string bytes,
                      std::function<void(Result<std::uint64_t>)> done) = 0;
  virtual void open_partial(std::string id,
                            std::function<void(Result<std::shared_ptr<OutgoingFile>>)> done) = 0;
  virtual void drop(std::string id, std::function<void(Result<>)> done) = 0;
  // All of a conversation that was erased.
  virtual void drop_of(std::string conversation, std::function<void(Result<>)> done) = 0;
};

}  // namespace yingda::gateway
