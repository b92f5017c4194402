// A customer's earlier conversations: what is over may be read by whoever has the customer now.
#include <catch2/catch.hpp>

#include "support/case_world.hpp"
#include "wire/state_codec.hpp"

using namespace yingda;
using namespace yingda::testing;

namespace {

struct VisitsWorld : CaseWorld {
  const Json proof{{"type", "hello"}, {"identity", "proof of wang"}};
  const gateway::Staff staff{"u-李敏", "李敏", "agent", {}};
  std::unique_ptr<Peer> here = world.visitor(proof);
  std::unique_ptr<Peer> there = world.visitor(proof);
  std::string other;

  VisitsWorld() {
    other = there->outlet.take("welcome")["conversation"];
    say(*there, "t1", "提现多久到账");
    conversation = ask_for_person(world, *here);
    agent->send({{"type", "claim"}, {"conversation", conversation}});
    world.settle();
    keep_it("k1");
  }

  void say(Peer& peer, const std::string& id, const std::string& text) {
    peer.send(message(id, text));
    world.settle();
  }
  // Whoever leaves the customer without a word loses the case.
  void keep_it(const std::string& id) {
    agent->send({{"type", "message"},
                 {"id", id},
                 {"conversation", conversation},
                 {"text", "您的提现我去查一下"}});
    world.settle();
  }
  Json visits() {
    gateway::VisitsFound found;
    found.self = world.store.conversations[conversation].state;
    found.others = {world.store.conversations[other].state};
    return Json::parse(world.gateway->visits(staff, found).value());
  }
  // "context" or the error's code.
  std::string read() {
    agent->outlet.frames.clear();
    agent->send({{"type", "subscribe"}, {"conversation", other}, {"context", true}});
    world.settle();
    if (!agent->outlet.take("context").is_null()) return "context";
    return agent->outlet.take("error").value("code", "nothing");
  }
};

}  // namespace

TEST_CASE("what the customer says to the bot right now is nobody's to read; later it is history") {
  VisitsWorld desk;
  CHECK(desk.visits()["visits"].empty());
  CHECK(desk.visits()["hidden"] == 1);
  CHECK(desk.read() == "not_found");
  desk.world.advance(std::chrono::minutes(31));
  REQUIRE(desk.visits()["visits"].size() == 1);
  CHECK(desk.visits()["visits"][0]["conversation"] == desk.other);
  CHECK(desk.read() == "context");
  // They go on there: what follows is not read along.
  desk.agent->outlet.frames.clear();
  desk.say(*desk.there, "t2", "怎么开发票");
  for (const auto& event : desk.agent->outlet.events()) {
    CHECK(event["conversation"] != desk.other);
  }
  CHECK(desk.visits()["hidden"] == 1);
  CHECK(desk.read() == "not_found");
}

TEST_CASE("a case that is still open with the bot is no history") {
  VisitsWorld desk;
  // Wants a person there as well, and the colleague gives them to the bot for a flow.
  desk.there->send({{"type", "human"}, {"id", "h2"}});
  desk.world.settle();
  auto colleague = desk.world.agent("王强");
  colleague->send({{"type", "claim"}, {"conversation", desk.other}});
  desk.world.settle();
  const Json context = colleague->outlet.take("context")["context"];
  colleague->send({{"type", "action"},
                   {"id", "r1"},
                   {"conversation", desk.other},
                   {"action", "return_to_bot"},
                   {"arguments", {{"flow", context["flows"][0]["id"]}}}});
  desk.world.settle();
  REQUIRE(desk.world.store.conversations[desk.other].row.handling == "bot");
  CHECK(desk.visits()["hidden"] == 1);
  CHECK(desk.read() == "not_found");
}

namespace {

// The same customer has a case in each of two conversations; 李敏 has the first, nobody the other.
struct TwoCases : VisitsWorld {
  std::string own = number_in(*here);
  std::string elsewhere;

  TwoCases() {
    there->send({{"type", "human"}, {"id", "h2"}});
    world.settle();
    elsewhere = number_in(*there);
    REQUIRE(own != elsewhere);
  }

