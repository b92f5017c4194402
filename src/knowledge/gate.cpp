#include "knowledge/gate.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace yingda::knowledge {
namespace {

// Where there are too few lessons, what the knowledge base of the sample platform teaches about
// itself when each article has two or three variants, rounded; in the order of `signals_of`.
constexpr Signals shipped{-1, 1, 1.5, 1.5, 0, 1, 2, 0.5, 0.5, -0.5, 0, 0.5, 0, 0, 0, 0, 0, 0, -0.5};
// More shared units than this make a question no surer.
constexpr float shared_content_max = 6;
// The pull towards it, in lessons: of many lessons, of few, and how many are half way between.
constexpr double pull_of_many = 0.3;
constexpr double pull_of_few = 1;
constexpr double lessons_for_half_pull = 150;
constexpr int newton_rounds = 12;
// At most this share of the unanswerable held-out questions may be answered: the first in a
// knowledge base with few articles, the second in one with many, the third in one whose many
// articles have many variants each: its editors have seen what customers ask …
constexpr double false_answers_few = 0.047;
constexpr double false_answers_many = 0.07;
constexpr double false_answers_mature = 0.12;
constexpr double few_articles = 60;
constexpr double many_articles = 80;
constexpr double shallow_variants = 20;
constexpr double deep_variants = 60;
// … or asked back. A needless question costs a glance; "I do not understand" costs a customer.
constexpr double false_questions_max = 0.6;
constexpr double answer_floor = 0.5;
constexpr double ask_floor = 0.15;
constexpr double answer_default = 0.75;
constexpr double ask_default = 0.3;
// Fewer unanswerable lessons than this say nothing about a tail of some percent.
constexpr std::size_t lessons_min = 25;
// So many lessons weigh as much as the shipped thresholds: in a small knowledge base the tail is
// one or two near neighbours, not what visitors without an answer ask …
constexpr double lessons_for_half = 150;
// … but what it says against answering is believed sooner: a wrong answer costs more than a
// question.
constexpr double warnings_for_half = 30;

double logistic(double x) { return 1 / (1 + std::exp(-std::clamp(x, -30.0, 30.0))); }

using Matrix = std::array<std::array<double, signal_count>, signal_count>;

// Solves a·x = b for a symmetric positive matrix by Gaussian elimination.
Signals solve(Matrix a, Signals b) {
  for (std::size_t i = 0; i < signal_count; ++i) {
    for (std::size_t row = i + 1; row < signal_count; ++row) {
      const double factor = a[row][i] / a[i][i];
      for (std::size_t k = i; k < signal_count; ++k) a[row][k] -= factor * a[i][k];
      b[row] -= factor * b[i];
    }
  }
  for (std::size_t i = signal_count; i-- > 0;) {
    for (std::size_t k = i + 1; k < signal_count; ++k) b[i] -= a[i][k] * b[k];
    b[i] /= a[i][i];
  }
  return b;
}

// What a right and a wrong lesson weigh, and the shipped coefficients beside them.
struct Weights {
  double right = 1;
  double wrong = 1;
  double shipped = 1;
};

double pull_of(std::size_t lessons) {
  const double few = lessons_for_half_pull / (lessons_for_half_pull + static_cast<double>(lessons));
  return pull_of_many + few * (pull_of_few - pull_of_many);
}

double dot(const Signals& a, const Signals& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

Signals moved(Signals from, const Signals& change, double length) {
  for (std::size_t i = 0; i < signal_count; ++i) from[i] += length * change[i];
  return from;
}

double loss(const std::vector<Gate::Lesson>& lessons, const Signals& coefficients,
            Weights weights) {
  double sum = 0;
  for (std::size_t i = 0; i < signal_count; ++i) {
    const double away = coefficients[i] - shipped[i];
    sum += weights.shipped * away * away / 2;
  }
  for (const auto& lesson : lessons) {
    const double p = logistic(dot(coefficients, lesson.signals));
    sum -= lesson.right ? weights.right * std::log(p) : weights.wrong * std::log1p(-p);
  }
  return sum;
}

Signals newton_step(const std::vector<Gate::Lesson>& lessons, const Signals& coefficients,
                    Weights weights) {
  Matrix curve{};
  Signals slope{};
  for (std::size_t i = 0; i < signal_count; ++i) {
    curve[i][i] = weights.shipped;
    slope[i] = weights.shipped * (shipped[i] - coefficients[i]);
  }
  for (const auto& lesson : lessons) {
    const double p = logistic(dot(coefficients, lesson.signals));
    const double weight = lesson.right ? weights.right : weights.wrong;
    const double error = weight * ((lesson.right ? 1 : 0) - p);
    const double bend = weight * p * (1 - p);
    for (std::size_t i = 0; i < signal_count; ++i) {
      slope[i] += error * lesson.signals[i];
      for (std::size_t k = 0; k < signal_count; ++k) {
        curve[i][k] += bend * lesson.signals[i] * lesson.signals[k];
      }
    }
  }
  return solve(curve, slope);
}

double quantile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  const auto last = static_cast<double>(values.size() - 1);
  return values[static_cast<std::size_t>(std::ceil(share * last))];
}

// How far x is from `from` to `to`, 0 to 1.
double way(double x, double from, double to) {
  return std::clamp((x - from) / (to - from), 0.0, 1.0);
}

double false_answers_max(Coverage coverage) {
  const double mature = way(coverage.variants, shallow_variants, deep_variants);
  const double most = false_answers_many + mature * (false_answers_mature - false_answers_many);
  const double many = way(static_cast<double>(coverage.articles), few_articles, many_articles);
  return false_answers_few + many * (most - false_answers_few);
}

// How many of the parts put the same topic first.
double agreement(const std::vector<Parts>& all, const Parts& top,
                 const std::vector<std::size_t>& topics) {
  const auto mine = to_array(top);
  std::array<bool, part_count> first{};
  first.fill(true);
  for (const auto& other : all) {
    if (!topics.empty() && topics[other.document] == topics[top.document]) continue;
    const auto theirs = to_array(other);
    for (std::size_t i = 0; i < part_count; ++i) first[i] = first[i] && theirs[i] <= mine[i];
  }
  return static_cast<double>(std::count(first.begin(), first.end(), true)) / part_count;
}

// The linear part is a log-probability brought to 0 to 1; this takes it back.
double probability(float linear) {
  return std::exp(linear_range * (static_cast<double>(linear) - 1));
}

double best_linear(const std::vector<Parts>& all) {
  float out = 0;
  for (const auto& parts : all) out = std::max(out, parts.linear);
  return probability(out);
}

}  // namespace

