#include <catch2/catch.hpp>

#include "store_fixture.hpp"
#include "wire/state_codec.hpp"

using namespace yingda;
using namespace yingda::store;
using namespace yingda::store::testing;

namespace {

// One conversation with one order, opened so many hours after 1970.
void open_order(World& world, int hour) {
  workorder::WorkOrder order;
  order.number = "GD-" + std::to_string(hour);
  order.opened_at = Instant(std::chrono::hours(hour));
  auto batch = make_batch("c" + std::to_string(hour), 1);
  batch.orders.push_back({order.number, batch.conversation, "open", "", order.opened_at,
                          wire::encode_order(order), workorder::service_record(order)});
  REQUIRE(ok(world.commit(std::move(batch))));
}

std::vector<int> hours_of(const ServicePage& page) {
  std::vector<int> out;
  for (const auto& record : page.records) {
    out.push_back(static_cast<int>(record.opened_at.time_since_epoch() / std::chrono::hours(1)));
  }
  return out;
}

}  // namespace

TEST_CASE("orders of a period come page by page, each of them once") {
  World world;
  for (const int hour : {5, 1, 4, 2, 3}) open_order(world, hour);
  Reader reader(world.dir.data(), world.loop.post());
  const auto page = [&](const ServicePlace& after) {
    return *world.loop.answer<Result<ServicePage>>(
        [&](auto done) { reader.service_page(after, 2, done); });
  };
  const auto first = page({Instant(std::chrono::hours(2)), ""});
  CHECK(hours_of(first) == std::vector{2, 3});
  REQUIRE(first.next);
  const auto second = page(*first.next);
  CHECK(hours_of(second) == std::vector{4, 5});
  REQUIRE(second.next);
  const auto last = page(*second.next);
  CHECK(last.records.empty());
  CHECK_FALSE(last.next);
}

TEST_CASE("of a visitor's ratings the last one counts") {
  World world;
  auto batch = make_batch("c", 1);
  batch.rating = 1;
  REQUIRE(ok(world.commit(std::move(batch))));
  batch = make_batch("c", 2);
  batch.rating = 5;
  const Instant at = batch.at;
  REQUIRE(ok(world.commit(std::move(batch))));
  Reader reader(world.dir.data(), world.loop.post());
  const auto found =
      *world.loop.answer<Result<std::vector<Rating>>>([&](auto done) { reader.ratings(at, done); });
  REQUIRE(found.size() == 1);
  CHECK(found[0].score == 5);
  const auto later = *world.loop.answer<Result<std::vector<Rating>>>(
      [&](auto done) { reader.ratings(at + std::chrono::seconds(1), done); });
  CHECK(later.empty());
}
