#pragma once
// What the sender of notices stands between: an outbox in memory, a clock that tests turn, counts.

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "gateway/notice_outbox.hpp"

namespace yingda::connect::test {

namespace asio = boost::asio;

class TurnedClock final : public gateway::Clock {
 public:
  Instant now() const override { return at; }
  Instant at{std::chrono::seconds(1'795'248'300)};
};

// Rows in memory; every answer comes later, on the loop.
class MemoryOutbox final : public gateway::NoticeOutbox {
 public:
  explicit MemoryOutbox(asio::io_context& loop) : loop_(loop) {}

  struct Row {
    gateway::NoticeRow row;
    std::optional<Instant> next_at;
    std::string result;
  };
  using Key = std::pair<std::string, std::string>;

  void due(std::string endpoint, Instant now, std::size_t most,
           std::function<void(Result<gateway::DueNotices>)> done) override {
    ++questions;
    gateway::DueNotices out;
    std::multimap<Instant, gateway::NoticeRow> waiting;
    for (const auto& [id, each] : rows) {
      if (each.next_at && each.row.endpoint == endpoint) waiting.emplace(*each.next_at, each.row);
    }
    for (const auto& [at, row] : waiting) {
      if (at > now || out.rows.size() == most) {
        out.next = at;
        break;
      }
      out.rows.push_back(row);
    }
    asio::post(loop_, [out, done] { done(out); });
  }
  void endpoints(std::function<void(Result<std::vector<std::string>>)> done) override {
    std::set<std::string> urls;
    for (const auto& [id, each] : rows) {
      if (each.next_at) urls.insert(each.row.endpoint);
    }
    asio::post(loop_, [urls, done] { done(std::vector<std::string>(urls.begin(), urls.end())); });
  }
  void delivered_to(std::string recipient, Instant since,
                    std::function<void(Result<std::uint64_t>)> done) override {
    asked_since = since;
    const auto count = delivered[recipient];
    asio::post(loop_, [count, done] { done(count); });
  }
  void backlog(std::function<void(Result<gateway::NoticeBacklog>)> done) override {
    asio::post(loop_, [done] { done(gateway::NoticeBacklog{}); });
  }
  void delay(gateway::NoticeDelay delay, std::function<void(Result<>)> done) override {
    if (fails()) return refuse(done);
    Row& row = rows.at({delay.id, delay.endpoint});
    row.row.attempts = delay.attempts;
    row.next_at = delay.next_at;
    asio::post(loop_, [done] { done({}); });
  }
  void end(gateway::NoticeEnd end, Instant, std::function<void(Result<>)> done) override {
    if (fails()) return refuse(done);
    Row& row = rows.at({end.id, end.endpoint});
    row.next_at.reset();
    row.result = end.result;
    asio::post(loop_, [done] { done({}); });
  }
  void forget(Instant, std::function<void(Result<>)> done) override {
    asio::post(loop_, [done] { done({}); });
  }

  std::map<Key, Row> rows;
  std::map<std::string, std::uint64_t> delivered;  // mails by address
  Instant asked_since{};
  int failing = 0;  // so many changes from now on
  int questions = 0;

 private:
  bool fails() { return failing > 0 && failing-- > 0; }
  void refuse(const std::function<void(Result<>)>& done) {
    asio::post(loop_, [done] { done(Error{ErrorCode::unavailable, "the disk is full"}); });
  }
  asio::io_context& loop_;
};

class Counts final : public gateway::Telemetry {
 public:
  void count(std::string_view name, std::string_view label, double) override {
    if (name.ends_with("_deliveries_total")) ++results[std::string(label)];
  }
  void gauge(std::string_view, double) override {}
  void observe(std::string_view, double) override {}
  void event(std::string_view name, const std::map<std::string, std::string>& fields) override {
    for (const auto& [field, value] : fields) said += std::string(name) + " " + value + "\n";
  }
  std::map<std::string, int> results;
  std::string said;
};

}  // namespace yingda::connect::test
