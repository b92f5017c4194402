#include "store/audit.hpp"

#include <sqlite3.h>

#include <catch2/catch.hpp>

#include "store/desk_book.hpp"
#include "store/log_chain.hpp"
#include "store/order_list.hpp"
#include "store/sql.hpp"
#include "store/user_admin.hpp"
#include "store_fixture.hpp"

using namespace yingda;
using namespace yingda::store;
using namespace yingda::store::testing;

namespace {

gateway::Batch act_of(const std::string& conversation, std::uint64_t step, const std::string& actor,
                      const std::string& act) {
  auto batch = make_batch(conversation, step);
  batch.event = R"({"event":")" + act + R"(","body":{"agent":{"id":")" + actor +
                R"(","name":"李敏"},"detail":"核对"}})";
  batch.actor = actor;
  batch.act = act;
  batch.at = Instant(TimeSpan(static_cast<std::int64_t>(step) * 1000));
  return batch;
}

std::unique_ptr<SQLite::Database> opened(World& world, Access access = Access::read_only) {
  return open_database(world.dir.data(), access);
}

}  // namespace

TEST_CASE("what people of ours did is found by who, what, where and when; the rest is not") {
  World world;
  REQUIRE(ok(world.commit(make_batch("c", 1))));
  REQUIRE(ok(world.commit(act_of("c", 2, "u1", "staff_accessed"))));
  REQUIRE(ok(world.commit(act_of("c", 3, "u2", "slot_corrected"))));
  REQUIRE(ok(world.commit(act_of("c", 4, "u1", "agent_messaged"))));
  const auto database = opened(world);
  const auto found = [&](AuditQuery query) {
    std::vector<std::int64_t> steps;
    for (const auto& line : find_audit(*database, query).lines) steps.push_back(line.step);
    return steps;
  };
  CHECK(found({}) == std::vector<std::int64_t>{4, 3, 2});
  CHECK(found({.kind = AuditKind::looked}) == std::vector<std::int64_t>{2});
  CHECK(found({.kind = AuditKind::changed}) == std::vector<std::int64_t>{3});
  CHECK(found({.kind = AuditKind::talked}) == std::vector<std::int64_t>{4});
  CHECK(found({.staff = "u1"}) == std::vector<std::int64_t>{4, 2});
  CHECK(found({.conversation = "d"}).empty());
  CHECK(found({.from = Instant(TimeSpan(3000)), .to = Instant(TimeSpan(4000))}) ==
        std::vector<std::int64_t>{3});
  const auto page = find_audit(*database, {.rows = 2});
  CHECK(page.more);
  CHECK(found({.skip = 2, .rows = 2}) == std::vector<std::int64_t>{2});
}

TEST_CASE("a chain is recomputed: an edited, missing or cut-off entry is named") {
  World world;
  for (std::uint64_t step = 1; step <= 3; ++step) {
    REQUIRE(ok(world.commit(make_batch("c", step))));
    REQUIRE(ok(world.commit(make_batch("d", step))));
  }
  const auto sound = verify_chains(*opened(world), "", 1000);
  CHECK(sound.conversations == 2);
  CHECK(sound.entries == 6);
  CHECK(sound.broken.empty());
  CHECK(sound.next.empty());
  const auto part = verify_chains(*opened(world), "", 1);
  CHECK(part.next == "c");
  CHECK(verify_chains(*opened(world), part.next, 1000).conversations == 1);

  const auto broken_by = [&](const std::string& sql) {
    opened(world, Access::read_write)->exec(sql);
    const auto report = verify_chain(*opened(world), "c");
    return report.broken.empty() ? "" : report.broken[0].why;
  };
  SECTION("an edited entry") {
    CHECK(broken_by("UPDATE log SET entries = replace(entries, '2', '9') WHERE "
                    "conversation = 'c' AND step = 2") != "");
    CHECK(verify_chain(*opened(world), "d").broken.empty());
  }
  SECTION("a step that is gone") {
    CHECK(broken_by("DELETE FROM log WHERE conversation = 'c' AND step = 2") ==
          "a step is missing");
  }
  SECTION("the end that is gone") {
    CHECK(broken_by("DELETE FROM log WHERE conversation = 'c' AND step = 3") ==
          "the log ends too early");
  }
  SECTION("another head") {
    CHECK(broken_by("UPDATE log SET head = x'00' WHERE conversation = 'c' AND step = 3") ==
          "the chain does not fit");
  }
}

TEST_CASE("an act stays in the audit when what was said is erased, and so does the erasure") {
  World world;
  REQUIRE(ok(world.commit(act_of("c", 1, "u1", "agent_messaged"))));
  auto erasing = act_of("c", 2, "root", "erasure_asked");
  erasing.event =
      R"({"event":"erasure_asked","body":{"by":"staff","who":"root","reason":"asked"}})";
  erasing.erasure = gateway::ErasureRow{"staff", "root", "asked", true};
  REQUIRE(ok(world.commit(erasing)));
  const auto lines = find_audit(*opened(world), {}).lines;
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].act == "erasure_asked");
  CHECK(lines[0].actor == "root");
  CHECK(lines[0].event.find("asked") != std::string::npos);
  CHECK(lines[1].act == "agent_messaged");
  CHECK(lines[1].actor == "u1");
  CHECK(lines[1].event == R"({"event":"erased"})");
}

