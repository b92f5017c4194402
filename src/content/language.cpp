#include "content/language.hpp"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "text/characters.hpp"

namespace yingda::content {
namespace {

struct Range {
  char32_t first = 0;
  char32_t last = 0;
};
using Letters = std::vector<Range>;

constexpr char32_t last_letter = 0x10FFFF;
// Beyond these sizes nothing is proved.
constexpr std::size_t states_max = 3000;
constexpr std::size_t pairs_max = 300'000;

// A machine that reads a text letter by letter; state 0 is its beginning.
struct Machine {
  struct Step {
    Letters letters;
    int to = 0;
  };
  struct State {
    std::vector<int> free;      // without a letter
    std::vector<int> at_begin;  // the same, before the first letter
    std::vector<int> at_end;    // the same, behind the last one
    std::vector<Step> steps;
  };
  std::vector<State> states;
  int end = 0;
};

Letters all_but(Letters letters) {
  std::sort(letters.begin(), letters.end(),
            [](const Range& a, const Range& b) { return a.first < b.first; });
  Letters out;
  char32_t next = 0;
  for (const auto& range : letters) {
    if (range.first > next) out.push_back({next, range.first - 1});
    next = std::max<char32_t>(next, range.last + 1);
  }
  if (next <= last_letter) out.push_back({next, last_letter});
  return out;
}

// A piece of the machine, from one state to another.
struct Piece {
  int from = 0;
  int to = 0;
};

// Reads a pattern into a machine. Whatever it does not know makes it give up.
class PatternReader {
 public:
  explicit PatternReader(std::u32string pattern) : pattern_(std::move(pattern)) {}

  std::optional<Machine> read() {
    // The whole text is matched anyway.
    if (!pattern_.empty() && pattern_.front() == U'^') pattern_.erase(0, 1);
    if (pattern_.ends_with(U'$') && !pattern_.ends_with(U"\\$")) pattern_.pop_back();
    const int start = add();
    const auto whole = alternatives();
    if (failed_ || at_ != pattern_.size()) return std::nullopt;
    link(start, whole.from);
    out_.end = whole.to;
    return std::move(out_);
  }

 private:
  bool more() const { return !failed_ && at_ < pattern_.size(); }
  bool is_next(char32_t letter) const { return more() && pattern_[at_] == letter; }
  bool takes(char32_t letter) {
    if (!is_next(letter)) return false;
    ++at_;
    return true;
  }
  Piece give_up() {
    failed_ = true;
    return {};
  }

  int add() {
    if (out_.states.size() >= states_max) failed_ = true;
    out_.states.emplace_back();
    return static_cast<int>(out_.states.size()) - 1;
  }
  Machine::State& state(int index) { return out_.states[static_cast<std::size_t>(index)]; }
  void link(int from, int to) { state(from).free.push_back(to); }

  Piece one_of(Letters letters) {
    const int from = add();
    const int to = add();
    state(from).steps.push_back({std::move(letters), to});
    return {from, to};
  }

  Piece border(std::vector<int> Machine::State::*links) {
    const Piece out{add(), add()};
    (state(out.from).*links).push_back(out.to);
    return out;
  }

  Piece alternatives() {
    const Piece out{add(), add()};
    do {
      const auto piece = sequence();
      link(out.from, piece.from);
      link(piece.to, out.to);
    } while (takes(U'|'));
    return out;
  }

  Piece sequence() {
    Piece out;
    out.from = out.to = add();
    while (more() && !is_next(U'|') && !is_next(U')')) {
      const auto piece = repeated();
      link(out.to, piece.from);
      out.to = piece.to;
    }
    return out;
  }