  static std::string number_in(Peer& peer) {
    return event_of(peer.outlet.events(), "work_order").value("number", "");
  }
  // As if both had been opened by a flow, about an order of the shop's.
  void about(const std::string& id, const std::string& type, const std::string& shop_order) {
    auto& stored = world.store.conversations[id].state;
    auto state = wire::decode_state(stored).value();
    state.orders.back().type = type;
    state.orders.back().about = shop_order;
    stored = wire::encode_state(state);
  }
  Json related(const gateway::Staff& who) {
    gateway::VisitsFound found;
    found.self = world.store.conversations[conversation].state;
    found.others = {world.store.conversations[other].state};
    const auto answer = world.gateway->visits(who, found);
    return answer ? Json::parse(*answer)["related"] : Json(nullptr);
  }
  Json links_of(const std::string& id) {
    Json out = Json::array();
    const auto state = wire::decode_state(world.store.conversations[id].state).value();
    for (const auto& link : state.orders.back().links) {
      out.push_back(link.number + " " + link.why);
    }
    return out;
  }
  void link(Peer& who, const std::string& with) {
    act(who, "link", {{"work_order", own}, {"with", with}, {"reason", "同一订单"}});
  }
};

}  // namespace

TEST_CASE(
    "whoever has the customer hears of other open orders about the same, and whose they are") {
  TwoCases desk;
  CHECK(desk.related(desk.staff).empty());  // of no kind yet: that says nothing
  desk.about(desk.conversation, "not_arrived", "20261120001");
  desk.about(desk.other, "account", "20261120002");
  CHECK(desk.related(desk.staff).empty());
  desk.about(desk.other, "account", "20261120001");
  const Json same = desk.related(desk.staff);
  REQUIRE(same.size() == 1);
  CHECK(same[0]["number"] == desk.elsewhere);
  CHECK(same[0]["own"] == desk.own);
  CHECK(same[0]["why"] == "order");
  CHECK(same[0]["linked"] == false);
  CHECK(same[0]["conversation"] == desk.other);  // it waits for this agent's teams
  CHECK_FALSE(same[0].contains("owner"));
  desk.about(desk.other, "not_arrived", "20261120002");
  CHECK(desk.related(desk.staff)[0]["why"] == "type");
  auto colleague = desk.world.agent("王强");
  colleague->send({{"type", "claim"}, {"conversation", desk.other}});
  desk.world.settle();
  desk.about(desk.other, "not_arrived", "20261120001");
  CHECK(desk.related(desk.staff)[0]["owner"]["name"] == "王强");
}

TEST_CASE("of another team's work an agent hears the number and whose it is, and opens nothing") {
  TwoCases desk;
  desk.about(desk.conversation, "not_arrived", "20261120001");
  desk.about(desk.other, "not_arrived", "20261120001");
  const gateway::Staff topup{"u-李敏", "李敏", "agent", {"topup"}};
  const Json told = desk.related(topup);
  REQUIRE(told.size() == 1);
  CHECK(told[0]["number"] == desk.elsewhere);
  CHECK_FALSE(told[0].contains("conversation"));
  CHECK_FALSE(told[0].contains("title"));
  // Who only sees the case in their queue, and does not have it, hears of what they may open.
  const gateway::Staff other{"u-x", "x", "agent", {"general"}};
  CHECK(desk.related(other).size() == 1);
  const gateway::Staff nobody{"u-y", "y", "agent", {"cards"}};
  CHECK(desk.related(nobody).is_null());
}

TEST_CASE("two orders of one customer are linked on both sides; a stranger's stays as it is") {
  TwoCases desk;
  desk.link(*desk.agent, desk.elsewhere);
  CHECK(desk.links_of(desk.conversation) == Json::array({desk.elsewhere + " 同一订单"}));
  CHECK(desk.links_of(desk.other) == Json::array({desk.own + " 同一订单"}));

  auto stranger = desk.world.visitor();
  const std::string theirs = ask_for_person(desk.world, *stranger);
  const std::string number = TwoCases::number_in(*stranger);
  desk.link(*desk.agent, number);
  CHECK(desk.links_of(desk.conversation).size() == 2);
  CHECK(desk.links_of(theirs).empty());
  desk.link(*desk.supervisor, number);
  CHECK(desk.links_of(theirs).size() == 1);
}
