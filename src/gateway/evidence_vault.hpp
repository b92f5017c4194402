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
};

class EvidenceVault {
 public:
  virtual ~EvidenceVault() = default;
  // May that sender upload one more file to that conversation? `rate_limited` when the quota is
  // used up, `unavailable` when the disk has no room to spare.
  virtual void admit(std::string conversation, std::string sender,
                     std::function<void(Result<>)> done) = 0;
  virtual std::unique_ptr<IncomingFile> receive() = 0;
  // nullopt: there is none with that id.
  virtual void find(std::string id,
                    std::function<void(Result<std::optional<EvidenceRow>>)> done) = 0;
  virtual void open(const EvidenceRow& row,
                    std::function<void(Result<std::shared_ptr<OutgoingFile>>)> done) = 0;
};

}  // namespace yingda::gateway
