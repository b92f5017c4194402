#include "learning/quality.hpp"

#include <catch2/catch.hpp>

using namespace yingda;
using namespace yingda::learning;

namespace {

const Instant start = Instant(std::chrono::sys_days(std::chrono::year(2026) / 11 / 20));
constexpr auto hour = std::chrono::hours(1);

ConversationTraffic visitor(const std::string& name, std::vector<Touch> touches) {
  ConversationTraffic out;
  out.visitor = name;
  out.touches = std::move(touches);
  return out;
}

Utterance answered(double confidence, std::optional<bool> helped) {
  Utterance out;
  out.came = Came::answered;
  out.confidence = confidence;
  out.candidates = {"a", "b"};
  out.answered = "a";
  out.helped = helped;
  return out;
}

Quality of(std::vector<Utterance> utterances) {
  ConversationTraffic one;
  one.visitor = "v";
  one.utterances = std::move(utterances);
  return quality_of({one}, start);
}

}  // namespace

TEST_CASE("a visit without a person is deflected once the visitor stayed away for three days") {
  const std::vector<ConversationTraffic> traffic{visitor("v", {{start, true, false}})};
  CHECK(quality_of(traffic, start + 72 * hour).deflection.undecided == 1);
  const auto later = quality_of(traffic, start + 73 * hour).deflection;
  CHECK(later.visits == 1);
  CHECK(later.deflected == 1);
  CHECK(later.share().value() == 1);
}

TEST_CASE(
    "words within an hour are one visit, and whoever comes back within three days was not helped") {
  const auto found = quality_of({visitor("v", {{start, true, false},
                                               {start + hour, true, false},
                                               {start + 48 * hour, true, false},
                                               {start + 200 * hour, true, true}})},
                                start + 1000 * hour)
                         .deflection;
  CHECK(found.visits == 3);
  CHECK(found.returned == 1);
  CHECK(found.deflected == 1);
  CHECK(found.with_person == 1);
  CHECK(found.share().whole == 3);
}

TEST_CASE("a visitor who is signed in comes back also in another conversation") {
  const auto found = quality_of({visitor("v", {{start + 10 * hour, true, false}}),
                                 visitor("v", {{start, true, false}})},
                                start + 1000 * hour)
                         .deflection;
  CHECK(found.visits == 2);
  CHECK(found.returned == 1);
  CHECK(found.deflected == 1);
}

TEST_CASE("a person who writes after the visit begins none") {
  const auto found =
      quality_of({visitor("v", {{start, true, true}, {start + 5 * hour, false, true}})},
                 start + 1000 * hour)
          .deflection;
  CHECK(found.visits == 1);
  CHECK(found.with_person == 1);
}

TEST_CASE(
    "answers are hits by what visitors and agents made of them; what nobody judged counts as "
    "nothing") {
  auto corrected = answered(0.9, std::nullopt);
  corrected.corrected = "b";
  const auto found = of({answered(0.9, true), answered(0.9, false), answered(0.9, {}), corrected});
  CHECK(found.answered == 4);
  CHECK(found.helped == 1);
  CHECK(found.not_helped == 1);
  CHECK(found.corrected == 1);
  CHECK(found.hits.part == 1);
  CHECK(found.hits.whole == 3);
  // Where the right entry is known: a (helped) and b (sent by an agent).
  CHECK(found.first_right.part == 1);
  CHECK(found.first_right.whole == 2);
  CHECK(found.first_three_right.part == 2);
}

TEST_CASE("what a visitor picked says which candidate was right") {
  Utterance asked;
  asked.came = Came::asked_back;
  asked.confidence = 0.35;
  asked.candidates = {"a", "b"};
  asked.chosen = "b";
  Utterance ignored = asked;
  ignored.chosen.clear();
  const auto found = of({asked, ignored});
  CHECK(found.picked.part == 1);
  CHECK(found.picked.whole == 2);
  CHECK(found.first_right.part == 0);
  CHECK(found.first_three_right.part == 1);
  CHECK(found.bins[3].count == 1);
  CHECK(found.bins[3].right == 0);
}

TEST_CASE("the calibration error is the mean gap between confidence and what was right") {
  // Ten at 0.95 of which nine were right: 0.05 off. Ten at 0.75, all right: 0.25 off.
  std::vector<Utterance> utterances;
  for (int i = 0; i < 10; ++i) {
    utterances.push_back(answered(0.95, i > 0));
    utterances.push_back(answered(0.75, true));
  }
  const auto found = of(utterances);
  CHECK(found.bins[9].count == 10);
  CHECK(found.bins[9].right == 9);
  CHECK(found.bins[9].confidence == Approx(0.95));
  CHECK(found.bins[7].right == 10);
  CHECK(found.calibration_error == Approx(0.15));
  CHECK(found.calibrated.part == 19);
  CHECK(found.calibrated.whole == 20);
  CHECK(of({answered(1.0, true)}).bins[9].count == 1);
  CHECK(of({}).calibration_error == 0);
}
