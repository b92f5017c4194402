#include "knowledge/calibration.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "knowledge/index.hpp"

namespace yingda::knowledge {
namespace {

constexpr std::size_t document_folds = 4;  // a quarter of the documents is left out at a time
// Few variants cannot spare many; for many, four rounds are enough and faster.
constexpr std::size_t variant_folds_few = 8;
constexpr std::size_t variant_folds_many = 4;
constexpr std::size_t few_variants = 3000;
// Questions asked in all rounds together, of either sort; more would only cost time.
constexpr std::size_t lessons_max = 6000;
constexpr std::size_t lesson_candidates_max = 10;
// Of the questions of two documents, the share that finds the other one.
constexpr double alike_min = 0.2;

std::uint64_t hash_of(std::string_view text, std::uint64_t salt) {
  std::uint64_t hash = 1469598103934665603ULL ^ (salt * 0x9E3779B97F4A7C15ULL);
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 1099511628211ULL;
  }
  hash ^= hash >> 33;
  hash *= 0xFF51AFD7ED558CCDULL;
  return hash ^ (hash >> 33);
}

// What happens to each variant in one round.
enum class Role { indexed, asked_answerable, asked_unanswerable, left_out };

struct Asked {
  Query query;
  std::size_t document = 0;
  bool answerable = false;
  std::vector<Parts> parts;
  std::map<std::size_t, Closeness> closeness;  // of the documents that any blend may put first
};

// The places of the documents that lead when all parts count alike. How much each counts is not
// known yet.
std::vector<std::size_t> leading(const std::vector<Parts>& parts) {
  std::vector<std::pair<float, std::size_t>> sums;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto& one = parts[i];
    sums.emplace_back(-(one.bm25 + one.nearest + one.centroid + one.linear), i);
  }
  const std::size_t kept = std::min(lesson_candidates_max, sums.size());
  std::partial_sort(sums.begin(), sums.begin() + static_cast<std::ptrdiff_t>(kept), sums.end());
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < kept; ++i) out.push_back(sums[i].second);
  return out;
}

class Calibration {
 public:
  explicit Calibration(const Corpus& corpus) : corpus_(corpus) {
    const std::size_t variants = corpus.variants.size();
    folds_ = variants <= few_variants ? variant_folds_few : variant_folds_many;
    order_.resize(corpus.documents.size());
    // Dealing out by rank of the hash keeps the quarters equal even for five documents.
    std::vector<std::pair<std::uint64_t, std::size_t>> ranks;
    for (std::size_t d = 0; d < order_.size(); ++d) {
      if (corpus.topics[d] == d) ranks.emplace_back(hash_of(corpus.documents[d].id, 1), d);
    }
    std::sort(ranks.begin(), ranks.end());
    for (std::size_t i = 0; i < ranks.size(); ++i) order_[ranks[i].second] = i;
    // Twins are left out together: with one of them there, the question could be answered.
    for (std::size_t d = 0; d < order_.size(); ++d) order_[d] = order_[corpus.topics[d]];
    siblings_.assign(order_.size(), 0);
    for (const auto& variant : corpus.variants) ++siblings_[variant.document];
  }

  std::size_t folds() const { return folds_; }

  std::vector<Role> roles(std::size_t fold) const {
    std::vector<Role> out;
    std::vector<std::size_t> seen(order_.size(), 0);
    const std::uint64_t scale = 1 + corpus_.variants.size() / lessons_max;
    for (std::size_t v = 0; v < corpus_.variants.size(); ++v) {
      const std::size_t d = corpus_.variants[v].document;
      const std::size_t place = seen[d]++;
      const bool sampled = hash_of(corpus_.variants[v].text, 2) % scale == 0;
      if (order_[d] % document_folds == fold % document_folds) {
        // With more rounds than quarters each quarter comes again: ask it once only.
        const bool now = sampled && fold < document_folds;
        out.push_back(now ? Role::asked_unanswerable : Role::left_out);
      } else if (siblings_[d] > 1 && (place + order_[d]) % folds_ == fold) {
        out.push_back(sampled ? Role::asked_answerable : Role::left_out);
      } else {
        out.push_back(Role::indexed);
      }
    }
    return out;
  }

 private:
  const Corpus& corpus_;
  std::size_t folds_ = 0;
  std::vector<std::size_t> order_;
  std::vector<std::size_t> siblings_;
};

// A left-out variant's own features are in the vocabulary; what no indexed variant holds counts as
// unknown, as it would for a visitor.
Query query_of(const Corpus& corpus, const Index& index, const FeatureBag& bag) {
  Query query;
  for (const auto& counted : bag) {
    const auto kind = corpus.vocabulary.kind(counted.id);
    if (kind == FeatureKind::unit) ++query.units;
    if (index.is_indexed(counted.id)) {
      query.known.push_back(counted);
    } else if (corpus.vocabulary.is_common(counted.id)) {
      continue;
    } else if (kind == FeatureKind::unit) {
      ++query.unknown_units;
    } else if (kind == FeatureKind::pair) {
      ++query.unknown_pairs;
    }
  }
  return query;
}

