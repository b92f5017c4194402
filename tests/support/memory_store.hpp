#pragma once
// A journal and read model in memory, with a disk that can be slow, full or cut off. Completions
// wait in a list until the test lets them run, so that a test decides what happens in between.

#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "gateway/ports.hpp"
#include "workorder/work_order.hpp"

namespace yingda::testing {

class MemoryStore final : public gateway::Journal, public gateway::ReadModel {
 public:
  struct Row {
    std::uint64_t step = 0;
    std::string release;
    std::string event;
    std::vector<gateway::LogEntry> entries;
  };
  struct Conversation {
    std::uint64_t step = 0;
    std::string state;
    gateway::ConversationRow row;
    std::vector<Row> log;
    std::map<std::pair<std::string, std::string>, gateway::ClientKey> keys;
    std::map<std::string, Instant> timers;
    std::map<std::string, gateway::CallRow> calls;
  };

  std::map<std::string, Conversation> conversations;
  std::map<std::string, gateway::OrderRow> orders;
  std::map<std::string, gateway::EvidenceRow> uploads;
  // The outbox: by id and endpoint; what has ended stands in `ended`, too.
  std::map<std::pair<std::string, std::string>, gateway::NoticeRow> notices;
  std::map<std::pair<std::string, std::string>, gateway::NoticeEnd> ended;
  // The next commits fail like this.
  std::deque<ErrorCode> failures;
  std::uint64_t commits = 0;

  void commit(gateway::Batch batch, std::function<void(Result<gateway::Committed>)> done) override {
    later([this, batch = std::move(batch), done = std::move(done)] { done(apply(batch)); });
  }

  void load(std::string id,
            std::function<void(Result<std::optional<gateway::Loaded>>)> done) override {
    later([this, id, done] {
      const auto found = conversations.find(id);
      if (found == conversations.end()) return done(std::optional<gateway::Loaded>());
      done(std::optional(gateway::Loaded{found->second.state, found->second.step}));
    });
  }

  void work_of(std::string staff,
               std::function<void(Result<std::vector<std::string>>)> done) override {
    later([this, staff, done] {
      std::set<std::string> found;
      for (const auto& [id, conversation] : conversations) {
        if (conversation.row.agent == staff) found.insert(id);
      }
      for (const auto& [number, order] : orders) {
        const bool settled = order.status == "resolved" || order.status == "closed";
        if (order.owner == staff && !settled) found.insert(order.conversation);
      }
      done(std::vector<std::string>(found.begin(), found.end()));
    });
  }

  void page_by_seq(std::string id, std::uint64_t after, std::size_t rows,
                   std::function<void(Result<std::vector<gateway::LogEntry>>)> done) override {
    later([this, id, after, rows, done] {
      done(page(id, rows, [&](const auto& entry) { return entry.seq > after; }));
    });
  }

  void page_by_pos(std::string id, std::uint64_t after, std::size_t rows,
                   std::function<void(Result<std::vector<gateway::LogEntry>>)> done) override {
    later([this, id, after, rows, done] {
      done(page(id, rows, [&](const auto& entry) { return entry.pos > after; }));
    });
  }

  void client_key(std::string id, std::string sender, std::string key,
                  std::function<void(Result<std::optional<gateway::ClientKey>>)> done) override {
    later([this, id, sender, key, done] {
      const auto& keys = conversations[id].keys;
      const auto found = keys.find({sender, key});
      done(found == keys.end() ? std::optional<gateway::ClientKey>() : found->second);
    });
  }

  void order(std::string number,
             std::function<void(Result<std::optional<gateway::OrderRow>>)> done) override {
    later([this, number, done] {
      const auto found = orders.find(number);
      done(found == orders.end() ? std::optional<gateway::OrderRow>() : found->second);
    });
  }

  void evidence(std::vector<std::string> ids,
                std::function<void(Result<std::vector<gateway::EvidenceRow>>)> done) override {
    later([this, ids = std::move(ids), done] {
      std::vector<gateway::EvidenceRow> out;
      for (const auto& id : ids) {
        const auto found = uploads.find(id);
        if (found != uploads.end()) out.push_back(found->second);
      }
      done(out);
    });
  }

