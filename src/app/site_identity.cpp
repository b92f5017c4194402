#include "app/site_identity.hpp"

#include <sodium.h>

#include <array>
#include <cstdlib>
#include <optional>

#include "app/failure.hpp"
#include "base/limits.hpp"
#include "base/mail_address.hpp"
#include "text/characters.hpp"
#include "wire/json.hpp"

namespace yingda::app {
namespace {

using wire::Json;

constexpr std::size_t secret_bytes_min = 32;  // RFC 7518, section 3.2
constexpr std::size_t external_id_bytes_max = 128;
constexpr std::size_t name_characters_max = 80;
// Clocks of two machines differ a little.
constexpr std::int64_t leeway_s = 60;

Error bad(const std::string& what) { return {ErrorCode::invalid, "identity: " + what}; }

std::optional<std::string> decoded(std::string_view text) {
  std::string out(text.size(), '\0');
  std::size_t size = 0;
  const int failed = sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(),
                                       text.data(), text.size(), nullptr, &size, nullptr,
                                       sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  if (failed != 0) return std::nullopt;
  out.resize(size);
  return out;
}

bool signed_with(const std::string& secret, std::string_view message, std::string_view signature) {
  crypto_auth_hmacsha256_state state;
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac{};
  crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(secret.data()),
                              secret.size());
  crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(message.data()),
                                message.size());
  crypto_auth_hmacsha256_final(&state, mac.data());
  return signature.size() == mac.size() &&
         sodium_memcmp(signature.data(), mac.data(), mac.size()) == 0;
}

std::optional<std::int64_t> seconds(const Json& claims, const char* name) {
  const auto claim = claims.find(name);
  if (claim == claims.end() || !claim->is_number()) return std::nullopt;
  const auto value = claim->get<double>();
  if (!(value >= 0 && value < 1e12)) return std::nullopt;
  return static_cast<std::int64_t>(value);
}

// In the words of OpenID Connect. What is no address, or is not said to be verified, is none:
// nothing is written there, and the visitor is served all the same.
std::string verified_email(const Json& claims) {
  const auto verified = claims.find("email_verified");
  const auto email = claims.find("email");
  if (verified == claims.end() || email == claims.end()) return {};
  if (!verified->is_boolean() || !verified->get<bool>() || !email->is_string()) return {};
  auto address = email->get<std::string>();
  return is_mail_address(address) ? address : std::string();
}

Result<conversation::Visitor> visitor_of(const Json& claims) {
  conversation::Visitor visitor;
  auto id = wire::string_member(claims, "external_id");
  if (id && id->empty()) id = wire::string_member(claims, "sub");
  const auto name = wire::words_member(claims, "name");
  if (!id || !name) return bad("`external_id`, `sub` and `name` must be strings");
  if (id->empty() || id->size() > external_id_bytes_max) {
    return bad("`external_id` (or `sub`) must have 1 to 128 bytes");
  }
  if (text::characters(*name) > name_characters_max) {
    return bad("`name` is longer than 80 characters");
  }
  visitor.external_id = *id;
  visitor.name = *name;
  visitor.email = verified_email(claims);
  return visitor;
}

}  // namespace

Result<conversation::Visitor> SiteIdentity::verify(std::string_view proof, Instant now) const {
  if (secret_.empty()) return bad("this gateway checks none; set `identity.secret_env`");
  const auto first = proof.find('.');
  const auto second = first == proof.npos ? first : proof.find('.', first + 1);
  if (second == proof.npos) return bad("not a signed JWT, as HEADER.CLAIMS.SIGNATURE");
  const auto header = decoded(proof.substr(0, first));
  const auto claims = decoded(proof.substr(first + 1, second - first - 1));
  const auto signature = decoded(proof.substr(second + 1));
  if (!header || !claims || !signature) return bad("not base64url");
  const auto kind = wire::parse_object(*header);
  const auto algorithm = kind ? wire::string_member(*kind, "alg") : kind.error();
  if (!algorithm || *algorithm != "HS256") return bad("`alg` must be HS256");
  // RFC 7515, 4.1.11: whoever does not understand what it names must refuse.
  if (kind->contains("crit")) return bad("`crit` names what this gateway does not understand");
  if (!signed_with(secret_, proof.substr(0, second), *signature)) {
    return bad("the signature is not made with this gateway's secret");
  }
  const auto body = wire::parse_object(*claims);
  if (!body) return bad("the claims are no JSON object");
  const auto at = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
  const auto until = seconds(*body, "exp");
  if (!until) return bad("`exp` is missing");
  if (*until + leeway_s < at) return bad("expired");
  if (seconds(*body, "nbf").value_or(0) > at + leeway_s) return bad("not valid yet");
  return visitor_of(*body);
}

std::string site_secret(const content::Config& config) {
  if (config.identity_secret_env.empty()) return {};
  const char* value = std::getenv(config.identity_secret_env.c_str());
  if (value == nullptr || std::string_view(value).size() < secret_bytes_min) {
    throw Failure(exit_bad,
                  "identity.secret_env: the environment variable " + config.identity_secret_env +
                      (value == nullptr ? " is not set" : " is too short for a secret") +
                      "; it must hold at least 32 random bytes that the host site knows, too");
  }
  return value;
}

}  // namespace yingda::app
