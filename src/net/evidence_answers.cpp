#include "net/evidence_answers.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "base/ascii.hpp"
#include "base/media_type.hpp"
#include "net/byte_range.hpp"
#include "net/credentials.hpp"
#include "net/handlers.hpp"

namespace yingda::net {
namespace {

constexpr std::size_t evidence_id_bytes_max = 64;

bool is_plain_name_byte(char c) {
  const char small = lower_ascii(c);
  return (c >= '0' && c <= '9') || (small >= 'a' && small <= 'z') || c == '.' || c == '-' ||
         c == '_';
}

// For clients that do not know filename*: what is not plain ASCII becomes "_".
std::string plain_name(std::string_view name) {
  std::string out;
  for (const char c : name) {
    const bool continues = (static_cast<unsigned char>(c) & 0xC0) == 0x80;
    if (!continues) out += is_plain_name_byte(c) || c == ' ' ? c : '_';
  }
  return out;
}

std::string percent_encoded(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (is_plain_name_byte(c)) {
      out += c;
    } else {
      std::array<char, 4> escape{};
      std::snprintf(escape.data(), escape.size(), "%%%02X",
                    static_cast<unsigned>(static_cast<unsigned char>(c)));
      out += escape.data();
    }
  }
  return out;
}

std::string size_text(std::size_t bytes) {
  constexpr std::size_t mebibyte = 1024 * 1024;
  return bytes % mebibyte == 0 ? std::to_string(bytes / mebibyte) + " MiB"
                               : std::to_string(bytes) + " bytes";
}

bool already_held(const Request& request, const Evidence& file) {
  const auto held = request.list("If-None-Match");
  return std::find(held.begin(), held.end(), '"' + file.sha256 + '"') != held.end();
}

void narrow_to(Reply& reply, const ByteRange& range) {
  const std::uint64_t size = reply.file->size();
  if (range.count == 0) {
    reply = problem(416, "no-such-range", "The file ends before that.");
  } else {
    reply.status = 206;
    reply.file->narrow(range.first, range.count);
  }
  reply.fields.emplace_back("Content-Range", range.text(size));
}

void send_file(Services& services, const RequestPtr& request, const gateway::EvidenceRow& row,
               const Respond& respond) {
  Reply reply = download_of(row.file);
  if (already_held(*request, row.file)) {
    reply.status = 304;
    return respond(std::move(reply));
  }
  const auto range = range_of(*request, row.file.size, '"' + row.file.sha256 + '"');
  services.vault.open(row, [&services, reply, range,
                            respond](const Result<std::shared_ptr<gateway::OutgoingFile>>& file) {
    if (!file) {
      services.telemetry.warn("evidence_lost", {{"error", file.error().detail}});
      return respond(problem(file.error()));
    }
    Reply answer = reply;
    answer.file = *file;
    if (range) narrow_to(answer, *range);
    respond(std::move(answer));
  });
}

// A colleague who may not see the conversation is told what a stranger is told.
void send_to_staff(Services& services, const RequestPtr& request, const gateway::Staff& staff,
                   const gateway::EvidenceRow& row, const Respond& respond) {
  services.endpoints.may_read(staff, row.conversation,
                              [&services, request, row, respond](const Result<bool>& may) {
                                if (!may) return respond(problem(may.error()));
                                if (*may) return send_file(services, request, row, respond);
                                services.telemetry.count("yingda_authz_denied_total", "evidence");
                                respond(no_such_evidence());
                              });
}

using Found = std::function<void(const gateway::EvidenceRow&)>;

void find_file(Services& services, const Request& request, const Respond& respond,
               const Found& found) {
  std::string id(request.path().substr(request.path().rfind('/') + 1));
  if (id.size() > evidence_id_bytes_max) return respond(no_such_evidence());
  services.vault.find(std::move(id),
                      [respond, found](const Result<std::optional<gateway::EvidenceRow>>& row) {
                        if (!row) return respond(problem(row.error()));
                        if (!*row) return respond(no_such_evidence());
                        found(**row);
                      });
}

}  // namespace

Reply uploaded(const Evidence& file) {
  const nlohmann::json body{{"id", file.id},
                            {"name", file.name},
                            {"media_type", file.media_type},
                            {"size", file.size},
                            {"sha256", file.sha256}};
  Reply reply = json(body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  reply.status = 201;
  reply.fields.emplace_back("Location", "/v1/evidence/" + file.id);
  return reply;
}

Reply too_large_upload(std::size_t bytes_max) {
  return problem(413, "too-large", "A file may have at most " + size_text(bytes_max) + ".");
}

Reply not_an_allowed_file() {
  return problem(415, "unsupported-media-type",
                 "Allowed are JPEG, PNG, WebP, GIF, PDF, plain text (sent as text/plain), MP4 "
                 "and QuickTime; what counts is what is in the file, not its name. A HEIC "
                 "photograph must be made a JPEG.");
}

Reply too_many_pixels() {
  return problem(413, "too-many-pixels",
                 "A picture may have at most 50 megapixels, and 20,000 pixels a side.");
}

Reply not_logged_in() {
  return problem(401, "unauthorized",
                 "Send the chat token or an API token as Authorization: Bearer, or log in.");
}

Reply no_such_conversation() {
  return problem(404, "not-found", "There is no such conversation, or it is none of yours.");
}

Reply no_such_evidence() {
  return problem(404, "not-found", "There is no such file, or it is none of yours.");
}

std::string content_disposition(const Evidence& file) {
  const std::string how = is_picture(file.media_type) ? "inline" : "attachment";
  return how + "; filename=\"" + plain_name(file.name) + "\"; filename*=UTF-8''" +
         percent_encoded(file.name);
}

Reply download_of(const Evidence& file) {
  Reply reply;
  reply.fields = {
      {"Content-Type", file.media_type},
      {"Content-Disposition", content_disposition(file)},
      {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox"},
      {"Cache-Control", "private, no-cache"},
      {"ETag", '"' + file.sha256 + '"'},
      {"Accept-Ranges", "bytes"},
      {"Vary", "Authorization, Cookie"}};
  return reply;
}

void get_evidence(Services& services, const RequestPtr& request, const Respond& respond) {
  const std::string token(request->bearer());
  const std::string own = token.empty() ? token : services.endpoints.conversation_of(token);
  if (!own.empty()) {
    return find_file(services, *request, respond,
                     [&services, request, own, respond](const gateway::EvidenceRow& row) {
                       if (row.conversation != own) return respond(no_such_evidence());
                       send_file(services, request, row, respond);
                     });
  }
  const auto credentials = credentials_of(services, *request);
  if (!credentials) return respond(not_logged_in());
  authenticate(services, *credentials,
               [&services, request, respond](const Result<gateway::StaffSession>& session) {
                 if (!session) return respond(problem(session.error()));
                 const auto found = [&services, request, respond,
                                     staff = session->staff](const gateway::EvidenceRow& row) {
                   send_to_staff(services, request, staff, row, respond);
                 };
                 find_file(services, *request, respond, found);
               });
}

// Requests with a body are taken by the session, piece by piece.
void post_evidence(Services&, const RequestPtr& request, const Respond& respond) {
  const bool sized = request->has("Content-Length");
  respond(sized ? problem(400, "bad-form", "The form is empty.")
                : problem(411, "length-required", "Send Content-Length with the form."));
}

}  // namespace yingda::net
