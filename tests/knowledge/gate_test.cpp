#include "knowledge/gate.hpp"

#include <catch2/catch.hpp>

using namespace yingda::knowledge;

namespace {

Gate::Lesson lesson(double strength, bool right) {
  Gate::Lesson out;
  out.signals.fill(strength);
  out.signals[0] = 1;
  out.right = right;
  out.answerable = right;
  return out;
}

// Right ones are strong, unanswerable ones weak, with some overlap.
std::vector<Gate::Lesson> lessons() {
  std::vector<Gate::Lesson> out;
  for (int i = 0; i < 400; ++i) {
    out.push_back(lesson(0.4 + 0.5 * (i % 100) / 100, true));
    out.push_back(lesson(0.6 * (i % 97) / 97, false));
  }
  return out;
}

}  // namespace

TEST_CASE("a gate without lessons has sane thresholds") {
  const Gate gate;
  CHECK(gate.ask_min() < gate.answer_min());
  CHECK(gate.outcome(1) == Outcome::answer);
  CHECK(gate.outcome(0) == Outcome::dont_know);
  CHECK(gate.outcome(gate.ask_min()) == Outcome::ask_back);
}

TEST_CASE("a gate learns to tell the two sides apart") {
  Gate gate;
  gate.learn(lessons(), {20, 10});
  CHECK(gate.confidence(lesson(0.9, true).signals) > 0.9);
  CHECK(gate.confidence(lesson(0.1, false).signals) < 0.1);
  int answered = 0;
  for (const auto& asked : lessons()) {
    answered +=
        !asked.answerable && gate.outcome(gate.confidence(asked.signals)) == Outcome::answer;
  }
  CHECK(answered <= 400 * 8 / 100);
}

TEST_CASE("a gate is bolder where many articles leave little of the subject unanswered") {
  Gate few;
  Gate many;
  few.learn(lessons(), {20, 10});
  many.learn(lessons(), {200, 10});
  Gate mature;
  mature.learn(lessons(), {200, 100});
  CHECK(many.answer_min() < few.answer_min());
  CHECK(mature.answer_min() < many.answer_min());
  // Many variants of few articles say nothing about the rest of the subject.
  Gate deep;
  deep.learn(lessons(), {20, 100});
  CHECK(deep.answer_min() == few.answer_min());
  CHECK(many.answer_min() >= 0.5);
}

TEST_CASE("many articles do not make a gate bold that has seen no right answer") {
  auto unanswerable = lessons();
  std::erase_if(unanswerable, [](const Gate::Lesson& l) { return l.right; });
  Gate few;
  Gate many;
  few.learn(unanswerable, {20, 10});
  many.learn(unanswerable, {200, 10});
  CHECK(many.answer_min() == few.answer_min());
}

TEST_CASE("lessons of one side alone change no coefficient") {
  Gate gate;
  const auto before = gate.confidence(lesson(0.5, true).signals);
  gate.learn({lesson(0.9, true), lesson(0.8, true)}, {20, 10});
  CHECK(gate.confidence(lesson(0.5, true).signals) == before);
}

TEST_CASE("a warning against answering is believed from few lessons, a licence to answer is not") {
  // All unanswerable questions alike: the threshold is where they are.
  const auto alike = [](double strength) {
    Gate gate;
    gate.learn(std::vector<Gate::Lesson>(60, lesson(strength, false)), {60, 1});
    return gate.answer_min();
  };
  const double usual = Gate().answer_min();
  const double bold = Gate().confidence(lesson(1, false).signals);
  const double careful = Gate().confidence(lesson(0.01, false).signals);
  REQUIRE(bold > usual);
  REQUIRE(careful < 0.5);
  CHECK(alike(1) > usual + (bold - usual) * 0.6);
  CHECK(alike(0.01) > usual - (usual - careful) * 0.35);
}
