#pragma once
// A mail as bytes (RFC 5322, MIME): one part of plain text, header fields that nothing of what they
// are made of can break out of.

#include <string>

#include "base/time.hpp"
#include "connect/mail_words.hpp"

namespace yingda::connect {

struct MailHead {
  std::string from;       // addresses: is_mail_address() holds for each
  std::string from_name;  // any text
  std::string reply_to;   // may be empty
  std::string to;
  std::string id;  // of the notice, the same in every attempt; Message-ID is made of it
  Instant at{};    // of the attempt
};

// Lines end in CR LF and have at most 78 bytes but for a link; bytes above 127 are encoded.
std::string mail_message(const MailHead& head, const MailText& text);

// RFC 2047: as it is when that is plain, else in encoded words of whole characters. Control
// characters become blanks.
std::string header_text(std::string_view text);

}  // namespace yingda::connect
