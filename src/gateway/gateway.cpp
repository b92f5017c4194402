#include "gateway/gateway.hpp"

#include <nlohmann/json.hpp>

#include "base/limits.hpp"
#include "conversation/muting.hpp"
#include "conversation/unseen.hpp"
#include "gateway/chat_connection.hpp"
#include "gateway/core.hpp"
#include "gateway/desk_answers.hpp"
#include "gateway/desk_connection.hpp"
#include "gateway/public_content.hpp"
#include "gateway/secret_text.hpp"
#include "wire/desk_view.hpp"
#include "wire/json.hpp"
#include "wire/state_codec.hpp"
#include "workorder/number.hpp"

namespace yingda::gateway {
namespace {

using Json = nlohmann::json;

// How many due timers may wait for their commits at once: the writer's queue must keep room for
// people.
constexpr std::size_t timers_in_flight_max = 1024;
constexpr TimeSpan retry_timer{1000};
// Longer than a connection lives whose other end has gone.
constexpr TimeSpan look_again =
    std::chrono::duration_cast<TimeSpan>(limits::peer_idle_max + std::chrono::seconds(30));
constexpr TimeSpan retry_unstored{1000};
constexpr std::chrono::seconds sweep_every{30};

}  // namespace

conversation::Reservation OrderNumbers::next(Instant now, const ZoneOffset& zone) {
  const std::string day = local_day(now, zone);
  // A clock that steps back must not hand out yesterday's numbers again.
  if (day > day_) {
    day_ = day;
    running_ = 0;
    unused_.clear();
  }
  std::string number = unused_.empty() ? workorder::make_number(day_, ++running_)
                                       : unused_.extract(unused_.begin()).value();
  return {std::move(number), base32(secrets_.bytes(10))};
}

void OrderNumbers::give_back(const std::vector<conversation::Reservation>& unused) {
  for (const auto& reservation : unused) {
    if (reservation.number.starts_with("GD" + day_)) unused_.insert(reservation.number);
  }
}

Core::Core(Ports world, Settings limits, const StartState& start, CatalogPtr live)
    : ports(world),
      settings(std::move(limits)),
      epoch(start.epoch),
      catalog(std::move(live)),
      older_releases(world.releases),
      numbers(world.secrets, start.last_order_day, start.last_order_running),
      arrivals(settings.arrival_rate, settings.arrival_burst),
      desk(*this) {
  for (const auto& timer : start.timers) timers.start(timer);
  for (const auto& [id, json] : start.open_states) {
    const auto state = wire::decode_state(json);
    if (state) {
      desk.restore(*state);
    } else {
      ports.telemetry.event("state_unreadable", {{"error", state.error().detail}});
    }
  }
  for (const auto& call_row : start.calls) call(call_row);
  find_tasks(start.timers);
}

// What is owed outlives the case, and with it the list of open conversations; its timer is there.
void Core::find_tasks(const std::vector<TimerRow>& timers) {
  for (const auto& timer : timers) {
    if (!timer.key.starts_with("unpaid:") && timer.key != conversation::mute_timer) continue;
    with_host(timer.conversation, [this](const Result<std::shared_ptr<Host>>& host) {
      if (!host) return;
      desk.remember_tasks((*host)->state());
      mutes.learn((*host)->state());
    });
  }
}

// What still waits in a host may hold the host.
Core::~Core() {
  for (auto& [id, host] : hosts) host->abandon();
}

void Core::with_host(const std::string& conversation,
                     std::function<void(Result<std::shared_ptr<Host>>)> done) {
  auto& host = hosts[conversation];
  if (!host) host = std::make_shared<Host>(*this, conversation);
  // The host keeps this until it is loaded, and must not keep itself alive by it.
  host->load([weak = std::weak_ptr<Host>(host), done = std::move(done)](const Result<>& loaded) {
    if (loaded) {
      done(weak.lock());
    } else {
      done(loaded.error());
    }
  });
}

std::shared_ptr<Host> Core::new_host(const std::string& conversation) {
  auto host = std::make_shared<Host>(*this, conversation);
  host->begin();
  hosts[conversation] = host;
  return host;
}

void Core::call(const CallRow& row) {
  ports.connector.call(row, [this, row](const CallAnswer& answer) {
    ports.telemetry.count("yingda_connector_total", answer.ok ? "ok" : "failed");
    if (!answer.ok) {
      ports.telemetry.warn("connector_failed", {{"action", row.action}, {"error", answer.error}});
    }
    const conversation::ActionAnswered answered{row.id, answer.ok, answer.error, answer.fields};
    deliver(row.conversation, answered);
  });
}

void Core::deliver(const std::string& conversation, conversation::EventBody body) {
  with_host(conversation, [this, conversation,
                           body = std::move(body)](const Result<std::shared_ptr<Host>>& host) {
    const auto again = [this, conversation, body] {
      undelivered.push_back({conversation, body, now() + retry_unstored});
    };
    if (!host) return again();
    (*host)->submit({body, {}, [again](const Outcome* outcome, const Rejection* rejection) {
                       if (outcome == nullptr && is_temporary(rejection->error.code)) again();
                     }});
  });
}

void Core::deliver_late() {
  std::vector<Undelivered> due;
  const Instant at = now();
  std::erase_if(undelivered, [&](Undelivered& event) {
    if (event.again > at) return false;
    due.push_back(std::move(event));
    return true;
  });
  for (auto& event : due) deliver(event.conversation, std::move(event.body));
}

void Core::fire(const TimerRow& timer) {
  ++timers_in_flight;
  with_host(timer.conversation, [this, timer](const Result<std::shared_ptr<Host>>& host) {
    const auto again = [this, timer] {
      --timers_in_flight;
      timers.start({timer.conversation, timer.key, now() + retry_timer});
    };
    if (!host) return again();
    conversation::EventBody event = conversation::TimerFired{timer.key};
    if (conversation::is_unseen_timer(event)) {
      const auto eyes = (*host)->look_for_visitor();
      if (eyes == Host::Eyes::open) event = conversation::VisitorSaw{};
      if (eyes == Host::Eyes::perhaps) {
        --timers_in_flight;
        return timers.start({timer.conversation, timer.key, now() + look_again});
      }
    }
    (*host)->submit({std::move(event), {}, [this, again](const Outcome* outcome, const Rejection*) {
                       if (outcome == nullptr) return again();
                       --timers_in_flight;
                     }});
  });
}

void Core::settle(const std::string& conversation, conversation::NoticeSettled settled,
                  std::function<void(Result<>)> done) {
  with_host(conversation, [settled = std::move(settled),
                           done = std::move(done)](const Result<std::shared_ptr<Host>>& host) {
    if (!host) return done(host.error());
    (*host)->submit({settled, {}, [done](const Outcome* outcome, const Rejection* rejection) {
                       done(outcome != nullptr ? Result<>() : Result<>(rejection->error));
                     }});
  });
}

void Core::sweep() {
  const Instant oldest = now() - std::chrono::duration_cast<TimeSpan>(limits::host_idle_max);
  std::erase_if(hosts, [&](const auto& item) {
    const Host& host = *item.second;
    return !host.busy() && !host.followed() && host.last_used() < oldest;
  });
}

std::string Core::new_conversation_id() { return "c" + base32(ports.secrets.bytes(16)); }

std::string Core::token_of(const std::string& conversation) {
  return conversation + "." + ports.secrets.sign(conversation).substr(0, 40);
}

std::string Core::conversation_of(const std::string& token) {
  const auto dot = token.find('.');
  if (dot == std::string::npos || token.size() > 200) return {};
  const std::string conversation = token.substr(0, dot);
  return same_secret(token, token_of(conversation)) ? conversation : std::string();
}

struct Gateway::Impl {
  using Right = bool (Desk::*)(const Staff&, const conversation::State&) const;

