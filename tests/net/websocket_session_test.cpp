#include <catch2/catch.hpp>

#include "client.hpp"
#include "world.hpp"

namespace yingda::net::test {
namespace {

using std::chrono::milliseconds;

struct Chat : Client {
  explicit Chat(World& world, int receive_buffer = 0)
      : Client(world.bound.main.port, receive_buffer) {
    const auto opened = [&] { return world.telemetry.counts["yingda_sockets_opened_total chat"]; };
    const double before = world.on_loop(opened);
    REQUIRE(upgrade("/v1/chat").status == 101);
    REQUIRE(world.eventually([&] { return opened() == before + 1; }));
  }
};

TEST_CASE("frames are answered in order and the connection ends with its socket") {
  World world;
  {
    Chat chat(world);
    chat.say("hello");
    chat.say("one");
    chat.say("two");
    CHECK(chat.heard() == "echo hello");
    CHECK(chat.heard() == "echo one");
    CHECK(chat.heard() == "echo two");
    CHECK(world.on_loop([&] { return world.endpoints.open; }) == 1);
  }
  CHECK(world.eventually([&] { return world.endpoints.open == 0; }));
  CHECK(world.eventually([&] { return world.server().connections() == 0; }));
}

TEST_CASE("the next frame is not read before the application is done with the last") {
  World world;
  Chat chat(world);
  chat.say("wait");
  chat.say("next");
  REQUIRE(world.eventually([&] { return world.endpoints.waiting.size() == 1; }));
  world.on_loop([&] { world.endpoints.waiting.front()(); });
  CHECK(chat.heard() == "waited");
  CHECK(chat.heard() == "echo next");
}

TEST_CASE("an application that is done when the socket is long gone harms nobody") {
  World world;
  {
    Chat chat(world);
    chat.say("wait");
    REQUIRE(world.eventually([&] { return world.endpoints.waiting.size() == 1; }));
  }
  // Nobody reads while the application is busy: only a failing write tells that the peer has gone.
  REQUIRE(world.eventually([&] {
    for (gateway::Outlet* outlet : world.endpoints.outlets) {
      outlet->offer(std::make_shared<const std::string>("are you there"));
    }
    return world.endpoints.open == 0;
  }));
  world.on_loop([&] { world.endpoints.late_done.front()(); });
  Chat other(world);
  other.say("hello");
  CHECK(other.heard() == "echo hello");
}

TEST_CASE("an application that throws loses this socket only") {
  World world;
  Chat chat(world);
  chat.say("throw");
  CHECK(chat.ended());
  CHECK(world.eventually([&] { return world.endpoints.open == 0; }));
  CHECK(world.on_loop([&] { return world.telemetry.counts["net_task_failed"]; }) == 1);
  Chat other(world);
  other.say("hello");
  CHECK(other.heard() == "echo hello");
}

TEST_CASE("the application is told whenever everything was sent") {
  World world;
  Chat chat(world);
  chat.say("pages");
  for (const auto* page : {"first page", "page 3", "page 2", "page 1"}) CHECK(chat.heard() == page);
}

TEST_CASE("a close sends first what is queued") {
  World world;
  Chat chat(world);
  chat.say("close");
  chat.say("ignored");
  CHECK(chat.heard() == "last words");
  CHECK(chat.frame().close_code() == 1000);
}

TEST_CASE("pings are answered, pieces are put together, a client may say goodbye") {
  World world;
  Chat chat(world);
  chat.send_frame(9, "are you there");
  const WsFrame pong = chat.frame();
  CHECK(pong.opcode == 10);
  CHECK(pong.payload == "are you there");
  chat.send_frame(1, "he", false);
  chat.send_frame(0, "llo");
  CHECK(chat.heard() == "echo hello");
  chat.send_frame(8, std::string("\x03\xE9", 2));
  CHECK(chat.closed_with() == 1001);
}

TEST_CASE("what is no text frame of a decent size closes the socket with the reason") {
  World world;
  struct Case {
    std::string why;
    int opcode;
    std::string payload;
    int code;
  };
  const std::vector<Case> cases{
      {"binary", 2, "x", 1003},
      {"larger than 16 KiB", 1, std::string(16 * 1024 + 1, 'x'), 1009},
      {"no UTF-8", 1, "\xC0\xAF", 1007},
      {"an unknown kind", 3, "x", 1002},
      {"a continuation of nothing", 0, "x", 1002},
      {"a large ping", 9, std::string(126, 'x'), 1002},
  };
  for (const Case& each : cases) {
    INFO(each.why);
    Chat chat(world);
    chat.send_frame(each.opcode, each.payload);
    CHECK(chat.closed_with() == each.code);
  }
  Chat largest(world);
  largest.say(std::string(16 * 1024, 'x'));
  CHECK(largest.heard().size() == 16 * 1024 + 5);
}

TEST_CASE("the desk takes frames of up to 64 KiB") {
  World world;
  Client desk(world.bound.main.port);
  REQUIRE(desk.upgrade("/v1/desk", "Authorization: Bearer api-token\r\n").status == 101);
  CHECK(desk.heard() == "welcome 小李");
  desk.say(std::string(64 * 1024, 'x'));
  CHECK(desk.heard().size() == 64 * 1024 + 5);
  desk.say(std::string(64 * 1024 + 1, 'x'));
  CHECK(desk.closed_with() == 1009);
}

TEST_CASE("who does not say hello in time is closed, who does stays") {
  World world([](ServerConfig& config) { config.times.hello = milliseconds(50); });
  Chat silent(world);
  CHECK(silent.closed_with() == 4401);
  Chat polite(world);
  polite.say("hello");
  CHECK(polite.heard() == "echo hello");
  std::this_thread::sleep_for(milliseconds(150));
  polite.say("still here");
  CHECK(polite.heard() == "echo still here");
}

TEST_CASE("a silent peer is pinged and then cut, one that answers pings stays") {
  World world([](ServerConfig& config) { config.times.peer_idle = milliseconds(300); });
  Chat chat(world);
  chat.say("hello");
  CHECK(chat.heard() == "echo hello");
  for (int i = 0; i < 3; ++i) {
    const WsFrame ping = chat.frame();
    REQUIRE(ping.opcode == 9);
    chat.send_frame(10, ping.payload);
  }
  CHECK(chat.frame().opcode == 9);
  CHECK(chat.ended());
  CHECK(world.eventually([&] { return world.endpoints.open == 0; }));
}

TEST_CASE("a peer that does not read is cut off and nobody else notices") {
  World world([](ServerConfig& config) { config.times.write = milliseconds(100); });
  Chat slow(world, 4096);
  for (int i = 0; i < 100; ++i) slow.say("flood");
  CHECK(world.eventually(
      [&] { return world.telemetry.counts["yingda_sockets_closed_total 4408"] == 1; }));
  CHECK(world.eventually([&] { return world.endpoints.open == 0; }));
  Chat other(world);
  other.say("hello");
  CHECK(other.heard() == "echo hello");
}

TEST_CASE("slow readers together may hold only so much") {
  World world([](ServerConfig& config) { config.traffic.outbound_bytes_max = 10; });
  Chat chat(world);
  chat.say("0123456789");
  chat.say("a");
  CHECK(chat.heard() == "echo a");
}

TEST_CASE("a peer that never answers a close is cut") {
  World world([](ServerConfig& config) {
    config.times.write = milliseconds(50);
    config.times.closing = milliseconds(50);
  });
  Chat chat(world);
  chat.say("close");
  CHECK(chat.heard() == "last words");
  CHECK(chat.frame().close_code() == 1000);
  CHECK(chat.ended());
}

TEST_CASE("a desk socket whose log-in is looked at ends if that is over, and not before") {
  World world;
  world.on_loop([&] { world.accounts.active = true; });
  Client desk(world.bound.main.port);
  Client program(world.bound.main.port);
  REQUIRE(desk.upgrade("/v1/desk",
                       "Origin: http://shop.example\r\nCookie: yingda_session=cookie-token\r\n")
              .status == 101);
  REQUIRE(program.upgrade("/v1/desk", "Authorization: Bearer api-token\r\n").status == 101);
  CHECK(desk.heard() == "welcome 小李");
  CHECK(program.heard() == "welcome 小李");
  world.on_loop([&] { world.server().check_logins_of("u1"); });
  desk.say("still here");
  CHECK(desk.heard() == "echo still here");
  world.on_loop([&] {
    world.accounts.active = false;
    world.server().check_logins_of("u2");
  });
  desk.say("and still");
  CHECK(desk.heard() == "echo and still");
  world.on_loop([&] { world.server().check_logins_of("u1"); });
  CHECK(desk.closed_with() == 4401);
  program.say("by token");
  CHECK(program.heard() == "echo by token");
}

TEST_CASE("a desk socket ends soon after its log-in has") {
  World world([](ServerConfig& config) { config.times.recheck = milliseconds(30); });
  world.on_loop([&] { world.accounts.active = true; });
  Client desk(world.bound.main.port);
  const std::string fields =
      "Origin: http://shop.example\r\nCookie: yingda_session=cookie-token\r\n";
  REQUIRE(desk.upgrade("/v1/desk", fields).status == 101);
  std::this_thread::sleep_for(milliseconds(100));
  desk.say("still here");
  CHECK(desk.heard() == "welcome 小李");
  CHECK(desk.heard() == "echo still here");
  world.on_loop([&] { world.accounts.active = false; });
  CHECK(desk.closed_with() == 4401);
}

}  // namespace
}  // namespace yingda::net::test
