#pragma once
// When not to answer. A logistic model says how likely the best candidate is right; two thresholds
// make three outcomes of it. Both are fitted to the knowledge base alone: its own variants, held
// out, are questions that have an answer; the variants of articles left out are questions that
// have none. A small knowledge base leans on the shipped coefficients.

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "knowledge/blend.hpp"
#include "knowledge/corpus.hpp"

namespace yingda::knowledge {

inline constexpr std::size_t signal_count = 24;
using Signals = std::array<double, signal_count>;

// Of the signals, how probable the best candidate is among those in the ranking.
inline constexpr std::size_t share_signal = 3;

// What the gate looks at, from a ranking of at least one candidate and how close the question is to
// the best variant of the first. `topics` says which documents are no rivals of each other; empty:
// all are.
Signals signals_of(const std::vector<Ranked>& ranking, const std::vector<Parts>& all,
                   const Closeness& closeness, const Blend& blend, const Query& query,
                   const std::vector<std::size_t>& topics = {});

// How far judged traffic has moved the gate's constant (retuning.hpp), and how much of it there
// was.
struct Retuning {
  double shift = 0;  // in log odds; below zero: more careful
  std::size_t right = 0;
  std::size_t wrong = 0;
  bool operator==(const Retuning&) const = default;
};

// What learning decides.
struct GateSettings {
  Signals coefficients{};
  double answer_min = 0;
  double ask_min = 0;
  Retuning retuned{};
};

// How large the knowledge base is. The more of its subject it covers, the fewer of the questions
// it cannot answer are near it.
struct Coverage {
  std::size_t articles = 0;
  double variants = 0;  // of an article, on average
};

class Gate {
 public:
  struct Lesson {
    Signals signals{};
    bool right = false;       // the best candidate is the right one
    bool answerable = false;  // some document has the answer
  };

  Gate();
  void learn(const std::vector<Lesson>& lessons, Coverage coverage);

  double confidence(const Signals& signals) const;
  Outcome outcome(double confidence) const;
  double answer_min() const { return settings_.answer_min; }
  double ask_min() const { return settings_.ask_min; }
  const GateSettings& settings() const { return settings_; }
  void set(const GateSettings& settings) { settings_ = settings; }
  // What judged traffic has changed, for the reason of an outcome; empty: nothing.
  std::string retuned() const;

 private:
  void set_thresholds(const std::vector<Lesson>& lessons, Coverage coverage);

  GateSettings settings_;
};

}  // namespace yingda::knowledge
