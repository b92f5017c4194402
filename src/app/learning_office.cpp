#include "app/learning_office.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/learning_acts.hpp"
#include "app/traffic_shelf.hpp"
#include "base/overloaded.hpp"
#include "store/worker.hpp"

namespace yingda::app {
namespace {

constexpr std::size_t learning_jobs_max = 64;
// Whoever asks later than that has not waited for it.
constexpr std::size_t publications_kept = 200;
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
        publisher(learning_jobs_max),
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
    const Addition addition{id, by, amendment};
    if (const auto fits = try_addition(data, addition, clock); !fits) return fits.error();
    const auto number = begin_publication();
    if (publisher.submit([this, number, addition] { publish(number, addition); })) {
      return nlohmann::json{{"publication", number}}.dump();
    }
    return Error{ErrorCode::overloaded, "too much is being published just now"};
  }

  std::uint64_t begin_publication() {
    const std::lock_guard lock(mutex);
    publications[++last_publication] = {{"number", last_publication}, {"state", "publishing"}};
    if (publications.size() > publications_kept) publications.erase(publications.begin());
    return last_publication;
  }

  // On the publisher's thread.
  void publish(std::uint64_t number, const Addition& addition) {
    nlohmann::json what{{"number", number}, {"state", "refused"}};
    try {
      const auto release = publish_addition(data, addition, config, clock);
      if (release) {
        what["state"] = "published";
        what["release"] = "r" + std::to_string(*release);
      } else {
        what["reason"] = release.error().detail;
      }
    } catch (const std::exception& error) {
      what["reason"] = "The store cannot be used just now.";
      warn(error.what());
    }
    const std::lock_guard lock(mutex);
    publications[number] = std::move(what);
  }

  void warn(const std::string& what) {
    post([this, what] { telemetry.warn("learning_failed", {{"detail", what}}); });
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
        warn(error.what());
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
  // Of both threads and the loop.
  std::mutex mutex;
  std::uint64_t last_publication = 0;
  std::map<std::uint64_t, nlohmann::json> publications;
  // Last: they use the rest until they are joined, and the second hands over to the first.
  store::Worker publisher;
  store::Worker worker;
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

void LearningOffice::publication(std::uint64_t number, const Done& done) {
  const std::lock_guard lock(impl_->mutex);
  const auto found = impl_->publications.find(number);
  if (found == impl_->publications.end()) {
    return done(Error{ErrorCode::not_found, "nothing was published under that number"});
  }
  done(found->second.dump());
}

void LearningOffice::stop() {
  impl_->worker.stop();
  impl_->publisher.stop();
}

}  // namespace yingda::app
