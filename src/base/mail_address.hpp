#pragma once
// An e-mail address as it may stand in a header and in an SMTP command: one, plain, and nothing
// that could end a line or begin another address.

#include <string>
#include <string_view>

namespace yingda {

// LOCAL@DOMAIN of ASCII: a dot-atom of at most 64 bytes and a host name with at least one dot, 254
// bytes in all (RFC 5321). Quoted local parts, comments, display names, address literals and
// letters of other scripts are refused.
bool is_mail_address(std::string_view text);

// For people to whom it is not addressed: "l***@shop.example".
std::string masked_mail_address(std::string_view address);

}  // namespace yingda