  // False as well where there is no such conversation.
  void ask_right(Right right, const Staff& staff, const std::string& conversation,
                 std::function<void(Result<bool>)> done) {
    core.with_host(conversation, [this, right, staff, done = std::move(done)](
                                     const Result<std::shared_ptr<Host>>& host) {
      if (!host) return done(host.error());
      const auto& state = (*host)->state();
      done(state.step != 0 && (core.desk.*right)(staff, state));
    });
  }

  Core core;
};

Gateway::Gateway(Ports ports, Settings settings, const StartState& start, CatalogPtr live)
    : impl_(new Impl{Core(ports, std::move(settings), start, std::move(live))}) {}

Gateway::~Gateway() = default;

std::unique_ptr<Connection> Gateway::open_chat(Outlet& outlet, const std::string& place) {
  return std::make_unique<ChatConnection>(impl_->core, outlet, place);
}

std::unique_ptr<Connection> Gateway::open_desk(Outlet& outlet, const Staff& staff) {
  return std::make_unique<DeskConnection>(impl_->core, outlet, staff);
}

void Gateway::publish(CatalogPtr catalog) {
  auto before = std::exchange(impl_->core.catalog, std::move(catalog));
  impl_->core.older_releases.keep(std::move(before));
}

CatalogPtr Gateway::catalog() const { return impl_->core.catalog; }

std::optional<Instant> Gateway::next_due() const {
  auto next = impl_->core.desk.next_due();
  const auto timer = impl_->core.timers.next();
  if (timer && (!next || *timer < *next)) next = timer;
  const Instant sweep = impl_->core.next_sweep;
  return next && *next < sweep ? next : sweep;
}

void Gateway::tick() {
  Core& core = impl_->core;
  const Instant now = core.now();
  if (now >= core.next_sweep) {
    core.next_sweep = now + std::chrono::duration_cast<TimeSpan>(sweep_every);
    core.sweep();
  }
  if (!core.draining && core.timers_in_flight < timers_in_flight_max) {
    const auto room = timers_in_flight_max - core.timers_in_flight;
    for (const auto& timer : core.timers.take_due(now, room)) core.fire(timer);
  }
  core.deliver_late();
  core.desk.tick(now);
  core.ports.telemetry.gauge("yingda_conversations_in_memory",
                             static_cast<double>(core.hosts.size()));
  core.ports.telemetry.gauge("yingda_timers", static_cast<double>(core.timers.size()));
}

void Gateway::know_staff(std::vector<Colleague> everybody) {
  impl_->core.desk.know_staff(std::move(everybody));
}

void Gateway::drain() {
  Core& core = impl_->core;
  core.draining = true;
  // Spread over ten seconds, so that everybody does not come back at once.
  std::uint64_t spread = 0;
  const auto chats = core.chats;
  for (ChatConnection* chat : chats) chat->go_away(TimeSpan{(spread += 997) % 10000});
  const auto desks = core.desks;
  for (DeskConnection* desk : desks) desk->go_away(TimeSpan{(spread += 997) % 10000});
}

bool Gateway::idle() const {
  for (const auto& [id, host] : impl_->core.hosts) {
    if (host->busy()) return false;
  }
  return true;
}

void Gateway::notice_settled(const std::string& conversation, conversation::NoticeSettled settled,
                             std::function<void(Result<>)> done) {
  impl_->core.settle(conversation, std::move(settled), std::move(done));
}

std::string Gateway::conversation_of(const std::string& token) const {
  return impl_->core.conversation_of(token);
}

void Gateway::may_see(const Staff& staff, const std::string& conversation,
                      std::function<void(Result<bool>)> done) {
  impl_->ask_right(&Desk::may_see, staff, conversation, std::move(done));
}

void Gateway::may_read(const Staff& staff, const std::string& conversation,
                       std::function<void(Result<bool>)> done) {
  impl_->ask_right(&Desk::may_read, staff, conversation, std::move(done));
}

void Gateway::erase(const std::string& conversation, ErasureWish wish, ErasureDone done) {
  gateway::erase(impl_->core, conversation, std::move(wish), std::move(done));
}

void Gateway::expire_evidence(const std::string& conversation, std::vector<std::string> ids,
                              std::function<void(Result<>)> done) {
  gateway::expire_evidence(impl_->core, conversation, std::move(ids), std::move(done));
}

void Gateway::own_data(const std::string& conversation, OwnDataDone done) {
  gateway::own_data(impl_->core, conversation, std::move(done));
}

workorder::ServiceNow Gateway::service_now() const { return impl_->core.desk.service_now(); }

std::string Gateway::conversations(const Staff& staff, const std::string& words,
                                   const ArchivePage& page) const {
  return conversations_json(impl_->core, staff, words, page);
}

std::string Gateway::work_orders(const Staff& staff, const OrdersPage& page) const {
  return work_orders_json(impl_->core, staff, page);
}

std::string Gateway::row(const Staff& staff, const std::string& state) const {
  const auto read = wire::decode_state(state);
  if (!read || !impl_->core.desk.may_see(staff, *read)) return {};
  return wire::text_of(wire::row_json(*impl_->core.catalog, *read));
}

Result<std::string> Gateway::visits(const Staff& staff, const VisitsFound& found) const {
  return visits_json(impl_->core, staff, found);
}

std::string Gateway::desk_overview() const { return impl_->core.desk.overview(); }

std::string Gateway::desk_queue(const Staff& staff, const std::string& after,
                                std::size_t rows) const {
  return impl_->core.desk.queue_page(staff, after, rows);
}

std::string Gateway::understanding(const std::string& text, const std::string& locale) const {
  return understanding_json(impl_->core, text, locale);
}

std::string Gateway::canned_replies(const std::string& locale) const {
  return canned_replies_json(impl_->core, locale);
}

std::string Gateway::widget_config(const std::string& locale) const {
  return widget_config_json(impl_->core, locale);
}

std::optional<std::string> Gateway::article(const std::string& id,
                                            const std::string& locale) const {
  return article_json(impl_->core, id, locale);
}

void Gateway::order(const std::string& number, const std::string& secret, OrderDone done) {
  look_up(impl_->core, number, secret, std::move(done));
}

void Gateway::find_case(const std::string& number, const std::string& secret, CaseDone done) {
  gateway::find_case(impl_->core, number, secret, std::move(done));
}

void Gateway::export_case(const std::string& number, const Staff& staff, const std::string& reason,
                          CaseDone done) {
  gateway::export_case(impl_->core, number, staff, reason, std::move(done));
}

void Gateway::act_on_order(const std::string& number, const std::string& secret, OrderAct act,
                           OrderDone done) {
  act_on(impl_->core, number, secret, std::move(act), std::move(done));
}

}  // namespace yingda::gateway
