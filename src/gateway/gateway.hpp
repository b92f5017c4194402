#pragma once
// The facade of the application: who connects, what is due, what is released. Runs on one thread;
// see ports.hpp for what it needs and docs/architecture.md for the way of one message.

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "conversation/catalog.hpp"
#include "gateway/archive.hpp"
#include "gateway/erasing.hpp"
#include "gateway/older_releases.hpp"
#include "gateway/order_list.hpp"
#include "gateway/ports.hpp"
#include "gateway/tracking.hpp"
#include "workorder/service_level.hpp"

namespace yingda::gateway {

struct Ports {
  Clock& clock;
  Secrets& secrets;
  Journal& journal;
  ReadModel& reads;
  ReleaseSource& releases;
  Connector& connector;
  Telemetry& telemetry;
  Identities& identities;
  Notifier* notifier = nullptr;  // null: nobody outside of the chat is told anything
};

// Limits that config/bench.yaml lifts. Rates are events a second, bursts are events.
struct Settings {
  double visitor_rate = 2;
  double visitor_burst = 10;
  // New conversations from one address.
  double arrival_rate = 5.0 / 60;
  double arrival_burst = 10;
  double agent_rate = 10;
  double agent_burst = 40;
  TimeSpan offer_time = std::chrono::seconds(30);
  // An agent whose last socket closed keeps conversations this long before they go back.
  TimeSpan agent_grace = std::chrono::minutes(2);
  // The shop's privacy page, and whether its visitors agree to it before they speak.
  std::string policy_url;
  bool consent = false;
  // How long a work order, and with it its conversation, stays after its end.
  TimeSpan cases_kept = std::chrono::hours(24 * 1095);
};

class Gateway {
 public:
  Gateway(Ports ports, Settings settings, const StartState& start, CatalogPtr live);
  ~Gateway();

  // One per socket. `outlet` must outlive the connection; `place` is where it comes from, as limits
  // count: an address or its network.
  std::unique_ptr<Connection> open_chat(Outlet& outlet, const std::string& place);
  std::unique_ptr<Connection> open_desk(Outlet& outlet, const Staff& staff);

  // New turns are decided on this release from now on.
  void publish(CatalogPtr catalog);
  CatalogPtr catalog() const;

  // When `tick` wants to be called next; nullopt: nothing is waiting for a time.
  std::optional<Instant> next_due() const;
  // Does everything that is due at the clock's now.
  void tick();

  // Who works here, as the accounts have it now: whoever was disabled is shut out and gives back
  // what they had, a new name is read everywhere, and other rights hold from the next log-in on,
  // which is asked for at once.
  void know_staff(std::vector<Colleague> everybody);

  // Sends `going_away` to everybody and refuses new work; `idle` once nothing is being committed.
  void drain();
  bool idle() const;

  // What became of a notice, for the conversation's log. `done` once that is durable, and with it
  // the end of its row in the outbox.
  void notice_settled(const std::string& conversation, conversation::NoticeSettled settled,
                      std::function<void(Result<>)> done);

  // Whose Bearer token this is: the visitor's conversation, or "" when it was not made here.
  std::string conversation_of(const std::string& token) const;
  // Whether somebody of ours may see that conversation; no, too, when there is none.
  void may_see(const Staff& staff, const std::string& conversation,
               std::function<void(Result<bool>)> done);

  // The same of reading it: also what a customer wrote before, for whoever has them now.
  void may_read(const Staff& staff, const std::string& conversation,
                std::function<void(Result<bool>)> done);

  // Erases a conversation, or tells what keeps it; `by` says who wants it
  // (conversation/erasure.hpp).
  void erase(const std::string& conversation, ErasureWish wish, ErasureDone done);
  void expire_evidence(const std::string& conversation, std::vector<std::string> ids,
                       std::function<void(Result<>)> done);
  // GET /v1/me/export: a copy of what is stored about a visitor, JSON; `not_found` once it is gone.
  void own_data(const std::string& conversation, OwnDataDone done);

  // Who waits and who is there, as the public may know it.
  workorder::ServiceNow service_now() const;

  // What the desk's pages ask beside their socket: JSON; see desk_answers.hpp.
  std::string conversations(const Staff& staff, const std::string& words,
                            const ArchivePage& page) const;
  std::string work_orders(const Staff& staff, const OrdersPage& page) const;
  // What a stored conversation's row looks like, where `staff` may see it; else empty.
  std::string row(const Staff& staff, const std::string& state) const;
  Result<std::string> visits(const Staff& staff, const VisitsFound& found) const;
  std::string desk_overview() const;
  // GET /v1/desk/queue
  std::string desk_queue(const Staff& staff, const std::string& after, std::size_t rows) const;
  std::string understanding(const std::string& text, const std::string& locale) const;
  std::string canned_replies(const std::string& locale) const;

  // GET /v1/widget/config
  std::string widget_config(const std::string& locale) const;
  // An article of the live release as JSON; nothing when there is none of that id.
  std::optional<std::string> article(const std::string& id, const std::string& locale) const;
  // A work order for whoever has its number and secret; see tracking.hpp.
  void order(const std::string& number, const std::string& secret, OrderDone done);
  void find_case(const std::string& number, const std::string& secret, CaseDone done);
  void export_case(const std::string& number, const Staff& staff, const std::string& reason,
                   CaseDone done);
  void act_on_order(const std::string& number, const std::string& secret, OrderAct act,
                    OrderDone done);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace yingda::gateway
