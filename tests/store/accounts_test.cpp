#include "store/accounts.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "store/login_limit.hpp"
#include "store/passwords.hpp"
#include "store/user_admin.hpp"
#include "store_fixture.hpp"

using namespace yingda;
using namespace yingda::store;
using namespace yingda::store::testing;
using Catch::Matchers::Contains;
using gateway::StaffSession;

namespace {

const std::string right = "correct horse";

struct Office {
  explicit Office(AccountsOptions options = {}) {
    prepare(dir.data());
    admin.emplace(dir.data(), clock);
    accounts.emplace(dir.data(), loop.post(), clock, options);
  }

  Result<StaffSession> login(const std::string& name, const std::string& password,
                             const std::string& from = "10.0.0.1") {
    return loop.answer<Result<StaffSession>>(
        [&](auto done) { accounts->login(name, password, from, done); });
  }
  Result<StaffSession> session(const std::string& token) {
    return loop.answer<Result<StaffSession>>([&](auto done) { accounts->session(token, done); });
  }
  Result<StaffSession> bearer(const std::string& token) {
    return loop.answer<Result<StaffSession>>([&](auto done) { accounts->bearer(token, done); });
  }
  void logout(const std::string& token) {
    bool out = false;
    accounts->logout(token, [&out] { out = true; });
    REQUIRE(loop.run_until([&out] { return out; }));
  }

  std::vector<gateway::Colleague> everybody() {
    std::vector<gateway::Colleague> out;
    accounts->everybody([&out](auto found) { out = std::move(found); });
    REQUIRE(loop.run_until([&out] { return !out.empty(); }));
    return out;
  }

  TempDir dir;
  Loop loop;
  HandClock clock;
  std::optional<UserAdmin> admin;
  std::optional<Accounts> accounts;
};

ErrorCode code_of(const Result<StaffSession>& result) {
  return result.has_value() ? ErrorCode::internal : result.error().code;
}

}  // namespace

TEST_CASE("a user who was just added can log in, whatever the case of the name") {
  Office office;
  CHECK(code_of(office.login("林晓", right)) == ErrorCode::unauthorized);
  const auto added =
      office.admin->add("  林晓 Lin\xe3\x80\x80", "agent", {"topup", "cards"}, right);
  REQUIRE(ok(added));
  CHECK(added->name == "林晓 Lin");
  const auto session = office.login(" 林晓 LIN ", right);
  REQUIRE(ok(session));
  CHECK(session->staff.id == added->id);
  CHECK(session->staff.name == "林晓 Lin");
  CHECK(session->staff.role == "agent");
  CHECK(session->staff.teams == std::vector<std::string>{"cards", "topup"});
  CHECK(session->token.size() == 43);
  CHECK(session->csrf.size() == 32);
}

TEST_CASE("a session is known by its token until it ends") {
  Office office;
  REQUIRE(ok(office.admin->add("lin", "supervisor", {}, right)));
  const auto login = office.login("lin", right);
  REQUIRE(ok(login));
  const auto session = office.session(login->token);
  REQUIRE(ok(session));
  CHECK(session->csrf == login->csrf);
  CHECK(session->staff.role == "supervisor");
  CHECK(session->staff.teams.empty());
  CHECK(code_of(office.session(login->token + "x")) == ErrorCode::unauthorized);
  CHECK(code_of(office.session("")) == ErrorCode::unauthorized);
  CHECK(code_of(office.bearer(login->token)) == ErrorCode::unauthorized);

  SECTION("by logging out") {
    const auto second = office.login("lin", right);
    office.logout(login->token);
    CHECK(code_of(office.session(login->token)) == ErrorCode::unauthorized);
    CHECK(ok(office.session(second->token)));
  }
  SECTION("after twelve hours, used or not") {
    office.clock.advance(11h + 59min);
    CHECK(ok(office.session(login->token)));
    office.clock.advance(1min);
    CHECK(code_of(office.session(login->token)) == ErrorCode::unauthorized);
  }
  SECTION("when the user is disabled") {
    REQUIRE(ok(office.admin->disable("LIN")));
    CHECK(code_of(office.session(login->token)) == ErrorCode::unauthorized);
    CHECK(code_of(office.login("lin", right)) == ErrorCode::unauthorized);
    const auto everybody = office.everybody();
    REQUIRE(everybody.size() == 1);
    CHECK(everybody[0].staff.id == login->staff.id);
    CHECK(everybody[0].disabled);
    REQUIRE(ok(office.admin->enable("lin")));
    CHECK(code_of(office.session(login->token)) == ErrorCode::unauthorized);
    CHECK(ok(office.login("lin", right)));
  }
  SECTION("when the password is changed") {
    REQUIRE(ok(office.admin->set_password("lin", "another horse")));
    CHECK(code_of(office.session(login->token)) == ErrorCode::unauthorized);
    CHECK(code_of(office.login("lin", right)) == ErrorCode::unauthorized);
    CHECK(ok(office.login("lin", "another horse")));
  }
}

