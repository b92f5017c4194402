#pragma once
// Which questions come round again, whatever the visitor answers.
//
// A visitor who answers every question well must be able to bring it to an end. That is a game: the
// visitor picks buttons, and yes or no; everything else is picked by the world, for the visitor
// cannot help it: what a connector finds or whether it answers at all, which number, text or date
// is the true one, what a condition over it says. A question is good when
//   - it has buttons, and one of them leads, whatever the world does, to good questions, a person,
//     an order or an end;
//   - it has none, and every answer does;
// and whoever cannot answer it is led on as well, for whether somebody has an order number at hand
// is the world's too. All others may be asked for ever. Counters and flags that `set_slots` keeps
// are known, so that a loop which counts its rounds and leaves is good. Yes and no are no buttons
// when "yes" leads straight back to the same question without a word, or when who has to answer no
// to each of them comes round again, over menus that all lead there as well: who is asked until the
// answer is the wanted one has no choice. What is typed in between may be another thing each time.

#include <vector>

#include "content/conversations.hpp"

namespace yingda::content {

// Nobody answers the same question more often than that, however well the rounds are counted.
inline constexpr int rounds_max = 10;

class Game {
 public:
  // How a question is taken of which something was forgotten on the way.
  enum class Vague { good, as_it_looks };
  // Any ways on, or only those on which a connector does not answer.
  enum class Over { any, errors };
  static constexpr int endless = 1'000'000;

  Game(const Conversations& played, Vague vague);

  bool good(std::size_t question) const { return good_[question]; }

  // How often questions at the same place may have to be answered, from there on, before the
  // visitor is through; of good questions.
  std::vector<int> rounds() const;

  // The bad questions, from `start` on, that lead round to the first of them; empty when that one
  // is bad only for there being too many ways on, or when it comes round over other ways.
  std::vector<std::size_t> round_from(std::size_t start, Over over = Over::any) const;

  // A question that is not good leads to one like it, and so on until one comes again.
  const Outcome::Next* next_bad(std::size_t question, Over over = Over::any) const;

 private:
  std::vector<int> count(const Place& place) const;
  int count(const Question& question, const Place& place, const std::vector<int>& counts) const;
  bool recurs(std::size_t question) const;
  bool is_good(const Outcome& outcome) const;
  bool is_good(const Question& question) const;
  void find_denied();
  bool comes_to_end(const Question& question) const;

  const std::vector<Question>& questions_;
  Vague vague_;
  std::vector<bool> denied_;  // where saying no to each question comes to an end
  std::vector<bool> good_;
};

}  // namespace yingda::content
