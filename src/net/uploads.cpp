// Uploads in pieces, announced, asked after and given up. The pieces themselves: upload_piece.hpp.

#include <algorithm>

#include "base/ascii.hpp"
#include "base/media_type.hpp"
#include "net/evidence_answers.hpp"
#include "net/handlers.hpp"
#include "net/upload_piece.hpp"
#include "text/file_name.hpp"
#include "wire/json.hpp"

namespace yingda::net {
namespace {

constexpr std::size_t file_name_bytes_max = 1024;

Result<gateway::PartialUpload> parse_announcement(const std::string& body) {
  const auto form = wire::parse_object(body);
  if (!form) return form.error();
  const auto name = wire::required_string(*form, "name");
  if (!name) return name.error();
  const auto type = wire::required_string(*form, "media_type");
  if (!type) return type.error();
  const auto size = wire::count_member(*form, "size", 0);
  if (!size) return size.error();
  if (name->size() > file_name_bytes_max) {
    return Error{ErrorCode::invalid, "the name is too long"};
  }
  if (*size == 0) return Error{ErrorCode::invalid, "`size` must be the size of the file in bytes"};
  gateway::PartialUpload out;
  out.name = text::clean_file_name(*name);
  out.claimed_type = lower_ascii(type->substr(0, type->find(';')));
  out.size = *size;
  return out;
}

// By what is said of it; what is in it is looked at when it is here.
std::optional<Reply> refusal_of(const Services& services, const gateway::PartialUpload& upload) {
  const bool known =
      std::ranges::find(allowed_media_types, upload.claimed_type) != allowed_media_types.end();
  if (!known) return not_an_allowed_file();
  const std::size_t most = upload_size_max(services, upload.claimed_type);
  if (most != 0 && upload.size > most) return too_large_upload(most);
  return std::nullopt;
}

std::string upload_id(const Request& request) {
  return std::string(request.path().substr(request.path().rfind('/') + 1));
}

}  // namespace

std::size_t upload_size_max(const Services& services, std::string_view media_type) {
  const auto& traffic = services.config.traffic;
  return is_film(media_type) ? traffic.recording_bytes_max : traffic.upload_bytes_max;
}

void post_uploads(Services& services, const RequestPtr& request, const Respond& respond) {
  const auto own = visitor_of(services, *request, respond);
  if (!own) return;
  auto parsed = parse_announcement(request->body);
  if (!parsed) return respond(problem(parsed.error()));
  if (auto refused = refusal_of(services, *parsed)) return respond(std::move(*refused));
  auto& attempts = services.upload_attempts;
  if (!attempts.take(request->client_group, services.heartbeat.now())) {
    return respond(rate_limited("Too many uploads from this address; try again later.",
                                attempts.wait(request->client_group)));
  }
  parsed->conversation = *own;
  parsed->sender = "v";
  services.vault.begin(*parsed, [respond](const Result<gateway::PartialUpload>& upload) {
    if (!upload) return respond(problem(upload.error()));
    Reply reply = upload_state(201, *upload);
    reply.fields.emplace_back("Location", "/v1/uploads/" + upload->id);
    respond(std::move(reply));
  });
}

void get_upload(Services& services, const RequestPtr& request, const Respond& respond) {
  const auto own = visitor_of(services, *request, respond);
  if (!own) return;
  find_upload(
      services, upload_id(*request), *own, respond,
      [respond](const gateway::PartialUpload& upload) { respond(upload_state(200, upload)); });
}

// Pieces are taken by the session; one without bytes asks for the end that did not come.
void patch_upload(Services& services, const RequestPtr& request, const Respond& respond) {
  if (!request->has("Content-Length")) {
    return respond(problem(411, "length-required", "Send Content-Length with the bytes."));
  }
  const auto piece = std::make_shared<UploadPiece>(services, request);
  piece->begin([piece, respond](IncomingBody::Verdict refused) {
    refused ? respond(std::move(*refused)) : piece->finish(respond);
  });
}

void delete_upload(Services& services, const RequestPtr& request, const Respond& respond) {
  const auto own = visitor_of(services, *request, respond);
  if (!own) return;
  find_upload(services, upload_id(*request), *own, respond,
              [&services, respond](const gateway::PartialUpload& upload) {
                services.vault.drop(upload.id, [respond](const Result<>& dropped) {
                  respond(dropped ? no_content() : problem(dropped.error()));
                });
              });
}

}  // namespace yingda::net
