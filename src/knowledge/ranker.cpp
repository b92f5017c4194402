#include "knowledge/ranker.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

#include "knowledge/calibration.hpp"
#include "text/normalize.hpp"
#include "text/tokenize.hpp"

namespace yingda::knowledge {
namespace {

constexpr std::size_t candidates_max = 5;
constexpr std::size_t considered = 10;
constexpr std::size_t features_max = 5;
// A follow-up ("那要多久？") is short; then the article just shown is a little more likely.
constexpr std::size_t follow_up_units_max = 6;
constexpr double follow_up_boost = 1.5;
// "退款" alone fits many entries, hence none surely: when one covers the question, ask which.
constexpr float covered_min = 0.9F;

std::string percent(double share) {
  return std::to_string(static_cast<int>(share * 100 + 0.5)) + " %";
}

std::string reason_for(Outcome outcome, double confidence, const Gate& gate,
                       const std::string& matched) {
  const std::string sure = percent(confidence);
  switch (outcome) {
    case Outcome::answer:
      return "closest to \"" + matched + "\"; " + sure + " sure, " + percent(gate.answer_min()) +
             " needed";
    case Outcome::ask_back:
      return "closest to \"" + matched + "\", but only " + sure + " sure; " +
             percent(gate.answer_min()) + " are needed to answer";
    case Outcome::dont_know:
      return "nothing fits: the closest is \"" + matched + "\", " + sure + " sure; " +
             percent(gate.ask_min()) + " are needed to ask back";
  }
  return {};
}

}  // namespace

Ranker::Ranker(std::vector<Document> documents, const Options& options)
    : corpus_(Corpus::build(std::move(documents), options)),
      index_(Index::build(corpus_, std::vector<bool>(corpus_.variants.size(), true))) {
  for (const auto& variant : corpus_.variants) {
    auto& owners = exact_[text::match_key(variant.text)];
    if (owners.empty() || owners.back() != variant.document) owners.push_back(variant.document);
  }
  calibrate(corpus_, blend_, gate_);
}

bool Ranker::knows_word_of(std::string_view text) const {
  const auto tokens = text::tokenize(text);
  return std::any_of(tokens.begin(), tokens.end(), [this](const text::Token& token) {
    return token.kind == text::TokenKind::word &&
           corpus_.vocabulary.find(token.stem) != Vocabulary::npos;
  });
}

Candidate Ranker::candidate(const Ranked& ranked, const Query& query) const {
  const auto& document = corpus_.documents[ranked.document];
  Candidate out{
      document.kind, document.id, document.title, blend_.normalised(ranked.score), {}, {}};
  if (ranked.parts.variant >= 0) {
    out.matched = corpus_.variants[static_cast<std::size_t>(ranked.parts.variant)].text;
  }
  for (const auto& [id, count] : query.known) {
    const auto kind = corpus_.vocabulary.kind(id);
    if (kind == FeatureKind::piece || !index_.holds(id, ranked.document)) continue;
    out.features.push_back({corpus_.vocabulary.name(id), index_.information(id)});
  }
  std::sort(out.features.begin(), out.features.end(), [](const Feature& a, const Feature& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.name < b.name;
  });
  if (out.features.size() > features_max) out.features.resize(features_max);
  return out;
}

std::vector<Candidate> Ranker::candidates(const std::vector<Ranked>& ranking,
                                          const Query& query) const {
  std::vector<Candidate> out;
  for (const auto& ranked : ranking) {
    if (out.size() < candidates_max) out.push_back(candidate(ranked, query));
  }
  return out;
}

// Puts the owners of the variant that was typed first. Two owners are a question, not an answer.
std::vector<Ranked> Ranker::with_first(std::vector<Ranked> ranking,
                                       const std::vector<std::size_t>& owners,
                                       const std::vector<Parts>& parts) const {
  std::vector<Ranked> out;
  for (const auto owner : owners) out.push_back({owner, blend_.score(parts[owner]), parts[owner]});
  for (const auto& other : ranking) {
    const bool owns = std::find(owners.begin(), owners.end(), other.document) != owners.end();
    if (!owns) out.push_back(other);
  }
  return out;
}

Understanding Ranker::exact(const std::vector<std::size_t>& owners, const Query& query) const {
  const auto parts = index_.score(query);
  Understanding out;
  const bool alone = owners.size() == 1;
  out.outcome = alone ? Outcome::answer : Outcome::ask_back;
  out.confidence = 1 / static_cast<double>(owners.size());
  out.reason = alone
                   ? "typed exactly as one of its questions"
                   : "typed exactly as a question of " + std::to_string(owners.size()) + " entries";
  out.candidates = candidates(with_first(blend_.best(parts, considered), owners, parts), query);
  for (std::size_t i = 0; i < out.candidates.size() && i < owners.size(); ++i) {
    out.candidates[i].score = 1;
  }
  return out;
}

bool Ranker::has_content(const Query& query) const {
  return std::any_of(query.known.begin(), query.known.end(), [this](const Counted& counted) {
    return corpus_.vocabulary.kind(counted.id) == FeatureKind::unit &&
           !corpus_.vocabulary.is_common(counted.id);
  });
}

void Ranker::follow_up(std::vector<Ranked>& ranking, const Query& query,
                       const std::string& last_article) const {
  if (last_article.empty() || query.units > follow_up_units_max) return;
  const auto last = std::find_if(ranking.begin(), ranking.end(), [&](const Ranked& ranked) {
    return corpus_.documents[ranked.document].id == last_article;
  });
  if (last == ranking.end()) return;
  last->score += follow_up_boost;
  std::stable_sort(ranking.begin(), ranking.end(),
                   [](const Ranked& a, const Ranked& b) { return a.score > b.score; });
}

Understanding Ranker::understand(std::string_view text, const std::string& last_article) const {
  const Query query = corpus_.query(text);
  const auto same = exact_.find(text::match_key(text));
  if (same != exact_.end()) return exact(same->second, query);
  Understanding out;
  const auto parts = index_.score(query);
  auto ranking = blend_.best(parts, considered);
  if (ranking.empty()) {
    out.reason = "no word of it is known";
    return out;
  }
  follow_up(ranking, query, last_article);
  out.candidates = candidates(ranking, query);
  out.confidence = gate_.confidence(signals_of(ranking, parts, blend_, query));
  if (!has_content(query)) {
    out.confidence = std::min(out.confidence, gate_.ask_min() / 2);
    out.reason = "no word that says what it is about is known";
    return out;
  }
  out.outcome = gate_.outcome(out.confidence);
  const bool covered = ranking[0].parts.coverage >= covered_min && query.unknown_units == 0;
  if (out.outcome == Outcome::dont_know && covered && out.confidence >= gate_.ask_min() / 2) {
    out.outcome = Outcome::ask_back;
    out.reason =
        "all its words are known, but several entries fit: " + percent(out.confidence) + " sure";
    return out;
  }
  out.reason = reason_for(out.outcome, out.confidence, gate_, out.candidates[0].matched);
  return out;
}

}  // namespace yingda::knowledge
