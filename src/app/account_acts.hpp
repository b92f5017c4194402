#pragma once
// What administrators do to accounts over HTTP: JSON in, JSON out.

#include <string>

#include "base/result.hpp"
#include "gateway/ports.hpp"
#include "store/user_admin.hpp"

namespace yingda::app {

// {"accounts":[{"id","name","names","role","teams","skills","disabled","created_at"}]}
std::string accounts_json(store::UserAdmin& users);

// {"name","role","teams"?,"names"?,"password"}: the account, as in the list.
Result<std::string> add_account(store::UserAdmin& users, const std::string& body);

// {"action":"rename","names"} {"action":"role","role","heir"?} {"action":"teams","teams"}
// {"action":"skills","skills"}
// {"action":"disable","heir"?} {"action":"enable"} {"action":"password","password"}: the account as
// it is then, and as `moved` the conversations and work orders that go to `heir` (an id), or, with
// none, back to their departments: [{"conversation","number","title"}]. Nobody takes their own
// rights away: `conflict`.
Result<std::string> act_on_account(store::UserAdmin& users, const gateway::Staff& by,
                                   const std::string& id, const std::string& body);

}  // namespace yingda::app