TEST_CASE("what customers call somebody is another name than the one to log in with") {
  Office office;
  REQUIRE(ok(office.admin->add("limin", "agent", {}, right, {{"zh-CN", " 李敏 "}})));
  const auto login = office.login("limin", right);
  REQUIRE(ok(login));
  CHECK(login->staff.name == "limin");
  CHECK(login->staff.names == std::map<std::string, std::string>{{"zh-CN", "李敏"}});
  // The other language stays as it is.
  REQUIRE(ok(office.admin->set_names("limin", {{"en", "Li Min"}})));
  const std::map<std::string, std::string> both{{"en", "Li Min"}, {"zh-CN", "李敏"}};
  CHECK(office.session(login->token)->staff.names == both);
  CHECK(office.everybody()[0].staff.names == both);
  CHECK(office.admin->list()[0].names == both);
  REQUIRE(ok(office.admin->set_names("limin", {{"en", ""}})));
  CHECK(office.everybody()[0].staff.names.size() == 1);

  CHECK_FALSE(ok(office.admin->set_names("limin", {{"fr", "Limin"}})));
  CHECK_FALSE(ok(office.admin->set_names("limin", {{"en", "two\nlines"}})));
  CHECK_FALSE(ok(office.admin->set_names("limin", {{"en", std::string(41, 'x')}})));
  CHECK_FALSE(ok(office.admin->set_names("nobody", {{"en", "Li Min"}})));
}

TEST_CASE("a staff number stands beside the names, and goes its own way") {
  Office office;
  REQUIRE(ok(office.admin->add("limin", "agent", {}, right,
                               {{"zh-CN", "李敏"}, {staff_number_key, "0371"}})));
  const auto login = office.login("limin", right);
  REQUIRE(ok(login));
  CHECK(login->staff.number == "0371");
  CHECK(login->staff.names == std::map<std::string, std::string>{{"zh-CN", "李敏"}});
  CHECK(gateway::shown_person(login->staff, "en") ==
        workorder::Person{login->staff.id, "李敏", "0371"});
  REQUIRE(ok(office.admin->set_names("limin", {{"en", "Li Min"}})));
  CHECK(office.session(login->token)->staff.number == "0371");
  CHECK(office.admin->list()[0].number == "0371");
  CHECK(office.everybody()[0].staff.number == "0371");
  for (const std::string& wrong : {std::string("03 71"), std::string(17, '1'), std::string("零")}) {
    CHECK_FALSE(ok(office.admin->set_names("limin", {{staff_number_key, wrong}})));
  }
  REQUIRE(ok(office.admin->set_names("limin", {{staff_number_key, ""}})));
  CHECK(office.everybody()[0].staff.number.empty());
}

