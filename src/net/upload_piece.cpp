#include "net/upload_piece.hpp"

#include <charconv>
#include <nlohmann/json.hpp>
#include <utility>

#include "net/evidence_answers.hpp"
#include "net/http_framing.hpp"
#include "wire/json.hpp"

namespace yingda::net {
namespace {

// What is handed to the disk at once.
constexpr std::size_t append_bytes = 256 * 1024;
constexpr std::string_view piece_type = "application/offset+octet-stream";

std::optional<std::uint64_t> offset_of(const Request& request) {
  const std::string_view text = request.field("Upload-Offset");
  std::uint64_t value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

void say_offset(Reply& reply, std::uint64_t offset) {
  reply.fields.emplace_back("Upload-Offset", std::to_string(offset));
}

Reply no_such_upload() {
  return problem(404, "not-found", "There is no such upload (any more), or it is none of yours.");
}

Reply wrong_offset(std::uint64_t offset) {
  Reply reply = problem(409, "wrong-offset",
                        "The bytes that are here end at " + std::to_string(offset) + ".");
  say_offset(reply, offset);
  return reply;
}

}  // namespace

std::optional<std::string> visitor_of(Services& services, const Request& request,
                                      const Respond& respond) {
  const std::string token(request.bearer());
  std::string own = token.empty() ? token : services.endpoints.conversation_of(token);
  if (!own.empty()) return own;
  respond(problem(401, "unauthorized", "Send the chat token as Authorization: Bearer."));
  return std::nullopt;
}

void find_upload(Services& services, const std::string& id, const std::string& conversation,
                 const Respond& respond, const FoundUpload& found) {
  const auto complete = [conversation,
                         respond](const Result<std::optional<gateway::EvidenceRow>>& row) {
    if (!row) return respond(problem(row.error()));
    if (!*row || (*row)->conversation != conversation) return respond(no_such_upload());
    respond(uploaded((*row)->file));
  };
  services.vault.partial(id, [&services, id, conversation, respond, found, complete](
                                 const Result<std::optional<gateway::PartialUpload>>& upload) {
    if (!upload) return respond(problem(upload.error()));
    if (!*upload) return services.vault.find(id, complete);
    if ((*upload)->conversation != conversation) return respond(no_such_upload());
    found(**upload);
  });
}

Reply upload_state(int status, const gateway::PartialUpload& upload) {
  Reply reply = net::json(wire::text_of({{"id", upload.id},
                                         {"name", upload.name},
                                         {"media_type", upload.claimed_type},
                                         {"size", upload.size},
                                         {"offset", upload.offset}}));
  reply.status = status;
  say_offset(reply, upload.offset);
  reply.fields.emplace_back("Cache-Control", "no-store");
  return reply;
}

UploadPiece::UploadPiece(Services& services, RequestPtr request)
    : services_(services), request_(std::move(request)) {}

void UploadPiece::begin(const Then& then) {
  if (auto refused = refusal_of_head()) return then(std::move(refused));
  const auto own = visitor_of(services_, *request_, then);
  if (!own) return;
  const std::string_view path = request_->path();
  id_ = path.substr(path.rfind('/') + 1);
  conversation_ = *own;
  find_upload(services_, id_, conversation_, then,
              [self = shared_from_this(), then](const gateway::PartialUpload& upload) {
                self->go_on(upload, then);
              });
}

// Nothing that costs anything.
IncomingBody::Verdict UploadPiece::refusal_of_head() {
  if (!request_->has_media_type(piece_type)) {
    return problem(415, "unsupported-media-type",
                   "Send the bytes as " + std::string(piece_type) + ".");
  }
  if (!offset_of(*request_)) {
    return problem(400, "bad-offset", "Upload-Offset must say how many bytes are here already.");
  }
  place_ = services_.uploads.acquire("all");
  if (!place_) {
    return problem(503, "overloaded", "Many files are arriving; try again in a moment.");
  }
  place_of_address_ = services_.uploads_of_address.acquire(request_->client_group);
  if (!place_of_address_) {
    return problem(429, "rate-limited", "Send a few files at a time.");
  }
  return std::nullopt;
}

void UploadPiece::go_on(const gateway::PartialUpload& upload, const Then& then) {
  offset_ = upload.offset;
  if (*offset_of(*request_) != offset_) return then(wrong_offset(offset_));
  if (content_length(*request_) > upload.size - offset_) {
    return then(problem(413, "too-large", "That is more than was announced."));
  }
  then(std::nullopt);
}

void UploadPiece::take(std::string_view piece, const Then& then) {
  pending_.append(piece);
  if (pending_.size() < append_bytes) return then(std::nullopt);
  append(then);
}

void UploadPiece::append(const Then& then) {
  if (pending_.empty()) return then(std::nullopt);
  services_.vault.append(id_, offset_, std::exchange(pending_, {}),
                         [self = shared_from_this(), then](const Result<std::uint64_t>& end) {
                           if (!end) return then(problem(end.error()));
                           self->offset_ = *end;
                           then(std::nullopt);
                         });
}

void UploadPiece::finish(const Respond& respond) {
  append([self = shared_from_this(), respond](Verdict refused) {
    if (refused) return respond(std::move(*refused));
    // Somebody else may have finished it: then the file is the answer.
    find_upload(self->services_, self->id_, self->conversation_, respond,
                [self, respond](const gateway::PartialUpload& upload) {
                  if (upload.offset == upload.size) {
                    return complete_upload(self->services_, upload, respond);
                  }
                  Reply reply = no_content();
                  say_offset(reply, upload.offset);
                  respond(std::move(reply));
                });
  });
}

}  // namespace yingda::net
