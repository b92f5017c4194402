#pragma once
// One loop with a service on it and a connector that asks it.

#include <catch2/catch.hpp>
#include <functional>
#include <optional>

#include "connect/http_connector.hpp"
#include "fake_service.hpp"
#include "turned_loop.hpp"

namespace yingda::connect::test {

using namespace std::chrono_literals;

inline gateway::CallRow row(const std::string& action,
                            std::map<std::string, std::string> arguments = {}) {
  gateway::CallRow call;
  call.conversation = "conversation-canary";
  call.id = "call-1";
  call.action = action;
  call.arguments = std::move(arguments);
  call.timeout_s = 0;
  return call;
}

inline Service shop(const std::string& url) {
  Service service;
  service.name = "shop";
  service.base_url = url;
  service.actions = {{"find_order", "GET", "/orders/{order_number}", 5000ms},
                     {"impatient", "GET", "/orders", 150ms},
                     {"refund", "POST", "/orders/{order_number}/refunds", 5000ms}};
  return service;
}

struct Asked {
  std::optional<gateway::CallAnswer> answer;
  int times = 0;
};

class World : public TurnedLoop {
 public:
  explicit World(const std::function<void(Service&)>& change = nullptr) : service(loop) {
    Service config = shop(service.url());
    if (change) change(config);
    connector.emplace(loop, std::vector<Service>{config});
  }

  std::shared_ptr<Asked> ask_later(const gateway::CallRow& call) {
    auto asked = std::make_shared<Asked>();
    connector->call(call, [asked](gateway::CallAnswer answer) {
      asked->answer = std::move(answer);
      ++asked->times;
    });
    CHECK_FALSE(asked->answer);  // never before `call` returns
    return asked;
  }

  gateway::CallAnswer ask(const gateway::CallRow& call) {
    const auto asked = ask_later(call);
    run_until([&] { return asked->answer.has_value(); });
    run_for(1ms);
    CHECK(asked->times == 1);
    return *asked->answer;
  }

  gateway::CallAnswer find(const std::string& number = "1") {
    return ask(row("find_order", {{"order_number", number}}));
  }

  std::string error_for(const Behaviour& behaviour) {
    service.always(behaviour);
    const auto answer = find();
    CHECK_FALSE(answer.ok);
    CHECK(answer.fields.empty());
    return answer.error;
  }

  FakeService service;
  std::optional<HttpConnector> connector;
};

}  // namespace yingda::connect::test
