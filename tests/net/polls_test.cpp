#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "client.hpp"
#include "net/poll_message.hpp"
#include "world.hpp"

namespace yingda::net::test {
namespace {

using std::chrono::milliseconds;

struct PollWorld : World {
  explicit PollWorld(const std::function<void(ServerConfig&)>& edit = {})
      : World([&](ServerConfig& config) {
          config.allowed_origins = {"https://friend.example"};
          if (edit) edit(config);
        }) {}
};

// One browser's way through a session; each request on a connection of its own.
class Poller {
 public:
  explicit Poller(World& world) : port_(world.bound.main.port) {}

  static std::string frames(std::initializer_list<std::string> types) {
    std::string list;
    for (const auto& type : types) {
      list += (list.empty() ? "" : ",") + std::string("{\"type\":\"") + type + "\"}";
    }
    return "[" + list + "]";
  }
  HttpAnswer open(std::initializer_list<std::string> types, const std::string& fields = {}) {
    HttpAnswer answer = post_body("{\"frames\":" + frames(types) + "}", fields);
    const std::string mark = "\"session\":\"";
    const auto at = answer.body.find(mark);
    if (at != std::string::npos) {
      session = answer.body.substr(at + mark.size());
      session.resize(session.find('"'));
    }
    return answer;
  }
  std::string request(const std::string& body, const std::string& fields = {}) const {
    const std::string key = session.empty() ? "" : "Authorization: Bearer " + session + "\r\n";
    return post("/v1/chat/poll", body, key + "Content-Type: application/json\r\n" + fields);
  }
  HttpAnswer post_body(const std::string& body, const std::string& fields = {}) const {
    return Client(port_).ask(request(body, fields));
  }
  HttpAnswer say(int first, std::initializer_list<std::string> types, int got) const {
    return post_body("{\"first\":" + std::to_string(first) + ",\"frames\":" + frames(types) +
                     ",\"got\":" + std::to_string(got) + "}");
  }
  // A request that is not waited for.
  std::unique_ptr<Client> hold(const std::string& body) const {
    auto client = std::make_unique<Client>(port_);
    client->send(request(body));
    return client;
  }

  std::string session;

