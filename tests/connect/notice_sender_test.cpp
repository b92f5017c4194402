#include "connect/notice_sender.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <optional>

#include "connect/webhook_signature.hpp"
#include "connect/webhook_transport.hpp"
#include "fake_service.hpp"
#include "outbox_world.hpp"
#include "turned_loop.hpp"

using namespace yingda;
using namespace yingda::connect;
using namespace yingda::connect::test;
using namespace std::chrono_literals;

namespace {

const std::string key(32, 'k');

class Hooks : public TurnedLoop {
 public:
  explicit Hooks(std::size_t services = 1) : outbox(loop) {
    for (std::size_t i = 0; i < services; ++i) {
      receivers.push_back(std::make_unique<FakeService>(loop));
      receivers.back()->always(http_answer(204, ""));
    }
  }
  ~Hooks() {
    sender.reset();
    run_for(5ms);
  }

  void start(NoticeOptions options = {}) {
    std::vector<WebhookEndpoint> endpoints;
    for (const auto& receiver : receivers) {
      endpoints.push_back(
          {receiver->url() + "/hooks/", {"promise.missed", "conversation.unseen"}, {key}, timeout});
    }
    sender.emplace(loop, webhook_transports(loop, std::move(endpoints)), outbox, clock, counts,
                   options);
    sender->start([this](const std::string& conversation, const conversation::NoticeSettled& told,
                         std::function<void(Result<>)> done) {
      reports.emplace_back(conversation, told);
      outbox.end(
          {told.message, told.endpoint, told.delivered ? "delivered" : told.detail, told.attempts},
          clock.at, std::move(done));
    });
  }

  std::string url(std::size_t receiver = 0) const { return receivers[receiver]->url() + "/hooks/"; }
  void add(const std::string& id, const std::string& to,
           const std::string& type = "promise.missed") {
    gateway::NoticeRow row;
    row.id = id;
    row.endpoint = to;
    row.conversation = "c-" + id;
    row.number = "GD";
    row.type = type;
    row.body = R"({"type":"promise.missed","data":{"id":")" + id + "\"}}";
    row.created_at = clock.at;
    outbox.rows[{id, to}] = {row, clock.at, ""};
  }
  void tell(const std::string& id, const std::string& to,
            const std::string& type = "promise.missed") {
    add(id, to, type);
    sender->wake();
  }

  const MemoryOutbox::Row& row(const std::string& id, std::size_t receiver = 0) {
    return outbox.rows.at({id, url(receiver)});
  }
  const std::vector<SeenRequest>& seen(std::size_t receiver = 0) {
    return receivers[receiver]->requests();
  }

  void settle() {
    run_until([&] { return sender->idle(); });
  }

  TurnedClock clock;
  MemoryOutbox outbox;
  Counts counts;
  std::chrono::milliseconds timeout{5000};
  std::vector<std::unique_ptr<FakeService>> receivers;
  std::optional<NoticeSender> sender;
  std::vector<std::pair<std::string, conversation::NoticeSettled>> reports;
};

// Holds everything back until it is let go.
class Held final : public NoticeTransport {
 public:
  struct Open final : Sending {
    void cancel() override { done = nullptr; }
    std::function<void(const DeliveryResult&)> done;
  };

  const std::string& endpoint() const override { return endpoint_; }
  std::string_view kind() const override { return "mail"; }
  const std::string& host() const override { return endpoint_; }
  std::string told(const gateway::NoticeRow&) const override { return "l***"; }
  bool takes(std::string_view) const override { return true; }
  std::size_t at_once() const override { return 2; }
  std::shared_ptr<Sending> send(const gateway::NoticeRow& row, Instant,
                                std::function<void(const DeliveryResult&)> done) override {
    auto open = std::make_shared<Open>();
    open->done = std::move(done);
    sent.emplace_back(row.id, open);
    return open;
  }
  std::vector<std::string> ids() const {
    std::vector<std::string> out;
    for (const auto& [id, open] : sent) out.push_back(id);
    return out;
  }

  std::vector<std::pair<std::string, std::shared_ptr<Open>>> sent;

 private:
  const std::string endpoint_ = "mail";
};

}  // namespace

