#include "knowledge/index.hpp"

#include <catch2/catch.hpp>

using namespace yingda::knowledge;

namespace {

Corpus corpus() {
  return Corpus::build(
      {{DocumentKind::article, "b", "zh-CN", "", {"怎么开发票", "发票抬头"}, ""},
       {DocumentKind::article, "a", "zh-CN", "", {"怎么退款", "退款多久到账"}, ""}},
      {});
}

}  // namespace

TEST_CASE("documents are kept in the order of their ids") {
  const auto built = corpus();
  CHECK(built.documents[0].id == "a");
  CHECK(built.variants[0].document == 0);
  CHECK(built.variants.size() == 4);
}

TEST_CASE("a variant is nearest to itself and its document covers it") {
  const auto built = corpus();
  const auto index = Index::build(built, std::vector<bool>(4, true));
  const auto parts = index.score(built.query("退款多久到账"));
  CHECK(parts[0].nearest == Approx(1));
  CHECK(parts[0].coverage == Approx(1));
  CHECK(parts[0].bm25 > parts[1].bm25);
  CHECK(parts[0].centroid > parts[1].centroid);
  CHECK(built.variants[static_cast<std::size_t>(parts[0].variant)].text == "退款多久到账");
}

TEST_CASE("what is unknown lowers coverage and cosine") {
  const auto built = corpus();
  const auto index = Index::build(built, std::vector<bool>(4, true));
  const auto known = index.score(built.query("退款"))[0];
  const auto half = index.score(built.query("退款冰箱"))[0];
  CHECK(half.coverage < known.coverage);
  CHECK(half.nearest < known.nearest);
  CHECK(half.bm25 < known.bm25);
}

TEST_CASE("a variant that takes no part is not found") {
  const auto built = corpus();
  std::vector<bool> use(4, true);
  use[0] = use[1] = false;
  const auto index = Index::build(built, use);
  const auto parts = index.score(built.query("退款"));
  CHECK(parts[0].nearest == 0);
  CHECK(parts[0].variant == -1);
}

TEST_CASE("how close a question and a variant are is said of both sides") {
  const auto built = corpus();
  const auto index = Index::build(built, std::vector<bool>(4, true));
  const auto same = index.compare(built.query("退款多久到账"), 1);
  CHECK(same.question_covered == Approx(1));
  CHECK(same.variant_covered == Approx(1));
  CHECK(same.variant_content_covered == Approx(1));
  // All of the question is in the variant, but it says more.
  const auto part = index.compare(built.query("到账"), 1);
  CHECK(part.question_covered == Approx(1));
  CHECK(part.variant_covered < 0.9F);
  CHECK(part.shared_content == 2);
  // The other way round; what is unknown is not covered.
  const auto more = index.compare(built.query("退款多久到账冰箱"), 1);
  CHECK(more.variant_covered == Approx(1));
  CHECK(more.question_covered < 0.9F);
  CHECK(index.compare(built.query("发票"), 1).shared_content == 0);
}
