#pragma once
// Work orders, and the service as a whole, as the public sees them: the gateway's values made JSON
// or a page.

#include "gateway/gateway.hpp"
#include "net/endpoints.hpp"
#include "pages/track.hpp"

namespace yingda::app {

using TextDone = std::function<void(Result<std::string>)>;

void order_json(gateway::Gateway& gateway, gateway::Clock& clock, const std::string& number,
                const std::string& secret, TextDone done);
// `body`: {"id","action","text"?}; without an `id` the action is taken as a new one.
void act_on_order(gateway::Gateway& gateway, gateway::Secrets& secrets, gateway::Clock& clock,
                  const std::string& number, const std::string& secret, const std::string& body,
                  TextDone done);
// The public page of promises beside reality.
std::string service_page(const gateway::Gateway& gateway, const workorder::ServiceLevel& level,
                         const std::string& locale);
void track_page(gateway::Gateway& gateway, gateway::Secrets& secrets, gateway::Clock& clock,
                const net::TrackRequest& request, const TextDone& done);

// How the page says why it asks again.
pages::TrackNotice notice_of(net::TrackFault fault);

}  // namespace yingda::app
