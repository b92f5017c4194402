#include "knowledge/candidates.hpp"

namespace yingda::knowledge {
namespace {

// Of all features together; a knowledge base of some hundred documents never reaches it.
constexpr std::size_t postings_max = 8192;

}  // namespace

std::vector<const Counted*> rarest_first(const Query& query, const Postings& postings) {
  std::vector<const Counted*> out;
  for (const auto& counted : query.known) out.push_back(&counted);
  std::stable_sort(out.begin(), out.end(), [&](const Counted* a, const Counted* b) {
    return postings.documents(a->id).size() < postings.documents(b->id).size();
  });
  return out;
}

std::vector<Sketch::Sums>& Sketch::room() {
  thread_local std::vector<Sums> sums;
  return sums;
}

Sketch::Sketch(std::size_t documents) : sums_(room()) {
  if (sums_.size() < documents) sums_.resize(documents);
}

Sketch::~Sketch() {
  for (const auto document : touched_) sums_[document] = {};
}

Span<DocumentPosting> Sketch::readable(const Postings& postings, FeatureId id) {
  auto list = postings.documents(id);
  if (list.size() > Postings::long_list && read_ + list.size() > postings_max) {
    list = postings.champions(id);
  }
  read_ += list.size();
  return list;
}

void Sketch::add(std::uint32_t document, float bm25, float centroid) {
  auto& sums = sums_[document];
  if (!sums.touched) touched_.push_back(document);
  sums.touched = true;
  sums.bm25 += bm25;
  sums.centroid += centroid;
}

}  // namespace yingda::knowledge
