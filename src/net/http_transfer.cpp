// Files in and out, in pieces: what is under way is never held in memory as a whole.

#include <algorithm>
#include <boost/asio/write.hpp>

#include "gateway/evidence_vault.hpp"
#include "net/http_framing.hpp"
#include "net/http_session_parts.hpp"

namespace yingda::net {
namespace {

// What a download holds in memory.
constexpr std::size_t file_piece_bytes = 64 * 1024;

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

// The length was promised: when a file cannot be read on, only cutting tells.
Task<bool> HttpSession::send_file(ReplyFile file) {
  using Piece = Result<std::string>;
  const Asked<Piece> ask = [&file](auto done) { file->read(file_piece_bytes, std::move(done)); };
  std::uint64_t left = file->size();
  while (left > 0) {
    const auto piece = co_await answer_to<Piece>(ask);
    if (gone_ || !piece || !*piece || (*piece)->empty()) co_return false;
    const asio::const_buffer bytes((*piece)->data(), (*piece)->size());
    arm(core_->services.config.times.write + transfer_time(bytes.size()), Late::cut);
    const auto [error, written] = co_await asio::async_write(socket_, bytes, nothrow);
    deadline_.disarm();
    if (error) co_return false;
    left -= std::min<std::uint64_t>(left, written);
  }
  co_return true;
}

Task<bool> HttpSession::receive_upload() {
  auto upload = std::make_shared<Upload>(core_->services, request_);
  const Asked<Upload::Verdict> begin = [&](const Upload::Then& then) { upload->begin(then); };
  ++served_;
  std::optional<Upload::Verdict> refused = co_await answer_to<Upload::Verdict>(begin);
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
Task<bool> HttpSession::read_upload(std::shared_ptr<Upload> upload) {
  const TimeLimits& times = core_->services.config.times;
  std::size_t left = content_length(*request_);
  const std::size_t length = left;
  const Coarse begun = core_->services.heartbeat.now();
  std::string piece;
  const Asked<Upload::Verdict> take = [&](const Upload::Then& then) { upload->take(piece, then); };
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
    std::optional<Upload::Verdict> refused = co_await answer_to<Upload::Verdict>(take);
    if (gone_) co_return false;
    refusal_ = refused ? std::move(*refused) : answer_late();
  }
  co_return true;
}

}  // namespace yingda::net
