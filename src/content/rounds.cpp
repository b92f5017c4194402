#include "content/rounds.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace yingda::content {

Game::Game(const Conversations& played, Vague vague)
    : questions_(played.questions()),
      vague_(vague),
      denied_(questions_.size(), false),
      good_(questions_.size(), false) {
  find_denied();
  for (bool changed = true; changed;) {
    changed = false;
    // Backwards: what a question leads to was mostly found after it.
    for (auto i = questions_.size(); i-- > 0;) {
      if (good_[i] || !is_good(questions_[i])) continue;
      good_[i] = changed = true;
    }
  }
}

void Game::find_denied() {
  for (bool changed = true; changed;) {
    changed = false;
    for (auto i = questions_.size(); i-- > 0;) {
      if (denied_[i] || !comes_to_end(questions_[i])) continue;
      denied_[i] = changed = true;
    }
  }
}

bool Game::comes_to_end(const Question& question) const {
  const auto ends = [&](const Outcome& outcome) {
    return std::all_of(outcome.questions.begin(), outcome.questions.end(),
                       [&](const auto& next) { return denied_[next.question]; });
  };
  if (question.at.vague && vague_ == Vague::good) return true;
  if (question.polar) return ends(question.outcomes.back());
  const bool typed = !question.picked || question.outcomes.empty();
  return typed || std::any_of(question.outcomes.begin(), question.outcomes.end(), ends);
}

std::vector<int> Game::rounds() const {
  std::map<Place, std::vector<std::size_t>> at;
  for (std::size_t i = 0; i < questions_.size(); ++i) {
    at[questions_[i].at.place].push_back(i);
  }
  std::vector<int> out(questions_.size(), 0);
  for (const auto& [place, these] : at) {
    const bool few = these.size() <= static_cast<std::size_t>(rounds_max);
    // Flows that call themselves are another finding, or count their calls.
    if (few || std::any_of(these.begin(), these.end(), [&](auto i) { return recurs(i); })) {
      continue;
    }
    const auto counts = count(place);
    for (const auto i : these) out[i] = counts[i];
  }
  return out;
}

std::vector<std::size_t> Game::round_from(std::size_t start, Over over) const {
  std::vector<std::size_t> order;
  auto at = start;
  while (std::find(order.begin(), order.end(), at) == order.end()) {
    order.push_back(at);
    const auto* next = next_bad(at, over);
    if (next == nullptr) return {};
    at = next->question;
  }
  order.erase(order.begin(), std::find(order.begin(), order.end(), at));
  // Told from the first question of the file on.
  std::rotate(order.begin(),
              std::min_element(order.begin(), order.end(),
                               [&](std::size_t a, std::size_t b) {
                                 const auto& first = questions_[a].at.place.get().where;
                                 const auto& second = questions_[b].at.place.get().where;
                                 return std::tie(first.file, first.line, first.column) <
                                        std::tie(second.file, second.line, second.column);
                               }),
              order.end());
  return order;
}

const Outcome::Next* Game::next_bad(std::size_t question, Over over) const {
  const auto bad_of = [&](const Outcome& outcome) -> const Outcome::Next* {
    for (const auto& next : outcome.questions) {
      if (!good_[next.question] && (over == Over::any || next.error)) return &next;
    }
    return nullptr;
  };
  for (const auto& outcome : questions_[question].outcomes) {
    if (const auto* next = bad_of(outcome)) return next;
  }
  return bad_of(questions_[question].failed);
}

// Visits of the place on the worst way on from each question; what the visitor picks is the best.
std::vector<int> Game::count(const Place& place) const {
  std::vector<int> counts(questions_.size(), endless);
  for (bool changed = true; changed;) {
    changed = false;
    for (auto i = questions_.size(); i-- > 0;) {
      const int now = count(questions_[i], place, counts);
      if (!good_[i] || now >= counts[i]) continue;
      counts[i] = now;
      changed = true;
    }
  }
  return counts;
}

int Game::count(const Question& question, const Place& place,
                const std::vector<int>& counts) const {
  const auto worst = [&](const Outcome& outcome) {
    int most = 0;
    for (const auto& next : outcome.questions) {
      most = std::max(most, good_[next.question] ? counts[next.question] : endless);
    }
    return most;
  };
  int out = question.picked && !question.outcomes.empty() ? endless : 0;
  for (const auto& outcome : question.outcomes) {
    out = question.picked ? std::min(out, worst(outcome)) : std::max(out, worst(outcome));
  }
  return std::min(endless, out + (question.at.place == place ? 1 : 0));
}

bool Game::recurs(std::size_t question) const {
  const auto& stack = questions_[question].at.stack;
  return std::set<Place>(stack.begin(), stack.end()).size() != stack.size();
}

bool Game::is_good(const Outcome& outcome) const {
  if (outcome.unproved && vague_ == Vague::as_it_looks) return false;
  return std::all_of(outcome.questions.begin(), outcome.questions.end(),
                     [&](const auto& next) { return good_[next.question]; });
}

bool Game::is_good(const Question& question) const {
  const auto good = [&](const Outcome& outcome) { return is_good(outcome); };
  const auto& outcomes = question.outcomes;
  // Without any answer it is another finding.
  if (outcomes.empty() || (question.at.vague && vague_ == Vague::good)) return true;
  // Whether the visitor has what is asked for, the world decides.
  if (!is_good(question.failed)) return false;
  const auto index = static_cast<std::size_t>(&question - questions_.data());
  const bool picked = question.picked && (!question.polar || denied_[index]);
  return picked ? std::any_of(outcomes.begin(), outcomes.end(), good)
                : std::all_of(outcomes.begin(), outcomes.end(), good);
}

}  // namespace yingda::content
