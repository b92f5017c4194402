#pragma once
// How good the bot's answers were, by what visitors and agents made of them: no question needs to
// be labelled by hand for it. What nobody judged is not counted as anything.

#include <array>
#include <cstddef>
#include <vector>

#include "learning/traffic.hpp"

namespace yingda::learning {

// Part of a whole, with both kept: a share of three is no share of three thousand.
struct Share {
  std::size_t part = 0;
  std::size_t whole = 0;
  double value() const {
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
  }
};

// A visitor's stay, in one conversation or several.
struct Visit {
  Instant from{};
  Instant to{};
  bool person = false;  // one was asked for, or was there
};
// A person without a word of the visitor's (an agent who follows up) begins no visit.
std::vector<Visit> visits_of(std::vector<Touch> touches);

// Visits without a person, after which the visitor did not come back.
struct Deflection {
  std::size_t visits = 0;
  std::size_t with_person = 0;
  std::size_t returned = 0;   // without a person, and back within return_max
  std::size_t undecided = 0;  // without a person, and may still come back
  std::size_t deflected = 0;
  Share share() const { return {deflected, with_person + returned + deflected}; }
};

struct CalibrationBin {
  double from = 0;  // confidence; the bin is 0.1 wide
  std::size_t count = 0;
  std::size_t right = 0;
  double confidence = 0;  // mean
};

struct Quality {
  std::size_t conversations = 0;
  std::size_t questions = 0;  // that the bot dealt with
  std::size_t answered = 0;
  std::size_t asked_back = 0;
  std::size_t unanswered = 0;
  Deflection deflection;
  std::size_t helped = 0;  // by visitors, of articles shown
  std::size_t not_helped = 0;
  std::size_t corrected = 0;  // by agents
  Share hits;                 // of answers that anybody judged: those that were right
  Share picked;               // of questions asked back: one of the suggestions was taken
  Share first_right;          // where the right entry is known: it was the first candidate
  Share first_three_right;    // and it was among the best three
  std::array<CalibrationBin, 10> bins{};
  Share calibrated;              // right first candidates of all that the bins count
  double calibration_error = 0;  // expected: mean of |observed - confidence|, by bin
};

// Silence that ends a visit, and the time in which a visitor who comes back was not helped.
inline constexpr TimeSpan visit_gap = std::chrono::hours(1);
inline constexpr TimeSpan return_max = std::chrono::hours(72);

// `now` decides which visits may still be followed by another.
Quality quality_of(const std::vector<ConversationTraffic>& traffic, Instant now);

}  // namespace yingda::learning
