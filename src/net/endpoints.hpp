#pragma once
// What the transport needs from the application: somebody to talk to behind every socket, and a few
// answers for plain requests. The composition root adapts gateway::Gateway to it; tests use a fake.
// Everything is called on the loop thread.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "gateway/archive.hpp"
#include "gateway/erasing.hpp"
#include "gateway/evidence_vault.hpp"
#include "gateway/order_list.hpp"
#include "gateway/ports.hpp"

namespace yingda::net {

// A team as pages show it.
struct TeamName {
  std::string id;
  std::string name;
  std::string names = "{}";  // by locale: a JSON object
};

// Why the tracking page asks again.
enum class TrackFault { none, wrong, too_many, unavailable };

// Somebody with a number and a secret looks at the tracking page, or pressed a button on it.
struct TrackRequest {
  std::string locale;
  std::string number;
  std::string secret;
  std::string act_id{};  // empty: only looks
  std::string action{};
  std::string text{};
};

// What the desk's pages ask for beside their socket; the rights to ask were checked.
struct AskConversations {
  gateway::ArchiveQuery query;
};
struct AskOverview {};
// Who waits behind the front that the socket sends.
struct AskQueue {
  std::string after;  // rank of the last row of the page before; empty: from the front
  std::size_t rows = 50;
};
struct AskEngine {
  std::string text;
  std::string locale;
};
struct AskCannedReplies {
  std::string locale;
};
// The learning queue, and what an editor does with a cluster of it: JSON as it was sent.
struct AskLearning {
  bool dismissed = false;
  std::string after;  // `next` of the page before; empty: the first
  std::size_t rows = 50;
};
struct ActOnLearning {
  std::string cluster;
  std::string body;
};
struct AskPublication {
  std::uint64_t number = 0;
};
// A period as it was typed; empty: the default.
struct AskFigures {
  std::string from;
  std::string to;
  std::string by;
  bool csv = false;  // a table instead of JSON
};
// The desk's table of work orders.
struct AskOrders {
  gateway::OrdersQuery query;
};
// How the asker likes to look at lists; with a body: from now on. `shared`: how everybody may.
struct AskViews {
  bool shared = false;
};
struct SaveViews {
  std::string body;  // JSON
  bool shared = false;
};
// The asker's own keys at the desk; with a body: from now on.
struct AskKeys {};
struct SaveKeys {
  std::string body;  // JSON
};
// The other conversations of the same visitor.
struct AskVisits {
  std::string conversation;
};
// Notes that the asker is to look at; those of a conversation were looked at.
struct AskMentions {};
struct SeeMentions {
  std::string conversation;
};
// What people of ours did: times as they were typed, empty: none.
struct AskAudit {
  std::string kind;  // all, looked, changed, talked
  std::string staff;
  std::string conversation;
  std::string from;
  std::string to;
  std::size_t skip = 0;
  std::size_t rows = 50;
  bool csv = false;
};
struct AskAccountChanges {
  std::size_t skip = 0;
  std::size_t rows = 50;
};
// Recomputes the chain of a conversation, or of all behind `after`.
struct AskChain {
  std::string conversation;
  std::string after;
};
// What is promised, when people work, and what goes to whom.
struct AskPolicies {};
struct AskAccounts {};
struct AddAccount {
  std::string body;  // JSON
};
struct ActOnAccount {
  std::string account;  // an id
  std::string body;     // JSON
};
using DeskQuestion =
    std::variant<AskConversations, AskOverview, AskQueue, AskEngine, AskCannedReplies, AskLearning,
                 ActOnLearning, AskPublication, AskFigures, AskOrders, AskViews, SaveViews, AskKeys,
                 SaveKeys, AskVisits, AskMentions, SeeMentions, AskAudit, AskAccountChanges,
                 AskChain, AskPolicies, AskAccounts, AddAccount, ActOnAccount>;

// A customer with their order's secret, or somebody of ours, wants the order's dossier.
struct DossierRequest {
  std::string number;
  std::string secret;                   // unless `staff` asks
  std::optional<gateway::Staff> staff;  // gets the staff's copy
  std::string reason{};                 // why `staff` wants it: it is logged
};

struct Dossier {
  std::string number;  // the order's, however it was typed
  std::shared_ptr<gateway::OutgoingBytes> zip;
};

class Endpoints {
 public:
  virtual ~Endpoints() = default;

