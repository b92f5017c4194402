#include "net/cross_origin.hpp"

namespace yingda::net {
namespace {

constexpr std::string_view preflight_seconds = "7200";

bool origin_allowed(const Services& services, const Request& request) {
  return services.origins.allows(request.field("Origin"), request.field("Host"), request.https);
}

bool from_other_site(const Request& request) {
  return equal_without_case(request.field("Sec-Fetch-Site"), "cross-site");
}

}  // namespace

std::optional<Reply> cross_site_fault(const Services& services, const Request& request,
                                      Sharing sharing) {
  const bool named =
      sharing == Sharing::as_sockets || (sharing == Sharing::shared && !request.bearer().empty());
  if (from_other_site(request) && !(named && request.has("Origin"))) {
    return problem(403, "cross-site", "Another site may not make this request.");
  }
  if (!request.has("Origin") || origin_allowed(services, request)) return std::nullopt;
  return problem(403, "origin-not-allowed", "This Origin is not in allowed_origins.");
}

bool is_preflight(const Request& request) {
  return request.method == "OPTIONS" && request.has("Origin") &&
         request.has("Access-Control-Request-Method");
}

Reply preflight_answer(const Services& services, const Request& request, std::string_view methods) {
  if (!origin_allowed(services, request)) {
    return problem(403, "origin-not-allowed", "This Origin is not in allowed_origins.");
  }
  Reply reply = no_content();
  reply.fields.emplace_back("Access-Control-Allow-Methods", methods);
  reply.fields.emplace_back("Access-Control-Allow-Headers",
                            "Authorization, Content-Type, Upload-Offset");
  reply.fields.emplace_back("Access-Control-Max-Age", preflight_seconds);
  let_page_read(services, request, reply);
  return reply;
}

void let_page_read(const Services& services, const Request& request, Reply& reply) {
  reply.fields.emplace_back("Vary", "Origin");
  if (!request.has("Origin") || !origin_allowed(services, request)) return;
  reply.fields.emplace_back("Access-Control-Allow-Origin", request.field("Origin"));
  reply.fields.emplace_back("Access-Control-Expose-Headers",
                            "Content-Disposition, ETag, Location, Retry-After, Upload-Offset");
}

}  // namespace yingda::net
