// Files in and out, in pieces: what is under way is never held in memory as a whole.

#include <algorithm>
#include <array>
#include <boost/asio/write.hpp>
#include <cstdio>

#include "gateway/evidence_vault.hpp"
#include "net/http_framing.hpp"
#include "net/http_session_parts.hpp"

namespace yingda::net {
namespace {

// What a download holds in memory.
constexpr std::size_t piece_bytes = 64 * 1024;

std::string chunk_head(std::size_t bytes) {
  std::array<char, 24> out{};
  std::snprintf(out.data(), out.size(), "%zx\r\n", bytes);
  return out.data();
}

}  // namespace

Reply answer_late() { return problem(503, "unavailable", "The answer took too long."); }

Task<bool> HttpSession::send_continue() {
  constexpr std::string_view interim = "HTTP/1.1 100 Continue\r\n\r\n";
  const asio::const_buffer bytes(interim.data(), interim.size());
  arm(core_->services.config.times.write, Late::cut);
  const auto [error, written] = co_await asio::async_write(socket_, bytes, nothrow);
  deadline_.disarm();
  co_return !error;
}

Task<std::optional<std::string>> HttpSession::next_piece(ReplyStream bytes) {
  using Piece = Result<std::string>;
  const Asked<Piece> ask = [&bytes](auto done) { bytes->read(piece_bytes, std::move(done)); };
  auto piece = co_await answer_to<Piece>(ask);
  if (gone_ || !piece || !*piece) co_return std::nullopt;
  co_return **std::move(piece);
}

Task<bool> HttpSession::send_bytes(std::string bytes) {
  const asio::const_buffer all(bytes.data(), bytes.size());
  arm(core_->services.config.times.write + transfer_time(bytes.size()), Late::cut);
  const auto [error, written] = co_await asio::async_write(socket_, all, nothrow);
  deadline_.disarm();
  co_return !error;
}

// The length was promised: when a file cannot be read on, only cutting tells.
Task<bool> HttpSession::send_file(ReplyFile file) {
  std::uint64_t left = file->size();
  while (left > 0) {
    std::optional<std::string> piece = co_await next_piece(file);
    if (!piece || piece->empty()) co_return false;
    left -= std::min<std::uint64_t>(left, piece->size());
    const bool sent = co_await send_bytes(std::move(*piece));
    if (!sent) co_return false;
  }
  co_return true;
}

// In chunks; what is cut off before the empty one was not all.
Task<bool> HttpSession::send_stream(ReplyStream stream) {
  for (;;) {
    std::optional<std::string> piece = co_await next_piece(stream);
    if (!piece) co_return false;
    const bool last = piece->empty();
    std::string chunk = chunk_head(piece->size()) + std::move(*piece) + "\r\n";
    const bool sent = co_await send_bytes(std::move(chunk));
    if (last || !sent) co_return sent;
  }
}

std::shared_ptr<IncomingBody> HttpSession::incoming_body() const {
  auto& services = core_->services;
  if (request_->method == "PATCH") return std::make_shared<UploadPiece>(services, request_);
  return std::make_shared<Upload>(services, request_);
}

Task<bool> HttpSession::receive_upload() {
  std::shared_ptr<IncomingBody> upload = incoming_body();
  const Asked<IncomingBody::Verdict> begin = [&](const IncomingBody::Then& then) {
    upload->begin(then);
  };
  ++served_;
  std::optional<IncomingBody::Verdict> refused = co_await answer_to<IncomingBody::Verdict>(begin);
  if (gone_) co_return false;
  refusal_ = refused ? std::move(*refused) : answer_late();
  if (refusal_) upload.reset();
  if (refusal_) co_return co_await refuse();
  if (request_->has("Expect")) {
    const bool sent = co_await send_continue();
    if (!sent) co_return false;
  }
  const bool arrived = co_await read_upload(upload);
  if (gone_) co_return false;
  if (!arrived || refusal_) upload.reset();  // its place is free before the answer is read
  if (!arrived) co_return co_await refuse();
  if (refusal_) co_return co_await send(std::move(*refusal_));
  const Asked<Reply> finish = [&](const Respond& respond) { upload->finish(respond); };
  std::optional<Reply> made = co_await answer_to<Reply>(finish);
  if (gone_) co_return false;
  Reply reply = made ? std::move(*made) : answer_late();
  upload.reset();
  co_return co_await send(std::move(reply));
}

// All of the body, unless it comes too slowly. What follows a fault is read and forgotten, so that
// the sender gets to hear of it.
Task<bool> HttpSession::read_upload(std::shared_ptr<IncomingBody> upload) {
  const TimeLimits& times = core_->services.config.times;
  std::size_t left = content_length(*request_);
  const std::size_t length = left;
  const Coarse begun = core_->services.heartbeat.now();
  std::string piece;
  const Asked<IncomingBody::Verdict> take = [&](const IncomingBody::Then& then) {
    upload->take(piece, then);
  };
  while (left > 0) {
    arm(times.upload_stall, Late::cancel_read);
    std::optional<std::string> arrived = co_await reader_.piece(left);
    deadline_.disarm();
    // What has come so far decides: a sender who trickles bytes does not hold a place for the
    // whole time that a large file may take.
    const auto allowed = times.body + transfer_time(length - left);
    const bool late = was_late_ || core_->services.heartbeat.now() - begun > allowed;
    if (late) refusal_ = problem(408, "timeout", "The file took too long to arrive.");
    if (!arrived || late) co_return false;
    piece = std::move(*arrived);
    left -= piece.size();
    if (refusal_) continue;
    std::optional<IncomingBody::Verdict> refused = co_await answer_to<IncomingBody::Verdict>(take);
    if (gone_) co_return false;
    refusal_ = refused ? std::move(*refused) : answer_late();
  }
  co_return true;
}

}  // namespace yingda::net
