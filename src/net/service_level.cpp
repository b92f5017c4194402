// What was promised beside what happened: for everybody, as JSON and as a page.

#include "net/handlers.hpp"

namespace yingda::net {
namespace {

constexpr auto for_a_minute = "public, max-age=60";

}  // namespace

void get_service_level(Services& services, const RequestPtr&, const Respond& respond) {
  services.endpoints.service_level([respond](const Result<std::string>& level) {
    if (!level) return respond(problem(level.error()));
    Reply reply;
    reply.fields = {{"Content-Type", "application/json"},
                    {"Cache-Control", for_a_minute},
                    {"Access-Control-Allow-Origin", "*"},
                    {"Cross-Origin-Resource-Policy", "cross-origin"}};
    reply.body = *level;
    respond(std::move(reply));
  });
}

void get_service_page(Services& services, const RequestPtr& request, const Respond& respond) {
  services.endpoints.service_page(
      request->page_locale(), [request, respond](const Result<std::string>& page) {
        respond(page ? html_page(*request, *page, "'none'") : problem(page.error()));
      });
}

}  // namespace yingda::net
