#include "app/transcript_mail.hpp"

#include <map>
#include <set>

#include "base/mail_address.hpp"
#include "base/rate_limiter.hpp"
#include "connect/mail_message.hpp"
#include "conversation/erasure.hpp"
#include "dossier/transcript.hpp"
#include "store/random.hpp"
#include "text/mask.hpp"
#include "wire/json.hpp"
#include "wire/state_codec.hpp"

namespace yingda::app {
namespace {

// What a mailbox shows without complaint; the rest can be read in the chat.
constexpr std::size_t events_max = 1000;
constexpr double seconds_a_day = 24 * 3600;
// Connections to the mail server for these; notices have theirs.
constexpr std::size_t mails_at_once = 2;

struct Words {
  std::string_view subject;
  std::string_view saved;
  std::string_view cut;
  std::string_view masked;
  std::string_view automatic;
};
constexpr Words zh{
    .subject = "聊天记录",
    .saved = "保存于 ",
    .cut = "（较早的内容没有列出，可在聊天中查看）",
    .masked = "为了安全，手机号、卡号等已隐去一部分。",
    .automatic = "此邮件是您在聊天中要求发送的，收件地址是您登录时已验证的邮箱。",
};
constexpr Words en{
    .subject = "your conversation",
    .saved = "saved ",
    .cut = "(What came before is left out; it can be read in the chat.)",
    .masked = "For your safety, numbers of phones, cards and the like are partly hidden.",
    .automatic =
        "You asked for this mail in the chat; it went to the verified address of your "
        "account.",
};

Error no_address() {
  return {ErrorCode::not_found, "there is no mail here, or no verified address to send it to"};
}

Error busy() {
  return {ErrorCode::overloaded, "many conversations are being mailed; try again in a minute"};
}

std::string receipt(const std::string& address) {
  return wire::text_of(wire::Json{{"to", masked_mail_address(address)}});
}

// Lines that somebody typed into a message do not look like lines of the transcript.
std::string indented(std::string text) {
  for (auto at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1)) {
    text.insert(at + 1, "    ");
  }
  return text;
}

}  // namespace

std::vector<std::string> as_they_stand(const std::vector<StoredEvent>& events) {
  std::map<std::uint64_t, std::string> edited;
  std::set<std::uint64_t> recalled;
  std::vector<std::pair<std::uint64_t, wire::Json>> told;
  for (const auto& [seq, text] : events) {
    auto json = wire::Json::parse(text, nullptr, false);
    if (!json.is_object()) continue;
    const std::string kind = wire::text_at(json, "kind");
    const auto of = json.find("of");
    const bool changes = kind == "edited" || kind == "recalled";
    if (!changes) {
      told.emplace_back(seq, std::move(json));
    } else if (of != json.end() && of->is_number_unsigned()) {
      if (kind == "recalled") recalled.insert(of->get<std::uint64_t>());
      if (kind == "edited") edited[of->get<std::uint64_t>()] = wire::text_at(json, "text");
    }
  }
  std::vector<std::string> out;
  for (auto& [seq, json] : told) {
    if (recalled.contains(seq)) continue;
    if (const auto now = edited.find(seq); now != edited.end()) json["text"] = now->second;
    out.push_back(wire::text_of(json));
  }
  return out;
}

connect::MailText transcript_text(const conversation::State& state,
                                  const std::vector<std::string>& events,
                                  const connect::MailVoice& voice, Instant now) {
  const bool english = state.locale().starts_with("en");
  const Words& words = english ? en : zh;
  dossier::Case about;
  about.locale = english ? "en" : "zh-CN";
  about.zone = voice.zone;
  const std::size_t first = events.size() > events_max ? events.size() - events_max : 0;
  for (std::size_t i = first; i < events.size(); ++i) {
    // The package tells by the salt what was erased; what comes here was not.
    about.entries.push_back({i + 1, i + 1, events[i], "-", {}});
  }
  const std::string& brand = connect::mail_brand(voice, about.locale);
  connect::MailText out;
  out.language = about.locale;
  out.subject = english ? brand + ": " + std::string(words.subject)
                        : "【" + brand + "】" + std::string(words.subject);
  out.text = out.subject + " · " + std::string(words.saved) + dossier::time_words(now, about) +
             "\n" + std::string(words.masked) + "\n\n";
  if (first > 0) out.text += std::string(words.cut) + "\n\n";
  for (const auto& line : dossier::transcript_of(about)) {
    out.text += "[" + dossier::time_words(line.at, about) + "] " + line.who +
                (english ? ": " : "：") + indented(text::mask(line.text)) + "\n";
  }
  out.text += "\n" + std::string(words.automatic) + "\n";
  return out;
}

