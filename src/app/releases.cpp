#include "app/releases.hpp"

#include <charconv>

#include "app/failure.hpp"
#include "app/setup.hpp"

namespace yingda::app {
namespace {

// Every conversation asks for one release at most, and those that ask for the same ask once.
constexpr std::size_t fetches_max = 1024;

content::LoadOptions for_now(const gateway::Clock& clock) {
  content::LoadOptions options;
  options.now = clock.now();
  return options;
}

}  // namespace

Result<std::int64_t> release_number(const std::string& release) {
  std::int64_t number = 0;
  const char* end = release.data() + release.size();
  if (release.starts_with('r') && release.size() > 1) {
    const auto [stop, bad] = std::from_chars(release.data() + 1, end, number);
    if (bad == std::errc() && stop == end) return number;
  }
  return Error{ErrorCode::not_found, "\"" + release + "\" was never published"};
}

Result<CatalogPtr> read_release(store::Releases& releases, std::int64_t number,
                                const content::Config& config, content::LoadOptions options) {
  const std::string name = "release " + std::to_string(number);
  auto stored = releases.read(number);
  if (!stored) return stored.error();
  if (content::digest(stored->files) != stored->digest) {
    return Error{ErrorCode::internal, name + " is damaged: its files are not what was published"};
  }
  options.release = "r" + std::to_string(number);
  options.learned = std::move(stored->learned);
  options.was_published = true;
  const auto loaded = content::load(stored->files, config, options);
  if (loaded.ok()) return loaded.catalog;
  return Error{ErrorCode::invalid,
               name + " does not fit this program:\n" + error_lines(loaded.findings)};
}

CatalogPtr load_release(const std::string& data, std::int64_t number, const content::Config& config,
                        const gateway::Clock& clock) {
  store::Releases releases(data, clock);
  auto release = read_release(releases, number, config, for_now(clock));
  if (!release) throw Failure(exit_bad, "yingda: " + release.error().detail);
  return std::move(*release);
}

StoredReleases::StoredReleases(std::string data, const content::Config& config,
                               const gateway::Clock& clock, store::Post post)
    : data_(std::move(data)),
      config_(config),
      clock_(clock),
      post_(std::move(post)),
      worker_(fetches_max) {}

void StoredReleases::fetch(std::string release, Done done) {
  const auto answer = [this, done](Result<CatalogPtr> result) {
    post_([done, result = std::move(result)] { done(result); });
  };
  const bool queued = worker_.submit([this, release = std::move(release), answer] {
    const auto number = release_number(release);
    if (!number) return answer(number.error());
    try {
      store::Releases releases(data_, clock_);
      answer(read_release(releases, *number, config_, for_now(clock_)));
    } catch (const std::exception& error) {  // the database cannot even be opened
      answer(Error{ErrorCode::unavailable, error.what()});
    }
  });
  if (!queued) answer(Error{ErrorCode::unavailable, "too many releases are being read"});
}

}  // namespace yingda::app
