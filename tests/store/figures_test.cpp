#include <catch2/catch.hpp>

#include "store/facts.hpp"
#include "store/figures_reader.hpp"
#include "store_fixture.hpp"
#include "wire/state_codec.hpp"
#include "workorder/promises.hpp"

using namespace yingda;
using namespace yingda::store;
using namespace yingda::store::testing;
using workorder::Grouping;

namespace {

std::chrono::minutes china(Instant) { return 8h; }

const Instant a_day = Instant(TimeSpan(1795248300000)) - 240h;

workorder::WorkOrder some_order(const std::string& number) {
  workorder::WorkOrder order;
  order.number = number;
  order.department = "topup";
  order.owner = workorder::Person{"u1", "李敏"};
  order.tier = workorder::Tier::complaint;
  order.opened_at = a_day;
  order.handed_at = a_day + 1min;
  order.resolve_due = a_day + 72h;
  order.transfers = 2;
  order.history = {{a_day, "bot", "opened", ""}};
  workorder::begin_promise(order, workorder::Promise::first_response, a_day, a_day + 24h);
  workorder::begin_promise(order, workorder::Promise::resolve, a_day, a_day + 72h);
  workorder::meet_promise(order, workorder::Promise::first_response, a_day + 5min);
  order.compensation.push_back({});
  order.compensation.back().granted = {"15.00", "CNY"};
  return order;
}

gateway::OrderRow row_of(const workorder::WorkOrder& order, const std::string& conversation) {
  return {order.number,
          conversation,
          "open",
          order.owner ? order.owner->id : "",
          order.opened_at,
          wire::encode_order(order),
          workorder::service_record(order)};
}

FigureAnswer ask(World& world, Grouping by, Instant now = a_day + 240h) {
  FiguresReader reader(world.dir.data(), world.loop.post());
  const auto found = world.loop.answer<Result<FigureAnswer>>([&](auto done) {
    reader.ask({a_day - 24h, a_day + 24h, by}, now, china, done);
  });
  REQUIRE(found.has_value());
  return *found;
}

}  // namespace

TEST_CASE("what a step says about an order is what the figures read") {
  World world;
  auto order = some_order("GD-1");
  auto batch = make_batch("c", 1);
  batch.orders.push_back(row_of(order, "c"));
  REQUIRE(ok(world.commit(std::move(batch))));
  batch = make_batch("c", 2);
  workorder::meet_promise(order, workorder::Promise::resolve, a_day + 2h);
  order.history.push_back({a_day + 2h, "李敏", "resolved", ""});
  batch.orders.push_back(row_of(order, "c"));
  REQUIRE(ok(world.commit(std::move(batch))));
  batch = make_batch("c", 3);
  batch.rating = 4;
  batch.rated = gateway::RatedOrder{"GD-1", a_day};
  REQUIRE(ok(world.commit(std::move(batch))));
  const auto told = ask(world, Grouping::agent);
  REQUIRE(told.figures.lines.size() == 1);
  const auto& line = told.figures.lines.front();
  CHECK(line.key == "u1");
  CHECK(line.opened == 1);
  CHECK(line.settled == 1);
  CHECK(line.transfers == 2);
  CHECK(line.first_response.p50 == TimeSpan(4min));
  CHECK(line.resolution.p50 == TimeSpan(2h));
  CHECK(line.satisfaction.mean == Approx(4));
  // The public figures read the same row.
  Reader reader(world.dir.data(), world.loop.post());
  const auto page = *world.loop.answer<Result<ServicePage>>([&](auto done) {
    reader.service_page({a_day, ""}, 9, done);
  });
  REQUIRE(page.records.size() == 1);
  CHECK(page.records[0].compensation.at("CNY").granted == 1500);
  CHECK(page.records[0].resolved_at == a_day + 2h);
}

TEST_CASE("a rating stays when its order changes again") {
  World world;
  const auto order = some_order("GD-1");
  auto batch = make_batch("c", 1);
  batch.orders.push_back(row_of(order, "c"));
  batch.rating = 2;
  batch.rated = gateway::RatedOrder{"GD-1", a_day};
  REQUIRE(ok(world.commit(std::move(batch))));
  batch = make_batch("c", 2);
  batch.orders.push_back(row_of(order, "c"));
  REQUIRE(ok(world.commit(std::move(batch))));
  CHECK(ask(world, Grouping::none).figures.total.satisfaction.mean == Approx(2));
}

TEST_CASE("talks know when their visitor came back, and that people had a part") {
  World world;
  const auto talk = [&](std::uint64_t step, Instant at, bool person) {
    auto batch = make_batch("c", step);
    batch.talk = gateway::TalkRow{at, person};
    REQUIRE(ok(world.commit(std::move(batch))));
  };
  talk(1, a_day, false);
  talk(2, a_day + 1h, false);
  talk(3, a_day + 1h, true);
  talk(4, a_day + 100h, false);  // beyond the period, and more than 72 h later
  const auto told = ask(world, Grouping::none);
  REQUIRE(told.figures.total.deflection);
  CHECK(told.figures.total.deflection->talks == 2);
  CHECK(told.figures.total.deflection->deflected == 0);  // one came back, one went to people
}

TEST_CASE("somebody who took more than 200 conversations on a day is named, with the day") {
  World world;
  const auto took = [&](int number, Instant at) {
    auto batch = make_batch("c" + std::to_string(number), 1);
    batch.at = at;
    batch.agents_joined = {"u1"};
    REQUIRE(ok(world.commit(std::move(batch))));
  };
  for (int i = 0; i < 200; ++i) took(i, a_day + TimeSpan(i));
  CHECK(ask(world, Grouping::none).overloads.empty());
  took(200, a_day + 1s);
  took(201, a_day + 23h);  // the next day there
  const auto told = ask(world, Grouping::none);
  REQUIRE(told.overloads.size() == 1);
  CHECK(told.overloads[0].agent == "u1");
  CHECK(told.overloads[0].conversations == 201);
}

TEST_CASE("a store from before there were figures has them after it was a_day") {
  World world;
  auto order = some_order("GD-1");
  auto batch = make_batch("c", 1);
  batch.at = a_day;
  batch.event = R"({"at":0,"body":{"id":"m","text":"x"},"event":"message_received"})";
  batch.orders.push_back(row_of(order, "c"));
  REQUIRE(ok(world.commit(std::move(batch))));
  batch = make_batch("c", 2);
  batch.at = a_day + 1min;
  batch.event = R"({"at":0,"body":{"agent":{"id":"u1","name":"x"}},"event":"agent_claimed"})";
  batch.entries[0].json = R"({"at":"x","kind":"agent_joined"})";
  batch.rating = 5;
  REQUIRE(ok(world.commit(std::move(batch))));
  world.committer.reset();
  {
    const auto database = open_database(world.dir.data(), Access::read_write);
    for (const char* table : {"order_facts", "talks", "stints"}) {
      database->exec(std::string("DELETE FROM ") + table);
    }
    fill_facts(*database);
  }
  const auto told = ask(world, Grouping::none).figures.total;
  CHECK(told.opened == 1);
  CHECK(told.first_response.p50 == TimeSpan(4min));
  CHECK(told.satisfaction.mean == Approx(5));
  REQUIRE(told.deflection);
  CHECK(told.deflection->talks == 1);
  CHECK(told.deflection->deflected == 0);
  CHECK(number_of(world.dir.data(), "SELECT count(*) FROM stints") == 1);
}
