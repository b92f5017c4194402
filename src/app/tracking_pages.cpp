#include "app/tracking_pages.hpp"

#include "gateway/secret_text.hpp"
#include "pages/service_level.hpp"
#include "pages/track.hpp"
#include "pages/track_words.hpp"
#include "text/characters.hpp"
#include "wire/json.hpp"
#include "wire/order_view.hpp"
#include "workorder/number.hpp"

namespace yingda::app {
namespace {

using workorder::WorkOrder;

std::string fresh_id(gateway::Secrets& secrets) {
  return "track-" + gateway::base32(secrets.bytes(10));
}

gateway::OrderDone as_json(gateway::Gateway& gateway, Instant now, TextDone done) {
  return [&gateway, now, done = std::move(done)](const Result<WorkOrder>& order) {
    if (!order) return done(order.error());
    const auto catalog = gateway.catalog();
    const auto name = catalog->team_name(order->department, catalog->default_locale);
    auto json = wire::tracking_json(*order, name);
    json["promise_record"] = wire::promise_record_json(*order, now);
    done(json.dump());
  };
}

}  // namespace

void order_json(gateway::Gateway& gateway, gateway::Clock& clock, const std::string& number,
                const std::string& secret, TextDone done) {
  gateway.order(number, secret, as_json(gateway, clock.now(), std::move(done)));
}

void act_on_order(gateway::Gateway& gateway, gateway::Secrets& secrets, gateway::Clock& clock,
                  const std::string& number, const std::string& secret, const std::string& body,
                  TextDone done) {
  const auto json = wire::parse_object(body);
  if (!json) return done(json.error());
  const auto id = wire::string_member(*json, "id");
  const auto action = wire::required_string(*json, "action");
  const auto text = wire::words_member(*json, "text");
  for (const auto* member : {&id, &action, &text}) {
    if (!*member) return done(member->error());
  }
  gateway.act_on_order(number, secret, {id->empty() ? fresh_id(secrets) : *id, *action, *text},
                       as_json(gateway, clock.now(), std::move(done)));
}

std::string service_page(const gateway::Gateway& gateway, const workorder::ServiceLevel& level,
                         const std::string& locale) {
  const auto catalog = gateway.catalog();
  const auto& policy = catalog->policy;
  const auto said = [&](const dialogue::Text& text) {
    return dialogue::pick(text, locale, catalog->default_locale);
  };
  std::vector<std::string> evidence;
  for (const auto& [type, text] : policy.complaint_evidence) evidence.push_back(said(text));
  return pages::service_page({level, said(policy.brand), evidence, locale, policy.zone});
}

void track_page(gateway::Gateway& gateway, gateway::Secrets& secrets, gateway::Clock& clock,
                const net::TrackRequest& request, const TextDone& done) {
  auto render = [&gateway, &secrets, &clock, locale = request.locale,
                 number = workorder::normal_number(request.number),
                 done](const WorkOrder& order, const std::string& notice) {
    const auto catalog = gateway.catalog();
    done(pages::track_page({order, catalog->team_name(order.department, locale), locale,
                            catalog->policy.zone, clock.now(), fresh_id(secrets), notice,
                            number == order.number ? std::string() : number}));
  };
  const auto show = [&gateway, request, render, done](const std::string& notice) {
    gateway.order(request.number, request.secret,
                  [render, done, notice](const Result<WorkOrder>& order) {
                    if (!order) return done(order.error());
                    render(*order, notice);
                  });
  };
  if (request.act_id.empty()) return show({});
  const auto& words = pages::track_words(request.locale);
  if (request.action == "add_evidence" && text::trim(request.text).empty()) {
    return show(std::string(words.nothing_said));
  }
  gateway.act_on_order(
      request.number, request.secret, {request.act_id, request.action, request.text},
      [render, show, done, &words, asked_at = clock.now()](const Result<WorkOrder>& order) {
        if (order) {
          const auto& history = order->history;
          const bool noted = !history.empty() && history.back().at >= asked_at;
          return render(*order, std::string(noted ? words.done : words.already));
        }
        const auto code = order.error().code;
        const bool unfit = code == ErrorCode::conflict || code == ErrorCode::invalid;
        unfit ? show(std::string(words.refused)) : done(order.error());
      });
}

pages::TrackNotice notice_of(net::TrackFault fault) {
  switch (fault) {
    case net::TrackFault::none:
      return pages::TrackNotice::none;
    case net::TrackFault::wrong:
      return pages::TrackNotice::wrong;
    case net::TrackFault::too_many:
      return pages::TrackNotice::too_many;
    case net::TrackFault::unavailable:
      return pages::TrackNotice::unavailable;
  }
  return pages::TrackNotice::none;
}

}  // namespace yingda::app
