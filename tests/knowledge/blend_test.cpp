#include "knowledge/blend.hpp"

#include <catch2/catch.hpp>

using namespace yingda::knowledge;

namespace {

Parts parts(float bm25, float nearest, std::uint32_t document = 0) {
  Parts out;
  out.document = document;
  out.bm25 = bm25;
  out.nearest = nearest;
  return out;
}

}  // namespace

TEST_CASE("ties go to the lower document") {
  const Blend blend;
  const auto best = blend.best({parts(0.2F, 0.5F, 0), parts(0.2F, 0.5F, 2)}, 5);
  REQUIRE(best.size() == 2);
  CHECK(best[0].document == 0);
  CHECK(best[1].document == 2);
}

TEST_CASE("weights move to the part that is right") {
  Blend blend;
  std::vector<Blend::Lesson> lessons;
  for (int i = 0; i < 200; ++i) {
    // bm25 misleads here, the nearest variant never does.
    lessons.push_back({{to_array(parts(0.9F, 0.2F)), to_array(parts(0.1F, 0.6F))}, 1});
  }
  const std::vector<Parts> asked{parts(0.9F, 0.2F, 0), parts(0.1F, 0.6F, 1)};
  CHECK(blend.best(asked, 1)[0].document == 0);
  blend.learn(lessons);
  CHECK(blend.best(asked, 1)[0].document == 1);
}

TEST_CASE("a normalised score lies between 0 and 1") {
  const Blend blend;
  CHECK(blend.normalised(-3) == 0);
  CHECK(blend.normalised(1e6) == 1);
}