Signals signals_of(const std::vector<Ranked>& ranking, const std::vector<Parts>& all,
                   const Closeness& closeness, const Blend& blend, const Query& query,
                   const std::vector<std::size_t>& topics) {
  const auto& top = ranking.front();
  double total = 1;
  const Ranked* rival = nullptr;
  for (std::size_t i = 1; i < ranking.size(); ++i) {
    if (!topics.empty() && topics[ranking[i].document] == topics[top.document]) continue;
    if (rival == nullptr) rival = &ranking[i];
    total += std::exp(ranking[i].score - top.score);
  }
  const double second = rival == nullptr ? 0 : rival->score;
  const auto units = static_cast<double>(std::max<std::size_t>(query.units, 1));
  const auto gap = [&](float Parts::*part) {
    return rival == nullptr ? top.parts.*part : top.parts.*part - rival->parts.*part;
  };
  return {1,
          blend.normalised(top.score),
          std::min(1.0, (top.score - second) / 10),
          1 / total,
          top.parts.coverage,
          top.parts.nearest,
          top.parts.centroid,
          top.parts.bm25,
          std::log(units) / 3,
          static_cast<double>(query.unknown_units) / units,
          top.parts.pair_coverage,
          gap(&Parts::bm25),
          top.parts.logit,
          probability(top.parts.linear),
          gap(&Parts::linear),
          best_linear(all),
          agreement(all, top.parts, topics),
          top.parts.likelihood,
          top.parts.named > 0 ? 0.0 : 1.0,
          closeness.question_covered,
          closeness.variant_covered,
          closeness.variant_content_covered,
          std::min(closeness.shared_content, shared_content_max) / shared_content_max,
          logistic(linear_range * static_cast<double>(top.parts.logit))};
}

