#include "net/routes.hpp"

#include <algorithm>
#include <array>

#include "base/ascii.hpp"
#include "net/cross_origin.hpp"
#include "net/handlers.hpp"
#include "net/http_framing.hpp"

namespace yingda::net {
namespace {

constexpr std::size_t login_bytes_max = 4 * 1024;
constexpr std::size_t form_bytes_max = 32 * 1024;
// An article of 64 KiB, as JSON writes it.
constexpr std::size_t learning_bytes_max = 160 * 1024;
// Fifty views with long names and filters.
constexpr std::size_t views_bytes_max = 64 * 1024;
constexpr std::size_t poll_bytes_max = 64 * 1024;

constexpr std::array routes{
    Route{"GET", "/healthz", get_health, Door::both},
    Route{"GET", "/readyz", get_readiness, Door::both},
    Route{"GET", "/metrics", get_metrics, Door::admin},
    Route{"GET", "/widget.js", get_widget_script},
    Route{"GET", "/assets/*", get_asset},
    Route{"GET", "/", get_demo_page},
    Route{"GET", "/desk", get_desk_page},
    Route{"GET", "/desk/*", get_desk_page},
    Route{"GET", "/chat", get_chat_page},
    Route{"POST", "/v1/login", post_login, Door::main, Kind::plain, login_bytes_max},
    Route{"POST", "/v1/logout", post_logout},
    Route{"GET", "/v1/session", get_session},
    Route{"GET", "/v1/widget/config", get_widget_config},
    Route{"GET", "/v1/articles/{id}", get_article},
    Route{"GET", "/v1/work-orders/{number}", get_work_order},
    Route{"POST", "/v1/work-orders/{number}/actions", post_order_action, Door::main, Kind::plain,
          form_bytes_max},
    Route{"GET", "/v1/service-level", get_service_level},
    Route{"GET", "/service-level", get_service_page},
    Route{"GET", "/v1/work-orders/{number}/dossier", get_dossier},
    Route{"GET", "/v1/dossier-keys", get_dossier_keys},
    Route{"GET", "/track", get_track},
    Route{"POST", "/track", post_track, Door::main, Kind::plain, form_bytes_max},
    Route{"POST", "/track/action", post_track_action, Door::main, Kind::plain, form_bytes_max},
    Route{"POST", "/v1/evidence", post_evidence, Door::main, Kind::upload, 0, Sharing::shared},
    Route{"GET", "/v1/evidence/{id}", get_evidence, Door::main, Kind::plain, 0, Sharing::shared},
    Route{"POST", "/v1/uploads", post_uploads, Door::main, Kind::plain, form_bytes_max,
          Sharing::shared},
    Route{"GET", "/v1/uploads/{id}", get_upload, Door::main, Kind::plain, 0, Sharing::shared},
    Route{"PATCH", "/v1/uploads/{id}", patch_upload, Door::main, Kind::upload, 0, Sharing::shared},
    Route{"DELETE", "/v1/uploads/{id}", delete_upload, Door::main, Kind::plain, 0, Sharing::shared},
    Route{"DELETE", "/v1/me", delete_me, Door::main, Kind::plain, 0, Sharing::shared},
    Route{"GET", "/v1/me/export", get_own_data, Door::main, Kind::plain, 0, Sharing::shared},
    Route{"GET", "/v1/me/transcript", get_transcript, Door::main, Kind::plain, 0, Sharing::shared},
    Route{"POST", "/v1/me/transcript", post_transcript, Door::main, Kind::plain, 0,
          Sharing::shared},
    Route{"GET", "/v1/conversations", get_conversations},
    Route{"GET", "/v1/desk/overview", get_desk_overview},
    Route{"GET", "/v1/desk/queue", get_desk_queue},
    Route{"GET", "/v1/work-orders", get_work_orders},
    Route{"GET", "/v1/desk/views", get_views},
    Route{"PUT", "/v1/desk/views", put_views, Door::main, Kind::plain, views_bytes_max},
    Route{"GET", "/v1/desk/views/shared", get_shared_views},
    Route{"PUT", "/v1/desk/views/shared", put_shared_views, Door::main, Kind::plain,
          views_bytes_max},
    Route{"GET", "/v1/desk/keys", get_keys},
    Route{"PUT", "/v1/desk/keys", put_keys},
    Route{"GET", "/v1/desk/visits", get_visits},
    Route{"GET", "/v1/desk/mentions", get_mentions},
    Route{"POST", "/v1/desk/mentions/{conversation}/seen", post_mentions_seen},
    Route{"GET", "/v1/audit", get_audit},
    Route{"GET", "/v1/audit/accounts", get_account_changes},
    Route{"GET", "/v1/audit/chain", get_chain},
    Route{"GET", "/v1/policies", get_policies},
    Route{"GET", "/v1/accounts", get_accounts},
    Route{"POST", "/v1/accounts", post_accounts, Door::main, Kind::plain, login_bytes_max},
    Route{"POST", "/v1/accounts/{account}/actions", post_account_action, Door::main, Kind::plain,
          login_bytes_max},
    Route{"GET", "/v1/figures", get_figures},
    Route{"GET", "/v1/ask", get_understanding},
    Route{"GET", "/v1/canned-replies", get_canned_replies},
    Route{"GET", "/v1/learning", get_learning},
    Route{"GET", "/v1/learning/publications/{number}", get_publication},
    Route{"POST", "/v1/learning/{cluster}/actions", post_learning_action, Door::main, Kind::plain,
          learning_bytes_max},
    Route{"GET", "/v1/chat", get_socket, Door::main, Kind::chat_socket},
    Route{"GET", "/v1/desk", get_socket, Door::main, Kind::desk_socket},
    Route{"POST", "/v1/chat/poll", post_chat_poll, Door::main, Kind::poll, poll_bytes_max,
          Sharing::as_sockets},
};

bool fits(std::string_view pattern, std::string_view path) {
  const std::size_t open = pattern.find_first_of("*{");
  if (open == std::string_view::npos) return pattern == path;
  if (!path.starts_with(pattern.substr(0, open)) || path.size() == open) return false;
  if (pattern[open] == '*') return true;
  const std::string_view rest = pattern.substr(pattern.find('}') + 1);
  return path.ends_with(rest) && path.size() > open + rest.size() &&
         path.substr(open, path.size() - open - rest.size()).find('/') == std::string_view::npos;
}

bool serves(const Route& route, const Request& request) {
  if (route.door == Door::admin && !request.admin) return false;
  if (route.door == Door::main && request.admin) return false;
  return fits(route.pattern, request.path());
}

bool changes_something(std::string_view method) { return method != "GET" && method != "HEAD"; }

bool host_allowed(const Services& services, const Request& request) {
  const auto& allowed = services.config.allowed_hosts;
  if (allowed.empty() || request.admin) return true;
  const std::string host = lower_ascii(request.field("Host"));
  return std::any_of(allowed.begin(), allowed.end(), [&](const std::string& name) {
    const std::string known = lower_ascii(name);
    return host == known || host.starts_with(known + ':');
  });
}

// It ends up in logs and histories: refused before anything can rely on it.
bool credential_in_url(const Request& request) {
  const std::string_view path = request.path();
  const bool takes_one =
      path.starts_with("/v1/") || path == "/track" || path.starts_with("/track/");
  return takes_one && (request.parameter("token") || request.parameter("secret"));
}

bool is_shared(const Route& route) { return route.sharing != Sharing::own_pages; }

std::string methods_of(const Request& request) {
  std::string methods;
  for (const Route& route : routes) {
    if (!serves(route, request)) continue;
    if (!methods.empty()) methods += ", ";
    methods += route.method == "GET" ? "GET, HEAD" : route.method;
  }
  return methods;
}

Reply wrong_method(const Services& services, const Request& request, bool shared) {
  const std::string methods = methods_of(request);
  if (shared && is_preflight(request)) return preflight_answer(services, request, methods);
  Reply reply = problem(405, "method-not-allowed", "This path does not serve this method.");
  reply.fields.emplace_back("Allow", methods);
  return reply;
}

}  // namespace

std::variant<const Route*, Reply> find_route(const Services& services, const Request& request) {
  if (!host_allowed(services, request)) {
    return problem(421, "wrong-host", "This server does not answer to that name.");
  }
  if (credential_in_url(request)) {
    return problem(400, "token-in-url",
                   "Never put a token or a secret into a URL's query: send it in the hello frame, "
                   "as Authorization: Bearer, or by the form of /track; a link may carry it behind "
                   "#.");
  }
  if (!is_plain_path(request.path())) return problem(404, "not-found", "There is nothing here.");
  const std::string_view asked = request.method;
  const std::string_view method = asked == "HEAD" ? "GET" : asked;
  bool known_path = false;
  bool shared = false;
  for (const Route& route : routes) {
    if (!serves(route, request)) continue;
    known_path = true;
    shared = shared || is_shared(route);
    if (route.method != method) continue;
    if (changes_something(method)) {
      auto fault = cross_site_fault(services, request, route.sharing);
      if (fault) return std::move(*fault);
    }
    return &route;
  }
  if (known_path) return wrong_method(services, request, shared);
  return problem(404, "not-found", "There is nothing here.");
}

}  // namespace yingda::net