TEST_CASE("what the system did is found by itself, and is nobody's act") {
  World world;
  auto lost = act_of("c", 1, "u1", "agent_lost");
  lost.actor = "";
  REQUIRE(ok(world.commit(lost)));
  REQUIRE(ok(world.commit(act_of("c", 2, "u1", "agent_claimed"))));
  const auto steps = [&](const std::string& staff) {
    AuditQuery query;
    query.staff = staff;
    std::vector<std::int64_t> out;
    for (const auto& line : find_audit(*opened(world), query).lines) out.push_back(line.step);
    return out;
  };
  CHECK(steps("u1") == std::vector<std::int64_t>{2});
  CHECK(steps("system") == std::vector<std::int64_t>{1});
}

namespace {

// Commits a step at the moment when the reader begins to read where the log must end.
struct Intruder {
  World& world;
  int steps = 1;

  static int look(unsigned, void* self, void*, void* sql) {
    auto& intruder = *static_cast<Intruder*>(self);
    const std::string text = static_cast<const char*>(sql);
    if (text.find("FROM conversations WHERE id") == std::string::npos) return 0;
    CHECK(ok(intruder.world.commit(make_batch("c", static_cast<std::uint64_t>(++intruder.steps)))));
    return 0;
  }
};

}  // namespace

TEST_CASE("a step that commits while a chain is recomputed is no damage") {
  World world;
  REQUIRE(ok(world.commit(make_batch("c", 1))));
  const auto database = opened(world);
  Intruder intruder{world};
  sqlite3_trace_v2(database->getHandle(), SQLITE_TRACE_STMT, &Intruder::look, &intruder);
  CHECK(verify_chain(*database, "c").broken.empty());
  CHECK(intruder.steps == 2);
  CHECK(verify_chain(*database, "c").entries == 2);
}

TEST_CASE("what is done to accounts is chained by itself") {
  World world;
  HandClock clock;
  UserAdmin users(world.dir.data(), clock, "root");
  REQUIRE(ok(users.add("limin", "agent", {"cards"}, "correct horse", {{"zh-CN", "李敏"}})));
  REQUIRE(ok(users.set_role("limin", "supervisor")));
  REQUIRE(ok(users.set_teams("limin", {})));
  REQUIRE(ok(users.disable("limin")));
  const auto lines = find_account_changes(*opened(world), 0, 2);
  CHECK(lines.total == 4);
  CHECK(lines.more);
  CHECK_FALSE(lines.broken);
  CHECK(lines.lines[0].what == "disabled");
  CHECK(lines.lines[1].what == "teams");
  CHECK(lines.lines[1].by == "root");
  CHECK(lines.lines[1].whom == "limin");
  CHECK_FALSE(ok(users.set_role("limin", "king")));
  opened(world, Access::read_write)
      ->exec("UPDATE staff_log SET detail = 'admin' WHERE what = 'role'");
  CHECK(find_account_changes(*opened(world), 0, 9).broken == 2);
}

TEST_CASE("what somebody had is named when they leave, with whose it becomes") {
  World world;
  HandClock clock;
  UserAdmin users(world.dir.data(), clock, "root");
  const auto limin = users.add("limin", "agent", {}, "correct horse", {});
  const auto wang = users.add("wang", "agent", {}, "correct horse", {});
  const auto editor = users.add("ed", "editor", {}, "correct horse", {});
  REQUIRE((ok(limin) && ok(wang) && ok(editor)));
  auto batch = make_batch("c1", 1);
  batch.row.handling = "agent";
  batch.row.agent = limin->id;
  const std::string json = R"({"title":"充值"})";
  batch.orders = {{"GD1", "c1", "in_progress", limin->id, Instant{}, json, {}},
                  {"GD2", "c1", "resolved", limin->id, Instant{}, json, {}}};
  REQUIRE(ok(world.commit(batch)));
  auto talk = make_batch("c2", 1);
  talk.row.handling = "agent";
  talk.row.agent = limin->id;
  REQUIRE(ok(world.commit(talk)));
  const std::vector<StaffWork> all{{"c1", "GD1", "充值"}, {"c2", "", ""}};
  CHECK(work_of(*opened(world), limin->id) == all);
  CHECK(users.disable("limin", editor->id).error().code == ErrorCode::invalid);
  CHECK(users.disable("limin", limin->id).error().code == ErrorCode::invalid);
  CHECK(users.set_role("limin", "supervisor", wang->id)->empty());  // nothing moves
  CHECK(*users.set_role("limin", "editor", wang->id) == all);
  CHECK(*users.disable("limin", wang->id) == all);
  CHECK(users.list()[1].heir == wang->id);
  CHECK(find_account_changes(*opened(world), 0, 1).lines[0].detail == "→ wang: GD1 +1");
  REQUIRE(ok(users.enable("limin")));
  CHECK(users.list()[1].heir.empty());
}