  // `least` to `most` times; most -1: any number. What is repeated is read anew for each time.
  Piece repeated() {
    const auto begin = at_;
    auto piece = atom();
    if (failed_) return piece;
    const auto end = at_;
    int least = 1;
    int most = 1;
    if (!quantity(least, most)) return piece;
    const auto behind = at_;
    const auto again = [&] {
      at_ = begin;
      const auto next = atom();
      failed_ |= at_ != end;
      return next;
    };
    Piece out;
    out.from = out.to = add();
    for (int i = 0; i < std::max(least, most) && !failed_; ++i) {
      const auto next = i == 0 ? piece : again();
      const int done = add();
      link(out.to, next.from);
      link(next.to, done);
      if (i >= least) link(out.to, done);
      out.to = done;
    }
    if (most < 0) {
      const auto next = again();
      const int done = add();
      link(out.to, next.from);
      link(next.to, out.to);
      link(out.to, done);
      out.to = done;
    }
    at_ = behind;
    return out;
  }

  bool quantity(int& least, int& most) {
    if (takes(U'*')) {
      least = 0, most = -1;
    } else if (takes(U'+')) {
      least = 1, most = -1;
    } else if (takes(U'?')) {
      least = 0, most = 1;
    } else if (is_next(U'{')) {
      ++at_;
      least = number();
      most = least;
      if (takes(U',')) most = is_next(U'}') ? -1 : number();
      if (!takes(U'}')) failed_ = true;
    } else {
      return false;
    }
    takes(U'?');  // as few as possible: the same texts
    if (is_next(U'*') || is_next(U'+') || is_next(U'{')) failed_ = true;
    return true;
  }

  int number() {
    int out = 0;
    const auto begin = at_;
    while (more() && pattern_[at_] >= U'0' && pattern_[at_] <= U'9' && out < 10'000) {
      out = out * 10 + static_cast<int>(pattern_[at_++] - U'0');
    }
    if (at_ == begin || out > 1000) failed_ = true;
    return out;
  }

  Piece atom() {
    const char32_t letter = pattern_[at_++];
    switch (letter) {
      case U'(':
        return group();
      case U'[':
        return set();
      case U'.':
        return one_of(all_but({{U'\n', U'\n'}}));
      case U'\\': {
        auto letters = escaped();
        return letters ? one_of(std::move(*letters)) : give_up();
      }
      case U'*':
      case U'+':
      case U'?':
      case U'{':
        return give_up();
      case U'^':
        return border(&Machine::State::at_begin);
      case U'$':
        return border(&Machine::State::at_end);
      default:
        return one_of({{letter, letter}});
    }
  }

  Piece group() {
    if (takes(U'?') && !takes(U':')) return give_up();
    const auto piece = alternatives();
    if (!takes(U')')) return give_up();
    return piece;
  }

  // Behind a backslash.
  std::optional<Letters> escaped() {
    if (!more()) return std::nullopt;
    const Letters digits{{U'0', U'9'}};
    const Letters word{{U'0', U'9'}, {U'A', U'Z'}, {U'_', U'_'}, {U'a', U'z'}};
    const Letters blank{{U'\t', U'\n'}, {U'\f', U'\r'}, {U' ', U' '}};
    const char32_t letter = pattern_[at_++];
    switch (letter) {
      case U'd':
        return digits;
      case U'D':
        return all_but(digits);
      case U'w':
        return word;
      case U'W':
        return all_but(word);
      case U's':
        return blank;
      case U'S':
        return all_but(blank);
      case U'n':
        return Letters{{U'\n', U'\n'}};
      case U't':
        return Letters{{U'\t', U'\t'}};
      default:
        break;
    }
    const bool alphanumeric = (letter >= U'0' && letter <= U'9') ||
                              (letter >= U'A' && letter <= U'Z') ||
                              (letter >= U'a' && letter <= U'z');
    if (alphanumeric) return std::nullopt;
    return Letters{{letter, letter}};
  }

  // Behind a "[".
  Piece set() {
    const bool inverted = takes(U'^');
    Letters out;
    for (bool first = true; more() && (first || !is_next(U']')); first = false) {
      if (is_next(U'[') && at_ + 1 < pattern_.size() && pattern_[at_ + 1] == U':') return give_up();
      const char32_t letter = pattern_[at_++];
      Letters letters{{letter, letter}};
      if (letter == U'\\') {
        auto more_letters = escaped();
        if (!more_letters) return give_up();
        letters = std::move(*more_letters);
      }
      const bool single = letters.size() == 1 && letters[0].first == letters[0].last;
      const bool spans =
          single && is_next(U'-') && at_ + 1 < pattern_.size() && pattern_[at_ + 1] != U']';
      if (spans) {
        ++at_;
        const char32_t last = pattern_[at_++];
        if (last == U'\\' || last < letters[0].first) return give_up();
        letters[0].last = last;
      }
      out.insert(out.end(), letters.begin(), letters.end());
    }
    if (!takes(U']')) return give_up();
    return one_of(inverted ? all_but(std::move(out)) : std::move(out));
  }