TEST_CASE("a changed password is told once, so that open sockets can be looked at") {
  Office office;
  REQUIRE(ok(office.admin->add("lin", "agent", {}, right)));
  REQUIRE(ok(office.admin->add("chen", "agent", {}, right)));
  const auto lin = office.login("lin", right)->staff.id;
  const auto changed = [&] {
    std::optional<std::vector<std::string>> ids;
    office.accounts->password_changed([&ids](auto found) { ids = std::move(found); });
    REQUIRE(office.loop.run_until([&ids] { return ids.has_value(); }));
    return *ids;
  };
  const std::vector<std::string> nobody;
  CHECK(changed().size() == 2);  // whoever is new may have had another password a moment ago
  CHECK(changed() == nobody);
  REQUIRE(ok(office.admin->set_password("lin", right)));  // the same again
  CHECK(changed() == std::vector<std::string>{lin});
  CHECK(changed() == nobody);
  REQUIRE(ok(office.admin->disable("chen")));
  CHECK(changed() == nobody);
  REQUIRE(ok(office.admin->add("wu", "agent", {}, right)));
  CHECK(changed().size() == 1);
}

TEST_CASE("a wrong name and a wrong password get the same answer") {
  Office office;
  REQUIRE(ok(office.admin->add("lin", "agent", {}, right)));
  const auto wrong = office.login("lin", "wrong horse");
  REQUIRE_FALSE(ok(wrong));
  for (const auto& name : {std::string("nobody"), std::string(), std::string(200, 'x'),
                           std::string("lin' OR '1'='1"), std::string("lin\0", 4)}) {
    const auto unknown = office.login(name, right);
    REQUIRE_FALSE(ok(unknown));
    CHECK(unknown.error() == wrong.error());
  }
}

TEST_CASE("five wrong passwords lock a name from that address, and only that") {
  Office office;
  REQUIRE(ok(office.admin->add("lin", "agent", {}, right)));
  for (int i = 0; i < 5; ++i) {
    CHECK(code_of(office.login(i % 2 == 0 ? "lin" : " LIN ", "wrong")) == ErrorCode::unauthorized);
  }
  CHECK(code_of(office.login("lin", right)) == ErrorCode::rate_limited);
  CHECK(ok(office.login("lin", right, "10.0.0.2")));
  CHECK(code_of(office.login("other", "wrong")) == ErrorCode::unauthorized);
  office.clock.advance(15min);
  CHECK(ok(office.login("lin", right)));
}

TEST_CASE("a right password forgets the tries before it, and zero lifts the limit") {
  Office office;
  REQUIRE(ok(office.admin->add("lin", "agent", {}, right)));
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 4; ++i) office.login("lin", "wrong");
    CHECK(ok(office.login("lin", right)));
  }
  Office open({.login_tries_max = 0});
  for (int i = 0; i < 8; ++i) {
    CHECK(code_of(open.login("lin", "wrong")) == ErrorCode::unauthorized);
  }
}

TEST_CASE("a password that is too long is refused before it is hashed") {
  Office office;
  CHECK(code_of(office.login("lin", std::string(1025, 'x'))) == ErrorCode::invalid);
  CHECK(code_of(office.login("lin", std::string(1024, 'x'))) == ErrorCode::unauthorized);
  CHECK(code_of(office.login("lin", std::string(1000000, 'x'))) == ErrorCode::invalid);
}

TEST_CASE("more log-ins than the hashing thread can take are overloaded and cost no try") {
  Office office({.login_queue_max = 0});
  for (int i = 0; i < 10; ++i) {
    CHECK(code_of(office.login("lin", right)) == ErrorCode::overloaded);
  }
}

