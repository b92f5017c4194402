// What visitors may do with what is stored about them: have a copy, and have it erased. The chat
// token opens both, and nothing else does: no cookie, no staff.

#include "net/handlers.hpp"

namespace yingda::net {
namespace {

Reply no_token() {
  return problem(401, "unauthorized", "Send the chat token as Authorization: Bearer.");
}

using WithOwn = std::function<void(const std::string& conversation)>;

// One copy of a long conversation costs a lot of reading.
void as_visitor(Services& services, const Request& request, const Respond& respond,
                const WithOwn& next) {
  const std::string token(request.bearer());
  const std::string own = token.empty() ? token : services.endpoints.conversation_of(token);
  if (own.empty()) return respond(no_token());
  const std::string& key = request.client_group;
  if (!services.own_data.take(key, services.heartbeat.now())) {
    return respond(
        rate_limited("Too many requests for this address.", services.own_data.wait(key)));
  }
  next(own);
}

void transcript(Services& services, const RequestPtr& request, const Respond& respond, bool send) {
  as_visitor(services, *request, respond, [&services, respond, send](const std::string& own) {
    services.endpoints.transcript_mail(own, send, [respond](const Result<std::string>& outcome) {
      respond(outcome ? json(*outcome) : problem(outcome.error()));
    });
  });
}

}  // namespace

void delete_me(Services& services, const RequestPtr& request, const Respond& respond) {
  as_visitor(services, *request, respond, [&services, respond](const std::string& own) {
    services.endpoints.erase_own(
        own, [&services, own, respond](const Result<std::string>& outcome) {
          if (!outcome) return respond(problem(outcome.error()));
          // What was still arriving; of a case that is kept, it belongs to nothing yet.
          services.vault.drop_of(own, [respond, outcome](const Result<>& dropped) {
            respond(dropped ? json(*outcome) : problem(dropped.error()));
          });
        });
  });
}

void get_own_data(Services& services, const RequestPtr& request, const Respond& respond) {
  as_visitor(services, *request, respond, [&services, respond](const std::string& own) {
    services.endpoints.own_data(own, [respond](const Result<ReplyStream>& data) {
      if (!data) return respond(problem(data.error()));
      Reply reply;
      reply.fields = {{"Content-Type", "application/json"},
                      {"Content-Disposition", "attachment; filename=\"my-data.json\""},
                      {"Cache-Control", "no-store"}};
      reply.stream = *data;
      respond(std::move(reply));
    });
  });
}

void get_transcript(Services& services, const RequestPtr& request, const Respond& respond) {
  transcript(services, request, respond, false);
}

void post_transcript(Services& services, const RequestPtr& request, const Respond& respond) {
  transcript(services, request, respond, true);
}

}  // namespace yingda::net
