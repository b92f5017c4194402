#include "net/polls.hpp"

#include <sodium.h>

#include <array>

#include "net/handlers.hpp"

namespace yingda::net {
namespace {

std::string new_session_id() {
  std::array<unsigned char, 24> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_URLSAFE), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(),
                    sodium_base64_VARIANT_URLSAFE);
  text.pop_back();  // libsodium counts the NUL
  return text;
}

Reply no_more_room(const Services& services, Reply refusal) {
  services.telemetry.count("yingda_sockets_refused_total", std::to_string(refusal.status));
  return refusal;
}

}  // namespace

void Polls::answer(const CorePtr& core, const RequestPtr& request, const Respond& respond) {
  if (!request->has_media_type("application/json")) {
    return respond(problem(415, "unsupported-media-type", "Send application/json."));
  }
  auto poll = read_poll(request->body);
  if (!poll) return respond(problem(poll.error()));
  if (!request->has("Authorization")) return open(core, *request, std::move(*poll), respond);
  const auto found = sessions_.find(std::string(request->bearer()));
  if (found == sessions_.end()) {
    return respond(problem(401, "unauthorized",
                           "This session has ended: open another one, with a hello frame."));
  }
  const auto session = found->second;  // it may end by this very request
  session->ask(std::move(*poll), respond);
}

void Polls::open(const CorePtr& core, const Request& request, PollRequest first,
                 const Respond& respond) {
  const Services& services = core->services;
  const std::size_t most = services.config.traffic.connections_max;
  if (first.frames.empty()) {
    return respond(problem(400, "invalid", "Open a session with a hello frame in `frames`."));
  }
  if (services.draining) return respond(problem(503, "not-ready", "draining"));
  if (most != 0 && core->sessions.size() >= most) {
    return respond(no_more_room(
        services, problem(503, "overloaded", "Too many connections; try again later.")));
  }
  const std::string& group = request.client_group;
  if (!core->connects.take(group, services.heartbeat.now())) {
    return respond(no_more_room(services, rate_limited("Too many connections from this address.",
                                                       core->connects.wait(group))));
  }
  auto lease = core->per_address.acquire(group);
  if (!lease) {
    return respond(no_more_room(
        services, problem(429, "rate-limited", "Too many connections from this address.")));
  }
  const std::string id = new_session_id();
  auto gone = [weak = weak_from_this(), id] {
    if (const auto self = weak.lock()) self->sessions_.erase(id);
  };
  const auto session = std::make_shared<PollSession>(core, id, std::move(lease), std::move(gone));
  sessions_[id] = session;
  session->open(group);
  session->ask(std::move(first), respond);
}

void post_chat_poll(Services& services, const RequestPtr& request, const Respond& respond) {
  services.poll(request, respond);
}

}  // namespace yingda::net
