#include "store/outbox.hpp"

#include <catch2/catch.hpp>

#include "store_fixture.hpp"

using namespace yingda;
using namespace yingda::store;
using namespace yingda::store::testing;
using gateway::DueNotices;
using gateway::NoticeRow;

namespace {

constexpr const char* hook = "https://shop.example/h";

NoticeRow notice(const std::string& id, std::int64_t at_s, const std::string& endpoint = hook) {
  NoticeRow row;
  row.id = id;
  row.endpoint = endpoint;
  row.conversation = "c";
  row.step = 1;
  row.number = "GD20261121-0042-8";
  row.type = "promise.missed";
  row.body = R"({"type":"promise.missed"})";
  row.created_at = Instant(std::chrono::seconds(at_s));
  return row;
}

Instant second(std::int64_t at) { return Instant(std::chrono::seconds(at)); }

struct OutboxWorld : World {
  OutboxWorld() { open(); }
  void open() { outbox.emplace(dir.data(), loop.post(), *committer); }
  void reopen() {
    outbox.reset();
    committer.emplace(dir.data(), loop.post(), counters);
    open();
  }

  void write(std::vector<NoticeRow> notices) {
    auto batch = make_batch("c", ++steps);
    batch.notices = std::move(notices);
    REQUIRE(ok(commit(std::move(batch))));
  }
  DueNotices due(std::int64_t now, std::size_t most = 10, const std::string& endpoint = hook) {
    auto got = loop.answer<Result<DueNotices>>(
        [&](auto done) { outbox->due(endpoint, second(now), most, done); });
    REQUIRE(ok(got));
    return *got;
  }
  gateway::NoticeBacklog backlog() {
    return *loop.answer<Result<gateway::NoticeBacklog>>([&](auto done) { outbox->backlog(done); });
  }
  void delay(const std::string& id, int attempts, std::int64_t next) {
    CHECK(ok(loop.answer<Result<>>([&](auto done) {
      outbox->delay({id, hook, attempts, second(next)}, done);
    })));
  }
  void end(const std::string& id, std::int64_t at) {
    CHECK(ok(loop.answer<Result<>>([&](auto done) {
      outbox->end({id, hook, "delivered", 1}, second(at), done);
    })));
  }
  void forget(std::int64_t before) {
    CHECK(ok(loop.answer<Result<>>([&](auto done) { outbox->forget(second(before), done); })));
  }

  std::optional<Outbox> outbox;
  std::uint64_t steps = 0;
};

std::string ids(const DueNotices& due) {
  std::string out;
  for (const auto& row : due.rows) out += (out.empty() ? "" : " ") + row.id;
  return out;
}

}  // namespace

TEST_CASE("what a step tells is due at once, and still after the store was opened again") {
  OutboxWorld world;
  world.write({notice("m2", 20), notice("m1", 10), notice("m1", 10, "https://other.example/")});
  world.reopen();
  const auto due = world.due(20);
  CHECK(ids(due) == "m1 m2");
  CHECK_FALSE(due.next.has_value());
  const auto& row = due.rows[0];
  CHECK(row.endpoint == hook);
  CHECK(row.conversation == "c");
  CHECK(row.number == "GD20261121-0042-8");
  CHECK(row.body == R"({"type":"promise.missed"})");
  CHECK(row.created_at == second(10));
  CHECK(row.attempts == 0);
  CHECK(world.due(20, 1).next == second(20));
  CHECK(world.due(15).next == second(20));
  CHECK(ids(world.due(15)) == "m1");
  CHECK(ids(world.due(20, 10, "https://other.example/")) == "m1");
  CHECK(world.backlog().pending == 3);
  CHECK(world.backlog().oldest == second(10));
}

