// Whose rows a page of the queue holds: of several teams, of what only supervisors may take, and
// when it is asked for behind a row that is none of one's own.
#include <catch2/catch.hpp>

#include "support/desk_talk.hpp"

using namespace yingda;
using namespace yingda::testing;

namespace {

// Who waits: two for general questions, two about cards, one that only supervisors may take, who
// came in the order of `all`.
struct MixedQueue {
  GatewayWorld world;
  std::unique_ptr<Peer> supervisor = world.agent("赵岚", "supervisor");
  std::vector<std::unique_ptr<Peer>> visitors;
  std::string general_first = wait();
  std::string cards_first = wait("cards");
  std::string reserved = wait("cards", 3);
  std::string cards_last = wait("cards");
  std::string general_last = wait();

  std::string wait(const std::string& team = {}, int transfers = 1) {
    visitors.push_back(world.visitor());
    const std::string id = visitors.back()->outlet.take("welcome")["conversation"];
    visitors.back()->send({{"type", "human"}, {"id", "h"}});
    world.settle();
    for (int i = 0; !team.empty() && i < transfers; ++i) {
      supervisor->send({{"type", "transfer"},
                        {"id", "t" + std::to_string(i)},
                        {"conversation", id},
                        {"to", {{"team", i % 2 == 0 ? team : "general"}}},
                        {"reason", "卡密问题"},
                        {"rule", "卡密售后规则"}});
      world.settle();
    }
    return id;
  }

  Json page(const gateway::Staff& staff, const std::string& after = {}, std::size_t rows = 50) {
    return Json::parse(world.gateway->desk_queue(staff, after, rows));
  }
};

std::vector<std::string> seen_in(const Json& page) {
  std::vector<std::string> out;
  for (const auto& row : page["queue"]) out.push_back(row["conversation"]);
  return out;
}

std::string rank_in(const Json& page, const std::string& conversation) {
  for (const auto& row : page["queue"]) {
    if (row["conversation"] == conversation) return row["rank"];
  }
  return {};
}

using Ids = std::vector<std::string>;
const gateway::Staff cards_agent{"u-c", "c", "agent", {"cards"}};
const gateway::Staff general_agent{"u-g", "g", "agent", {"general"}};
const gateway::Staff both_agent{"u-b", "b", "agent", {"general", "cards"}};
const gateway::Staff teamless{"u-t", "t", "agent", {}};
const gateway::Staff supervisor_of_none{"u-s", "s", "supervisor", {"no-such-team"}};

}  // namespace

TEST_CASE("each sees the rows of their teams, and what only supervisors may take is theirs alone") {
  MixedQueue queue;
  CHECK(seen_in(queue.page(general_agent)) == Ids{queue.general_first, queue.general_last});
  CHECK(seen_in(queue.page(cards_agent)) == Ids{queue.cards_first, queue.cards_last});
  const Ids open{queue.general_first, queue.cards_first, queue.cards_last, queue.general_last};
  CHECK(seen_in(queue.page(both_agent)) == open);
  CHECK(seen_in(queue.page(teamless)) == open);
  const Ids all{queue.general_first, queue.cards_first, queue.reserved, queue.cards_last,
                queue.general_last};
  CHECK(seen_in(queue.page(supervisor_of_none)) == all);
  CHECK(queue.page({"u-e", "e", "editor", {}})["waiting"] == 0);
}

TEST_CASE("what a page counts, and where the next one begins, tells of one's own rows alone") {
  MixedQueue queue;
  const Json first = queue.page(cards_agent, "", 1);
  CHECK(seen_in(first) == Ids{queue.cards_first});
  CHECK(first["waiting"] == 2);
  CHECK(first["next"] == first["queue"][0]["rank"]);
  const Json last = queue.page(cards_agent, first["next"], 1);
  CHECK(seen_in(last) == Ids{queue.cards_last});
  // The row of general questions behind it is no reason to ask once more.
  CHECK_FALSE(last.contains("next"));
}

TEST_CASE("a page behind a row that one may not see says nothing about that row") {
  MixedQueue queue;
  const Json all = queue.page(supervisor_of_none);
  const auto behind = [&](const std::string& rank) { return queue.page(cards_agent, rank); };
  const std::string hidden = rank_in(all, queue.reserved);
  REQUIRE_FALSE(hidden.empty());
  const Json page = behind(hidden);
  CHECK(seen_in(page) == Ids{queue.cards_last});
  CHECK(page["waiting"] == 2);
  CHECK(page.dump().find(queue.reserved) == std::string::npos);
  // A row that never was, in the same place, is answered the same.
  Json invented = behind(hidden.substr(0, hidden.rfind('.') + 1) + "no-such-conversation");
  invented["at"] = page["at"];
  CHECK(invented == page);
  CHECK(seen_in(behind(rank_in(all, queue.general_last))).empty());
  CHECK(seen_in(behind(rank_in(all, queue.general_first))) ==
        Ids{queue.cards_first, queue.cards_last});
}

TEST_CASE("what changes behind the front of the queue is told to nobody who may not see it") {
  MixedQueue queue;
  auto agent = queue.world.agent("王强", "agent", {"cards"});
  agent->outlet.frames.clear();
  queue.visitors[0]->send(message("m1", "还要等多久"));
  queue.visitors[2]->send(message("m1", "叫你们主管来"));
  queue.world.settle();
  for (const auto& frame : agent->outlet.frames) {
    CHECK(frame.dump().find(queue.general_first) == std::string::npos);
    CHECK(frame.dump().find(queue.reserved) == std::string::npos);
  }
}
