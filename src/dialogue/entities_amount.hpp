#pragma once
// What numbers and money share: which number of a sentence is the one that was asked for.

#include <vector>

#include "dialogue/entities_parts.hpp"
#include "dialogue/stance.hpp"

namespace yingda::dialogue {

// How much speaks for a number: nothing beside it, its unit, or "一共", "in total".
enum class Weight { bare, named, total };

struct Candidate {
  double value = 0;
  Weight weight = Weight::bare;
  Stance stance = Stance::given;
};

// Who names more is telling a story.
inline constexpr std::size_t candidates_max = 20;

// The value of those that are given and weigh most, when they agree.
std::optional<double> only_value(std::vector<Candidate> candidates);

// Without phones, order numbers, e-mail addresses, dates and times.
Line without_other_numbers(const Line& line, const Reading& reading);

// A range, an ordinal, a bound, an idiom: whatever stands behind it.
bool is_no_amount(const Line& line, const FoundNumber& number);

// "点", "分", "折" and the like stand at `at`.
bool is_measure(const Line& line, std::size_t at);
// Anything that is counted or measured stands at `at`.
bool counts_something(const Line& line, std::size_t at);

// Is the number with its `unit` characters all that the line says, but for words like "大概"?
bool stands_alone(const Line& line, const FoundNumber& number, std::size_t unit);

// What `read` finds behind "…不对，是…", else in the whole line.
template <class Read>
auto corrected(const Line& line, const Read& read) {
  if (const std::size_t behind = behind_correction(line); behind > 0) {
    if (auto value = read(line.substr(behind))) return value;
  }
  return read(line);
}

}  // namespace yingda::dialogue
