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

TEST_CASE("without lessons words in common decide, cosines where every document has some") {
  Blend blend;
  const auto rival = [] {
    Parts out = parts(0.4F, 0.1F, 1);
    out.centroid = 0.8F;
    return out;
  };
  const std::vector<Parts> asked{parts(0.6F, 0.1F, 0), rival()};
  CHECK(blend.best(asked, 1)[0].document == 0);
  blend.expect(0.01);
  CHECK(blend.best(asked, 1)[0].document == 0);
  blend.expect(3);
  CHECK(blend.best(asked, 1)[0].document == 1);
}

TEST_CASE("a part that is left out stays out, whatever is expected") {
  Blend blend({"bm25"});
  blend.expect(3);
  CHECK(blend.weights()[0] == 0);
  CHECK(blend.weights()[3] > 0);
}

TEST_CASE("a normalised score lies between 0 and 1") {
  const Blend blend;
  CHECK(blend.normalised(-3) == 0);
  CHECK(blend.normalised(1e6) == 1);
}
