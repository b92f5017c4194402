#include "knowledge/retuning.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "knowledge/engine.hpp"
#include "knowledge/learned.hpp"

using namespace yingda::knowledge;

namespace {

std::vector<JudgedAnswer> judged(std::size_t right, std::size_t wrong, double confidence,
                                 double weight = 1) {
  std::vector<JudgedAnswer> out(right, {confidence, true, weight});
  out.insert(out.end(), wrong, {confidence, false, weight});
  return out;
}

}  // namespace

TEST_CASE(
    "a gate that is believed too much becomes careful, and one that is believed too little bold") {
  const auto careful = retune(judged(300, 300, 0.9));
  CHECK(careful.shift < -1);
  CHECK(careful.right == 300);
  CHECK(careful.wrong == 300);
  CHECK(retune(judged(590, 10, 0.7)).shift > 0.3);
  CHECK(std::abs(retune(judged(450, 150, 0.75)).shift) < 0.01);
}

TEST_CASE("little traffic moves it little, and next to none not at all") {
  CHECK(retune({}) == Retuning{});
  CHECK(retune(judged(0, 29, 0.9)).shift == 0);
  CHECK(retune(judged(0, 29, 0.9)).wrong == 29);
  const double some = retune(judged(10, 30, 0.8)).shift;
  const double much = retune(judged(100, 300, 0.8)).shift;
  CHECK(some < 0);
  CHECK(much < 2 * some);
  CHECK(retune(judged(10, 30, 0.8, 0.25)).shift == 0);  // these say a quarter each
}

TEST_CASE("however much there is, it has its bounds: rather careful than bold") {
  CHECK(retune(judged(0, 100000, 0.99)).shift == -1.5);
  CHECK(retune(judged(100000, 0, 0.5)).shift == 0.5);
  const auto extreme = retune(judged(5000, 5000, 1.0));
  CHECK(extreme.shift == -1.5);
}

TEST_CASE("the order of the judgements does not matter") {
  auto mixed = judged(40, 37, 0.83, 0.5);
  for (const auto& one : judged(61, 12, 0.61)) mixed.push_back(one);
  auto turned = mixed;
  std::ranges::reverse(turned);
  CHECK(retune(mixed) == retune(turned));
}

TEST_CASE("what a moved gate says can be taken back") {
  Gate gate;
  const double before = gate.confidence({1, 0.5, 0.2});
  auto settings = gate.settings();
  settings.retuned = {-0.7, 20, 40};
  gate.set(settings);
  const double after = gate.confidence({1, 0.5, 0.2});
  CHECK(after < before);
  CHECK(before_shift(after, -0.7) == Approx(before));
  CHECK(gate.retuned() == "; less sure by traffic: 20 judged right, 40 wrong");
}

TEST_CASE("a release keeps it, what was learned before knows none, and the reason says it") {
  std::vector<Document> documents;
  for (const std::string id : {"refund", "login", "coupon"}) {
    documents.push_back({DocumentKind::article,
                         id,
                         "en",
                         id,
                         {"how do I get my " + id, "my " + id + " does not work", id + " help"},
                         ""});
  }
  const auto plain = Engine::train(documents);
  CHECK(with_retuning(plain->learned(), {}) == plain->learned());
  Options options;
  options.learned = with_retuning(plain->learned(), {{"en", {-0.5, 12, 30}}, {"zh", {1, 2, 3}}});
  const auto moved = Engine::train(documents, options);
  CHECK(moved->learned() == options.learned);
  CHECK(read_learned(moved->learned()).at("en").gate.retuned == Retuning{-0.5, 12, 30});
  const auto before = plain->understand("the refund does it work", {"en", {}});
  const auto after = moved->understand("the refund does it work", {"en", {}});
  CHECK(after.confidence < before.confidence);
  CHECK(after.reason.find("less sure by traffic: 12 judged right, 30 wrong") != std::string::npos);
  CHECK(before.reason.find("traffic") == std::string::npos);
  CHECK(with_retuning(options.learned, {}) == plain->learned());
}
