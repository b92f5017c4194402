#include "net/upload.hpp"

#include <utility>

#include "base/ascii.hpp"
#include "base/media_type.hpp"
#include "net/credentials.hpp"
#include "net/evidence_answers.hpp"
#include "net/http_framing.hpp"
#include "text/file_name.hpp"

namespace yingda::net {
namespace {

// What is handed to the disk at once.
constexpr std::size_t write_bytes = 256 * 1024;
constexpr std::size_t conversation_bytes_max = 64;
// Boundaries and headers around the file.
constexpr std::size_t framing_bytes_max = 64 * 1024;

constexpr std::string_view all_uploads = "all";

}  // namespace

Upload::Upload(Services& services, RequestPtr request)
    : services_(services), request_(std::move(request)) {}

void Upload::begin(const Then& then) {
  if (auto refused = refusal_of_head()) return then(std::move(refused));
  authorise(then);
}

// Nothing that costs anything: the head alone.
Upload::Verdict Upload::refusal_of_head() {
  const std::string_view type = request_->field("Content-Type");
  const auto boundary = multipart_boundary(type);
  if (!boundary && lower_ascii(type).starts_with("multipart/form-data")) {
    return problem(400, "bad-form", "Content-Type must name a boundary of 1 to 70 characters.");
  }
  if (!boundary) {
    return problem(415, "unsupported-media-type", "Send multipart/form-data with one file.");
  }
  const std::size_t most = services_.config.traffic.upload_bytes_max;
  if (most != 0 && content_length(*request_) > most + framing_bytes_max) {
    return too_large_upload(most);
  }
  parser_ = std::make_unique<MultipartParser>(
      *boundary, MultipartParser::Listener{[this](PartHead head) { begin_part(std::move(head)); },
                                           [this](std::string_view bytes) { add_data(bytes); },
                                           [this] { in_file_ = false; }});
  return std::nullopt;
}

void Upload::authorise(const Then& then) {
  const std::string token(request_->bearer());
  const std::string conversation =
      token.empty() ? token : services_.endpoints.conversation_of(token);
  if (conversation.empty()) return authorise_staff(then);
  sender_ = "v";
  conversation_ = conversation;
  admit(then);
}

void Upload::authorise_staff(const Then& then) {
  const auto credentials = credentials_of(services_, *request_);
  if (!credentials) return then(not_logged_in());
  authenticate(services_, *credentials,
               [self = shared_from_this(), bearer = credentials->bearer,
                then](const Result<gateway::StaffSession>& session) {
                 if (!session) return then(problem(session.error()));
                 self->staff_known(*session, bearer, then);
               });
}

void Upload::staff_known(const gateway::StaffSession& session, bool bearer, const Then& then) {
  if (!bearer && !same_secret(request_->field("X-CSRF-Token"), session.csrf)) {
    return then(problem(403, "csrf", "X-CSRF-Token must carry the csrf value of the log-in."));
  }
  staff_ = session.staff;
  sender_ = "a:" + session.staff.id;
  admit(then);
}

// A place among the uploads of the moment; for a visitor also the quota.
void Upload::admit(const Then& then) {
  place_ = services_.uploads.acquire(std::string(all_uploads));
  if (!place_) {
    return then(problem(503, "overloaded", "Many files are arriving; try again in a moment."));
  }
  place_of_address_ = services_.uploads_of_address.acquire(request_->client_group);
  if (!place_of_address_) {
    return then(problem(429, "rate-limited", "Send a few files at a time."));
  }
  if (!services_.upload_attempts.take(request_->client_group, services_.heartbeat.now())) {
    return then(rate_limited("Too many uploads from this address; try again later.",
                             services_.upload_attempts.wait(request_->client_group)));
  }
  if (staff_) return then(std::nullopt);  // the conversation stands in the form
  place_of_conversation_ = services_.uploads_of_address.acquire("conversation " + conversation_);
  if (!place_of_conversation_) {
    return then(problem(429, "rate-limited", "Send a few files at a time."));
  }
  enter_conversation(then);
}

void Upload::enter_conversation(const Then& then) {
  services_.vault.admit(conversation_, sender_, 0,
                        [self = shared_from_this(), then](const Result<>& room) {
                          if (!room) return then(problem(room.error()));
                          self->admitted_ = true;
                          then(std::nullopt);
                        });
}

void Upload::begin_part(PartHead head) {
  part_ = head.name;
  in_file_ = head.file_name.has_value();
  if (!in_file_) {
    const bool again = part_ == "conversation" && staff_ && (file_ || !conversation_.empty());
    if (again) problem_ = "Send the part `conversation` once, before the file.";
    return;
  }
  if (file_) problem_ = "Send one file a request; this one holds two.";
  if (staff_ && conversation_.empty()) {
    problem_ = "The part `conversation` must come before the file.";
  }
  file_ = std::move(head);
}

void Upload::add_data(std::string_view bytes) {
  if (in_file_) {
    pending_.append(bytes);
    size_ += bytes.size();
  } else if (part_ == "conversation" && staff_ && problem_.empty()) {
    conversation_.append(bytes.substr(0, conversation_bytes_max + 1));
  }
}

Upload::Verdict Upload::fault() const {
  if (!parser_->fault().empty()) {
    return problem(400, "bad-form", "This is no well-formed form: " + parser_->fault() + ".");
  }
  if (!problem_.empty()) return problem(400, "bad-form", problem_);
  const std::size_t most = services_.config.traffic.upload_bytes_max;
  if (most != 0 && size_ > most) return too_large_upload(most);
  return std::nullopt;
}

void Upload::take(std::string_view piece, const Then& then) {
  parser_->feed(piece);
  if (auto refused = fault()) return then(std::move(refused));
  go_on(false, then);
}

void Upload::go_on(bool last, const Then& then) {
  if (!file_) return then(std::nullopt);
  if (!admitted_) {
    if (conversation_.empty() || conversation_.size() > conversation_bytes_max) {
      return then(no_such_conversation());
    }
    const auto permitted = [self = shared_from_this(), last, then](const Result<bool>& may) {
      if (!may) return then(problem(may.error()));
      if (!*may) return then(no_such_conversation());
      self->enter_conversation([self, last, then](Verdict refused) {
        if (refused) return then(std::move(refused));
        self->go_on(last, then);
      });
    };
    return services_.endpoints.may_see(*staff_, conversation_, permitted);
  }
  write(last, then);
}

// By the leading bytes; empty when there are not enough of them yet.
Upload::Verdict Upload::refusal_of_file() {
  const auto head = std::string_view(pending_).substr(0, media_type_head_bytes);
  const auto type = media_type_of(head, file_->media_type);
  if (!type) return not_an_allowed_file();
  media_type_ = *type;
  cleaner_.emplace(media_type_);
  return std::nullopt;
}

void Upload::write(bool last, const Then& then) {
  const bool ended = last || !in_file_;
  if (media_type_.empty() && !pending_.empty() &&
      (ended || pending_.size() >= media_type_head_bytes)) {
    if (auto refused = refusal_of_file()) return then(std::move(refused));
  }
  const bool due = ended || pending_.size() >= write_bytes;
  if (media_type_.empty() || !due) return then(std::nullopt);
  std::string kept = cleaner_->feed(std::exchange(pending_, {}));
  if (cleaner_->too_large()) return then(too_many_pixels());
  if (ended) kept += cleaner_->finish();
  if (kept.empty()) return then(std::nullopt);
  if (!incoming_) incoming_ = services_.vault.receive({});
  incoming_->write(std::move(kept), [then](const Result<>& written) {
    if (written) return then(std::nullopt);
    then(problem(written.error()));
  });
}

void Upload::finish(const Respond& respond) {
  if (!parser_->complete()) {
    return respond(problem(400, "bad-form", "The form ends before its closing boundary."));
  }
  if (!file_) return respond(problem(400, "bad-form", "There is no file in the form."));
  if (size_ == 0) return respond(problem(400, "bad-form", "The file is empty."));
  go_on(true, [self = shared_from_this(), respond](Verdict refused) {
    if (refused) return respond(std::move(*refused));
    if (!self->incoming_) return respond(problem(400, "bad-form", "The picture is empty."));
    self->keep(respond);
  });
}

void Upload::keep(const Respond& respond) {
  gateway::EvidenceRow row;
  row.file.name = text::clean_file_name(*file_->file_name);
  row.file.media_type = media_type_;
  row.conversation = conversation_;
  row.sender = sender_;
  row.at = services_.hooks.now ? services_.hooks.now() : Instant{};
  incoming_->keep(std::move(row),
                  [self = shared_from_this(), respond](const Result<gateway::EvidenceRow>& kept) {
                    self->services_.telemetry.count("yingda_uploads_total",
                                                    kept ? "kept" : to_string(kept.error().code));
                    respond(kept ? uploaded(kept->file) : problem(kept.error()));
                  });
}

}  // namespace yingda::net
