#include "demo_orders/api.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace yingda::demo_orders {
namespace {

using nlohmann::json;
using std::chrono::days;
using std::chrono::minutes;

// Shanghai has had no summer time since 1991.
minutes shanghai(Instant) { return std::chrono::hours(8); }

std::string time_text(const std::optional<Instant>& at) {
  if (!at) return "";
  const auto local = to_local(*at, shanghai);
  std::array<char, 40> out{};
  std::snprintf(out.data(), out.size(), "%04d-%02u-%02u %02d:%02d",
                static_cast<int>(local.date.year()), static_cast<unsigned>(local.date.month()),
                static_cast<unsigned>(local.date.day()), local.hour, local.minute);
  return out.data();
}

std::string money_text(std::int64_t fen) {
  const auto cents = std::to_string(fen % 100);
  return std::to_string(fen / 100) + (cents.size() < 2 ? ".0" : ".") + cents;
}

std::int64_t minutes_since(const std::optional<Instant>& at, Instant now) {
  if (!at || *at > now) return 0;
  return std::chrono::floor<minutes>(now - *at).count();
}

std::int64_t days_until(const std::optional<Instant>& at, Instant now) {
  if (!at || *at <= now) return 0;
  return std::chrono::ceil<days>(*at - now).count();
}

json view(const Order& order, Instant now) {
  return {{"found", true},
          {"order_number", order.number},
          {"product", order.product},
          {"category", order.category},
          {"amount", money_text(order.amount_fen)},
          {"currency", "CNY"},
          {"status", order.status},
          {"paid_at", time_text(order.paid_at)},
          {"delivered_at", time_text(order.delivered_at)},
          {"minutes_since_paid", minutes_since(order.paid_at, now)},
          {"payment_method", order.payment_method},
          {"supplier", order.supplier},
          {"account_masked", order.account_masked},
          {"card_state", order.card_state},
          {"refundable", order.refundable},
          {"refund_eta", order.refund_eta}};
}

json view(const Account& account, Instant now) {
  return {{"found", true},
          {"state", account.frozen ? "frozen" : "normal"},
          {"freeze_reason", account.freeze_reason},
          {"freeze_conditions", account.freeze_conditions},
          {"unfreeze_at", time_text(account.unfreeze_at)},
          {"days_left", days_until(account.unfreeze_at, now)}};
}

Reply reply(unsigned status, const json& body) {
  return {status, body.dump(-1, ' ', false, json::error_handler_t::replace)};
}

Reply not_found() { return reply(404, {{"found", false}}); }

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::string> percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    if (i + 2 >= text.size() || hex(text[i + 1]) < 0 || hex(text[i + 2]) < 0) return std::nullopt;
    out += static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2]));
    i += 2;
  }
  return out;
}

// The value of "phone" in "a=1&phone=138"; nullopt when it is missing or badly encoded.
std::optional<std::string> query_value(std::string_view query, std::string_view name) {
  while (!query.empty()) {
    const auto end = std::min(query.find('&'), query.size());
    const auto pair = query.substr(0, end);
    if (pair.starts_with(name) && pair.substr(name.size()).starts_with('=')) {
      return percent_decoded(pair.substr(name.size() + 1));
    }
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return std::nullopt;
}

Reply list_orders(const Repository& repository, std::string_view query, Instant now) {
  const auto phone = query_value(query, "phone");
  if (!phone || phone->empty()) return error_reply(400, "phone is missing");
  auto numbers = json::array();
  auto orders = json::array();
  for (const auto& order : repository.orders_of(*phone)) {
    numbers.push_back(order.number);
    orders.push_back(view(order, now));
  }
  return reply(200, {{"found", !orders.empty()},
                     {"count", orders.size()},
                     {"order_numbers", std::move(numbers)},
                     {"orders", std::move(orders)}});
}

// What follows `prefix`, decoded, when it is one segment.
std::optional<std::string> segment_after(std::string_view path, std::string_view prefix) {
  if (!path.starts_with(prefix)) return std::nullopt;
  path.remove_prefix(prefix.size());
  if (path.find('/') != std::string_view::npos) return std::nullopt;
  return percent_decoded(path);
}

// An account's state is its owner's business: whoever asks names an order bought with it. An
// unknown phone number and one that does not fit the order get the same answer.
Reply one_account(const Repository& repository, const std::string& phone, std::string_view query,
                  Instant now) {
  const auto number = query_value(query, "order_number");
  if (!number || number->empty()) return error_reply(400, "order_number is missing");
  const auto order = repository.order(*number);
  const auto account = repository.account(phone);
  if (!order || !account || order->phone != phone) return not_found();
  return reply(200, view(*account, now));
}

}  // namespace

Reply error_reply(unsigned status, std::string_view error) {
  return reply(status, {{"found", false}, {"error", error}});
}

Reply handle(const Repository& repository, std::string_view method, std::string_view target,
             Instant now) {
  if (!target.starts_with('/')) return error_reply(400, "the target must be a path");
  if (method != "GET") return error_reply(405, "only GET is allowed");
  const auto mark = std::min(target.find('?'), target.size());
  const auto path = target.substr(0, mark);
  const auto query = target.substr(std::min(mark + 1, target.size()));
  if (path == "/healthz") return reply(200, {{"status", "ok"}});
  if (path == "/orders") return list_orders(repository, query, now);
  if (const auto number = segment_after(path, "/orders/")) {
    const auto order = repository.order(*number);
    return order ? reply(200, view(*order, now)) : not_found();
  }
  if (const auto phone = segment_after(path, "/accounts/")) {
    return one_account(repository, *phone, query, now);
  }
  return not_found();
}

}  // namespace yingda::demo_orders
