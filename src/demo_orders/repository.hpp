#pragma once
// The demo shop's orders and accounts, in a SQLite file of their own. Times are stored; texts such
// as "minutes since paid" are made when somebody asks.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"

namespace SQLite {
class Database;
}

namespace yingda::demo_orders {

struct Order {
  std::string number;
  std::string phone;
  std::string product;
  std::string category;  // topup, game, card, membership
  std::int64_t amount_fen = 0;
  std::string status;  // unpaid, processing, delivered, failed, refunding, refunded
  std::optional<Instant> paid_at;
  std::optional<Instant> delivered_at;
  std::string payment_method;
  std::string supplier;
  std::string account_masked;
  std::string card_state;  // none, unused, used, invalid
  bool refundable = false;
  std::string refund_eta;
};

struct Account {
  std::string phone;
  bool frozen = false;
  std::string freeze_reason;
  std::string freeze_conditions;
  std::optional<Instant> unfreeze_at;  // none: until the conditions are met
};

class Repository {
 public:
  // ":memory:" for a store that ends with the process. Throws what SQLite throws.
  explicit Repository(const std::string& path);
  ~Repository();

  // Fills an empty store with the sample orders and moves what is still going on (orders in
  // processing or refund, dates of freezes) to the same distance from `start` as at seeding.
  void start(Instant start);

  std::optional<Order> order(const std::string& number) const;
  std::vector<Order> orders_of(const std::string& phone) const;  // newest first
  std::optional<Account> account(const std::string& phone) const;

 private:
  void seed(Instant now);
  std::unique_ptr<SQLite::Database> database_;
};

}  // namespace yingda::demo_orders
