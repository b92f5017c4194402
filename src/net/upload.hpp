#pragma once
// One upload, from its head to its answer: who sends it, may they, is it one file of an allowed
// kind, and into the vault with it, piece by piece.

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/picture_cleaner.hpp"
#include "gateway/evidence_vault.hpp"
#include "net/incoming_body.hpp"
#include "net/multipart.hpp"

namespace yingda::net {

class Upload final : public IncomingBody, public std::enable_shared_from_this<Upload> {
 public:
  Upload(Services& services, RequestPtr request);

  void begin(const Then& then) override;
  void take(std::string_view piece, const Then& then) override;
  // 201 or a problem.
  void finish(const Respond& respond) override;

 private:
  Verdict refusal_of_head();
  void authorise(const Then& then);
  void authorise_staff(const Then& then);
  void staff_known(const gateway::StaffSession& session, bool bearer, const Then& then);
  void admit(const Then& then);
  void enter_conversation(const Then& then);

  void begin_part(PartHead head);
  void add_data(std::string_view bytes);
  Verdict fault() const;
  Verdict refusal_of_file();
  // Does what the pieces so far allow: permission, kind, writing.
  void go_on(bool last, const Then& then);
  void write(bool last, const Then& then);
  void keep(const Respond& respond);

  Services& services_;
  RequestPtr request_;
  ConnectionCount::Lease place_;
  ConnectionCount::Lease place_of_address_;
  ConnectionCount::Lease place_of_conversation_;
  std::string sender_;
  std::optional<gateway::Staff> staff_;  // nothing: the visitor
  std::string conversation_;
  bool admitted_ = false;

  std::unique_ptr<MultipartParser> parser_;
  std::optional<PartHead> file_;
  std::string part_;  // the name of the part that is being read, if it is no file
  bool in_file_ = false;
  std::string problem_;  // with the form as a whole
  std::string media_type_;
  std::optional<PictureCleaner> cleaner_;
  std::string pending_;  // of the file, not yet written
  std::uint64_t size_ = 0;
  std::unique_ptr<gateway::IncomingFile> incoming_;
};

}  // namespace yingda::net