TEST_CASE("saved views belong to one person; who saves over another tab's is told") {
  World world;
  DeskBook book(world.dir.data());
  CHECK(book.views("u1").version == 0);
  const auto saved = book.save("u1", 0, R"([{"id":"a"}])");
  REQUIRE(saved);
  CHECK(saved->version == 1);
  CHECK_FALSE(book.save("u1", 0, "[]"));
  CHECK(book.views("u1").views == R"([{"id":"a"}])");
  CHECK(book.views("u2").views == "[]");
  CHECK(book.save("u1", 1, "[]")->version == 2);
}

TEST_CASE("a mention stands until its conversation was looked at") {
  World world;
  auto batch = make_batch("c", 1);
  batch.mentions = {{"u2", 1, {"u1", "李敏"}}};
  REQUIRE(ok(world.commit(batch)));
  DeskBook book(world.dir.data());
  const auto open = book.mentions("u2", 10);
  REQUIRE(open.size() == 1);
  CHECK(open[0].conversation == "c");
  CHECK(open[0].by_name == "李敏");
  CHECK(book.mentions("u1", 10).empty());
  CHECK(book.see("u2", "c", Instant{}) == 1);
  CHECK(book.mentions("u2", 10).empty());
}

TEST_CASE(
    "the table of work orders is narrowed, sorted and paged; agents see their own and their "
    "teams'") {
  World world;
  const auto order = [&](const std::string& number, const std::string& owner,
                         const std::string& json, const std::string& team) {
    auto batch = make_batch("c" + number, 1);
    batch.row.handling = "queued";
    batch.row.team = team;
    batch.orders = {{number, batch.conversation, "open", owner, Instant{}, json, {}}};
    REQUIRE(ok(world.commit(batch)));
  };
  order("GD1", "u1", R"({"title":"充值","tier":"complaint","urgent":true,"department":"cards",
    "tags":["大客户"],"resolve_due":300,"first_response_at":1})",
        "cards");
  order("GD2", "", R"({"title":"退款 50%","tier":"inquiry","urgent":false,"department":"general",
    "tags":[],"resolve_due":900,"first_response_due":100,"resolve_missed":true})",
        "general");
  const auto database = opened(world);
  const auto found = [&](gateway::OrdersQuery query) {
    std::vector<std::string> numbers;
    for (const auto& each : find_orders(*database, query).found) numbers.push_back(each.number);
    return numbers;
  };
  using List = std::vector<std::string>;
  gateway::OrdersQuery all;
  all.everything = true;
  CHECK(found(all) == List{"GD2", "GD1"});  // its first answer is due before the other's solution
  const auto with = [&](auto change) {
    auto query = all;
    change(query);
    return found(query);
  };
  CHECK(with([](auto& q) { q.owner = "-"; }) == List{"GD2"});
  CHECK(with([](auto& q) { q.owner = "u1"; }) == List{"GD1"});
  CHECK(with([](auto& q) { q.tag = "大客户"; }) == List{"GD1"});
  CHECK(with([](auto& q) { q.urgent = true; }) == List{"GD1"});
  CHECK(with([](auto& q) { q.overdue = true; }) == List{"GD2"});
  CHECK(with([](auto& q) { q.tier = "inquiry"; }) == List{"GD2"});
  CHECK(with([](auto& q) { q.team = "cards"; }) == List{"GD1"});
  CHECK(with([](auto& q) { q.words = "50%"; }) == List{"GD2"});
  CHECK(with([](auto& q) { q.words = "%"; }) == List{"GD2"});
  CHECK(with([](auto& q) { q.stage = gateway::OrderStage::closed; }).empty());
  gateway::OrdersQuery agent;
  agent.staff = "u1";
  agent.teams = {"topup"};
  CHECK(found(agent) == List{"GD1"});
  agent.staff = "u9";
  CHECK(found(agent).empty());
  agent.teams = {};
  CHECK(found(agent).size() == 2);
  auto passed_on = make_batch("cGD3", 1);
  passed_on.row.handling = "queued";
  passed_on.row.team = "cards";
  passed_on.state = R"({"supervisor_only":true})";
  const std::string json = R"({"title":"转交三次"})";
  passed_on.orders = {{"GD3", "cGD3", "open", "", Instant{}, json, {}}};
  REQUIRE(ok(world.commit(passed_on)));
  CHECK(find_orders(*database, agent).total == 2);  // nothing is counted that cannot be seen
  CHECK(find_orders(*database, all).total == 3);
  opened(world, Access::read_write)->exec("DELETE FROM orders WHERE number = 'GD3'");
  auto page = all;
  page.rows = 1;
  const auto first = find_orders(*database, page);
  CHECK(first.total == 2);
  CHECK(first.next == 1);
}