TEST_CASE(
    "nobody is told two things at once, and who waits for the first keeps nobody else waiting") {
  Hooks hooks;
  auto made = std::make_unique<Held>();
  Held& held = *made;
  std::vector<std::unique_ptr<NoticeTransport>> ways;
  ways.push_back(std::move(made));
  NoticeSender sender(hooks.loop, std::move(ways), hooks.outbox, hooks.clock, hooks.counts);
  const auto add = [&](const std::string& id, const std::string& recipient, int second) {
    hooks.add(id, "mail", "conversation.unseen");
    auto& row = hooks.outbox.rows.at({id, "mail"});
    row.row.recipient = recipient;
    row.next_at = hooks.clock.at - 100s + std::chrono::seconds(second);
  };
  for (int i = 0; i < 5; ++i) add("slow_" + std::to_string(i), "li@mail.example", i);
  add("other_0", "wang@mail.example", 10);
  add("other_1", "zhao@mail.example", 11);
  sender.start([&](const std::string&, const conversation::NoticeSettled& told,
                   std::function<void(Result<>)> done) {
    hooks.outbox.end({told.message, told.endpoint, "delivered", told.attempts}, hooks.clock.at,
                     std::move(done));
  });
  hooks.run_until([&] { return held.sent.size() == 2; });
  CHECK(held.ids() == std::vector<std::string>{"slow_0", "other_0"});
  held.sent[1].second->done({});
  hooks.run_until([&] { return held.sent.size() == 3; });
  CHECK(held.ids().back() == "other_1");
  held.sent[2].second->done({});
  const int asked = hooks.outbox.questions;
  hooks.run_for(100ms);
  CHECK(held.sent.size() == 3);
  CHECK(hooks.outbox.questions < asked + 10);  // it does not ask in circles meanwhile
  held.sent[0].second->done({});
  hooks.run_until([&] { return held.sent.size() == 4; });
  CHECK(held.ids().back() == "slow_1");
}

TEST_CASE("a message is posted as it is stored, signed, and done with a 2xx") {
  Hooks hooks;
  hooks.start();
  hooks.tell("msg_1", hooks.url());
  hooks.run_until([&] { return hooks.row("msg_1").result == "delivered"; });
  hooks.settle();
  REQUIRE(hooks.seen().size() == 1);
  const auto& request = hooks.seen()[0];
  CHECK(request.line() == "POST /hooks/ HTTP/1.1");
  CHECK(request.field("Content-Type") == "application/json");
  CHECK(request.body == hooks.row("msg_1").row.body);
  CHECK(request.field("webhook-id") == "msg_1");
  CHECK(request.field("webhook-timestamp") == "1795248300");
  CHECK(request.field("webhook-signature") ==
        webhook_signature(key, "msg_1", 1795248300, request.body));
  CHECK(hooks.counts.results == std::map<std::string, int>{{"delivered", 1}});
  CHECK(hooks.reports.empty());
}

TEST_CASE("what was left by the last run goes out at the start") {
  Hooks hooks;
  hooks.add("msg_1", hooks.url());
  hooks.start();
  hooks.run_until([&] { return hooks.row("msg_1").result == "delivered"; });
}

TEST_CASE("whatever is no 2xx is tried again later, with the same id and a new time") {
  for (const int status : {500, 404, 301, 429}) {
    INFO(status);
    Hooks hooks;
    hooks.receivers[0]->always(http_answer(status, "no", "Location: /elsewhere\r\n"));
    hooks.start();
    hooks.tell("msg_1", hooks.url());
    hooks.run_until([&] { return hooks.row("msg_1").row.attempts == 1; });
    hooks.settle();
    CHECK(hooks.seen().size() == 1);  // a redirect is not followed
    const auto next = *hooks.row("msg_1").next_at - hooks.clock.at;
    CHECK(next >= 5s);
    CHECK(next <= 6s);
    hooks.clock.at += 7s;
    hooks.receivers[0]->always(http_answer(200, "{}"));
    hooks.sender->wake();
    hooks.run_until([&] { return hooks.row("msg_1").result == "delivered"; });
    hooks.settle();
    REQUIRE(hooks.seen().size() == 2);
    CHECK(hooks.seen()[1].field("webhook-id") == "msg_1");
    CHECK(hooks.seen()[1].field("webhook-timestamp") == "1795248307");
    CHECK(hooks.counts.results == std::map<std::string, int>{{"delivered", 1}, {"retried", 1}});
  }
}

