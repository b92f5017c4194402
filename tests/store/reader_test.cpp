#include <catch2/catch.hpp>

#include "store/entries.hpp"
#include "store/history.hpp"
#include "store_fixture.hpp"

using namespace yingda;
using namespace yingda::store;
using namespace yingda::store::testing;
using gateway::LogEntry;
using Entries = std::vector<LogEntry>;

namespace {

Entries by_seq(Loop& loop, Reader& reader, const std::string& id, std::uint64_t after,
               std::size_t rows) {
  return *loop.answer<Result<Entries>>(
      [&](auto done) { reader.page_by_seq(id, after, rows, done); });
}

Entries by_pos(Loop& loop, Reader& reader, const std::string& id, std::uint64_t after,
               std::size_t rows) {
  return *loop.answer<Result<Entries>>(
      [&](auto done) { reader.page_by_pos(id, after, rows, done); });
}

// Each step: a visitor's message, a note for staff, an answer; every fifth step has no entries.
void write_transcript(World& world, const std::string& id, std::uint64_t steps) {
  std::uint64_t pos = 0;
  std::uint64_t seq = 0;
  for (std::uint64_t step = 1; step <= steps; ++step) {
    auto batch = make_batch(id, step);
    batch.entries.clear();
    if (step % 5 != 0) {
      batch.entries.push_back({++pos, ++seq, "{\"n\":1}", ""});
      batch.entries.push_back({++pos, 0, "{\"note\":1}", ""});
      batch.entries.push_back({++pos, ++seq, "{\"n\":2}", ",\"secret\":\"s\""});
    }
    batch.pos = pos;
    batch.seq = seq;
    REQUIRE(ok(world.commit(std::move(batch))));
  }
}

}  // namespace

TEST_CASE("a transcript is read page by page, without holes, by seq and by pos") {
  World world;
  write_transcript(world, "c", 50);  // 40 steps with entries: 120 entries, 80 of them visible
  write_transcript(world, "d", 3);
  Reader reader(world.dir.data(), world.loop.post());

  std::uint64_t after = 0;
  std::size_t seen = 0;
  for (int pages = 0; pages < 100; ++pages) {
    const auto page = by_seq(world.loop, reader, "c", after, 7);
    CHECK(page.size() <= 7);
    for (const auto& entry : page) CHECK(entry.seq == ++after);
    seen += page.size();
    if (page.empty()) break;
  }
  CHECK(seen == 80);

  after = 0;
  for (int pages = 0; pages < 100; ++pages) {
    const auto page = by_pos(world.loop, reader, "c", after, 7);
    for (const auto& entry : page) CHECK(entry.pos == ++after);
    if (page.empty()) break;
  }
  CHECK(after == 120);
}

TEST_CASE("a page may begin anywhere in a transcript") {
  World world;
  write_transcript(world, "c", 23);
  Reader reader(world.dir.data(), world.loop.post());
  const std::uint64_t last = 38;  // 19 steps with entries
  for (std::uint64_t after = 0; after <= last + 2; ++after) {
    const auto page = by_seq(world.loop, reader, "c", after, 1000);
    CHECK(page.size() == (after < last ? last - after : 0));
    if (!page.empty()) CHECK(page.front().seq == after + 1);
  }
}

TEST_CASE("fields come back as they were written, what only the visitor sees apart") {
  World world;
  auto batch = make_batch("c", 1);
  batch.entries = {{1, 1, R"({"text":"充值未到账 \t \\n"})", ""},
                   {2, 0, "{}", ",\"secret\":\"x\""}};
  batch.pos = 2;
  batch.seq = 1;
  REQUIRE(ok(world.commit(batch)));
  Reader reader(world.dir.data(), world.loop.post());
  const auto page = by_pos(world.loop, reader, "c", 0, 10);
  REQUIRE(page.size() == 2);
  CHECK(page[0].json == batch.entries[0].json);
  CHECK(page[0].visitor_only.empty());
  CHECK(page[1].visitor_only == ",\"secret\":\"x\"");
}

TEST_CASE("a conversation nobody knows is nothing, not an error") {
  World world;
  Reader reader(world.dir.data(), world.loop.post());
  const std::string id = "x' OR '1'='1";
  CHECK(by_seq(world.loop, reader, id, 0, 10).empty());
  CHECK(by_pos(world.loop, reader, id, 5, 10).empty());
  const auto loaded = world.loop.answer<Result<std::optional<gateway::Loaded>>>(
      [&](auto done) { reader.load(id, done); });
  REQUIRE(ok(loaded));
  CHECK_FALSE(loaded->has_value());
}

