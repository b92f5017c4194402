#pragma once
// The ranking of one locale: corpus, index, the weights of the parts, and the gate that decides
// whether the best candidate is good enough to be said.

#include <memory>
#include <string_view>
#include <vector>

#include "knowledge/blend.hpp"
#include "knowledge/gate.hpp"
#include "knowledge/index.hpp"
#include "knowledge/learned.hpp"
#include "knowledge/spelling.hpp"

namespace yingda::knowledge {

class Ranker {
 public:
  // `learned` from these very documents spares most of the work; null: it is learned now.
  Ranker(std::vector<Document> documents, const Options& options, const Learned* learned = nullptr);
  Ranker(const Ranker&) = delete;
  Ranker& operator=(const Ranker&) = delete;

  Understanding understand(std::string_view text, const std::string& last_article) const;
  // Does it know one of the text's words?
  bool knows_word_of(std::string_view text) const;

  const Corpus& corpus() const { return corpus_; }
  const Gate& gate() const { return gate_; }
  Learned learned() const {
    return {documents_, blend_.weights(), gate_.settings(), corpus_.topics};
  }

 private:
  // As the text stands, without a thought of slips.
  Understanding look(std::string_view text, const std::string& last_article) const;
  Candidate candidate(const Ranked& ranked, const Query& query) const;
  std::vector<Candidate> candidates(const std::vector<Ranked>& ranking, const Query& query) const;
  std::vector<Ranked> with_first(const std::vector<Ranked>& ranking,
                                 const std::vector<std::size_t>& owners,
                                 const std::vector<Parts>& parts) const;
  Understanding exact(const std::vector<std::size_t>& owners, const Query& query) const;
  void put_related(const std::vector<Ranked>& ranking, Understanding& out) const;
  bool same_topic(const std::vector<std::size_t>& owners) const;
  // Of twins the article explains and the flow acts: a question wants the first, a wish the second.
  void put_twin_first(std::vector<Ranked>& ranking, std::string_view text,
                      Understanding& out) const;
  // A word that is not merely common? "怎么办" alone says nothing.
  bool has_content(const Query& query) const;
  // The confidence that an answer needs when something else speaks against it.
  double doubt_min() const { return (1 + gate_.answer_min()) / 2; }
  // Does it name things, and none that any document knows? 股票怎么开户 is no question about 发票.
  bool names_strangers(const Query& query) const;
  void follow_up(std::vector<Ranked>& ranking, const Query& query,
                 const std::string& last_article) const;

  std::uint64_t documents_;  // fingerprint
  Corpus corpus_;
  Index index_;
  Blend blend_;
  Gate gate_;
  Spelling spelling_;
  std::unordered_map<std::string, std::vector<std::size_t>> exact_;  // match key -> documents
};

}  // namespace yingda::knowledge
