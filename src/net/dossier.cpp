// The evidence dossier of a work order: the customer's copy for whoever has the order's secret, as
// a Bearer token or in the tracking page's cookie; the staff's for colleagues who may see the
// conversation, which is logged with the reason they give.

#include "net/credentials.hpp"
#include "net/handlers.hpp"
#include "net/order_key.hpp"
#include "text/characters.hpp"
#include "workorder/number.hpp"

namespace yingda::net {
namespace {

constexpr std::size_t reason_characters_max = 200;

struct Wanted {
  RequestPtr request;
  Respond respond;
  std::string number;
};

// What is tried when this way in did not fit.
using Otherwise = std::function<void()>;

// The stream, with the places that it takes while it lives.
ReplyStream with_places(const ReplyStream& stream, ConnectionCount::Lease all,
                        ConnectionCount::Lease of_address) {
  struct Held {
    ReplyStream stream;
    ConnectionCount::Lease all;
    ConnectionCount::Lease of_address;
  };
  auto held = std::make_shared<Held>(Held{stream, std::move(all), std::move(of_address)});
  return {std::move(held), stream.get()};
}

Reply zip_reply(const std::string& number, ReplyStream stream) {
  Reply reply;
  reply.fields = {{"Content-Type", "application/zip"},
                  {"Content-Disposition", "attachment; filename=\"" + number + ".zip\""},
                  {"Cache-Control", "no-store"}};
  reply.stream = std::move(stream);
  return reply;
}

void make(Services& services, const Wanted& wanted, DossierRequest request,
          const Otherwise& otherwise) {
  constexpr std::string_view everybody = "all";
  auto all = services.dossiers.acquire(std::string(everybody));
  if (!all) {
    return wanted.respond(
        problem(503, "overloaded", "Many dossiers are being made; try again in a moment."));
  }
  auto of_address = services.dossiers_of_address.acquire(wanted.request->client_group);
  if (!of_address) {
    return wanted.respond(
        problem(429, "rate-limited", "Too many dossiers for this address at once."));
  }
  services.endpoints.dossier(
      std::move(request), [wanted, otherwise, all = std::move(all),
                           of_address = std::move(of_address)](const Result<Dossier>& made) {
        if (made) {
          return wanted.respond(zip_reply(made->number, with_places(made->zip, all, of_address)));
        }
        if (made.error().code == ErrorCode::not_found) return otherwise();
        wanted.respond(problem(made.error()));
      });
}

// The only way in that can be guessed; staff, who have proved who they are, are not counted.
void as_customer(Services& services, const Wanted& wanted, const std::string& secret) {
  const Otherwise missed = [respond = wanted.respond] { respond(no_such_order()); };
  if (!may_guess(services, *wanted.request)) {
    return wanted.respond(guessed_too_often(services, *wanted.request));
  }
  if (!may_exist(wanted.number, secret)) return missed();
  // Every other answer was no guess.
  Wanted fair = wanted;
  fair.respond = [&services, wanted](Reply reply) {
    was_no_guess(services, *wanted.request);
    wanted.respond(std::move(reply));
  };
  make(services, fair, {wanted.number, secret, std::nullopt, {}}, missed);
}

Reply long_reason() {
  return problem(400, "reason-too-long", "`reason` is at most 200 characters.");
}

// `unknown`: nobody of ours has these credentials; `unseen`: who has them may not see the order.
void as_staff(Services& services, const Wanted& wanted, const Credentials& credentials,
              const Otherwise& unknown, const Otherwise& unseen) {
  authenticate(services, credentials,
               [&services, wanted, unknown, unseen](const Result<gateway::StaffSession>& session) {
                 if (!session && session.error().code == ErrorCode::unauthorized) return unknown();
                 if (!session) return wanted.respond(problem(session.error()));
                 const std::string reason(trim(wanted.request->parameter("reason").value_or("")));
                 if (text::characters(reason) > reason_characters_max) {
                   return wanted.respond(long_reason());
                 }
                 make(services, wanted, {wanted.number, {}, session->staff, reason}, unseen);
               });
}

Reply nobody_known() {
  return problem(401, "unauthorized",
                 "Send the order's secret or an API token as Authorization: Bearer, or log in.");
}

}  // namespace

void get_dossier_keys(Services& services, const RequestPtr&, const Respond& respond) {
  services.endpoints.dossier_keys([respond](const Result<std::string>& keys) {
    respond(keys ? json(*keys) : problem(keys.error()));
  });
}

void get_dossier(Services& services, const RequestPtr& request, const Respond& respond) {
  const std::string_view path = request->path().substr(0, request->path().rfind('/'));
  const Wanted wanted{request, respond, std::string(path.substr(path.rfind('/') + 1))};
  const Otherwise none = [respond] { respond(no_such_order()); };
  const auto credentials = credentials_of(services, *request);
  if (credentials && credentials->bearer) {
    const Otherwise by_secret = [&services, wanted, secret = credentials->token] {
      as_customer(services, wanted, secret);
    };
    return as_staff(services, wanted, *credentials, by_secret, none);
  }
  const auto key = key_in_cookie(services, *request);
  if (!key || workorder::normal_number(key->number) != workorder::normal_number(wanted.number)) {
    const Otherwise nobody = [wanted] { wanted.respond(nobody_known()); };
    return credentials ? as_staff(services, wanted, *credentials, nobody, none) : nobody();
  }
  const Otherwise by_cookie = [&services, wanted, secret = key->secret] {
    as_customer(services, wanted, secret);
  };
  // Who is logged in and looks at the tracking page as its customer gives no reason there.
  const bool as_colleague = credentials && request->parameter("reason").has_value();
  as_colleague ? as_staff(services, wanted, *credentials, by_cookie, by_cookie) : by_cookie();
}

}  // namespace yingda::net