  // As if a file had been uploaded.
  void upload(const std::string& id, const std::string& conversation) {
    uploads[id] = {{id, id + ".png", "image/png", 3, std::string(64, 'a')}, conversation, "v", {}};
  }

  // Lets at most `most` completions happen. Returns how many did.
  std::size_t run(std::size_t most = SIZE_MAX) {
    std::size_t ran = 0;
    while (ran < most && !pending_.empty()) {
      auto job = std::move(pending_.front());
      pending_.pop_front();
      job();
      ++ran;
    }
    return ran;
  }

  std::size_t pending() const { return pending_.size(); }

  // The process dies: what was not committed never will be, and nobody is told.
  void lose_pending() { pending_.clear(); }

  gateway::StartState start_state() const {
    gateway::StartState out;
    out.epoch = "epoch-1";
    out.token_key = std::string(32, 'k');
    for (const auto& [id, conversation] : conversations) {
      for (const auto& [key, due] : conversation.timers) out.timers.push_back({id, key, due});
      for (const auto& [key, call] : conversation.calls) out.calls.push_back(call);
      if (conversation.row.handling == "queued" || conversation.row.handling == "agent") {
        out.open_states.emplace_back(id, conversation.state);
      }
    }
    for (const auto& [number, order] : orders) {
      const std::string day = number.substr(2, 8);
      const std::uint64_t running = std::stoull(number.substr(11, number.size() - 13));
      if (std::pair(day, running) > std::pair(out.last_order_day, out.last_order_running)) {
        out.last_order_day = day;
        out.last_order_running = running;
      }
    }
    return out;
  }

 private:
  void later(std::function<void()> job) { pending_.push_back(std::move(job)); }

  Result<gateway::Committed> apply(const gateway::Batch& batch) {
    if (!failures.empty()) {
      const ErrorCode code = failures.front();
      failures.pop_front();
      return Error{code, "as the test says"};
    }
    auto& stored = conversations[batch.conversation];
    if (batch.client) {
      const auto known = stored.keys.find({batch.client->sender, batch.client->id});
      if (known != stored.keys.end()) return gateway::Committed{known->second};
    }
    if (batch.step != stored.step + 1) return Error{ErrorCode::conflict, "moved on"};
    for (const auto& notice : batch.notices) {
      if (notices.contains({notice.id, notice.endpoint})) {
        return Error{ErrorCode::internal, "the outbox has this notice already"};
      }
    }
    ++commits;
    stored.step = batch.step;
    stored.state = batch.state;
    stored.row = batch.row;
    stored.log.push_back({batch.step, batch.release, batch.event, batch.entries});
    if (batch.client) stored.keys[{batch.client->sender, batch.client->id}] = *batch.client;
    for (const auto& key : batch.timers_cancelled) stored.timers.erase(key);
    for (const auto& timer : batch.timers_started) stored.timers[timer.key] = timer.due;
    for (const auto& order : batch.orders) orders[order.number] = order;
    for (const auto& call : batch.calls_started) stored.calls[call.id] = call;
    for (const auto& id : batch.calls_answered) stored.calls.erase(id);
    for (const auto& notice : batch.notices) notices[{notice.id, notice.endpoint}] = notice;
    for (const auto& end : batch.notices_ended) ended[{end.id, end.endpoint}] = end;
    return gateway::Committed{};
  }

  template <class Wanted>
  std::vector<gateway::LogEntry> page(const std::string& id, std::size_t rows, Wanted wanted) {
    std::vector<gateway::LogEntry> out;
    for (const auto& row : conversations[id].log) {
      for (const auto& entry : row.entries) {
        if (wanted(entry) && out.size() < rows) out.push_back(entry);
      }
    }
    return out;
  }

  std::deque<std::function<void()>> pending_;
};

}  // namespace yingda::testing
