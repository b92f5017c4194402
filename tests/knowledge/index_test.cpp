#include "knowledge/index.hpp"

#include <algorithm>
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
  CHECK(parts.size() == 1);  // the other document shares nothing
  CHECK(built.variants[static_cast<std::size_t>(parts[0].variant)].text == "退款多久到账");
}

TEST_CASE("documents that share something are scored in their order") {
  const auto built = corpus();
  const auto index = Index::build(built, std::vector<bool>(4, true));
  const auto parts = index.score(built.query("怎么退款到账"));
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].document == 0);
  CHECK(parts[1].document == 1);
  CHECK(parts[0].bm25 > parts[1].bm25);
  CHECK(parts[0].centroid > parts[1].centroid);
}

TEST_CASE("in a large knowledge base a few documents are looked at, the right one among them") {
  std::vector<Document> documents;
  for (int i = 0; i < 700; ++i) {
    const auto n = std::to_string(i);
    documents.push_back({DocumentKind::article,
                         "item-" + n,
                         "en",
                         "",
                         {"where is item x" + n + "y", "item x" + n + "y does not arrive"},
                         ""});
  }
  const auto built = Corpus::build(std::move(documents), {});
  const auto index = Index::build(built, std::vector<bool>(built.variants.size(), true));
  for (std::size_t wanted = 0; wanted < 700; wanted += 87) {
    CAPTURE(wanted);
    const auto& text = built.variants[2 * wanted].text;
    const auto parts = index.score(built.query(text + " please"));
    CHECK(parts.size() < 100);
    const auto found = std::find_if(parts.begin(), parts.end(),
                                    [&](const Parts& one) { return one.document == wanted; });
    REQUIRE(found != parts.end());
    CHECK(static_cast<std::size_t>(found->variant) == 2 * wanted);
    const auto best =
        std::max_element(parts.begin(), parts.end(),
                         [](const Parts& a, const Parts& b) { return a.nearest < b.nearest; });
    CHECK(best->document == wanted);
  }
  // Only words that are everywhere: their best documents are looked at, not all.
  const auto common = index.score(built.query("item does not arrive"));
  CHECK_FALSE(common.empty());
  CHECK(common.size() < 100);
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

TEST_CASE("a variant that takes no part is not found, unless its document is asked for") {
  const auto built = corpus();
  std::vector<bool> use(4, true);
  use[0] = use[1] = false;
  const auto index = Index::build(built, use);
  CHECK(index.score(built.query("退款")).empty());
  const auto parts = index.score(built.query("退款"), {0});
  REQUIRE(parts.size() == 1);
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