TEST_CASE("an order is found by its number") {
  World world;
  auto batch = make_batch("c", 1);
  batch.orders = {{"GD20261121-0001-9", "c", "open", "7", Instant(5s), R"({"tier":1})"}};
  REQUIRE(ok(world.commit(batch)));
  Reader reader(world.dir.data(), world.loop.post());
  const auto order = [&](const std::string& number) {
    return *world.loop.answer<Result<std::optional<gateway::OrderRow>>>(
        [&](auto done) { reader.order(number, done); });
  };
  REQUIRE(order("GD20261121-0001-9").has_value());
  CHECK(order("GD20261121-0001-9")->conversation == "c");
  CHECK(order("GD20261121-0001-9")->opened_at == Instant(5s));
  CHECK(order("GD20261121-0001-9")->json == R"({"tier":1})");
  CHECK_FALSE(order("GD20261121-0002-7").has_value());
}

TEST_CASE("a reader that has too much to do says so") {
  World world;
  Reader reader(world.dir.data(), world.loop.post(), {.queue_max = 0});
  const auto answer =
      world.loop.answer<Result<Entries>>([&](auto done) { reader.page_by_seq("c", 0, 1, done); });
  REQUIRE_FALSE(ok(answer));
  CHECK(answer.error().code == ErrorCode::overloaded);
}

TEST_CASE("the start state holds everything that waits") {
  World world;
  auto queued = make_batch("queued", 1);
  queued.row = {"queued", "topup", "", Instant(3s), Instant(3s)};
  queued.timers_started = {{"queued", "late", Instant(9s)}, {"queued", "soon", Instant(4s)}};
  REQUIRE(ok(world.commit(queued)));
  auto with_agent = make_batch("helped", 1);
  with_agent.row = {"agent", "topup", "7", std::nullopt, Instant(2s)};
  with_agent.calls_started = {{"helped", "k1", "order.query", {{"订单", "15.00"}}, 5},
                              {"helped", "k2", "order.query", {}, 3}};
  REQUIRE(ok(world.commit(with_agent)));
  auto answered = make_batch("helped", 2);
  answered.row = with_agent.row;
  answered.calls_answered = {"k2"};
  REQUIRE(ok(world.commit(answered)));
  REQUIRE(ok(world.commit(make_batch("bot", 1))));

  const auto start = load_start_state(world.dir.data());
  REQUIRE(start.timers.size() == 2);
  CHECK(start.timers[0].key == "soon");
  REQUIRE(start.open_states.size() == 2);
  CHECK(start.open_states[0].first == "helped");
  CHECK(start.open_states[0].second == R"({"step":2})");
  CHECK(start.open_states[1].first == "queued");
  REQUIRE(start.calls.size() == 1);
  CHECK(start.calls[0].id == "k1");
  CHECK(start.calls[0].arguments.at("订单") == "15.00");
  CHECK(start.calls[0].timeout_s == 5);
  CHECK(start.last_order_day.empty());
  CHECK(start.last_order_running == 0);
}

TEST_CASE("the last order of the newest day is known, beyond four digits too") {
  World world;
  auto batch = make_batch("c", 1);
  for (const auto* number : {"GD20261120-99999-1", "GD20261121-0042-8", "GD20261121-9999-1",
                             "GD20261121-10000-2", "GD20261121-0007-3"}) {
    batch.orders.push_back({number, "c", "open", "", Instant{}, "{}"});
  }
  REQUIRE(ok(world.commit(batch)));
  const auto start = load_start_state(world.dir.data());
  CHECK(start.last_order_day == "20261121");
  CHECK(start.last_order_running == 10000);
}

TEST_CASE("recorded steps come back in order, of the newest conversations first") {
  World world;
  for (std::uint64_t step = 1; step <= 12; ++step)
    REQUIRE(ok(world.commit(make_batch("long", step))));
  REQUIRE(ok(world.commit(make_batch("short", 1))));
  History history(world.dir.data());
  CHECK(history.recent(1) == std::vector<std::string>{"long"});
  CHECK(history.recent(0).size() == 2);
  const auto steps = history.recording("long").steps;
  REQUIRE(steps.size() == 12);
  for (std::size_t i = 0; i < steps.size(); ++i) CHECK(steps[i].step == i + 1);
  CHECK(steps[0].release == "1");
  CHECK(steps[0].event == R"({"type":"message"})");
}

TEST_CASE("entries survive the text they are kept as, and damage ends the reading") {
  const Entries entries{{1, 1, "{}", ""}, {2, 0, "{\"a\":1}", ",\"b\":2"}};
  const auto text = write_entries(entries);
  REQUIRE(text.has_value());
  CHECK(*text == "1\t1\t{}\t\n2\t0\t{\"a\":1}\t,\"b\":2\n");
  CHECK(read_entries(*text).size() == 2);
  CHECK(read_entries("").empty());
  CHECK(read_entries("1\t1\t{}\t\nx\t").size() == 1);
  CHECK(read_entries("1\t1\t{}").empty());
  CHECK_FALSE(write_entries({{1, 1, "{\t}", ""}}).has_value());
  CHECK_FALSE(write_entries({{1, 1, "{}", "\n"}}).has_value());
}
