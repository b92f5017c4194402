#include "demo_orders/repository.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include "demo_orders/samples.hpp"

namespace yingda::demo_orders {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr const char* schema = R"sql(
CREATE TABLE IF NOT EXISTS orders(
  number TEXT PRIMARY KEY,
  phone TEXT NOT NULL,
  product TEXT NOT NULL,
  category TEXT NOT NULL,
  amount_fen INTEGER NOT NULL,
  status TEXT NOT NULL,
  paid_at INTEGER,
  delivered_at INTEGER,
  payment_method TEXT NOT NULL,
  supplier TEXT NOT NULL,
  account_masked TEXT NOT NULL,
  card_state TEXT NOT NULL,
  refundable INTEGER NOT NULL,
  refund_eta TEXT NOT NULL,
  seeded_age INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS orders_by_phone ON orders(phone);
CREATE TABLE IF NOT EXISTS accounts(
  phone TEXT PRIMARY KEY,
  frozen INTEGER NOT NULL,
  freeze_reason TEXT NOT NULL,
  freeze_conditions TEXT NOT NULL,
  unfreeze_at INTEGER,
  seeded_wait INTEGER
) STRICT;
)sql";

constexpr const char* order_columns =
    "SELECT number, phone, product, category, amount_fen, status, paid_at, delivered_at, "
    "payment_method, supplier, account_masked, card_state, refundable, refund_eta FROM orders ";

std::int64_t ms(Instant at) { return at.time_since_epoch().count(); }

std::optional<Instant> instant(const SQLite::Column& column) {
  if (column.isNull()) return std::nullopt;
  return Instant(TimeSpan(column.getInt64()));
}

Order read_order(SQLite::Statement& row) {
  Order order;
  order.number = row.getColumn(0).getString();
  order.phone = row.getColumn(1).getString();
  order.product = row.getColumn(2).getString();
  order.category = row.getColumn(3).getString();
  order.amount_fen = row.getColumn(4).getInt64();
  order.status = row.getColumn(5).getString();
  order.paid_at = instant(row.getColumn(6));
  order.delivered_at = instant(row.getColumn(7));
  order.payment_method = row.getColumn(8).getString();
  order.supplier = row.getColumn(9).getString();
  order.account_masked = row.getColumn(10).getString();
  order.card_state = row.getColumn(11).getString();
  order.refundable = row.getColumn(12).getInt() != 0;
  order.refund_eta = row.getColumn(13).getString();
  return order;
}

std::string text(std::string_view view) { return std::string(view); }

void insert_order(SQLite::Statement& insert, const SampleOrder& sample, Instant now) {
  insert.bind(1, text(sample.number));
  insert.bind(2, text(sample.phone));
  insert.bind(3, text(sample.product));
  insert.bind(4, text(sample.category));
  insert.bind(5, sample.amount_fen);
  insert.bind(6, text(sample.status));
  insert.bind(9, text(sample.payment_method));
  insert.bind(10, text(sample.supplier));
  insert.bind(11, text(sample.account_masked));
  insert.bind(12, text(sample.card_state));
  insert.bind(13, sample.refundable ? 1 : 0);
  insert.bind(14, text(sample.refund_eta));
  if (sample.paid_minutes_ago >= 0) {
    const Instant paid = now - minutes(sample.paid_minutes_ago);
    insert.bind(7, ms(paid));
    insert.bind(15, ms(now) - ms(paid));
    if (sample.delivered_minutes >= 0) {
      insert.bind(8, ms(paid + minutes(sample.delivered_minutes)));
    }
  }
  insert.exec();
  insert.reset();
  insert.clearBindings();
}

void insert_account(SQLite::Statement& insert, const SampleAccount& sample, Instant now) {
  insert.bind(1, text(sample.phone));
  insert.bind(2, sample.frozen ? 1 : 0);
  insert.bind(3, text(sample.freeze_reason));
  insert.bind(4, text(sample.freeze_conditions));
  if (sample.unfreeze_hours > 0) {
    const TimeSpan wait = hours(sample.unfreeze_hours);
    insert.bind(5, ms(now + wait));
    insert.bind(6, static_cast<std::int64_t>(wait.count()));
  }
  insert.exec();
  insert.reset();
  insert.clearBindings();
}

}  // namespace

Repository::Repository(const std::string& path)
    : database_(std::make_unique<SQLite::Database>(
          path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, 5000)) {
  database_->exec(schema);
}

Repository::~Repository() = default;

void Repository::seed(Instant now) {
  SQLite::Statement insert(*database_, "INSERT INTO orders VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
  for (const auto& sample : sample_orders()) insert_order(insert, sample, now);
  SQLite::Statement account(*database_, "INSERT INTO accounts VALUES(?,?,?,?,?,?)");
  for (const auto& sample : sample_accounts()) insert_account(account, sample, now);
}

void Repository::start(Instant start) {
  SQLite::Transaction transaction(*database_);
  if (database_->execAndGet("SELECT count(*) FROM orders").getInt() == 0) seed(start);
  SQLite::Statement orders(*database_,
                           "UPDATE orders SET paid_at = ? - seeded_age WHERE seeded_age IS NOT "
                           "NULL AND status IN ('processing', 'refunding')");
  orders.bind(1, ms(start));
  orders.exec();
  SQLite::Statement accounts(
      *database_,
      "UPDATE accounts SET unfreeze_at = ? + seeded_wait WHERE seeded_wait IS NOT NULL");
  accounts.bind(1, ms(start));
  accounts.exec();
  transaction.commit();
}

std::optional<Order> Repository::order(const std::string& number) const {
  SQLite::Statement query(*database_, std::string(order_columns) + "WHERE number = ?");
  query.bind(1, number);
  if (!query.executeStep()) return std::nullopt;
  return read_order(query);
}

std::vector<Order> Repository::orders_of(const std::string& phone) const {
  SQLite::Statement query(*database_, std::string(order_columns) +
                                          "WHERE phone = ? ORDER BY paid_at IS NOT NULL, paid_at "
                                          "DESC, number DESC LIMIT 100");
  query.bind(1, phone);
  std::vector<Order> found;
  while (query.executeStep()) found.push_back(read_order(query));
  return found;
}

std::optional<Account> Repository::account(const std::string& phone) const {
  SQLite::Statement query(*database_,
                          "SELECT phone, frozen, freeze_reason, freeze_conditions, unfreeze_at "
                          "FROM accounts WHERE phone = ?");
  query.bind(1, phone);
  if (!query.executeStep()) return std::nullopt;
  Account account;
  account.phone = query.getColumn(0).getString();
  account.frozen = query.getColumn(1).getInt() != 0;
  account.freeze_reason = query.getColumn(2).getString();
  account.freeze_conditions = query.getColumn(3).getString();
  account.unfreeze_at = instant(query.getColumn(4));
  return account;
}

}  // namespace yingda::demo_orders
