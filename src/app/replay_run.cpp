#include "app/replay_run.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <mutex>
#include <thread>

#include "app/releases.hpp"
#include "app/remembering_engine.hpp"
#include "app/share_out.hpp"
#include "app/state_difference.hpp"
#include "app/system.hpp"
#include "store/history.hpp"
#include "wire/state_codec.hpp"

namespace yingda::app {
namespace {

// The releases that conversations were recorded on. What the engine made of a text is in the
// recording, so they need none.
class RecordedReleases {
 public:
  RecordedReleases(const std::string& data, const content::Config& config)
      : config_(config), releases_(data, clock_, store::Access::read_only) {}

  Result<CatalogPtr> find(const std::string& name) {
    const std::lock_guard lock(mutex_);
    const auto known = known_.find(name);
    if (known != known_.end()) return known->second;
    return known_.emplace(name, load(name)).first->second;
  }

 private:
  Result<CatalogPtr> load(const std::string& name) {
    const auto number = release_number(name);
    if (!number) return number.error();
    content::LoadOptions options;
    options.train = false;
    return read_release(releases_, *number, config_, options);
  }

  const content::Config& config_;
  SystemClock clock_;
  std::mutex mutex_;
  store::Releases releases_;
  std::map<std::string, Result<CatalogPtr>> known_;
};

// What became of one conversation.
struct Replayed {
  std::size_t steps = 0;
  std::size_t turns = 0;
  std::size_t not_compared = 0;
  bool erased = false;
  std::vector<conversation::ChangedTurn> changed;
  std::string fault;
};

class ReplayLane {
 public:
  ReplayLane(const std::string& data, RecordedReleases& releases,
             const conversation::Catalog& other)
      : history_(data), releases_(releases), other_(with_memory(other)) {}

  Replayed run(const std::string& id) {
    Replayed out;
    conversation::Replay replay(id, other_);
    const auto [last, steps] = history_.recording(id);
    for (const auto& step : steps) {
      if (auto fault = take(step, replay, out); !fault.empty()) {
        out.fault = "step " + std::to_string(step.step) + ": " + fault;
        return out;
      }
    }
    out.not_compared = replay.not_compared();
    out.fault = state_difference(last.state, wire::encode_state(replay.state()));
    return out;
  }

 private:
  std::string take(const gateway::RecordedStep& step, conversation::Replay& replay, Replayed& out) {
    if (step.erased) {
      out.erased = true;
      replay.skip(step.step, step.pos, step.seq);
      return {};
    }
    if (current_ == nullptr || step.release != current_->release) {
      const auto release = releases_.find(step.release);
      if (!release) return release.error().detail;
      current_ = *release;
    }
    const auto event = wire::decode_event(step.event);
    if (!event) return event.error().detail;
    ++out.steps;
    out.turns += by_visitor(event->body) == conversation::ByVisitor::talks ? 1 : 0;
    if (auto changed = replay.take(*current_, *event)) out.changed.push_back(std::move(*changed));
    return replay.refused() ? "the recorded release would not take this event now" : "";
  }

  store::History history_;
  RecordedReleases& releases_;
  const conversation::Catalog other_;
  CatalogPtr current_;
};

ReplayReport summed(const std::vector<std::string>& ids, std::vector<Replayed> all) {
  ReplayReport out;
  out.conversations = ids.size();
  for (std::size_t i = 0; i < ids.size(); ++i) {
    out.steps += all[i].steps;
    out.turns += all[i].turns;
    out.not_compared += all[i].not_compared;
    out.erased += all[i].erased ? 1 : 0;
    if (!all[i].fault.empty()) out.not_reproduced.push_back(ids[i] + ": " + all[i].fault);
    for (auto& turn : all[i].changed) {
      ++out.counts[static_cast<std::size_t>(turn.change)];
      out.changed.push_back({ids[i], std::move(turn)});
    }
  }
  return out;
}

}  // namespace

ReplayReport replay(const std::string& data, const conversation::Catalog& other,
                    const content::Config& config, std::size_t last) {
  const auto started = std::chrono::steady_clock::now();
  const auto ids = store::History(data).recent(last);
  RecordedReleases releases(data, config);
  std::vector<std::unique_ptr<ReplayLane>> lanes(std::max(1U, std::thread::hardware_concurrency()));
  for (auto& lane : lanes) lane = std::make_unique<ReplayLane>(data, releases, other);
  std::vector<Replayed> all(ids.size());
  share_out(lanes, ids.size(), [&](ReplayLane& lane, std::size_t i) {
    try {
      all[i] = lane.run(ids[i]);
    } catch (const std::exception& error) {  // a row that cannot be read
      all[i].fault = error.what();
    }
  });
  auto report = summed(ids, std::move(all));
  report.seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  return report;
}

}  // namespace yingda::app
