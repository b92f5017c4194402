// A queue longer than what one frame may carry, and a transcript longer than that.
#include <catch2/catch.hpp>
#include <set>

#include "support/gateway_world.hpp"

using namespace yingda;
using namespace yingda::testing;

namespace {

struct LongQueue {
  GatewayWorld world;
  std::vector<std::unique_ptr<Peer>> visitors;
  std::vector<std::string> waiting;  // in the order they came

  explicit LongQueue(int count) {
    for (int i = 0; i < count; ++i) {
      auto visitor = world.visitor({{"type", "hello"}}, "192.0.2." + std::to_string(i % 200));
      waiting.push_back(visitor->outlet.take("welcome")["conversation"]);
      visitor->send({{"type", "human"}, {"id", "h"}});
      world.settle();
      visitors.push_back(std::move(visitor));
    }
  }

  Json page(const std::string& after, std::size_t rows, const std::string& role = "agent",
            std::vector<std::string> teams = {}) {
    return Json::parse(
        world.gateway->desk_queue({"u-x", "x", role, std::move(teams)}, after, rows));
  }
};

std::vector<std::string> ids(const Json& rows) {
  std::vector<std::string> out;
  for (const auto& row : rows) out.push_back(row["conversation"]);
  return out;
}

Json last_queue(Peer& peer) {
  Json last;
  for (Json frame = peer.outlet.take("queue"); !frame.is_null();
       frame = peer.outlet.take("queue")) {
    last = std::move(frame);
  }
  return last;
}

void claim(LongQueue& queue, Peer& peer, const std::string& conversation) {
  peer.send({{"type", "claim"}, {"id", "c" + conversation}, {"conversation", conversation}});
  queue.world.settle();
}

}  // namespace

TEST_CASE("of a long queue the desk is sent the front, and how many there are") {
  LongQueue queue(130);
  auto agent = queue.world.agent("李敏");
  const Json welcome = agent->outlet.take("welcome");
  CHECK(welcome["waiting"] == 130);
  REQUIRE(welcome["queue"].size() <= 100);
  CHECK(welcome["queue"].dump().size() <= 66 * 1024);
  CHECK(welcome["queue"][0]["conversation"] == queue.waiting[0]);
}

TEST_CASE("pages go on behind the front, to the last one, each conversation once") {
  LongQueue queue(130);
  auto agent = queue.world.agent("李敏");
  const Json welcome = agent->outlet.take("welcome");
  std::vector<std::string> seen = ids(welcome["queue"]);
  std::string after = welcome["queue"].back()["rank"];
  for (int pages = 0; pages < 20; ++pages) {
    const Json page = queue.page(after, 7);
    CHECK(page["waiting"] == 130);
    const auto more = ids(page["queue"]);
    seen.insert(seen.end(), more.begin(), more.end());
    if (!page.contains("next")) break;
    CHECK(more.size() == 7);
    after = page["next"];
  }
  CHECK(seen == queue.waiting);
}

TEST_CASE("who waits behind the front can be claimed, and the others hear that it left") {
  LongQueue queue(130);
  auto agent = queue.world.agent("李敏");
  auto other = queue.world.agent("王强");
  last_queue(*other);
  claim(queue, *agent, queue.waiting[120]);
  CHECK(agent->outlet.take("context")["conversation"] == queue.waiting[120]);
  const Json told = last_queue(*other);
  CHECK(told["waiting"] == 129);
  CHECK(told["left"] == Json::array({queue.waiting[120]}));
  CHECK_FALSE(told.contains("stale"));
}

TEST_CASE("what changes behind the front is told by its row alone") {
  LongQueue queue(130);
  auto agent = queue.world.agent("李敏");
  last_queue(*agent);
  queue.visitors[125]->send(message("m1", "还要等多久"));
  queue.world.settle();
  const Json told = last_queue(*agent);
  REQUIRE(told["also"].size() == 1);
  CHECK(told["also"][0]["conversation"] == queue.waiting[125]);
  CHECK(told["also"][0]["rank"] > told["queue"].back()["rank"]);
}

TEST_CASE("a desk that reads slowly gets the newest list once it has room, and is not cut off") {
  LongQueue queue(130);
  auto agent = queue.world.agent("李敏");
  last_queue(*agent);
  agent->outlet.half_full = true;
  queue.visitors[0]->send(message("m1", "在吗"));
  queue.world.settle();
  CHECK(last_queue(*agent).is_null());
  CHECK_FALSE(agent->outlet.closed);
  agent->outlet.half_full = false;
  agent->connection->writable();
  const Json told = last_queue(*agent);
  CHECK(told["waiting"] == 130);
  CHECK(told["stale"] == true);
}