  std::u32string pattern_;
  std::size_t at_ = 0;
  bool failed_ = false;
  Machine out_;
};

bool overlap(const Letters& left, const Letters& right) {
  return std::any_of(left.begin(), left.end(), [&](const Range& a) {
    return std::any_of(right.begin(), right.end(),
                       [&](const Range& b) { return a.first <= b.last && b.first <= a.last; });
  });
}

}  // namespace

bool have_nothing_in_common(std::string_view pattern, std::string_view other) {
  const auto left = PatternReader(text::decode(pattern)).read();
  const auto right = PatternReader(text::decode(other)).read();
  if (!left || !right) return false;
  // Both at once: which pairs of states does some text lead to, and how much of it is read by then?
  enum class Read { nothing, some, all };
  using At = std::tuple<int, int, Read>;
  std::set<At> seen{{0, 0, Read::nothing}};
  std::deque<At> open{{0, 0, Read::nothing}};
  const auto reach = [&](int a, int b, Read read) {
    if (seen.emplace(a, b, read).second) open.emplace_back(a, b, read);
  };
  while (!open.empty()) {
    const auto [a, b, read] = open.front();
    open.pop_front();
    if (a == left->end && b == right->end) return false;
    if (seen.size() > pairs_max) return false;
    const auto& one = left->states[static_cast<std::size_t>(a)];
    const auto& two = right->states[static_cast<std::size_t>(b)];
    for (const int next : one.free) reach(next, b, read);
    for (const int next : two.free) reach(a, next, read);
    for (const int next : one.at_end) reach(next, b, Read::all);
    for (const int next : two.at_end) reach(a, next, Read::all);
    if (read == Read::nothing) {
      for (const int next : one.at_begin) reach(next, b, read);
      for (const int next : two.at_begin) reach(a, next, read);
    }
    if (read == Read::all) continue;
    for (const auto& step : one.steps) {
      for (const auto& also : two.steps) {
        if (overlap(step.letters, also.letters)) reach(step.to, also.to, Read::some);
      }
    }
  }
  return true;
}

std::optional<std::set<std::string>> texts_of(std::string_view pattern) {
  constexpr std::size_t texts_max = 64;
  constexpr std::size_t tries_max = 20'000;
  constexpr std::size_t length_max = 60;
  const auto machine = PatternReader(text::decode(pattern)).read();
  if (!machine) return std::nullopt;
  using At = std::pair<int, std::u32string>;
  std::set<At> seen{{0, U""}};
  std::deque<At> open{{0, U""}};
  std::set<std::string> out;
  while (!open.empty()) {
    const auto [at, read] = open.front();
    open.pop_front();
    if (at == machine->end) out.insert(text::encode(read));
    if (seen.size() > tries_max || out.size() > texts_max) return std::nullopt;
    const auto reach = [&](int next, std::u32string text) {
      if (seen.emplace(next, text).second) open.emplace_back(next, std::move(text));
    };
    const auto& state = machine->states[static_cast<std::size_t>(at)];
    if (!state.at_begin.empty() || !state.at_end.empty()) return std::nullopt;
    for (const int next : state.free) reach(next, read);
    for (const auto& step : state.steps) {
      if (read.size() >= length_max) return std::nullopt;
      for (const auto& range : step.letters) {
        if (range.last - range.first >= texts_max) return std::nullopt;
        for (char32_t letter = range.first; letter <= range.last; ++letter) {
          reach(step.to, read + letter);
        }
      }
    }
  }
  return out;
}

}  // namespace yingda::content
