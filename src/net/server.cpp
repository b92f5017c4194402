#include "net/server.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <stdexcept>
#include <system_error>

#include "net/core.hpp"
#include "net/http_session.hpp"
#include "net/polls.hpp"

namespace yingda::net {
namespace {

using asio::ip::tcp;
using AcceptorPtr = std::shared_ptr<Acceptor>;

constexpr int backlog = 4096;
// When the process is out of file descriptors, trying again at once would only burn the CPU.
constexpr std::chrono::milliseconds accept_pause{100};
constexpr double burst_of_misses = 10;
constexpr double burst_of_acts = 10;

// Says no without a session. Best effort: whoever is refused here is one of too many.
void turn_away(Socket& socket, const Reply& reply) {
  boost::system::error_code ignored;
  const std::string text = head_of(reply, false, false, {}) + reply.body;
  socket.non_blocking(true, ignored);
  socket.write_some(asio::buffer(text), ignored);
  socket.shutdown(Socket::shutdown_send, ignored);
}

void admit(const CorePtr& core, Socket socket, bool admin) {
  boost::system::error_code error;
  const auto peer = socket.remote_endpoint(error);
  if (error || core->dead || core->services.draining) return;
  socket.set_option(tcp::no_delay(true), error);
  ConnectionCount::Lease lease;
  if (!admin) {
    const std::size_t most = core->services.config.traffic.connections_max;
    if (most != 0 && core->sessions.size() >= most) {
      core->services.telemetry.count("yingda_connections_refused_total", "total");
      turn_away(socket, problem(503, "overloaded", "Too many connections; try again later."));
      return;
    }
    if (!core->proxies.trusts(peer.address())) {
      const std::string group = limit_key(peer.address());
      const bool allowed = core->connects.take(group, core->services.heartbeat.now());
      if (allowed) lease = core->per_address.acquire(group);
      if (!lease) {
        core->services.telemetry.count("yingda_connections_refused_total",
                                       allowed ? "address" : "rate");
        constexpr std::string_view why = "Too many connections from this address.";
        turn_away(socket, allowed ? problem(429, "rate-limited", why)
                                  : rate_limited(why, core->connects.wait(group)));
        return;
      }
    }
  }
  start_http_session(core, std::move(socket), std::move(lease), admin);
}

Task<> accept_loop(CorePtr core, AcceptorPtr acceptor, bool admin) {
  while (acceptor->is_open()) {
    auto [error, socket] = co_await acceptor->async_accept(nothrow);
    if (!error) {
      admit(core, std::move(socket), admin);
    } else if (acceptor->is_open()) {
      Timer pause(core->executor, accept_pause);
      co_await pause.async_wait(nothrow);
    }
  }
}

Task<> beat_loop(CorePtr core, std::shared_ptr<Timer> timer, std::shared_ptr<Deadline> drain_due) {
  while (!core->dead) {
    timer->expires_after(core->services.heartbeat.tick());
    const auto [error] = co_await timer->async_wait(nothrow);
    if (error || core->dead) co_return;
    core->services.heartbeat.beat();
    const Coarse now = core->services.heartbeat.now();
    const bool overdue = drain_due->passed(now);
    core->for_each_session([&](Session& session) {
      session.tick(now);
      if (overdue) session.cut();
    });
    core->services.telemetry.gauge("yingda_connections",
                                   static_cast<double>(core->sessions.size()));
  }
}

Services make_services(ServerConfig config, Endpoints& endpoints, gateway::Accounts& accounts,
                       gateway::EvidenceVault& vault, gateway::Telemetry& telemetry,
                       const AssetMap& assets, ServerHooks hooks) {
  OriginPolicy origins(config.allowed_origins);
  const Heartbeat heartbeat(config.times.tick);
  const RateLimiter logins(config.traffic.logins_per_address_minute / 60,
                           config.traffic.logins_per_address_minute);
  const RateLimiter misses(config.traffic.order_misses_per_address_hour / 3600, burst_of_misses);
  const RateLimiter acts(config.traffic.order_acts_per_address_hour / 3600, burst_of_acts);
  const auto& traffic = config.traffic;
  const RateLimiter uploads(traffic.uploads_per_address_hour / 3600,
                            traffic.uploads_per_address_hour);
  const RateLimiter own_data(traffic.own_data_per_address_hour / 3600,
                             traffic.own_data_per_address_hour);
  const ConnectionCount places(traffic.uploads_max);
  // One address never takes all places.
  const ConnectionCount places_of_address((traffic.uploads_max + 3) / 4);
  const ConnectionCount dossiers(traffic.dossiers_max);
  const ConnectionCount dossiers_of_address((traffic.dossiers_max + 7) / 8);
  return {std::move(config),
          endpoints,
          accounts,
          vault,
          telemetry,
          assets,
          std::move(hooks),
          std::move(origins),
          heartbeat,
          logins,
          misses,
          acts,
          uploads,
          own_data,
          places,
          places_of_address,
          ConnectionCount(1),
          dossiers,
          dossiers_of_address,
          nullptr,
          nullptr};
}

}  // namespace

struct Server::Impl {
  Impl(const Executor& executor, Services services)
      : core(std::make_shared<Core>(executor, std::move(services))),
        timer(std::make_shared<Timer>(executor)),
        drain_due(std::make_shared<Deadline>()),
        polls(std::make_shared<Polls>()) {}

