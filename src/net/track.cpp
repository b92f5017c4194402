// Work orders for whoever has number and secret: as JSON for programs, and as the tracking page,
// which does without scripts: forms, a redirect after each, and a cookie for half an hour.

#include "net/cookie.hpp"
#include "net/handlers.hpp"
#include "net/order_key.hpp"

namespace yingda::net {
namespace {

constexpr int cookie_seconds = 1800;

// Holds number and secret. Strict, so the page's forms need no further token.
std::pair<std::string, std::string> remembered(const Services& services, const std::string& value,
                                               int max_age) {
  return {"Set-Cookie", set_cookie(track_cookie, value, max_age, services.config.secure_cookies)};
}

std::string locale_of(const Request& request) {
  if (const auto asked = request.parameter("lang"))
    return asked->starts_with("en") ? "en" : "zh-CN";
  const auto accepted = request.list("Accept-Language");
  return !accepted.empty() && accepted.front().starts_with("en") ? "en" : "zh-CN";
}

// A field of a form sent as application/x-www-form-urlencoded.
std::string form_value(const Request& request, std::string_view name) {
  Request form;
  form.target = "/?" + request.body;
  return form.parameter(name).value_or("");
}

bool is_form(const Request& request) {
  return request.has_media_type("application/x-www-form-urlencoded");
}

// As numbers are written everywhere: "gd20261121-0042-8 " is typed on a phone.
std::string canonical(std::string number) {
  std::erase(number, ' ');
  for (char& c : number) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return number;
}

Reply page_reply(const Request& request, std::string_view html, int status) {
  Reply reply = html_page(request, html, "'none'");
  reply.status = status;
  reply.fields.emplace_back("X-Robots-Tag", "noindex");
  // Under "no-referrer" a form would be sent with "Origin: null", as if by somebody else.
  reply.fields.emplace_back("Referrer-Policy", "same-origin");
  return reply;
}

Reply form_reply(Services& services, const Request& request, const std::string& number,
                 bool wrong) {
  return page_reply(request, services.endpoints.track_form(locale_of(request), number, wrong),
                    wrong ? 404 : 200);
}

Reply to_track() {
  Reply reply;
  reply.status = 303;
  reply.fields = {{"Location", "/track"}, {"Cache-Control", "no-store"}};
  return reply;
}

std::optional<Reply> acted_too_often(Services& services, const Request& request) {
  if (services.order_acts.take(request.client_group, services.heartbeat.now())) return std::nullopt;
  return problem(429, "rate-limited", "That was a lot at once; try again later.");
}

Reply secret_missing() {
  return problem(401, "unauthorized", "Send the order's secret as Authorization: Bearer.");
}

// The order as JSON; the same for a number that does not exist and a secret that does not fit.
std::function<void(Result<std::string>)> order_answer(Services& services, const RequestPtr& request,
                                                      const Respond& respond) {
  return [&services, request, respond](Result<std::string> order) {
    if (order) return respond(net::json(std::move(*order)));
    if (order.error().code != ErrorCode::not_found) return respond(problem(order.error()));
    count_miss(services, *request);
    respond(no_such_order());
  };
}

}  // namespace

void get_work_order(Services& services, const RequestPtr& request, const Respond& respond) {
  const std::string number(request->path().substr(request->path().rfind('/') + 1));
  const std::string secret(request->bearer());
  if (secret.empty()) return respond(secret_missing());
  // Guesses are what is counted: whoever knows the secret may look as often as they like.
  if (auto refused = guessed_too_often(services, *request)) return respond(std::move(*refused));
  auto answer = order_answer(services, request, respond);
  if (!may_exist(number, secret)) return answer(Error{ErrorCode::not_found, {}});
  services.endpoints.order_view(number, secret, std::move(answer));
}

void post_order_action(Services& services, const RequestPtr& request, const Respond& respond) {
  const std::string_view path = request->path().substr(0, request->path().rfind('/'));
  const std::string number(path.substr(path.rfind('/') + 1));
  const std::string secret(request->bearer());
  if (secret.empty()) return respond(secret_missing());
  if (auto refused = guessed_too_often(services, *request)) return respond(std::move(*refused));
  if (auto refused = acted_too_often(services, *request)) return respond(std::move(*refused));
  auto answer = order_answer(services, request, respond);
  if (!may_exist(number, secret)) return answer(Error{ErrorCode::not_found, {}});
  services.endpoints.order_action(number, secret, request->body, std::move(answer));
}

void get_track(Services& services, const RequestPtr& request, const Respond& respond) {
  const auto key = key_in_cookie(services, *request);
  if (!key || request->parameter("other")) {
    Reply reply = form_reply(services, *request, {}, false);
    if (key) reply.fields.push_back(remembered(services, "", 0));
    return respond(std::move(reply));
  }
  if (auto refused = guessed_too_often(services, *request)) return respond(std::move(*refused));
  auto answer = [&services, request, respond, number = key->number](Result<std::string> html) {
    if (html) return respond(page_reply(*request, *html, 200));
    if (html.error().code != ErrorCode::not_found) return respond(problem(html.error()));
    count_miss(services, *request);
    Reply reply = form_reply(services, *request, number, true);
    reply.fields.push_back(remembered(services, "", 0));
    respond(std::move(reply));
  };
  services.endpoints.track_page({locale_of(*request), key->number, key->secret}, std::move(answer));
}

void post_track(Services& services, const RequestPtr& request, const Respond& respond) {
  if (!is_form(*request)) {
    return respond(problem(415, "unsupported-media-type", "Send the form of GET /track."));
  }
  if (auto refused = guessed_too_often(services, *request)) return respond(std::move(*refused));
  const std::string number =
      canonical(plain_key(form_value(*request, "number"), typed_number_bytes_max));
  const std::string secret = plain_key(form_value(*request, "secret"), typed_secret_bytes_max);
  auto answer = [&services, request, respond, number, secret](const Result<std::string>& html) {
    if (html) {
      Reply reply = to_track();
      reply.fields.push_back(remembered(services, number + "." + secret, cookie_seconds));
      return respond(std::move(reply));
    }
    if (html.error().code != ErrorCode::not_found) return respond(problem(html.error()));
    count_miss(services, *request);
    respond(form_reply(services, *request, number, true));
  };
  if (number.empty() || secret.empty()) return answer(Error{ErrorCode::not_found, {}});
  services.endpoints.track_page({locale_of(*request), number, secret}, std::move(answer));
}

void post_track_action(Services& services, const RequestPtr& request, const Respond& respond) {
  const auto key = key_in_cookie(services, *request);
  // A page that was open for long: its order is asked for again, and may be another one by now.
  if (!is_form(*request) || !key || form_value(*request, "number") != key->number) {
    return respond(to_track());
  }
  if (auto refused = guessed_too_often(services, *request)) return respond(std::move(*refused));
  if (auto refused = acted_too_often(services, *request)) return respond(std::move(*refused));
  TrackRequest wanted{locale_of(*request), key->number, key->secret};
  wanted.act_id = form_value(*request, "id");
  wanted.action = form_value(*request, "action");
  wanted.text = form_value(*request, "text");
  if (wanted.act_id.empty() || wanted.action.empty()) {
    return respond(problem(400, "invalid", "The form has `id`, `number`, `action` and `text`."));
  }
  services.endpoints.track_page(std::move(wanted),
                                [&services, request, respond](Result<std::string> html) {
                                  if (html) return respond(page_reply(*request, *html, 200));
                                  if (html.error().code != ErrorCode::not_found)
                                    return respond(problem(html.error()));
                                  count_miss(services, *request);
                                  respond(form_reply(services, *request, {}, true));
                                });
}

}  // namespace yingda::net