struct TranscriptMail::Impl : std::enable_shared_from_this<Impl> {
  Impl(boost::asio::io_context& loop, connect::MailSettings the_settings, store::Reader& the_reader,
       const gateway::Clock& the_clock)
      : settings(std::move(the_settings)),
        reader(the_reader),
        clock(the_clock),
        a_day(static_cast<double>(settings.per_address_per_day) / seconds_a_day,
              static_cast<double>(settings.per_address_per_day)),
        client(loop, settings.server, mails_at_once) {}

  void ask(const std::string& conversation, bool send,
           std::function<void(Result<std::string>)> done) {
    if (send && under_way >= transcripts_under_way_max) return done(busy());
    if (send) {
      ++under_way;
      done = [weak = weak_from_this(), done = std::move(done)](const Result<std::string>& outcome) {
        if (const auto self = weak.lock()) --self->under_way;
        done(outcome);
      };
    }
    reader.case_record(conversation, [weak = weak_from_this(), send, done = std::move(done)](
                                         const Result<std::optional<store::CaseRecord>>& record) {
      const auto self = weak.lock();
      if (!self) return;
      if (!record) return done(record.error());
      if (!*record) return done(no_address());
      const auto state = wire::decode_state((*record)->state);
      if (!state) return done(state.error());
      const auto& address = state->arrival.visitor.email;
      if (address.empty() || conversation::is_erased(*state)) return done(no_address());
      if (!send) return done(receipt(address));
      self->mail(*state, **record, done);
    });
  }

  void mail(const conversation::State& state, const store::CaseRecord& record,
            const std::function<void(Result<std::string>)>& done) {
    const auto& address = state.arrival.visitor.email;
    const Instant now = clock.now();
    if (!is_mail_address(address)) return done(no_address());
    if (!a_day.take(address, now.time_since_epoch())) {
      return done(Error{ErrorCode::rate_limited, "enough mails went to this address today"});
    }
    std::vector<StoredEvent> events;
    for (const auto& proven : record.entries) {
      const bool erased = proven.salt.empty();
      if (proven.entry.seq != 0 && !erased)
        events.emplace_back(proven.entry.seq, proven.entry.json);
    }
    const connect::MailHead head{settings.from,
                                 connect::mail_brand(settings.voice, state.locale()),
                                 settings.reply_to,
                                 address,
                                 "transcript_" + store::random_hex(16),
                                 now};
    const auto text = transcript_text(state, as_they_stand(events), settings.voice, now);
    client.send({settings.from, address, connect::mail_message(head, text)},
                [weak = weak_from_this(), address, done](const connect::DeliveryResult& result) {
                  if (result.what == connect::Delivery::done) return done(receipt(address));
                  // It has not got there: it does not count.
                  if (const auto self = weak.lock()) self->a_day.give_back(address);
                  done(Error{ErrorCode::unavailable, "the mail server did not take it"});
                });
  }

  const connect::MailSettings settings;
  store::Reader& reader;
  const gateway::Clock& clock;
  RateLimiter a_day;
  std::size_t under_way = 0;  // being read, being sent, or waiting for either
  connect::SmtpClient client;
};

TranscriptMail::TranscriptMail(boost::asio::io_context& loop,
                               std::optional<connect::MailSettings> settings, store::Reader& reader,
                               const gateway::Clock& clock) {
  if (settings) impl_ = std::make_shared<Impl>(loop, *std::move(settings), reader, clock);
}

TranscriptMail::~TranscriptMail() = default;

void TranscriptMail::ask(const std::string& conversation, bool send,
                         std::function<void(Result<std::string>)> done) {
  if (!impl_) return done(no_address());
  impl_->ask(conversation, send, std::move(done));
}

}  // namespace yingda::app