TEST_CASE(
    "what was mailed to an address in a time is counted, also after the store was opened again") {
  OutboxWorld world;
  std::vector<NoticeRow> mails;
  for (const char* id : {"m1", "m2", "m3", "m4"}) {
    mails.push_back(notice(id, 10, "mail"));
    mails.back().recipient = std::string(id) == "m4" ? "other@mail.example" : "Limin@mail.example";
  }
  mails.push_back(notice("m5", 10));  // a webhook's
  world.write(mails);
  const auto end = [&](const char* id, const char* result, std::int64_t at) {
    CHECK(ok(world.loop.answer<Result<>>([&](auto done) {
      world.outbox->end({id, std::string(id) == "m5" ? hook : "mail", result, 1}, second(at), done);
    })));
  };
  const auto delivered = [&](const std::string& to, std::int64_t since) {
    return *world.loop.answer<Result<std::uint64_t>>(
        [&](auto done) { world.outbox->delivered_to(to, second(since), done); });
  };
  CHECK(world.due(20, 10, "mail").rows[0].recipient == "Limin@mail.example");
  end("m1", "delivered", 100);
  end("m2", "smtp 550", 110);
  end("m3", "delivered", 200);
  end("m5", "delivered", 200);
  world.reopen();
  CHECK(delivered("limin@MAIL.example", 0) == 2);
  CHECK(delivered("limin@mail.example", 101) == 1);
  CHECK(delivered("other@mail.example", 0) == 0);
  CHECK(delivered("", 0) == 0);
}

TEST_CASE("a failed attempt is due later, with its count") {
  OutboxWorld world;
  world.write({notice("m1", 10)});
  world.delay("m1", 1, 40);
  CHECK(world.due(39).rows.empty());
  CHECK(world.due(39).next == second(40));
  const auto due = world.due(40);
  REQUIRE(due.rows.size() == 1);
  CHECK(due.rows[0].attempts == 1);
}

TEST_CASE("what has ended is never due again, and is forgotten after a while") {
  OutboxWorld world;
  world.write({notice("m1", 10), notice("m2", 10)});
  world.end("m1", 50);
  world.delay("m1", 9, 60);  // too late: it has ended
  CHECK(ids(world.due(100)) == "m2");
  CHECK(world.backlog().pending == 1);
  world.forget(50);
  CHECK(number_of(world.dir.data(), "SELECT count(*) FROM outbox") == 2);
  world.forget(51);
  CHECK(number_of(world.dir.data(), "SELECT count(*) FROM outbox") == 1);
  CHECK(ids(world.due(100)) == "m2");  // nobody forgets what waits
}

TEST_CASE("every endpoint that something waits for is known") {
  OutboxWorld world;
  world.write({notice("m1", 10), notice("m2", 10, "https://gone.example/")});
  world.end("m1", 20);
  const auto urls = world.loop.answer<Result<std::vector<std::string>>>(
      [&](auto done) { world.outbox->endpoints(done); });
  REQUIRE(ok(urls));
  CHECK(*urls == std::vector<std::string>{"https://gone.example/"});
}

TEST_CASE("a step ends its notices with itself, or not at all") {
  OutboxWorld world;
  world.write({notice("m1", 10)});
  auto wrong = make_batch("c", 9);  // not the next step
  wrong.notices_ended = {{"m1", hook, "delivered", 1}};
  CHECK_FALSE(ok(world.commit(std::move(wrong))));
  CHECK(ids(world.due(20)) == "m1");
  auto right = make_batch("c", 2);
  right.notices_ended = {{"m1", hook, "http 500", 3}};
  right.notices = {notice("m2", 30)};
  CHECK(ok(world.commit(std::move(right))));
  CHECK(ids(world.due(99)) == "m2");
  CHECK(number_of(world.dir.data(), "SELECT attempts FROM outbox WHERE id = 'm1'") == 3);
}

TEST_CASE("a batch that cannot be written tells nobody") {
  OutboxWorld world;
  world.write({notice("m1", 10)});
  auto twice = make_batch("c", 2);
  twice.notices = {notice("m9", 20), notice("m1", 20)};  // an id that is taken
  CHECK_FALSE(ok(world.commit(std::move(twice))));
  CHECK(ids(world.due(99)) == "m1");
}
