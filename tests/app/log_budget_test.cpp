#include "app/log_budget.hpp"

#include <catch2/catch.hpp>

using namespace yingda;

TEST_CASE("a line that comes too often is left out, counted, and told of later") {
  app::LogBudget budget(2);
  Instant now{std::chrono::hours(24)};
  CHECK(budget.take("store_failed", now) == 0);
  CHECK(budget.take("store_failed", now) == 0);
  CHECK(budget.take("store_failed", now) == std::nullopt);
  CHECK(budget.take("store_failed", now + std::chrono::seconds(59)) == std::nullopt);
  CHECK(budget.take("connector_failed", now) == 0);
  CHECK(budget.take("store_failed", now + std::chrono::minutes(1)) == 2);
  CHECK(budget.take("store_failed", now + std::chrono::minutes(1)) == 0);
}