TEST_CASE("users are added with a clear word about what is wrong") {
  Office office;
  auto& admin = *office.admin;
  REQUIRE(ok(admin.add("Lin", "agent", {}, right)));
  const auto said = [&](const std::string& name, const std::string& role,
                        const std::string& password) {
    const auto result = admin.add(name, role, {}, password);
    return result.has_value() ? std::string() : result.error().detail;
  };
  CHECK_THAT(said("lin", "agent", right), Contains("taken"));
  CHECK_THAT(said(" LIN ", "agent", right), Contains("taken"));
  CHECK_THAT(said("", "agent", right), Contains("1 to 64 characters"));
  CHECK_THAT(said(" \xe3\x80\x80 ", "agent", right), Contains("1 to 64 characters"));
  CHECK_THAT(said(std::string(65, 'x'), "agent", right), Contains("1 to 64 characters"));
  CHECK_THAT(said("a\nb", "agent", right), Contains("control characters"));
  CHECK_THAT(said("a\xff", "agent", right), Contains("characters"));
  CHECK_THAT(said("kai", "boss", right), Contains("no role \"boss\""));
  CHECK_THAT(said("kai", "agent", "1234567"), Contains("at least 8 characters"));
  CHECK_THAT(said("kai", "agent", "密码密码密码密"), Contains("at least 8 characters"));
  CHECK_THAT(said("kai", "agent", std::string(1025, 'x')), Contains("1,024 bytes"));
  CHECK(ok(admin.add("kai", "agent", {}, "密码密码密码密码")));
  std::string long_name;
  for (int i = 0; i < 64; ++i) long_name += "林";
  CHECK(ok(admin.add(long_name, "agent", {"a", "a"}, right)));
  CHECK(admin.disable("nobody").error().code == ErrorCode::not_found);
  CHECK(admin.set_password("nobody", right).error().code == ErrorCode::not_found);
  CHECK(admin.create_api_token("nobody", "").error().code == ErrorCode::not_found);
  CHECK(admin.list().size() == 3);
  CHECK(admin.list()[0].name == "kai");
}

TEST_CASE("an API token works until its user is disabled or it is revoked") {
  Office office;
  REQUIRE(ok(office.admin->add("bot", "admin", {}, right)));
  const auto token = office.admin->create_api_token("bot", "ci");
  REQUIRE(ok(token));
  CHECK_THAT(*token, Catch::Matchers::StartsWith("yingda_"));
  const auto owner = office.bearer(*token);
  REQUIRE(ok(owner));
  CHECK(owner->staff.role == "admin");
  CHECK(owner->token.empty());
  CHECK(code_of(office.session(*token)) == ErrorCode::unauthorized);
  REQUIRE(ok(office.admin->disable("bot")));
  CHECK(code_of(office.bearer(*token)) == ErrorCode::unauthorized);
  REQUIRE(ok(office.admin->enable("bot")));
  CHECK(ok(office.bearer(*token)));
  REQUIRE(ok(office.admin->revoke_api_tokens("bot")));
  CHECK(code_of(office.bearer(*token)) == ErrorCode::unauthorized);
}

TEST_CASE("neither passwords nor tokens stand in the store, and no two tokens are alike") {
  Office office;
  REQUIRE(ok(office.admin->add("lin", "agent", {}, right)));
  const auto login = office.login("lin", right);
  REQUIRE(ok(login));
  const std::string api = *office.admin->create_api_token("lin", "ci");
  std::set<std::string> tokens{login->token, api};
  for (int i = 0; i < 20; ++i) tokens.insert(*office.admin->create_api_token("lin", "x"));
  CHECK(tokens.size() == 22);
  const auto file = database_file(office.dir.data());
  const std::string bytes = read_text(file) + read_text(file.string() + "-wal");
  CHECK_THAT(bytes, Contains("$argon2id$"));
  CHECK_THAT(bytes, !Contains(right));
  CHECK_THAT(bytes, !Contains(login->token));
  CHECK_THAT(bytes, !Contains(api.substr(7)));
}

TEST_CASE("tries are counted per key within a window and never fill the memory") {
  LoginLimit limit(2, 15min, 3);
  Instant now{};
  CHECK(limit.begin("a", now));
  CHECK(limit.begin("a", now));
  CHECK_FALSE(limit.begin("a", now + 14min));
  limit.give_back("a");
  CHECK(limit.begin("a", now + 14min));
  CHECK_FALSE(limit.begin("a", now + 14min));
  CHECK(limit.begin("a", now + 15min));
  limit.forget("a");
  CHECK(limit.begin("a", now + 15min));
  now += 1h;
  for (int i = 0; i < 100; ++i) CHECK(limit.begin("key" + std::to_string(i), now + 1ms * i));
  CHECK(limit.begin("key99", now + 1s));
  CHECK_FALSE(limit.begin("key99", now + 1s));
}
