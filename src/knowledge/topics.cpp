#include "knowledge/topics.hpp"

#include <map>
#include <numeric>

namespace yingda::knowledge {
namespace {

// Closer than this two questions are about the same thing.
constexpr float near_min = 0.35F;
// The share of a flow's triggers that must agree on one article.
constexpr double agreeing_min = 0.4;

// The article that fits a trigger best, or the corpus's size when none is near.
std::size_t nearest_article(const Corpus& corpus, const Index& index, const Variant& trigger) {
  Query query;
  query.known = trigger.bag;
  const auto parts = index.score(query);
  std::size_t best = corpus.documents.size();
  float nearest = near_min;
  for (const auto& one : parts) {
    const bool article = corpus.documents[one.document].kind == DocumentKind::article;
    if (!article || one.nearest <= nearest) continue;
    nearest = one.nearest;
    best = one.document;
  }
  return best;
}

}  // namespace

std::vector<std::size_t> find_topics(const Corpus& corpus, const Index& index) {
  std::vector<std::size_t> topics(corpus.documents.size());
  std::iota(topics.begin(), topics.end(), std::size_t{0});
  std::map<std::size_t, std::map<std::size_t, double>> votes;  // flow, article
  std::map<std::size_t, double> triggers;
  for (const auto& variant : corpus.variants) {
    if (corpus.documents[variant.document].kind != DocumentKind::flow) continue;
    ++triggers[variant.document];
    const std::size_t article = nearest_article(corpus, index, variant);
    if (article < corpus.documents.size()) ++votes[variant.document][article];
  }
  for (const auto& [flow, articles] : votes) {
    double most = 0;
    for (const auto& [article, count] : articles) {
      if (count <= most || count < agreeing_min * triggers[flow]) continue;
      most = count;
      topics[flow] = article;
    }
  }
  return topics;
}

}  // namespace yingda::knowledge
