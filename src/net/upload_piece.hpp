#pragma once
// PATCH /v1/uploads/{id}: the next bytes of an upload that was announced, and what there is to do
// when they were the last.

#include <memory>
#include <string>

#include "gateway/evidence_vault.hpp"
#include "net/incoming_body.hpp"

namespace yingda::net {

class UploadPiece final : public IncomingBody, public std::enable_shared_from_this<UploadPiece> {
 public:
  UploadPiece(Services& services, RequestPtr request);

  void begin(const Then& then) override;
  void take(std::string_view piece, const Then& then) override;
  // 204 with the new Upload-Offset, or 201 as for a file that came at once.
  void finish(const Respond& respond) override;

 private:
  Verdict refusal_of_head();
  void go_on(const gateway::PartialUpload& upload, const Then& then);
  void append(const Then& then);

  Services& services_;
  RequestPtr request_;
  ConnectionCount::Lease place_;
  ConnectionCount::Lease place_of_address_;
  std::string id_;
  std::string conversation_;
  std::string pending_;  // not yet written
  std::uint64_t offset_ = 0;
};

// Whose token a visitor's request bears; nothing: `respond` has been told.
std::optional<std::string> visitor_of(Services& services, const Request& request,
                                      const Respond& respond);

using FoundUpload = std::function<void(const gateway::PartialUpload&)>;
// The upload that the path names. One that is complete is answered here, and what is not that
// visitor's does not exist.
void find_upload(Services& services, const std::string& id, const std::string& conversation,
                 const Respond& respond, const FoundUpload& found);

// Makes a file of one whose last byte has come, or says why it is none and drops it.
void complete_upload(Services& services, const gateway::PartialUpload& upload,
                     const Respond& respond);

// {"id","name","media_type","size","offset"} and Upload-Offset.
Reply upload_state(int status, const gateway::PartialUpload& upload);

}  // namespace yingda::net
