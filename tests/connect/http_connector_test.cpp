#include "connect/http_connector.hpp"

#include "world.hpp"

namespace yingda::connect::test {
namespace {

using dialogue::Value;

TEST_CASE("an answer becomes typed, flat fields") {
  World world;
  world.service.always(http_answer(
      200,
      R"({"found":true,"amount":"50.00","minutes":7,"none":null,"a":{"b":"c"},"l":["x","y"]})"));
  const auto answer = world.find("20261120001");
  CHECK(answer.ok);
  CHECK(answer.error.empty());
  CHECK(answer.fields == dialogue::Slots{{"found", true},
                                         {"amount", std::string("50.00")},
                                         {"minutes", 7.0},
                                         {"none", std::monostate()},
                                         {"a.b", std::string("c")},
                                         {"l", std::vector<std::string>{"x", "y"}}});
  CHECK(world.service.requests().at(0).line() == "GET /orders/20261120001 HTTP/1.1");
}

TEST_CASE("not found is an answer, with or without JSON") {
  World world;
  const dialogue::Slots not_found{{"found", false}};
  world.service.always(http_answer(404, R"({"found":false})"));
  CHECK(world.find().fields == not_found);
  world.service.always(http_answer(404, "<html>nginx</html>"));
  const auto answer = world.find();
  CHECK(answer.ok);
  CHECK(answer.fields == not_found);
}

TEST_CASE("other statuses are errors and redirects are not followed") {
  World world;
  FakeService elsewhere(world.loop);
  elsewhere.always(http_answer(200, "{}"));
  CHECK(world.error_for(http_answer(500, R"({"found":true})")) == "http 500");
  CHECK(world.error_for(http_answer(403, "{}")) == "http 403");
  const std::string location = "Location: " + elsewhere.url() + "/orders/1\r\n";
  CHECK(world.error_for(http_answer(302, "{}", location)) == "http 302");
  CHECK(elsewhere.requests().empty());
  CHECK(world.service.requests().size() == 3);
}

TEST_CASE("what is too large is cut off") {
  World world;
  CHECK(world.error_for(http_answer(200, std::string(1'000'000, ' ') + "{}")) == "too large");
  Behaviour endless;
  endless.bytes = "HTTP/1.1 200 OK\r\n\r\n" + std::string(10'000, ' ');
  endless.endless = true;
  CHECK(world.error_for(endless) == "too large");
  endless.bytes = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n \r\n";
  endless.endless = false;
  for (int i = 0; i < 300; ++i) endless.bytes += "400\r\n" + std::string(1024, ' ') + "\r\n";
  CHECK(world.error_for(endless) == "too large");
  CHECK(world.error_for(http_answer(200, "{}", "X: " + std::string(20'000, 'x') + "\r\n")) ==
        "too large");
}

TEST_CASE("what is no JSON object within the limits is a bad answer") {
  World world;
  const auto bad = [&](const std::string& body) { return world.error_for(http_answer(200, body)); };
  CHECK(bad("") == "bad answer");
  CHECK(bad("{\"found\":tru") == "bad answer");
  CHECK(bad("[1,2]") == "bad answer");
  CHECK(bad("{\"a\":" + std::string(100'000, '[') + "}") == "bad answer");
  CHECK(bad("\x1f\x8b\x08 gzip") == "bad answer");
  CHECK(bad("{\"a\":\"\xff\"}") == "bad answer");
  CHECK(bad("{\"amount\":1e400}") == "bad answer");
}

TEST_CASE("broken connections are errors") {
  World world;
  Behaviour broken;
  broken.reset = true;
  CHECK(world.error_for(broken) == "broken answer");
  broken.reset = false;
  broken.bytes = "";
  CHECK(world.error_for(broken) == "broken answer");
  broken.bytes = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"found\":true}";
  CHECK(world.error_for(broken) == "broken answer");
  broken.bytes = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n{\"found\":true}";
  CHECK(world.error_for(broken) == "bad answer");
  broken.bytes = "SSH-2.0-OpenSSH_9.2\r\n\r\n";
  CHECK(world.error_for(broken) == "broken answer");
}

TEST_CASE("nobody listening is a connect error") {
  std::string url;
  {
    asio::io_context loop;
    url = FakeService(loop).url();
  }
  World world([&](Service& config) { config.base_url = url; });
  CHECK(world.find().error == "connect");
}

TEST_CASE("a name that resolves to loopback is dialled only when it says so") {
  World world([](Service& config) {
    config.base_url.replace(config.base_url.find("127.0.0.1"), 9, "localhost");
  });
  world.service.always(http_answer(200, "{}"));
  CHECK(world.find().ok);
  CHECK(world.service.requests().at(0).field("Host").starts_with("localhost:"));
}

TEST_CASE("one deadline covers silence, slow answers and dripping ones") {
  World world;
  const auto asked = [&] { return world.ask(row("impatient")).error; };
  Behaviour slow;
  slow.never = true;
  world.service.always(slow);
  CHECK(asked() == "timeout");
  slow.never = false;
  slow = http_answer(200, R"({"found":true})");
  slow.drip = true;
  world.service.always(slow);
  CHECK(asked() == "timeout");
  slow.drip = false;
  slow.delay = 2s;
  world.service.always(slow);
  CHECK(asked() == "timeout");
}

TEST_CASE("a call may ask for less time than its action has, not for more") {
  World world;
  Behaviour silent;
  silent.never = true;
  world.service.always(silent);
  auto call = row("find_order", {{"order_number", "1"}});
  call.timeout_s = 1;
  const auto before = std::chrono::steady_clock::now();
  CHECK(world.ask(call).error == "timeout");
  CHECK(std::chrono::steady_clock::now() - before < 4s);
  auto patient = row("impatient");
  patient.timeout_s = 60;
  CHECK(world.ask(patient).error == "timeout");
}

TEST_CASE("so many calls run at once, so many wait, the others fail at once") {
  World world([](Service& config) {
    config.limits.concurrent_max = 2;
    config.limits.waiting_max = 3;
  });
  auto slow = http_answer(200, "{}");
  slow.delay = 100ms;
  world.service.always(slow);
  std::vector<std::shared_ptr<Asked>> calls;
  for (int i = 0; i < 6; ++i) {
    calls.push_back(world.ask_later(row("find_order", {{"order_number", std::to_string(i)}})));
  }
  CHECK(world.connector->load("shop").running == 2);
  CHECK(world.connector->load("shop").waiting == 3);
  world.run_until([&] {
    return std::all_of(calls.begin(), calls.end(), [](auto& call) { return call->times > 0; });
  });
  for (int i = 0; i < 5; ++i) CHECK(calls[static_cast<std::size_t>(i)]->answer->ok);
  CHECK(calls[5]->answer->error == "busy");
  CHECK(world.service.open_peak() <= 2);
  CHECK(world.service.requests().size() == 5);
  CHECK(world.connector->load("shop").running == 0);
}

TEST_CASE("waiting counts against the deadline") {
  World world([](Service& config) { config.limits.concurrent_max = 1; });
  Behaviour silent;
  silent.never = true;
  world.service.always(silent);
  const auto first = world.ask_later(row("find_order", {{"order_number", "1"}}));
  const auto answer = world.ask(row("impatient"));
  CHECK(answer.error == "timeout");
  CHECK_FALSE(first->answer);
  CHECK(world.connector->load("shop").waiting == 0);
  CHECK(world.service.requests().size() <= 1);
}

TEST_CASE("the breaker opens, refuses without asking, tries one call and closes") {
  World world([](Service& config) {
    config.limits.breaker = {.window = 4, .failures = 2, .cool_down = 300ms};
  });
  CHECK(world.error_for(http_answer(500, "{}")) == "http 500");
  CHECK_FALSE(world.connector->load("shop").breaker_open);
  CHECK(world.error_for(http_answer(503, "{}")) == "http 503");
  CHECK(world.connector->load("shop").breaker_open);
  CHECK(world.error_for(http_answer(200, "{}")) == "unavailable");
  CHECK(world.service.requests().size() == 2);

  world.run_for(500ms);
  auto slow = http_answer(200, "{}");
  slow.delay = 50ms;
  world.service.always(slow);
  const auto trial = world.ask_later(row("find_order", {{"order_number", "1"}}));
  CHECK(world.find().error == "unavailable");
  world.run_until([&] { return trial->answer.has_value(); });
  CHECK(trial->answer->ok);
  CHECK_FALSE(world.connector->load("shop").breaker_open);
  CHECK(world.find().ok);
}

TEST_CASE("refused questions do not open the breaker, an opening one answers those who wait") {
  World world([](Service& config) {
    config.limits.breaker = {.window = 2, .failures = 1, .cool_down = 10s};
    config.limits.concurrent_max = 1;
  });
  CHECK(world.error_for(http_answer(422, "{}")) == "http 422");
  CHECK(world.find("..").error == "bad argument");
  world.service.always(http_answer(500, "{}"));
  const auto first = world.ask_later(row("find_order", {{"order_number", "1"}}));
  const auto second = world.ask_later(row("find_order", {{"order_number", "2"}}));
  world.run_until([&] { return first->answer && second->answer; });
  CHECK(first->answer->error == "http 500");
  CHECK(second->answer->error == "unavailable");
}

TEST_CASE("values stay inside their segment") {
  World world;
  world.service.always(http_answer(200, "{}"));
  CHECK(world.find("1/../../admin?x=1").error == "bad argument");
  CHECK(world.find("..").error == "bad argument");
  CHECK(world.find("").error == "bad argument");
  CHECK(world.find("1\r\nX: y").error == "bad argument");
  CHECK(world.ask(row("find_order")).error == "bad argument");
  CHECK(world.service.requests().empty());
  CHECK(world.find("1/2?x=1#y z单").ok);
  CHECK(world.service.requests().at(0).line() ==
        "GET /orders/1%2F2%3Fx%3D1%23y%20z%E5%8D%95 HTTP/1.1");
}

TEST_CASE("a POST carries the other arguments as JSON, and a key that survives a restart") {
  World world([](Service& config) {
    config.auth_header = "Authorization";
    config.auth_value = "Bearer secret";
  });
  world.service.always(http_answer(200, R"({"accepted":true})"));
  auto call = row("refund", {{"order_number", "7"}, {"reason", "\"未到账\"\n"}});
  CHECK(world.ask(call).ok);
  CHECK(world.ask(call).ok);
  call.id = "call-2";
  CHECK(world.ask(call).ok);
  const auto& seen = world.service.requests();
  CHECK(seen.at(0).line() == "POST /orders/7/refunds HTTP/1.1");
  CHECK(seen[0].body == R"({"reason":"\"未到账\"\n"})");
  CHECK(seen[0].field("Content-Type") == "application/json");
  CHECK(seen[0].field("Authorization") == "Bearer secret");
  CHECK(seen[0].field("Connection") == "close");
  CHECK(seen[0].field("Idempotency-Key").size() == 32);
  CHECK(seen[0].field("Idempotency-Key") == seen[1].field("Idempotency-Key"));
  CHECK(seen[0].field("Idempotency-Key") != seen[2].field("Idempotency-Key"));
  CHECK(seen[0].field("traceparent").size() == 55);
  CHECK(seen[0].head.find("conversation-canary") == std::string::npos);
}

TEST_CASE("an action nobody configured is an error") {
  World world;
  CHECK(world.ask(row("drop_tables")).error == "unknown action");
}

TEST_CASE("stopping answers everything exactly once") {
  World world([](Service& config) { config.limits.concurrent_max = 2; });
  Behaviour silent;
  silent.never = true;
  world.service.always(silent);
  std::vector<std::shared_ptr<Asked>> calls;
  for (int i = 0; i < 5; ++i) {
    calls.push_back(world.ask_later(row("find_order", {{"order_number", "1"}})));
  }
  world.run_until([&] { return world.service.requests().size() == 2; });
  SECTION("by stop") { world.connector->stop(); }
  SECTION("by destruction") { world.connector.reset(); }
  if (world.connector) calls.push_back(world.ask_later(row("find_order", {{"order_number", "1"}})));
  world.run_for(200ms);
  for (const auto& call : calls) {
    CHECK(call->times == 1);
    CHECK(call->answer->error == "stopped");
  }
}

TEST_CASE("an answer may end the connector or ask again") {
  World world;
  world.service.always(http_answer(200, "{}"));
  int answers = 0;
  const auto call = row("find_order", {{"order_number", "1"}});
  world.connector->call(call, [&](const gateway::CallAnswer&) {
    ++answers;
    world.connector->call(call, [&](const gateway::CallAnswer&) {
      ++answers;
      world.connector.reset();
    });
  });
  world.run_until([&] { return answers == 2; });
  CHECK_FALSE(world.connector);
}

TEST_CASE("a loop that is thrown away takes its calls along") {
  auto world = std::make_unique<World>();
  Behaviour silent;
  silent.never = true;
  world->service.always(silent);
  const auto asked = world->ask_later(row("find_order", {{"order_number", "1"}}));
  world->run_until([&] { return world->service.requests().size() == 1; });
  world.reset();
  CHECK(asked->times == 0);
}

}  // namespace
}  // namespace yingda::connect::test