  // One per accepted socket. `outlet` outlives the connection, and may be offered frames at once.
  // `place` is the address it comes from, as limits count.
  virtual std::unique_ptr<gateway::Connection> open_chat(gateway::Outlet& outlet,
                                                         const std::string& place) = 0;
  virtual std::unique_ptr<gateway::Connection> open_desk(gateway::Outlet& outlet,
                                                         const gateway::Staff& staff) = 0;

  // The teams somebody serves, for the answer to a log-in.
  virtual std::vector<TeamName> teams(const gateway::Staff& staff) const = 0;
  // GET /v1/widget/config: JSON. `locale` may be empty.
  virtual std::string widget_config(const std::string& locale) const = 0;
  // GET /v1/articles/{id}: JSON; nothing when there is none of that id.
  virtual std::optional<std::string> article(const std::string& id,
                                             const std::string& locale) const = 0;
  // GET /v1/work-orders/{number}: JSON, or `not_found` for a wrong number and a wrong secret alike.
  virtual void order_view(std::string number, std::string secret,
                          std::function<void(Result<std::string>)> done) = 0;

  // POST /v1/work-orders/{number}/actions: what its customer does with it; then the same JSON.
  virtual void order_action(std::string number, std::string secret, std::string body,
                            std::function<void(Result<std::string>)> done) = 0;

  // The tracking page, HTML with the nonce mark in it. `locale` is "zh-CN" or "en".
  virtual std::string track_form(const std::string& locale, const std::string& number,
                                 TrackFault fault) = 0;
  virtual void track_page(TrackRequest request, std::function<void(Result<std::string>)> done) = 0;
  // GET /v1/service-level: JSON; GET /service-level: HTML with the nonce mark in it.
  virtual void service_level(std::function<void(Result<std::string>)> done) = 0;
  virtual void service_page(std::string locale, std::function<void(Result<std::string>)> done) = 0;
  // GET /v1/work-orders/{number}/dossier: a ZIP. `not_found` when number and secret do not fit, and
  // when that colleague may not see the conversation.
  virtual void dossier(DossierRequest request, std::function<void(Result<Dossier>)> done) = 0;
  // The conversation that a visitor's token opens; empty: it was not made here.
  virtual std::string conversation_of(const std::string& token) const = 0;
  // DELETE /v1/me: erases what the token opens, or says what keeps it; JSON.
  virtual void erase_own(const std::string& conversation,
                         std::function<void(Result<std::string>)> done) = 0;
  // GET /v1/me/export: a visitor's copy of their data; JSON.
  virtual void own_data(const std::string& conversation, gateway::OwnDataDone done) = 0;
  // GET /v1/me/transcript: where the conversation can be mailed to; POST: mails it. JSON.
  virtual void transcript_mail(const std::string& conversation, bool send,
                               std::function<void(Result<std::string>)> done) = 0;
  // GET /v1/dossier-keys: JSON, the public keys that dossiers are or were signed with.
  virtual void dossier_keys(std::function<void(Result<std::string>)> done) = 0;
  // Whether somebody of ours may see that conversation; no, too, when there is none.
  virtual void may_see(const gateway::Staff& staff, const std::string& conversation,
                       std::function<void(Result<bool>)> done) = 0;
  // The same of reading it.
  virtual void may_read(const gateway::Staff& staff, const std::string& conversation,
                        std::function<void(Result<bool>)> done) = 0;

  // JSON for somebody of ours.
  virtual void answer_desk(const gateway::Staff& staff, DeskQuestion question,
                           std::function<void(Result<std::string>)> done) = 0;

  // Offers `going_away` to every connection and refuses new work.
  virtual void drain() = 0;
};

}  // namespace yingda::net