TEST_CASE("a receiver that is slow, rude or silent has failed; what it says is not read") {
  Hooks hooks;
  hooks.timeout = 150ms;
  Behaviour endless = http_answer(200, "x");
  endless.bytes = "HTTP/1.1 200 X\r\nContent-Length: 999999999\r\n\r\n" + std::string(9000, 'x');
  endless.endless = true;
  hooks.receivers[0]->always(endless);
  hooks.start();
  hooks.tell("msg_1", hooks.url());
  hooks.run_until([&] { return hooks.row("msg_1").result == "delivered"; });
  Behaviour silent;
  silent.never = true;
  hooks.receivers[0]->always(silent);
  hooks.tell("msg_2", hooks.url());
  hooks.run_until([&] { return hooks.row("msg_2").row.attempts == 1; });
  Behaviour reset;
  reset.reset = true;
  hooks.receivers[0]->always(reset);
  hooks.tell("msg_3", hooks.url());
  hooks.run_until([&] { return hooks.row("msg_3").row.attempts == 1; });
  hooks.settle();
  CHECK(hooks.row("msg_2").result.empty());
  CHECK(hooks.row("msg_3").result.empty());
  CHECK(hooks.counts.said.find("timeout") != std::string::npos);
}

TEST_CASE("a slow receiver holds up nobody else, and gets a few at a time") {
  Hooks hooks(2);
  Behaviour silent;
  silent.never = true;
  hooks.receivers[0]->always(silent);
  hooks.start();
  for (int i = 0; i < 10; ++i) hooks.add("msg_" + std::to_string(i), hooks.url(0));
  for (int i = 0; i < 10; ++i) hooks.add("msg_" + std::to_string(i), hooks.url(1));
  hooks.sender->wake();
  hooks.run_until([&] {
    return std::ranges::all_of(hooks.outbox.rows, [&](const auto& each) {
      return each.first.second == hooks.url(0) || each.second.result == "delivered";
    });
  });
  CHECK(hooks.seen(1).size() == 10);
  CHECK(hooks.receivers[1]->open_peak() <= 4);
  hooks.run_for(30ms);
  CHECK(hooks.seen(0).size() == 4);
}

TEST_CASE("each message is sent once however often the sender is woken") {
  Hooks hooks;
  hooks.receivers[0]->behave([](const SeenRequest&) {
    Behaviour slow = http_answer(200, "");
    slow.delay = 5ms;
    return slow;
  });
  hooks.start();
  for (int i = 0; i < 40; ++i) {
    hooks.tell("msg_" + std::to_string(i), hooks.url());
    hooks.run_for(1ms);
  }
  hooks.run_until([&] { return hooks.counts.results["delivered"] == 40; });
  hooks.settle();
  CHECK(hooks.seen().size() == 40);
}

TEST_CASE("what is too old is given up, and the conversation is told why") {
  Hooks hooks;
  hooks.receivers[0]->always(http_answer(503, ""));
  hooks.start({.max_age = 3s});
  hooks.tell("msg_1", hooks.url());
  hooks.run_until([&] { return !hooks.reports.empty(); });
  hooks.settle();
  CHECK(hooks.reports[0].first == "c-msg_1");
  const auto& told = hooks.reports[0].second;
  CHECK_FALSE(told.delivered);
  CHECK(told.detail == "http 503");
  CHECK(told.to == "127.0.0.1");
  CHECK(told.attempts == 1);
  CHECK(hooks.row("msg_1").result == "http 503");
  CHECK(hooks.counts.results == std::map<std::string, int>{{"failed", 1}});
}

TEST_CASE("that somebody was told what the visitor has not seen stands in the conversation") {
  Hooks hooks;
  hooks.start();
  hooks.tell("msg_1", hooks.url(), "conversation.unseen");
  hooks.run_until([&] { return !hooks.reports.empty(); });
  hooks.settle();
  CHECK(hooks.reports[0].second.delivered);
  CHECK(hooks.reports[0].second.notice == "conversation.unseen");
  CHECK(hooks.row("msg_1").result == "delivered");
}

