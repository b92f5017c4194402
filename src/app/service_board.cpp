#include "app/service_board.hpp"

#include <array>
#include <utility>

namespace yingda::app {
namespace {

constexpr std::array period_days{30, 90};
constexpr TimeSpan counted_again_after = std::chrono::minutes(1);
constexpr std::size_t page_rows = 500;

}  // namespace

void ServiceBoard::ask(LevelDone done) {
  if (!counted_.empty() && clock_.now() - counted_at_ < counted_again_after) return done(current());
  asking_.push_back(std::move(done));
  if (asking_.size() == 1) begin();
}

void ServiceBoard::begin() {
  meters_.clear();
  for (const int days : period_days) meters_.emplace_back(clock_.now(), days);
  next_page({meters_.back().since(), ""});
}

void ServiceBoard::next_page(const store::ServicePlace& after) {
  reader_.service_page(after, page_rows, [this](const Result<store::ServicePage>& page) {
    if (!page) return tell(page.error());
    add(*page);
    page->next ? next_page(*page->next) : add_ratings();
  });
}

void ServiceBoard::add(const store::ServicePage& page) {
  for (auto& meter : meters_) {
    for (const auto& record : page.records) meter.add(record);
  }
}

void ServiceBoard::add_ratings() {
  reader_.ratings(meters_.back().since(),
                  [this](const Result<std::vector<store::Rating>>& found) { finish(found); });
}

void ServiceBoard::finish(const Result<std::vector<store::Rating>>& ratings) {
  if (!ratings) return tell(ratings.error());
  counted_.clear();
  for (auto& meter : meters_) {
    for (const auto& rating : *ratings) meter.add_rating(rating.at, rating.score);
    counted_.push_back(meter.figures());
  }
  counted_at_ = clock_.now();
  tell(current());
}

void ServiceBoard::tell(const Result<workorder::ServiceLevel>& level) {
  for (const auto& done : std::exchange(asking_, {})) done(level);
}

workorder::ServiceLevel ServiceBoard::current() const {
  return {counted_at_, gateway_.catalog()->policy.sla, counted_, gateway_.service_now()};
}

}  // namespace yingda::app