  Listen listen(const Listen& where, bool admin);
  void stop_listening();
  void finish();

  CorePtr core;
  std::shared_ptr<Timer> timer;
  std::shared_ptr<Deadline> drain_due;
  std::shared_ptr<Polls> polls;
  std::vector<AcceptorPtr> acceptors;
  std::function<void()> drained;
};

Listen Server::Impl::listen(const Listen& where, bool admin) {
  boost::system::error_code error;
  const Address address = asio::ip::make_address(where.host, error);
  if (error) throw std::invalid_argument("listen: \"" + where.host + "\" is no address");
  const tcp::endpoint endpoint(address, where.port);
  auto acceptor = std::make_shared<Acceptor>(core->executor);
  acceptor->open(endpoint.protocol());
  acceptor->set_option(Acceptor::reuse_address(true));
  acceptor->bind(endpoint);
  acceptor->listen(backlog);
  acceptors.push_back(acceptor);
  const Listen bound{where.host, acceptor->local_endpoint().port()};
  core->tasks.spawn(accept_loop(core, acceptor, admin));
  return bound;
}

void Server::Impl::stop_listening() {
  boost::system::error_code ignored;
  for (const AcceptorPtr& acceptor : acceptors) acceptor->close(ignored);
}

void Server::Impl::finish() {
  core->emptied = nullptr;
  timer->cancel();
  asio::post(core->executor, std::move(drained));
}

Server::Server(asio::io_context& io, ServerConfig config, Endpoints& endpoints,
               gateway::Accounts& accounts, gateway::EvidenceVault& vault,
               gateway::Telemetry& telemetry, const AssetMap& assets, ServerHooks hooks)
    : impl_(std::make_unique<Impl>(
          io.get_executor(), make_services(std::move(config), endpoints, accounts, vault, telemetry,
                                           assets, std::move(hooks)))) {
  Core& core = *impl_->core;
  core.services.logged_out = [&core](const std::string& token) {
    core.for_each_session([&](Session& session) { session.logged_out(token); });
  };
  core.services.poll = [impl = impl_.get()](const RequestPtr& request, const Respond& respond) {
    impl->polls->answer(impl->core, request, respond);
  };
}

Server::~Server() {
  Core& core = *impl_->core;
  core.dead = true;
  core.emptied = nullptr;
  impl_->stop_listening();
  impl_->timer->cancel();
  core.for_each_session([](Session& session) { session.cut(); });
  core.tasks.orphan();
}

Bound Server::start() {
  const ServerConfig& config = impl_->core->services.config;
  Bound bound;
  bound.main = impl_->listen(config.listen, false);
  if (config.admin_listen) bound.admin = impl_->listen(*config.admin_listen, true);
  impl_->core->tasks.spawn(beat_loop(impl_->core, impl_->timer, impl_->drain_due));
  return bound;
}

void Server::drain(std::function<void()> done) {
  Core& core = *impl_->core;
  if (core.services.draining) return;
  core.services.draining = true;
  impl_->drained = std::move(done);
  impl_->drain_due->arm(core.services.heartbeat, core.services.config.times.drain);
  impl_->stop_listening();
  core.emptied = [this] { impl_->finish(); };
  core.services.endpoints.drain();
  core.for_each_session([](Session& session) { session.drain(); });
  if (core.sessions.empty() && core.emptied) impl_->finish();
}

void Server::check_logins_of(const std::string& staff) {
  impl_->core->for_each_session([&](Session& session) { session.check_login_of(staff); });
}

std::size_t Server::connections() const { return impl_->core->sessions.size(); }

}  // namespace yingda::net
