// Work orders for whoever has number and secret: as JSON for programs, and as the tracking page,
// which does without scripts: forms, a redirect after each, and a cookie for half an hour.

#include "net/cookie.hpp"
#include "net/handlers.hpp"
#include "net/order_key.hpp"
#include "workorder/number.hpp"

namespace yingda::net {
namespace {

constexpr int cookie_seconds = 1800;

// Holds number and secret. Strict, so the page's forms need no further token.
std::pair<std::string, std::string> remembered(const Services& services, const std::string& value,
                                               int max_age) {
  return {"Set-Cookie", set_cookie(track_cookie, value, max_age, services.config.secure_cookies)};
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
  return page_reply(request,
                    services.endpoints.track_form(request.page_locale(), number,
                                                  wrong ? TrackFault::wrong : TrackFault::none),
                    wrong ? 404 : 200);
}

std::string number_in_link(const Request& request) {
  const std::string typed = request.parameter("number").value_or("");
  return plain_key(workorder::normal_number(trim(typed)), typed_number_bytes_max);
}

// Whoever has chosen a language keeps it.
Reply to_track(const Request& request) {
  const std::string query = request.parameter("lang") ? "?lang=" + request.page_locale() : "";
  Reply reply;
  reply.status = 303;
  reply.fields = {{"Location", "/track" + query}, {"Cache-Control", "no-store"}};
  return reply;
}

using TextDone = std::function<void(const Result<std::string>&)>;

// Whoever knows number and secret may look as often as they like: what is no miss is given back.
TextDone only_misses_count(Services& services, const RequestPtr& request, TextDone then) {
  return [&services, request, then = std::move(then)](const Result<std::string>& found) {
    const bool missed = !found && found.error().code == ErrorCode::not_found;
    if (!missed) was_no_guess(services, *request);
    then(found);
  };
}

// The same as a page, for those who have no program to read it.
Reply page_of_fault(Services& services, const Request& request, TrackFault fault, int status) {
  return page_reply(request, services.endpoints.track_form(request.page_locale(), {}, fault),
                    status);
}

Reply page_of_fault(Services& services, const Request& request, const Error& error) {
  const bool busy = error.code == ErrorCode::overloaded || error.code == ErrorCode::unavailable;
  if (!busy) return problem(error);
  return page_of_fault(services, request, TrackFault::unavailable, 503);
}

Reply page_of_too_many(Services& services, const Request& request, const RateLimiter& limit) {
  Reply reply = page_of_fault(services, request, TrackFault::too_many, 429);
  reply.fields.push_back(retry_after(limit.wait(request.client_group)));
  return reply;
}

bool acted_too_often(Services& services, const Request& request) {
  return !services.order_acts.take(request.client_group, services.heartbeat.now());
}

Reply secret_missing() {
  return problem(401, "unauthorized", "Send the order's secret as Authorization: Bearer.");
}

// The order as JSON; the same for a number that does not exist and a secret that does not fit.
TextDone order_answer(Services& services, const RequestPtr& request, const Respond& respond) {
  return only_misses_count(services, request, [respond](const Result<std::string>& order) {
    if (order) return respond(net::json(*order));
    if (order.error().code != ErrorCode::not_found) return respond(problem(order.error()));
    respond(no_such_order());
  });
}

// The page of an order, or what is wrong as a page; `missed` answers a wrong number or secret.
TextDone page_answer(Services& services, const RequestPtr& request, const Respond& respond,
                     std::function<Reply()> missed) {
  auto then = [&services, request, respond,
               missed = std::move(missed)](const Result<std::string>& html) {
    if (html) return respond(page_reply(*request, *html, 200));
    if (html.error().code == ErrorCode::not_found) return respond(missed());
    respond(page_of_fault(services, *request, html.error()));
  };
  return only_misses_count(services, request, std::move(then));
}

}  // namespace

void get_work_order(Services& services, const RequestPtr& request, const Respond& respond) {
  const std::string number(request->path().substr(request->path().rfind('/') + 1));
  const std::string secret(request->bearer());
  if (secret.empty()) return respond(secret_missing());
  if (!may_guess(services, *request)) return respond(guessed_too_often(services, *request));
  auto answer = order_answer(services, request, respond);
  if (!may_exist(number, secret)) return answer(Error{ErrorCode::not_found, {}});
  services.endpoints.order_view(number, secret, std::move(answer));
}

void post_order_action(Services& services, const RequestPtr& request, const Respond& respond) {
  const std::string_view path = request->path().substr(0, request->path().rfind('/'));
  const std::string number(path.substr(path.rfind('/') + 1));
  const std::string secret(request->bearer());
  if (secret.empty()) return respond(secret_missing());
  if (acted_too_often(services, *request)) {
    return respond(rate_limited("That was a lot at once; try again later.",
                                services.order_acts.wait(request->client_group)));
  }
  if (!may_guess(services, *request)) return respond(guessed_too_often(services, *request));
  auto answer = order_answer(services, request, respond);
  if (!may_exist(number, secret)) return answer(Error{ErrorCode::not_found, {}});
  services.endpoints.order_action(number, secret, request->body, std::move(answer));
}

void get_track(Services& services, const RequestPtr& request, const Respond& respond) {
  const auto key = key_in_cookie(services, *request);
  // A link names the order, never its secret. Nobody's page closes by following one.
  const std::string named = number_in_link(*request);
  const bool other = request->parameter("other").has_value();
  if (!key || other || (!named.empty() && named != key->number)) {
    Reply reply = form_reply(services, *request, named, false);
    if (key && other) reply.fields.push_back(remembered(services, "", 0));
    return respond(std::move(reply));
  }
  if (!may_guess(services, *request)) {
    return respond(page_of_too_many(services, *request, services.order_misses));
  }
  auto missed = [&services, request, number = key->number] {
    Reply reply = form_reply(services, *request, number, true);
    reply.fields.push_back(remembered(services, "", 0));
    return reply;
  };
  services.endpoints.track_page({request->page_locale(), key->number, key->secret},
                                page_answer(services, request, respond, std::move(missed)));
}

void post_track(Services& services, const RequestPtr& request, const Respond& respond) {
  if (!is_form(*request)) {
    return respond(problem(415, "unsupported-media-type", "Send the form of GET /track."));
  }
  if (!may_guess(services, *request)) {
    return respond(page_of_too_many(services, *request, services.order_misses));
  }
  const std::string typed = form_value(*request, "number");
  const std::string number =
      plain_key(workorder::normal_number(trim(typed)), typed_number_bytes_max);
  const std::string secret = plain_key(form_value(*request, "secret"), typed_secret_bytes_max);
  auto open = [&services, request, respond, number, secret](const Result<std::string>& html) {
    if (html) {
      Reply reply = to_track(*request);
      reply.fields.push_back(remembered(services, number + "." + secret, cookie_seconds));
      return respond(std::move(reply));
    }
    if (html.error().code != ErrorCode::not_found) {
      return respond(page_of_fault(services, *request, html.error()));
    }
    respond(form_reply(services, *request, number, true));
  };
  auto answer = only_misses_count(services, request, std::move(open));
  if (number.empty() || secret.empty()) return answer(Error{ErrorCode::not_found, {}});
  services.endpoints.track_page({request->page_locale(), number, secret}, std::move(answer));
}

void post_track_action(Services& services, const RequestPtr& request, const Respond& respond) {
  const auto key = key_in_cookie(services, *request);
  // A page that was open for long: its order is asked for again, and may be another one by now.
  if (!is_form(*request) || !key || form_value(*request, "number") != key->number) {
    return respond(to_track(*request));
  }
  TrackRequest wanted{request->page_locale(), key->number, key->secret};
  wanted.act_id = form_value(*request, "id");
  wanted.action = form_value(*request, "action");
  wanted.text = form_value(*request, "text");
  if (wanted.act_id.empty() || wanted.action.empty()) {
    return respond(problem(400, "invalid", "The form has `id`, `number`, `action` and `text`."));
  }
  if (acted_too_often(services, *request)) {
    return respond(page_of_too_many(services, *request, services.order_acts));
  }
  if (!may_guess(services, *request)) {
    return respond(page_of_too_many(services, *request, services.order_misses));
  }
  auto missed = [&services, request] { return form_reply(services, *request, {}, true); };
  services.endpoints.track_page(std::move(wanted),
                                page_answer(services, request, respond, std::move(missed)));
}

}  // namespace yingda::net
