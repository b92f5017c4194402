// From the bytes of an upload in pieces to a file: its kind, without what it tells, hashed.

#include "base/media_type.hpp"
#include "base/picture_cleaner.hpp"
#include "net/evidence_answers.hpp"
#include "net/upload_piece.hpp"
#include "text/file_name.hpp"

namespace yingda::net {
namespace {

constexpr std::size_t copied_at_once = 256 * 1024;
static_assert(copied_at_once >= media_type_head_bytes);

class Completion : public std::enable_shared_from_this<Completion> {
 public:
  Completion(Services& services, gateway::PartialUpload upload, Respond respond)
      : services_(services), upload_(std::move(upload)), respond_(std::move(respond)) {}

  void start() {
    // Two would write one file: whoever comes second asks again and finds it.
    place_ = services_.completions.acquire(upload_.id);
    if (!place_) {
      return respond_(
          problem(503, "busy", "This upload is being finished; ask again in a moment."));
    }
    services_.vault.open_partial(
        upload_.id,
        [self = shared_from_this()](const Result<std::shared_ptr<gateway::OutgoingFile>>& opened) {
          if (!opened) return self->respond_(problem(opened.error()));
          self->bytes_ = *opened;
          self->incoming_ = self->services_.vault.receive(self->upload_.id);
          self->read_on();
        });
  }

 private:
  void read_on() {
    bytes_->read(copied_at_once, [self = shared_from_this()](Result<std::string> piece) {
      if (!piece) return self->respond_(problem(piece.error()));
      self->take(*piece);
    });
  }

  void take(const std::string& piece) {
    if (piece.empty()) {
      return write(cleaner_ ? cleaner_->finish() : std::string(),
                   [self = shared_from_this()] { self->keep(); });
    }
    if (!cleaner_) {
      const auto head = std::string_view(piece).substr(0, media_type_head_bytes);
      const auto type = media_type_of(head, upload_.claimed_type);
      if (!type) return refuse(not_an_allowed_file());
      const std::size_t most = upload_size_max(services_, *type);
      if (most != 0 && upload_.size > most) return refuse(too_large_upload(most));
      media_type_ = *type;
      cleaner_.emplace(media_type_);
    }
    std::string kept = cleaner_->feed(piece);
    if (cleaner_->too_large()) return refuse(too_many_pixels());
    write(std::move(kept), [self = shared_from_this()] { self->read_on(); });
  }

  void write(std::string kept, const std::function<void()>& next) {
    if (kept.empty()) return next();
    incoming_->write(std::move(kept), [self = shared_from_this(), next](const Result<>& written) {
      if (!written) return self->respond_(problem(written.error()));
      next();
    });
  }

  void keep() {
    gateway::EvidenceRow row;
    row.file.name = text::clean_file_name(upload_.name);
    row.file.media_type = media_type_;
    row.conversation = upload_.conversation;
    row.sender = upload_.sender;
    row.at = services_.hooks.now ? services_.hooks.now() : Instant{};
    incoming_->keep(
        std::move(row), [self = shared_from_this()](const Result<gateway::EvidenceRow>& kept) {
          self->services_.telemetry.count("yingda_uploads_total",
                                          kept ? "kept" : to_string(kept.error().code));
          if (kept) return self->end(uploaded(kept->file));
          // Time may heal the disk, not a quota or an erased conversation.
          const bool again = kept.error().code != ErrorCode::rate_limited;
          again ? self->respond_(problem(kept.error())) : self->end(problem(kept.error()));
        });
  }

  void refuse(Reply reply) {
    services_.telemetry.count("yingda_uploads_total", "refused");
    end(std::move(reply));
  }

  void end(Reply reply) {
    services_.vault.drop(upload_.id, [respond = respond_, reply = std::move(reply)](
                                         const Result<>&) { respond(reply); });
  }

  Services& services_;
  gateway::PartialUpload upload_;
  Respond respond_;
  ConnectionCount::Lease place_;
  std::shared_ptr<gateway::OutgoingFile> bytes_;
  std::unique_ptr<gateway::IncomingFile> incoming_;
  std::string media_type_;
  std::optional<PictureCleaner> cleaner_;
};

}  // namespace

void complete_upload(Services& services, const gateway::PartialUpload& upload,
                     const Respond& respond) {
  std::make_shared<Completion>(services, upload, respond)->start();
}

}  // namespace yingda::net
