#pragma once
// Who a visitor is, as the host site proves it: a JSON Web Token (RFC 7519) signed with HS256 and a
// secret that both sides know.

#include <string>

#include "content/config.hpp"
#include "gateway/ports.hpp"

namespace yingda::app {

class SiteIdentity final : public gateway::Identities {
 public:
  // Without a secret no proof holds.
  explicit SiteIdentity(std::string secret) : secret_(std::move(secret)) {}

  // Claims: `exp` (needed) and `nbf` in seconds since 1970, `external_id` or else `sub` (the site's
  // id of the visitor, 1 to 128 bytes), `name` (shown to agents, at most 80 characters), `email`,
  // which counts with `email_verified: true` only.
  Result<conversation::Visitor> verify(std::string_view proof, Instant now) const override;

 private:
  std::string secret_;
};

// The secret that the configuration names, "" when it names none. Throws Failure when the
// environment has it not, or too short to be one.
std::string site_secret(const content::Config& config);

}  // namespace yingda::app
