#pragma once
// All questions that conversations come to, and where each answer leads: the ways through all flows
// from answer to answer, with what is known of the slots. However many flows link to each other,
// each is looked at by itself: what is known is forgotten where the flows that run do not look at
// it, and where there would be too many different moments. Whoever reads this tells what is sure
// from what is `vague`.

#include <deque>

#include "content/walker.hpp"

namespace yingda::content {

using Route = std::vector<Place>;

// What comes of one answer.
struct Outcome {
  struct Next {
    std::size_t question = 0;
    Route way;           // from behind the question to the next one, which is the last place of it
    bool error = false;  // a connector did not answer on that way
  };
  std::vector<Next> questions;
  bool may_end = false;   // or reaches a person or an order
  bool unproved = false;  // there were too many ways on
};

struct Question {
  Moment at;
  bool picked = false;  // by the visitor, and not by the world
  bool polar = false;   // the outcomes are those of yes and of no
  std::vector<Outcome> outcomes;
  Outcome failed;  // of answers that do not fit; leads nowhere where a person takes over
};

// A way that does not come to the visitor again.
struct Loop {
  Stop stop = Stop::loop;  // or too_deep
  Moment at;
  Route way;
};

class Conversations {
 public:
  // `effort`: moments that are looked at in all.
  Conversations(const StateGraph& graph, Walker::Precision precision, std::size_t effort);

  // Adds all that may follow where that flow is started.
  void add(const dialogue::Flow& flow);

  const std::vector<Question>& questions() const { return questions_; }
  const std::vector<Loop>& loops() const { return loops_; }
  // Where too many ways go on for all to be looked at.
  const std::set<Place>& unproved() const { return unproved_; }
  // Does the answer lead back to its own question?
  bool comes_back(const Place& question, const Outcome& outcome, bool with_words) const;

 private:
  void play_all();
  void play(std::size_t index);
  bool play_collect(const Moment& at, const dialogue::Collect& collect,
                    std::vector<Outcome>& outcomes);
  void play_value(const Moment& at, const dialogue::Collect& collect, const dialogue::Value& value,
                  std::vector<Outcome>& outcomes);
  Outcome follow(const std::vector<Moment>& starts);
  void follow(const Moment& start, Outcome& out);
  std::optional<std::size_t> index_of(Moment at);

  std::size_t effort_;
  Budget budget_;
  Walker walker_;
  std::vector<Question> questions_;
  std::vector<Loop> loops_;
  std::set<std::pair<Place, bool>> looping_;  // and whether it is vague
  std::set<Place> unproved_;
  std::map<std::string, std::size_t> known_;
  std::map<Place, std::size_t> at_place_;
  std::deque<std::size_t> open_;
};

}  // namespace yingda::content
