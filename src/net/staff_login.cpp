#include <sodium.h>

#include <nlohmann/json.hpp>

#include "net/cookie.hpp"
#include "net/credentials.hpp"
#include "net/handlers.hpp"
#include "wire/json.hpp"

namespace yingda::net {
namespace {

using nlohmann::json;

constexpr std::string_view session_cookie = "yingda_session";
constexpr int session_seconds = 43200;
constexpr std::size_t name_bytes_max = 128;
// Longer ones would only keep the hash function busy.
constexpr std::size_t password_bytes_max = 1024;
constexpr std::size_t token_bytes_max = 256;

Reply session_reply(const Services& services, const gateway::StaffSession& session) {
  json teams = json::array();
  for (const TeamName& team : services.endpoints.teams(session.staff)) {
    teams.push_back(
        {{"id", team.id}, {"name", team.name}, {"names", json::parse(team.names, nullptr, false)}});
  }
  const json body{{"name", session.staff.name},
                  {"names", session.staff.names},
                  {"role", session.staff.role},
                  {"teams", teams},
                  {"csrf", session.csrf}};
  return net::json(wire::text_of(body));
}

struct LoginForm {
  std::string name;
  std::string password;
};

Result<LoginForm> parse_login(const std::string& body) {
  const auto form = wire::parse_object(body);
  if (!form) return form.error();
  const auto name = wire::required_string(*form, "name");
  if (!name) return name.error();
  const auto password = wire::required_string(*form, "password");
  if (!password) return password.error();
  if (name->size() > name_bytes_max || password->size() > password_bytes_max) {
    return Error{ErrorCode::invalid, "the name or the password is too long"};
  }
  return LoginForm{*name, *password};
}

}  // namespace

std::string session_cookie_name(bool secure) { return cookie_name(session_cookie, secure); }

std::optional<Credentials> credentials_of(const Services& services, const Request& request) {
  const std::string_view bearer = request.bearer();
  if (!bearer.empty() && bearer.size() <= token_bytes_max) {
    return Credentials{std::string(bearer), true};
  }
  if (request.has("Authorization")) return std::nullopt;
  const std::string_view cookie =
      request.cookie(session_cookie_name(services.config.secure_cookies));
  if (cookie.empty() || cookie.size() > token_bytes_max) return std::nullopt;
  return Credentials{std::string(cookie), false};
}

bool same_secret(std::string_view left, std::string_view right) {
  return left.size() == right.size() && !left.empty() &&
         sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

void authenticate(Services& services, const Credentials& credentials,
                  std::function<void(Result<gateway::StaffSession>)> done) {
  if (credentials.bearer) {
    services.accounts.bearer(credentials.token, std::move(done));
  } else {
    services.accounts.session(credentials.token, std::move(done));
  }
}

void post_login(Services& services, const RequestPtr& request, const Respond& respond) {
  if (!request->has_media_type("application/json")) {
    respond(problem(415, "unsupported-media-type", "Send application/json."));
    return;
  }
  if (!services.login_attempts.take(request->client_group, services.heartbeat.now())) {
    respond(rate_limited("Too many log-ins from this address; wait a minute.",
                         services.login_attempts.wait(request->client_group)));
    return;
  }
  auto form = parse_login(request->body);
  if (!form) {
    respond(problem(400, "invalid",
                    "Send {\"name\":\"…\",\"password\":\"…\"}: " + form.error().detail + "."));
    return;
  }
  auto answer = [&services, respond](Result<gateway::StaffSession> session) {
    if (!session) {
      services.telemetry.count("yingda_logins_failed_total", to_string(session.error().code));
      respond(problem(session.error()));
      return;
    }
    Reply reply = session_reply(services, *session);
    reply.fields.emplace_back("Set-Cookie",
                              set_cookie(session_cookie, session->token, session_seconds,
                                         services.config.secure_cookies));
    respond(std::move(reply));
  };
  services.accounts.login(std::move(form->name), std::move(form->password), request->client,
                          std::move(answer));
}

void post_logout(Services& services, const RequestPtr& request, const Respond& respond) {
  const auto credentials = credentials_of(services, *request);
  if (!credentials || credentials->bearer) {
    respond(problem(401, "unauthorized", "There is no session to end."));
    return;
  }
  auto answer = [&services, request, respond,
                 token = credentials->token](Result<gateway::StaffSession> session) {
    if (!session) {
      respond(problem(session.error()));
      return;
    }
    if (!same_secret(request->field("X-CSRF-Token"), session->csrf)) {
      respond(problem(403, "csrf", "X-CSRF-Token must carry the csrf value of the log-in."));
      return;
    }
    services.accounts.logout(token, [&services, respond, token] {
      if (services.logged_out) services.logged_out(token);
      Reply reply = no_content();
      reply.fields.emplace_back("Set-Cookie",
                                set_cookie(session_cookie, "", 0, services.config.secure_cookies));
      respond(std::move(reply));
    });
  };
  authenticate(services, *credentials, std::move(answer));
}

void get_session(Services& services, const RequestPtr& request, const Respond& respond) {
  const auto credentials = credentials_of(services, *request);
  if (!credentials) {
    respond(problem(401, "unauthorized", "Log in first."));
    return;
  }
  auto answer = [&services, respond](Result<gateway::StaffSession> session) {
    respond(session ? session_reply(services, *session) : problem(session.error()));
  };
  authenticate(services, *credentials, std::move(answer));
}

}  // namespace yingda::net
