#pragma once
// What the desk's pages ask for beside conversations: the table of work orders, saved views,
// mentions, what people of ours did, accounts and policies. Each kind of reading has a thread, so
// that an auditor's question holds nobody up.

#include <functional>
#include <memory>
#include <string>

#include "content/config.hpp"
#include "gateway/gateway.hpp"
#include "net/endpoints.hpp"
#include "store/database.hpp"

namespace yingda::app {

class DeskOffice {
 public:
  using Done = std::function<void(Result<std::string>)>;  // JSON, or a table

  // What is referred to must outlive this.
  DeskOffice(std::string data, const content::Config& config, const gateway::Clock& clock,
             store::Post post, const gateway::Gateway& gateway);
  ~DeskOffice();  // stop()

  void ask(const gateway::Staff& staff, const net::AskOrders& ask, Done done);
  void ask(const gateway::Staff& staff, const net::AskViews& ask, Done done);
  void ask(const gateway::Staff& staff, const net::SaveViews& ask, Done done);
  void ask(const gateway::Staff& staff, const net::AskKeys& ask, Done done);
  void ask(const gateway::Staff& staff, const net::SaveKeys& ask, Done done);
  void ask(const gateway::Staff& staff, const net::AskVisits& ask, Done done);
  void ask(const gateway::Staff& staff, const net::AskMentions& ask, Done done);
  void ask(const gateway::Staff& staff, const net::SeeMentions& ask, Done done);
  void ask(const gateway::Staff& staff, const net::AskAudit& ask, Done done);
  void ask(const gateway::Staff& staff, const net::AskAccountChanges& ask, Done done);
  void ask(const gateway::Staff& staff, const net::AskChain& ask, Done done);
  void ask(const gateway::Staff& staff, const net::AskPolicies& ask, const Done& done);
  void ask(const gateway::Staff& staff, const net::AskAccounts& ask, Done done);
  void ask(const gateway::Staff& staff, const net::AddAccount& ask, Done done);
  void ask(const gateway::Staff& staff, const net::ActOnAccount& ask, Done done);

  // Finishes what waits and joins.
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace yingda::app
