#include <algorithm>

#include "net/handlers.hpp"

namespace yingda::net {
namespace {

constexpr std::string_view articles_path = "/v1/articles/";
constexpr std::size_t locale_bytes_max = 35;  // the longest tag of RFC 5646 in practice

bool is_locale(std::string_view text) {
  return text.size() <= locale_bytes_max && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  c == '-';
         });
}

// Answered already when it is none.
std::optional<std::string> asked_locale(const Request& request, const Respond& respond) {
  std::string locale = request.parameter("locale").value_or("");
  if (is_locale(locale)) return locale;
  respond(problem(400, "invalid", "`locale` is a language tag like zh-CN."));
  return std::nullopt;
}

// The same for everybody, and any page may read it.
Reply for_every_page(std::string body) {
  Reply reply;
  reply.fields = {{"Content-Type", "application/json"},
                  {"Cache-Control", "public, max-age=60"},
                  {"Access-Control-Allow-Origin", "*"},
                  {"Cross-Origin-Resource-Policy", "cross-origin"}};
  reply.body = std::move(body);
  return reply;
}

}  // namespace

void get_health(Services&, const RequestPtr&, const Respond& respond) {
  respond(json("{\"status\":\"ok\"}\n"));
}

void get_readiness(Services& services, const RequestPtr&, const Respond& respond) {
  std::optional<std::string> reason;
  if (services.draining) reason = "draining";
  if (!reason && services.hooks.not_ready) reason = services.hooks.not_ready();
  respond(reason ? problem(503, "not-ready", *reason) : json("{\"status\":\"ready\"}\n"));
}

void get_metrics(Services& services, const RequestPtr&, const Respond& respond) {
  Reply reply;
  reply.fields = {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"},
                  {"Cache-Control", "no-store"}};
  if (services.hooks.metrics) reply.body = services.hooks.metrics();
  respond(std::move(reply));
}

void get_widget_config(Services& services, const RequestPtr& request, const Respond& respond) {
  if (auto locale = asked_locale(*request, respond)) {
    respond(for_every_page(services.endpoints.widget_config(*locale)));
  }
}

void get_article(Services& services, const RequestPtr& request, const Respond& respond) {
  const auto locale = asked_locale(*request, respond);
  if (!locale) return;
  const std::string id(request->path().substr(articles_path.size()));
  auto article = services.endpoints.article(id, *locale);
  respond(article ? for_every_page(std::move(*article))
                  : problem(404, "not-found", "There is no article of that id."));
}

void get_socket(Services&, const RequestPtr&, const Respond& respond) {
  Reply reply = problem(426, "upgrade-required", "This path speaks WebSocket, version 13.");
  reply.fields.emplace_back("Upgrade", "websocket");
  reply.fields.emplace_back("Sec-WebSocket-Version", "13");
  respond(std::move(reply));
}

}  // namespace yingda::net