 private:
  std::uint16_t port_;
};

std::string frames_of(const std::string& body) {
  const auto from = body.find("\"frames\":[") + 10;
  return body.substr(from, body.find("],\"got\"") - from);
}

TEST_CASE("what a poll says is read, and what it must not say is named") {
  const auto read = read_poll(R"({"first":3,"frames":[{"type":"ping"}],"got":7})");
  REQUIRE(read.has_value());
  CHECK(read->first == 3);
  CHECK(read->got == 7);
  CHECK(read->frames == std::vector<std::string>{"{\"type\":\"ping\"}"});
  CHECK(read_poll("{}")->frames.empty());
  CHECK(read_poll(R"({"leave":true})")->leave);
  CHECK(read_poll("[]").error().code == ErrorCode::bad_frame);
  CHECK(read_poll(R"({"got":-1})").error().code == ErrorCode::bad_frame);
  CHECK(read_poll(R"({"frames":{}})").error().code == ErrorCode::bad_frame);
  const std::string large = "{\"frames\":[\"" + std::string(16 * 1024, 'x') + "\"]}";
  CHECK(read_poll(large).error().code == ErrorCode::too_large);
  std::string many = "{\"frames\":[0";
  for (int i = 0; i < 64; ++i) many += ",0";
  CHECK(read_poll(many + "]}").error().code == ErrorCode::bad_frame);
}

TEST_CASE("a session is opened with a frame, and its frames are answered in order") {
  PollWorld world;
  Poller poller(world);
  HttpAnswer opened = poller.open({"hello", "one"});
  CHECK(opened.status == 200);
  CHECK(opened["cache-control"] == "no-store");
  CHECK(poller.session.size() == 32);
  CHECK(frames_of(opened.body) == "echo hello,echo one");
  CHECK(opened.body.find("\"first\":1,") != std::string::npos);
  CHECK(opened.body.find("\"got\":2") != std::string::npos);
  const HttpAnswer next = poller.say(3, {"two"}, 2);
  CHECK(next.body == "{\"first\":3,\"frames\":[echo two],\"got\":3}\n");
  CHECK(world.on_loop([&] { return world.endpoints.places; }) ==
        std::vector<std::string>{"127.0.0.1"});
}

TEST_CASE("a request waits for a frame, and no longer than a poll may") {
  PollWorld world([](ServerConfig& config) { config.times.poll = milliseconds(50); });
  Poller poller(world);
  poller.open({"hello"});
  CHECK(poller.say(2, {}, 1).body == "{\"first\":2,\"frames\":[],\"got\":1}\n");
  world.on_loop(
      [&] { world.endpoints.outlets.front()->offer(std::make_shared<const std::string>("news")); });
  CHECK(frames_of(poller.say(2, {}, 1).body) == "news");
}

TEST_CASE("an answer that was lost is sent again, and a repeated request says nothing twice") {
  PollWorld world;
  Poller poller(world);
  poller.open({"hello"});
  const std::string answer = poller.say(2, {"one"}, 0).body;
  CHECK(answer == "{\"first\":1,\"frames\":[echo hello,echo one],\"got\":2}\n");
  CHECK(poller.say(2, {"one"}, 0).body == answer);
  CHECK(poller.say(2, {"one", "two"}, 2).body == "{\"first\":3,\"frames\":[echo two],\"got\":3}\n");
}

TEST_CASE("the next request relieves the one that waits") {
  PollWorld world;
  Poller poller(world);
  poller.open({"hello"});
  const auto older = poller.hold("{\"got\":1}");
  REQUIRE(world.eventually(
      [&] { return world.telemetry.counts["yingda_http_replies_total 200"] == 1; }));
  const HttpAnswer newer = poller.say(2, {"one"}, 1);
  CHECK(older->answer().body == "{\"first\":2,\"frames\":[],\"got\":2}\n");
  CHECK(frames_of(newer.body) == "echo one");
}

TEST_CASE("one frame is worked on at a time, and no more are taken than may wait") {
  PollWorld world;
  Poller poller(world);
  poller.open({"hello"});
  const auto busy =
      poller.hold("{\"first\":2,\"frames\":[{\"type\":\"wait\"},{\"type\":\"b\"}],\"got\":1}");
  REQUIRE(world.eventually([&] { return world.endpoints.waiting.size() == 1; }));
  std::string many = "{\"first\":4,\"got\":1,\"frames\":[0";
  for (int i = 0; i < 63; ++i) many += ",0";
  HttpAnswer refused = poller.post_body(many + "]}");
  CHECK(refused.status == 429);
  CHECK(refused["retry-after"] == "1");
  world.on_loop([&] { world.endpoints.waiting.front()(); });
  CHECK(frames_of(busy->answer().body) == "waited");
  CHECK(frames_of(poller.say(4, {}, 2).body) == "echo b");
}

TEST_CASE("frames that are missing, and answers that nobody gave, are faults") {
  PollWorld world;
  Poller poller(world);
  poller.open({"hello"});
  CHECK(poller.say(3, {"three"}, 1).status == 409);
  CHECK(poller.say(2, {}, 9).status == 400);
  CHECK(poller.post_body("no JSON").status == 400);
  CHECK(frames_of(poller.say(2, {"two"}, 1).body) == "echo two");
}

TEST_CASE("a session ends by a word, by silence, by its application, and is not found again") {
  PollWorld world([](ServerConfig& config) {
    config.times.peer_idle = milliseconds(100);
    config.times.poll = milliseconds(50);
  });
  Poller leaver(world);
  leaver.open({"hello"});
  CHECK(leaver.post_body("{\"leave\":true,\"got\":1}").body ==
        "{\"first\":2,\"frames\":[],\"got\":1,\"close\":1000}\n");
  CHECK(leaver.say(2, {"one"}, 1).status == 401);
  Poller closed(world);
  closed.open({"hello"});
  CHECK(closed.say(2, {"close", "ignored"}, 1).body ==
        "{\"first\":2,\"frames\":[last words],\"got\":3,\"close\":1000}\n");
  Poller silent(world);
  silent.open({"hello"});
  CHECK(world.eventually([&] { return world.endpoints.open == 0; }));
  CHECK(silent.say(2, {}, 1).status == 401);
  CHECK(world.eventually([&] { return world.server().connections() == 0; }));
}

TEST_CASE("who is not greeted in time is let go") {
  PollWorld world([](ServerConfig& config) { config.times.hello = milliseconds(30); });
  Poller poller(world);
  poller.open({"nobody"});
  const auto answer = poller.say(2, {}, 1);
  CHECK(answer.body == "{\"first\":2,\"frames\":[],\"got\":1,\"close\":4401}\n");
}

TEST_CASE("who does not fetch what waits is cut off, and told why") {
  PollWorld world;
  Poller poller(world);
  poller.open({"hello"});
  const auto answer = poller.say(2, {"flood"}, 1);
  CHECK(answer.body.find("\"close\":4408") != std::string::npos);
  CHECK(answer.body.find("xxx") == std::string::npos);
}

TEST_CASE("a long transcript comes in pieces that each fit an answer") {
  PollWorld world;
  Poller poller(world);
  CHECK(frames_of(poller.open({"pages"}).body) == "first page");
  CHECK(frames_of(poller.say(2, {}, 1).body) == "page 3");
  CHECK(frames_of(poller.say(2, {}, 2).body) == "page 2");
}

TEST_CASE("an application that throws ends this session only") {
  PollWorld world;
  Poller poller(world);
  poller.open({"hello"});
  CHECK(poller.say(2, {"throw"}, 1).status == 503);
  CHECK(poller.say(3, {}, 1).status == 401);
  CHECK(world.on_loop([&] { return world.telemetry.counts["net_task_failed"]; }) == 1);
  Poller other(world);
  CHECK(other.open({"hello"}).status == 200);
}

TEST_CASE("a drained server answers what waits and goes") {
  PollWorld world;
  Poller poller(world);
  poller.open({"hello"});
  Poller idle(world);
  idle.open({"hello"});
  auto waiting = poller.hold("{\"got\":1}");
  REQUIRE(world.eventually([&] { return world.server().connections() == 3; }));
  std::this_thread::sleep_for(milliseconds(100));  // until the request is held, not only begun
  std::promise<void> drained;
  world.on_loop([&] { world.server().drain([&] { drained.set_value(); }); });
  CHECK(waiting->answer().body ==
        "{\"first\":2,\"frames\":[going_away],\"got\":1,\"close\":1012}\n");
  waiting.reset();  // else the server reads on for a while
  CHECK(drained.get_future().wait_for(std::chrono::seconds(5)) == std::future_status::ready);
}

TEST_CASE("a frame under way is answered before a drained session goes") {
  PollWorld world;
  Poller poller(world);
  poller.open({"hello"});
  auto waiting = poller.hold("{\"first\":2,\"frames\":[{\"type\":\"wait\"}],\"got\":1}");
  REQUIRE(world.eventually([&] { return world.endpoints.waiting.size() == 1; }));
  std::promise<void> drained;
  world.on_loop([&] { world.server().drain([&] { drained.set_value(); }); });
  world.on_loop([&] { world.endpoints.waiting.front()(); });
  const auto answer = waiting->answer();
  CHECK(frames_of(answer.body).find("going_away") == 0);
  waiting.reset();
  CHECK(drained.get_future().wait_for(std::chrono::seconds(5)) == std::future_status::ready);
}

TEST_CASE("sessions count as connections of their address") {
  PollWorld world([](ServerConfig& config) { config.traffic.connections_per_address_max = 2; });
  // A request's own connection counts until the server has seen it go.
  const auto rests = [&] {
    return world.eventually([&] { return world.server().connections() == 1; });
  };
  Poller one(world);
  CHECK(one.open({"hello"}).status == 200);  // this connection, and the session
  REQUIRE(rests());
  Poller two(world);
  CHECK(two.open({"hello"}).status == 429);
  REQUIRE(rests());
  CHECK(one.post_body("{\"leave\":true}").status == 200);
  CHECK(world.eventually([&] { return world.server().connections() == 0; }));
  CHECK(two.open({"hello"}).status == 200);
}

TEST_CASE("pages are let in as by a socket: allowed origins, and nobody else") {
  PollWorld world;
  const std::string friendly = "Origin: https://friend.example\r\nSec-Fetch-Site: cross-site\r\n";
  Poller page(world);
  HttpAnswer opened = page.open({"hello"}, friendly);
  CHECK(opened.status == 200);
  CHECK(opened["access-control-allow-origin"] == "https://friend.example");
  Poller stranger(world);
  CHECK(stranger.open({"hello"}, "Origin: https://evil.example\r\n").status == 403);
  CHECK(stranger.open({"hello"}, "Sec-Fetch-Site: cross-site\r\n").status == 403);
  HttpAnswer preflight = Client(world.bound.main.port)
                             .ask("OPTIONS /v1/chat/poll HTTP/1.1\r\nHost: shop.example\r\n" +
                                  friendly + "Access-Control-Request-Method: POST\r\n\r\n");
  CHECK(preflight.status == 204);
  CHECK(Client(world.bound.main.port)
            .ask(post("/v1/chat/poll", "{}", "Content-Type: text/plain\r\n"))
            .status == 415);
  Poller unknown(world);
  unknown.session = "somebody";
  CHECK(unknown.say(1, {}, 0).status == 401);
  CHECK(Client(world.bound.main.port)
            .ask(post("/v1/chat/poll?token=a", "{}", "Content-Type: application/json\r\n"))
            .status == 400);
}

}  // namespace
}  // namespace yingda::net::test