TEST_CASE("an endpoint that says it is gone is left alone") {
  Hooks hooks;
  hooks.receivers[0]->always(http_answer(410, ""));
  hooks.start();
  hooks.tell("msg_1", hooks.url());
  hooks.run_until([&] { return !hooks.row("msg_1").result.empty(); });
  hooks.tell("msg_2", hooks.url());
  hooks.run_until([&] { return !hooks.row("msg_2").result.empty(); });
  hooks.settle();
  CHECK(hooks.seen().size() == 1);
  CHECK(hooks.row("msg_1").result == "http 410");
  CHECK(hooks.row("msg_2").result.find("gone") != std::string::npos);
  CHECK(hooks.reports.size() == 2);
}

TEST_CASE("what waits for an endpoint that is not configured any more fails, and says so") {
  Hooks hooks;
  hooks.add("msg_1", "https://old.example/h");
  hooks.start();
  hooks.run_until([&] { return !hooks.reports.empty(); });
  hooks.settle();
  CHECK(hooks.reports[0].second.detail == "not configured any more");
  CHECK(hooks.reports[0].second.to == "old.example");
  CHECK(hooks.seen().empty());
}

TEST_CASE("a message whose end could not be stored is not sent again before it is") {
  Hooks hooks;
  hooks.start();
  hooks.outbox.failing = 1;
  hooks.tell("msg_1", hooks.url());
  hooks.run_until([&] { return hooks.seen().size() == 1; });
  hooks.sender->wake();
  hooks.run_until([&] { return hooks.row("msg_1").result == "delivered"; });
  hooks.settle();
  CHECK(hooks.seen().size() == 1);
}

TEST_CASE("draining begins nothing new and lets what is under way end") {
  Hooks hooks;
  hooks.receivers[0]->behave([](const SeenRequest&) {
    Behaviour slow = http_answer(200, "");
    slow.delay = 50ms;
    return slow;
  });
  hooks.start();
  hooks.tell("msg_1", hooks.url());
  hooks.run_until([&] { return hooks.seen().size() == 1; });
  hooks.sender->drain();
  CHECK_FALSE(hooks.sender->idle());
  hooks.tell("msg_2", hooks.url());
  hooks.settle();
  CHECK(hooks.row("msg_1").result == "delivered");
  CHECK(hooks.row("msg_2").result.empty());
  CHECK(hooks.seen().size() == 1);
}

TEST_CASE("what is cut off stays in the outbox for the next start") {
  Hooks hooks;
  Behaviour silent;
  silent.never = true;
  hooks.receivers[0]->always(silent);
  hooks.start();
  hooks.tell("msg_1", hooks.url());
  hooks.run_until([&] { return hooks.seen().size() == 1; });
  hooks.sender->stop();
  CHECK(hooks.sender->idle());
  hooks.run_for(20ms);
  CHECK(hooks.row("msg_1").next_at.has_value());
  CHECK(hooks.row("msg_1").row.attempts == 0);
  hooks.receivers[0]->always(http_answer(200, ""));
  hooks.start();
  hooks.run_until([&] { return hooks.row("msg_1").result == "delivered"; });
  CHECK(hooks.seen()[1].field("webhook-id") == "msg_1");
}

TEST_CASE("neither paths nor bodies are logged") {
  Hooks hooks;
  hooks.receivers[0]->always(http_answer(500, "canary"));
  hooks.start({.max_age = 1s});
  hooks.tell("msg_1", hooks.url());
  hooks.run_until([&] { return !hooks.reports.empty(); });
  CHECK(hooks.counts.said.find("webhook_given_up") != std::string::npos);
  CHECK(hooks.counts.said.find("hooks") == std::string::npos);
  CHECK(hooks.counts.said.find("canary") == std::string::npos);
}

TEST_CASE("an endpoint that cannot be right is refused before anything is sent") {
  Hooks hooks;
  const auto make = [&](const std::string& url, std::vector<std::string> keys) {
    return webhook_transports(hooks.loop, {{url, {"promise.missed"}, std::move(keys)}});
  };
  CHECK_THROWS_AS(make("ftp://x", {key}), std::invalid_argument);
  CHECK_THROWS_AS(make("http://169.254.169.254/", {key}), std::invalid_argument);
  CHECK_THROWS_AS(make("http://[fd00:ec2::254]/", {key}), std::invalid_argument);
  CHECK_THROWS_AS(make("http://127.0.0.1:1/", {}), std::invalid_argument);
}
