#include "app/learning_office.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/learning_acts.hpp"
#include "app/traffic_shelf.hpp"
#include "base/overloaded.hpp"
#include "store/worker.hpp"

namespace yingda::app {
namespace {

constexpr std::size_t learning_jobs_max = 64;
// A page that is turned, or a second editor: the queue need not be made again.
constexpr TimeSpan fresh_for = std::chrono::seconds(3);

}  // namespace

struct LearningOffice::Impl {
  Impl(std::string the_data, const content::Config& the_config, const gateway::Clock& the_clock,
       store::Post post_to, gateway::Telemetry& the_telemetry)
      : data(std::move(the_data)),
        config(the_config),
        clock(the_clock),
        post(std::move(post_to)),
        telemetry(the_telemetry),
        worker(learning_jobs_max) {}

  // Opened when somebody first asks: most servers' editors never do.
  void open() {
    if (!shelf) shelf.emplace(data);
    if (!decisions) decisions = std::make_unique<store::Learning>(data, clock);
  }

  const learning::Queue& queue(const conversation::Catalog& live) {
    const Instant now = clock.now();
    const bool fresh = made && made->release == live.release && now - made->to < fresh_for;
    if (fresh) return *made;
    open();
    const Instant from = now - std::chrono::hours(24 * learning_days);
    shelf->refresh(from);
    made = learning::build_queue(shelf->utterances(from), live,
                                 dismissals_of(decisions->dismissals()), from, now);
    return *made;
  }

  Result<std::string> act(const conversation::Catalog& live, const std::string& id,
                          const std::string& by, const std::string& body) {
    made.reset();  // decided on what is there now
    const auto& clusters = queue(live).clusters;
    const auto cluster = std::find_if(clusters.begin(), clusters.end(),
                                      [&](const auto& one) { return one.id == id; });
    if (cluster == clusters.end()) {
      return Error{ErrorCode::not_found,
                   "This cluster is not in the queue any more: load it again."};
    }
    const auto act = parse_learning_act(body, cluster->locale);
    if (!act) return act.error();
    auto out = std::visit(
        Overloaded{[&](const content::Amendment& amendment) { return add(id, by, amendment); },
                   [&](const DismissCluster&) { return dismiss(*cluster, by); },
                   [&](const RestoreCluster&) { return restore(*cluster); }},
        *act);
    made.reset();
    return out;
  }

  Result<std::string> add(const std::string& id, const std::string& by,
                          const content::Amendment& amendment) {
    const auto number = publish_addition(data, {id, by, amendment}, config, clock);
    if (!number) return number.error();
    return nlohmann::json{{"release", "r" + std::to_string(*number)}}.dump();
  }

  Result<std::string> dismiss(const learning::Cluster& cluster, const std::string& by) {
    if (cluster.dismissed) {
      return Error{ErrorCode::conflict, cluster.dismissed->by + " has dismissed it already."};
    }
    const auto number = decisions->dismiss(dismissal_row(cluster, by));
    if (!number) return number.error();
    return nlohmann::json{{"dismissal", *number}}.dump();
  }

  Result<std::string> restore(const learning::Cluster& cluster) {
    if (!cluster.dismissed) return Error{ErrorCode::conflict, "It is not dismissed."};
    const auto undone = decisions->undo_dismissal(cluster.dismissed->number);
    if (!undone) return undone.error();
    return nlohmann::json{{"dismissal", nullptr}}.dump();
  }

  // A store that cannot be read fails one answer, not the server.
  void run(Done done, std::function<Result<std::string>()> job) {
    const bool taken = worker.submit([this, done, job = std::move(job)] {
      Result<std::string> out = Error{ErrorCode::unavailable, "try again later"};
      try {
        out = job();
      } catch (const std::exception& error) {
        shelf.reset();
        decisions.reset();
        made.reset();
        post([this, what = std::string(error.what())] {
          telemetry.warn("learning_failed", {{"detail", what}});
        });
      }
      post([done, out = std::move(out)] { done(out); });
    });
    if (taken) return;
    post([done = std::move(done)] {
      done(Error{ErrorCode::overloaded, "too many people are at the queue just now"});
    });
  }

  const std::string data;
  const content::Config& config;
  const gateway::Clock& clock;
  const store::Post post;
  gateway::Telemetry& telemetry;
  // Of the thread.
  std::optional<TrafficShelf> shelf;
  std::unique_ptr<store::Learning> decisions;
  std::optional<learning::Queue> made;
  store::Worker worker;  // last: it uses the rest until it is joined
};

LearningOffice::LearningOffice(std::string data, const content::Config& config,
                               const gateway::Clock& clock, store::Post post,
                               gateway::Telemetry& telemetry)
    : impl_(std::make_unique<Impl>(std::move(data), config, clock, std::move(post), telemetry)) {}

LearningOffice::~LearningOffice() = default;

void LearningOffice::queue(gateway::CatalogPtr live, learning::QueuePage page, Done done) {
  impl_->run(std::move(done), [impl = impl_.get(), live = std::move(live), page = std::move(page)] {
    return learning::queue_json(impl->queue(*live), page);
  });
}

void LearningOffice::act(gateway::CatalogPtr live, std::string cluster, std::string by,
                         std::string body, Done done) {
  impl_->run(
      std::move(done),
      [impl = impl_.get(), live = std::move(live), cluster = std::move(cluster), by = std::move(by),
       body = std::move(body)] { return impl->act(*live, cluster, by, body); });
}

void LearningOffice::stop() { impl_->worker.stop(); }

}  // namespace yingda::app
