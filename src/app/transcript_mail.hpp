#pragma once
// The conversation by mail, to the address that the host site has proved to be its visitor's, and
// to no other. Made of what is stored when they ask, with what nobody should read in a mailbox
// masked; nothing of it is kept. Whoever asks hears what the mail server said.

#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "connect/mail_transport.hpp"
#include "conversation/state.hpp"
#include "gateway/ports.hpp"
#include "store/reader.hpp"

namespace yingda::app {

class TranscriptMail {
 public:
  // Without `settings` there is no mail.
  TranscriptMail(boost::asio::io_context& loop, std::optional<connect::MailSettings> settings,
                 store::Reader& reader, const gateway::Clock& clock);
  ~TranscriptMail();  // cuts off what is under way

  // {"to": the address, masked}; with `send` once the mail server has taken it. `not_found`: there
  // is no mail, or no proved address. `rate_limited`: enough went there today. `overloaded`: too
  // many wait for a slow mail server already. `unavailable`: the mail server did not take it.
  void ask(const std::string& conversation, bool send,
           std::function<void(Result<std::string>)> done);

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

// Whoever asks waits for the mail server: behind more than these they would wait for minutes, and
// every one of them holds a whole conversation in memory.
inline constexpr std::size_t transcripts_under_way_max = 8;

// An event of the log as it was stored, by its number.
using StoredEvent = std::pair<std::uint64_t, std::string>;

// What the visitor sees of them: without what was taken back, and edited words as they are now.
std::vector<std::string> as_they_stand(const std::vector<StoredEvent>& events);

// The mail's words, of the events of one conversation of one conversation; long ones begin at their
// last part.
connect::MailText transcript_text(const conversation::State& state,
                                  const std::vector<std::string>& events,
                                  const connect::MailVoice& voice, Instant now);

}  // namespace yingda::app