TEST_CASE("a page holds nobody that the one who asks may not see") {
  LongQueue queue(3);
  CHECK(queue.page("", 50)["waiting"] == 3);
  const Json none = queue.page("", 50, "agent", {"no-such-team"});
  CHECK(none["waiting"] == 0);
  CHECK(none["queue"].empty());
  CHECK(queue.page("", 50, "supervisor", {"no-such-team"})["waiting"] == 3);
}

TEST_CASE(
    "of very many that one person has the list holds the most pressing, and counts them all") {
  LongQueue queue(130);
  auto supervisor = queue.world.agent("赵岚", "supervisor");
  for (const auto& id : queue.waiting) claim(queue, *supervisor, id);
  const auto last_mine = [&] {
    Json last;
    for (Json frame = supervisor->outlet.take("mine"); !frame.is_null();
         frame = supervisor->outlet.take("mine")) {
      last = std::move(frame);
    }
    return last;
  };
  const Json mine = last_mine();
  CHECK(mine["held"] == 130);
  REQUIRE(mine["mine"].size() <= 100);
  REQUIRE(mine["mine"].size() > 20);
  CHECK(mine.dump().size() < 66 * 1024);
  CHECK(mine["mine"][0]["conversation"] == queue.waiting[0]);

  // Once the first is answered its solution counts, which is later than the others' first answers.
  supervisor->send({{"type", "message"},
                    {"id", "a1"},
                    {"conversation", queue.waiting[0]},
                    {"text", "您的提现已经到账"}});
  queue.world.settle();
  CHECK(last_mine()["mine"][0]["conversation"] == queue.waiting[1]);

  auto again = queue.world.agent("赵岚", "supervisor");
  const Json welcome = again->outlet.take("welcome");
  CHECK(welcome["held"] == 130);
  CHECK(welcome["mine"].size() <= 100);
  auto other = queue.world.agent("王强");
  CHECK(other->outlet.take("welcome")["held"] == 0);
}

TEST_CASE("the context carries the end of a long transcript, and the rest is read backwards") {
  LongQueue queue(1);
  auto agent = queue.world.agent("李敏");
  claim(queue, *agent, queue.waiting[0]);
  for (int i = 0; i < 450; ++i) {
    queue.visitors[0]->send(message("m" + std::to_string(i), "第 " + std::to_string(i) + " 条"));
    queue.world.settle();
  }
  agent->outlet.frames.clear();
  agent->send({{"type", "claim"}, {"conversation", queue.waiting[0]}});
  queue.world.settle();
  const Json context = agent->outlet.take("context")["context"];
  REQUIRE(context["transcript"].size() <= 200);
  REQUIRE(context["transcript"].size() > 50);
  CHECK(context["transcript"].back()["pos"] == context["pos"]);
  std::uint64_t first = context["transcript"][0]["pos"];
  std::set<std::uint64_t> seen;
  for (int pages = 0; pages < 20 && first > 1; ++pages) {
    agent->send({{"type", "history"}, {"conversation", queue.waiting[0]}, {"before", first}});
    queue.world.settle();
    const Json history = agent->outlet.take("history");
    CHECK(history["before"] == first);
    REQUIRE_FALSE(history["events"].empty());
    CHECK(history.dump().size() < 70 * 1024);
    CHECK(history["events"].back()["pos"] == first - 1);
    for (const auto& event : history["events"])
      CHECK(seen.insert(event["pos"].get<std::uint64_t>()).second);
    first = history["events"][0]["pos"];
  }
  CHECK(first == 1);
}

TEST_CASE("history is for who watches the conversation") {
  LongQueue queue(1);
  auto agent = queue.world.agent("李敏");
  agent->send({{"type", "history"}, {"conversation", queue.waiting[0]}, {"before", 5}});
  queue.world.settle();
  CHECK(agent->outlet.take("error")["code"] == "invalid");
  auto stranger = queue.world.agent("王强", "agent", {"no-such-team"});
  stranger->send({{"type", "history"}, {"conversation", queue.waiting[0]}, {"before", 5}});
  queue.world.settle();
  CHECK(stranger->outlet.take("error")["code"] == "not_found");
}
