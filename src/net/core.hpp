#pragma once
// What the server shares with its sessions. Sessions keep it alive; what it refers to may die with
// the server, so after `dead` nothing of `services` is touched any more.

#include <list>
#include <memory>

#include "base/rate_limiter.hpp"
#include "net/address.hpp"
#include "net/outbox.hpp"
#include "net/services.hpp"
#include "net/task_group.hpp"

namespace yingda::net {

// One connection, as its server sees it.
class Session {
 public:
  virtual ~Session() = default;
  // A beat: deadlines that have passed are acted on.
  virtual void tick(Coarse now) = 0;
  // Finish what is under way and go.
  virtual void drain() = 0;
  // Go now. The session's coroutines end soon after.
  virtual void cut() = 0;
  // The staff session with this token has ended.
  virtual void logged_out(const std::string& token) = 0;
  // Log-ins of that person may have ended.
  virtual void check_login_of(const std::string& staff) = 0;
};

struct Core {
  Core(const Executor& loop, Services parts);

  Executor executor;
  Services services;
  TrustedProxies proxies;
  ConnectionCount per_address;
  RateLimiter connects;
  OutboundBudget outbound;
  TaskGroup tasks;
  std::list<Session*> sessions;
  // Called once, when the last session has gone.
  std::function<void()> emptied;
  bool dead = false;

  // Calls `act` for every session; sessions may come and go meanwhile.
  template <class Act>
  void for_each_session(Act act) {
    for (auto next = sessions.begin(); next != sessions.end();) {
      Session* session = *next;
      ++next;
      act(*session);
    }
  }
};

using CorePtr = std::shared_ptr<Core>;

// A place in `Core::sessions`, left by destruction.
class Registration {
 public:
  Registration(CorePtr core, Session* session);
  ~Registration();
  Registration(const Registration&) = delete;
  Registration& operator=(const Registration&) = delete;

 private:
  CorePtr core_;
  std::list<Session*>::iterator place_;
};

}  // namespace yingda::net
