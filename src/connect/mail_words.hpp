#pragma once
// What a mail to the visitor says: that there is news of their work order, of what kind, by when
// more is due, and where to look. Nothing that anybody wrote, no names, and not the order's secret.

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/time.hpp"

namespace yingda::connect {

// What the outbox keeps of it (wire/notice_json.hpp, mail_json).
struct MailFacts {
  std::string locale;
  std::string number;          // of the work order; may be empty
  std::set<std::string> news;  // kinds
  bool asks = false;           // something of the customer is waited for
  std::optional<Instant> due;
  std::string due_what;  // answer, promise, solution
};
Result<MailFacts> mail_facts(std::string_view json);

// Whose mail it is.
struct MailVoice {
  std::string brand_zh;
  std::string brand_en;
  std::string public_url;  // without a slash at the end; empty: there is no link in it
  ZoneOffset zone;
};

struct MailText {
  std::string subject;
  std::string text;  // lines end in '\n'
  std::string language;
};
MailText mail_text(const MailFacts& facts, const MailVoice& voice);

// The brand as the reader's language has it.
const std::string& mail_brand(const MailVoice& voice, const std::string& locale);

}  // namespace yingda::connect
