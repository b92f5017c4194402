#include "net/traffic.hpp"

#include <catch2/catch.hpp>

#include "base/rate_limiter.hpp"
#include "net/address.hpp"
#include "net/outbox.hpp"

namespace yingda::net::test {
namespace {

using std::chrono::seconds;

Address address(const std::string& text) { return boost::asio::ip::make_address(text); }

gateway::Frame frame(std::size_t bytes) { return std::make_shared<const std::string>(bytes, 'x'); }

TEST_CASE("a token bucket gives its burst at once and then its rate") {
  RateLimiter limiter(0.5, 3);
  for (int i = 0; i < 3; ++i) CHECK(limiter.take("a", seconds(0)));
  CHECK_FALSE(limiter.take("a", seconds(1)));
  CHECK(limiter.take("b", seconds(1)));
  CHECK(limiter.ready("a", seconds(2)));
  CHECK(limiter.take("a", seconds(2)));
  CHECK_FALSE(limiter.take("a", seconds(2)));
  RateLimiter lifted(0, 0);
  for (int i = 0; i < 100; ++i) CHECK(lifted.take("a", seconds(0)));
}

TEST_CASE("too many addresses are forgotten rather than remembered for ever") {
  RateLimiter limiter(0.001, 1);
  CHECK(limiter.take("first", seconds(0)));
  CHECK_FALSE(limiter.take("first", seconds(0)));
  for (int i = 0; i < 50'000; ++i) limiter.take(std::to_string(i), seconds(0));
  CHECK(limiter.take("first", seconds(0)));
}

TEST_CASE("a place is given back when its lease ends, also after the counter") {
  auto count = std::make_unique<ConnectionCount>(2);
  auto first = count->acquire("a");
  auto second = count->acquire("a");
  CHECK(first);
  CHECK_FALSE(count->acquire("a"));
  CHECK(count->acquire("b"));
  first.reset();
  CHECK(count->acquire("a"));
  count.reset();
  second.reset();
}

TEST_CASE("the client is who the last trusted proxy names") {
  const TrustedProxies proxies({"10.0.0.0/8", "192.168.1.1", "fd00::/8"});
  const auto client = [&](const std::string& peer, std::vector<std::string_view> named) {
    return proxies.client(address(peer), named).to_string();
  };
  CHECK(client("1.1.1.1", {"2.2.2.2"}) == "1.1.1.1");
  CHECK(client("10.1.2.3", {"2.2.2.2"}) == "2.2.2.2");
  CHECK(client("10.1.2.3", {"6.6.6.6", "2.2.2.2", "192.168.1.1"}) == "2.2.2.2");
  CHECK(client("10.1.2.3", {"not an address"}) == "10.1.2.3");
  CHECK(client("10.1.2.3", {}) == "10.1.2.3");
  CHECK(client("fd00::1", {"2001:db8::1"}) == "2001:db8::1");
  CHECK(client("::ffff:10.1.2.3", {"::ffff:2.2.2.2"}) == "2.2.2.2");
  CHECK(client("192.168.1.2", {"2.2.2.2"}) == "192.168.1.2");
  CHECK_THROWS(TrustedProxies({"10.0.0.0/8x"}));
}

TEST_CASE("limits count an IPv6 network of /64 as one") {
  CHECK(limit_key(address("1.2.3.4")) == limit_key(address("::ffff:1.2.3.4")));
  CHECK(limit_key(address("2001:db8::1")) == limit_key(address("2001:db8::ffff:1")));
  CHECK(limit_key(address("2001:db8::1")) != limit_key(address("2001:db8:0:1::1")));
}

TEST_CASE("an outbox is full by frames, by bytes, and by what all outboxes hold") {
  OutboundBudget budget{100, 0};
  Outbox outbox({3, 60}, budget);
  CHECK(outbox.offer(frame(50)));
  CHECK_FALSE(outbox.offer(frame(11)));
  CHECK(outbox.offer(frame(5)));
  CHECK(outbox.offer(frame(5)));
  CHECK_FALSE(outbox.offer(frame(0)));
  Outbox other({3, 60}, budget);
  CHECK_FALSE(other.offer(frame(41)));
  CHECK(other.offer(frame(40)));
  CHECK(outbox.pop()->size() == 50);
  CHECK(budget.used == 50);
  CHECK(outbox.offer(frame(50)));
}

TEST_CASE("a finished outbox hands out the rest, a discarded one nothing") {
  OutboundBudget budget;
  Outbox outbox({10, 100}, budget);
  outbox.offer(frame(1));
  outbox.offer(frame(2));
  outbox.finish();
  CHECK_FALSE(outbox.offer(frame(3)));
  CHECK(outbox.pop()->size() == 1);
  CHECK_FALSE(outbox.empty());
  outbox.discard();
  CHECK(outbox.empty());
  CHECK(budget.used == 0);
}

TEST_CASE("an outbox that is never quite empty stays small and in order") {
  OutboundBudget budget;
  Outbox outbox({8, 1000}, budget);
  outbox.offer(frame(1));
  for (std::size_t i = 2; i < 100; ++i) {
    REQUIRE(outbox.offer(frame(i % 50)));
    REQUIRE(outbox.pop()->size() == (i - 1) % 50);
  }
}

}  // namespace
}  // namespace yingda::net::test