Gate::Gate() : settings_{shipped, answer_default, ask_default, {}} {}

void Gate::learn(const std::vector<Lesson>& lessons, Coverage coverage) {
  const auto right = static_cast<double>(
      std::count_if(lessons.begin(), lessons.end(), [](const Lesson& l) { return l.right; }));
  const double wrong = static_cast<double>(lessons.size()) - right;
  if (right > 0 && wrong > 0) {
    // Both sides weigh the same, and no more than the smaller one can vouch for.
    const double each = std::min(right, wrong);
    const Weights weights{each / right, each / wrong, pull_of(lessons.size())};
    for (int round = 0; round < newton_rounds; ++round) {
      const Signals change = newton_step(lessons, settings_.coefficients, weights);
      double length = 1;
      Signals next = moved(settings_.coefficients, change, length);
      const double now = loss(lessons, settings_.coefficients, weights);
      // Newton's step may jump too far where the model is sure already.
      while (length > 1e-3 && !(loss(lessons, next, weights) <= now)) {
        next = moved(settings_.coefficients, change, length /= 2);
      }
      if (length <= 1e-3) break;
      settings_.coefficients = next;
    }
  }
  set_thresholds(lessons, coverage);
}

void Gate::set_thresholds(const std::vector<Lesson>& lessons, Coverage coverage) {
  std::vector<double> unanswerable;
  for (const auto& lesson : lessons) {
    if (!lesson.answerable) unanswerable.push_back(confidence(lesson.signals));
  }
  if (unanswerable.size() < lessons_min) return;
  const auto n = static_cast<double>(unanswerable.size());
  const auto mixed = [n](double own, double other, double half) {
    return (n * own + half * other) / (n + half);
  };
  // With one question an article nothing shows how sure right answers are: no reason to be bold.
  const auto right = static_cast<std::size_t>(
      std::count_if(lessons.begin(), lessons.end(), [](const Lesson& l) { return l.right; }));
  coverage.articles = std::min(coverage.articles, right);
  const double allowed = false_answers_max(coverage);
  const double answer = quantile(unanswerable, 1 - allowed);
  const double ask = quantile(unanswerable, 1 - false_questions_max);
  const double half = answer > answer_default ? warnings_for_half : lessons_for_half;
  settings_.answer_min = std::max(answer_floor, mixed(answer, answer_default, half));
  settings_.ask_min = std::max(ask_floor, mixed(ask, ask_default, lessons_for_half));
  settings_.ask_min = std::min(settings_.ask_min, settings_.answer_min);
}

double Gate::confidence(const Signals& signals) const {
  return logistic(dot(signals, settings_.coefficients) + settings_.retuned.shift);
}

std::string Gate::retuned() const {
  const auto& [shift, right, wrong] = settings_.retuned;
  if (shift == 0) return {};
  return std::string("; ") + (shift < 0 ? "less" : "more") +
         " sure by traffic: " + std::to_string(right) + " judged right, " + std::to_string(wrong) +
         " wrong";
}

Outcome Gate::outcome(double confidence) const {
  if (confidence >= settings_.answer_min) return Outcome::answer;
  return confidence >= settings_.ask_min ? Outcome::ask_back : Outcome::dont_know;
}

}  // namespace yingda::knowledge