void ask_round(const Corpus& corpus, const std::vector<Role>& roles, std::vector<Asked>& out) {
  std::vector<bool> use;
  for (const Role role : roles) use.push_back(role == Role::indexed);
  const Index index = Index::build(corpus, use);
  for (std::size_t v = 0; v < roles.size(); ++v) {
    if (roles[v] != Role::asked_answerable && roles[v] != Role::asked_unanswerable) continue;
    const auto& variant = corpus.variants[v];
    Asked asked{query_of(corpus, index, variant.bag),
                variant.document,
                roles[v] == Role::asked_answerable,
                {},
                {}};
    asked.parts = index.score(asked.query);
    for (const std::size_t i : leading(asked.parts)) {
      const auto& parts = asked.parts[i];
      const auto nearest = static_cast<std::size_t>(parts.variant);
      asked.closeness.emplace(parts.document, index.compare(asked.query, nearest));
    }
    out.push_back(std::move(asked));
  }
}

std::vector<Blend::Lesson> blend_lessons(const std::vector<Asked>& asked, const Blend& blend) {
  std::vector<Blend::Lesson> out;
  for (const auto& question : asked) {
    if (!question.answerable) continue;
    const auto ranking = blend.best(question.parts, lesson_candidates_max);
    const auto right = std::find_if(ranking.begin(), ranking.end(), [&](const Ranked& ranked) {
      return ranked.document == question.document;
    });
    if (right == ranking.end()) continue;
    Blend::Lesson lesson;
    for (const auto& ranked : ranking) lesson.candidates.push_back(to_array(ranked.parts));
    lesson.right = static_cast<std::size_t>(right - ranking.begin());
    out.push_back(std::move(lesson));
  }
  return out;
}

// How often the held-out questions of one document find another: two that the knowledge base itself
// takes for each other.
class Confusions {
 public:
  Confusions(const std::vector<Asked>& asked, const Blend& blend, std::size_t documents)
      : questions_(documents, 0) {
    for (const auto& question : asked) {
      if (!question.answerable) continue;
      ++questions_[question.document];
      const auto ranking = blend.best(question.parts, 1);
      if (!ranking.empty()) ++counts_[{question.document, ranking[0].document}];
    }
  }

  bool alike(std::size_t a, std::size_t b) const { return share(a, b) + share(b, a) > alike_min; }

 private:
  double share(std::size_t from, std::size_t to) const {
    const auto count = counts_.find({from, to});
    return count == counts_.end() ? 0 : count->second / questions_[from];
  }

  std::map<std::pair<std::size_t, std::size_t>, double> counts_;
  std::vector<double> questions_;
};

std::vector<Gate::Lesson> gate_lessons(const Corpus& corpus, const std::vector<Asked>& asked,
                                       const Blend& blend) {
  std::vector<Gate::Lesson> out;
  const Confusions confusions(asked, blend, corpus.documents.size());
  const auto& topics = corpus.topics;
  for (const auto& question : asked) {
    const auto ranking = blend.best(question.parts, lesson_candidates_max);
    if (ranking.empty()) continue;
    const std::size_t first = ranking[0].document;
    const auto closeness = question.closeness.find(first);
    if (closeness == question.closeness.end()) continue;  // led by one part alone: very seldom
    // An answer from the twin of the article left out teaches nothing about strangers.
    if (!question.answerable && confusions.alike(question.document, first)) continue;
    // Which of two twins is meant is beyond the gate; that one of them is, it must see.
    const bool right = question.answerable && (topics[first] == topics[question.document] ||
                                               confusions.alike(question.document, first));
    out.push_back(
        {signals_of(ranking, question.parts, closeness->second, blend, question.query, topics),
         right, question.answerable});
  }
  return out;
}

// Held-out questions that have an answer, for each document; of many documents only some are asked.
double questions_each(const std::vector<Asked>& asked, std::size_t documents) {
  const auto answerable =
      std::count_if(asked.begin(), asked.end(), [](const Asked& one) { return one.answerable; });
  const std::size_t most = lessons_max / 10;
  return static_cast<double>(answerable) / static_cast<double>(std::min(documents, most));
}

}  // namespace

void calibrate(const Corpus& corpus, Blend& blend, Gate& gate) {
  if (corpus.documents.size() < 2) return;
  const Calibration calibration(corpus);
  std::vector<Asked> asked;
  for (std::size_t fold = 0; fold < calibration.folds(); ++fold) {
    ask_round(corpus, calibration.roles(fold), asked);
  }
  blend.expect(questions_each(asked, corpus.documents.size()));
  blend.learn(blend_lessons(asked, blend));
  // A flow and the article it belongs to are one entry.
  const std::set<std::size_t> entries(corpus.topics.begin(), corpus.topics.end());
  const double each =
      static_cast<double>(corpus.variants.size()) / static_cast<double>(entries.size());
  gate.learn(gate_lessons(corpus, asked, blend), {entries.size(), each});
}

}  // namespace yingda::knowledge
