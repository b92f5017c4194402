#include "knowledge/ranker.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

#include "knowledge/calibration.hpp"
#include "knowledge/topics.hpp"
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
// It is about one of several: answered only when that one is as probable as all the rest.
constexpr double share_min = 0.5;

// A twin further behind than this is not what was meant.
constexpr double twin_gap = 2.0;

// Words of a question about how things are, not of a wish that something be done.
bool asks(std::string_view text) {
  static constexpr std::string_view words[] = {"为什么", "为啥",  "怎么",  "如何", "多久",   "多长",
                                               "什么",   "吗",    "哪",    "几",   "能不能", "可以",
                                               "是不是", "？",    "?",     "why",  "how",    "when",
                                               "what",   "which", "can i", "is it"};
  const std::string folded = text::normalize(text);
  return std::any_of(std::begin(words), std::end(words),
                     [&](std::string_view word) { return folded.find(word) != std::string::npos; });
}

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

Ranker::Ranker(std::vector<Document> documents, const Options& options, const Learned* learned)
    : documents_(fingerprint(documents, options)),
      corpus_(Corpus::build(std::move(documents), options)),
      index_(Index::build(corpus_, std::vector<bool>(corpus_.variants.size(), true))),
      blend_(options.without),
      spelling_(corpus_.vocabulary, index_) {
  for (const auto& variant : corpus_.variants) {
    auto& owners = exact_[text::match_key(variant.text)];
    if (owners.empty() || owners.back() != variant.document) owners.push_back(variant.document);
  }
  if (learned != nullptr && learned->documents == documents_ &&
      learned->topics.size() == corpus_.documents.size()) {
    corpus_.topics = learned->topics;
    blend_.set(learned->weights);
    gate_.set(learned->gate);
    return;
  }
  corpus_.topics = find_topics(corpus_, index_);
  calibrate(corpus_, blend_, gate_);
}

bool Ranker::knows_word_of(std::string_view text) const {
  const auto tokens = text::tokenize(corpus_.synonyms.unify(text));
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
    out.features.push_back({std::string(corpus_.vocabulary.name(id)), index_.information(id)});
  }
  std::sort(out.features.begin(), out.features.end(), [](const Feature& a, const Feature& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.name < b.name;
  });
  if (out.features.size() > features_max) out.features.resize(features_max);
  // They are there to be read and are stored with every message.
  for (auto& feature : out.features) feature.weight = std::round(feature.weight * 1000) / 1000;
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
std::vector<Ranked> Ranker::with_first(const std::vector<Ranked>& ranking,
                                       const std::vector<std::size_t>& owners,
                                       const std::vector<Parts>& parts) const {
  std::vector<Ranked> out;
  for (const auto& one : parts) {
    const bool owns = std::find(owners.begin(), owners.end(), one.document) != owners.end();
    if (owns) out.push_back({one.document, blend_.score(one), one});
  }
  for (const auto& other : ranking) {
    const bool owns = std::find(owners.begin(), owners.end(), other.document) != owners.end();
    if (!owns) out.push_back(other);
  }
  return out;
}

bool Ranker::same_topic(const std::vector<std::size_t>& owners) const {
  return std::all_of(owners.begin(), owners.end(), [&](std::size_t owner) {
    return corpus_.topics[owner] == corpus_.topics[owners.front()];
  });
}

// Names the flow of an article that comes first.
void Ranker::put_related(const std::vector<Ranked>& ranking, Understanding& out) const {
  const std::size_t first = ranking.front().document;
  if (corpus_.documents[first].kind != DocumentKind::article) return;
  for (const auto& other : ranking) {
    const bool flow = corpus_.documents[other.document].kind == DocumentKind::flow;
    if (flow && corpus_.topics[other.document] == first) {
      out.related = corpus_.documents[other.document].id;
      return;
    }
  }
}

void Ranker::put_twin_first(std::vector<Ranked>& ranking, std::string_view text,
                            Understanding& out) const {
  const auto wanted = asks(text) ? DocumentKind::article : DocumentKind::flow;
  const std::size_t topic = corpus_.topics[ranking.front().document];
  const auto twin = std::find_if(ranking.begin(), ranking.end(), [&](const Ranked& ranked) {
    return corpus_.topics[ranked.document] == topic &&
           corpus_.documents[ranked.document].kind == wanted;
  });
  const bool close = twin != ranking.end() && twin->score > ranking.front().score - twin_gap;
  if (close) std::rotate(ranking.begin(), twin, twin + 1);
  put_related(ranking, out);
}

Understanding Ranker::exact(const std::vector<std::size_t>& owners, const Query& query) const {
  const auto parts = index_.score(query, owners);
  Understanding out;
  const bool alone = same_topic(owners);
  out.outcome = alone ? Outcome::answer : Outcome::ask_back;
  out.confidence = alone ? 1 : 1 / static_cast<double>(owners.size());
  out.reason = alone
                   ? "typed exactly as one of its questions"
                   : "typed exactly as a question of " + std::to_string(owners.size()) + " entries";
  auto ranking = with_first(blend_.best(parts, considered), owners, parts);
  put_related(ranking, out);
  out.candidates = candidates(ranking, query);
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

bool Ranker::names_strangers(const Query& query) const {
  return query.unknown_names > 0 &&
         std::none_of(query.known.begin(), query.known.end(), [this](const Counted& counted) {
           return corpus_.vocabulary.is_naming(counted.id);
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
  auto typed = look(text, last_article);
  if (typed.outcome == Outcome::answer) return typed;
  const std::string meant = spelling_.corrected(corpus_.synonyms.unify(text));
  if (meant.empty()) return typed;
  auto corrected = look(meant, last_article);
  if (corrected.outcome >= typed.outcome) return typed;
  // What was corrected is a guess already: only a surer answer may rest on it.
  if (corrected.outcome == Outcome::answer && corrected.confidence < doubt_min()) {
    corrected.outcome = Outcome::ask_back;
    corrected.reason = percent(corrected.confidence) + " sure, " + percent(doubt_min()) +
                       " needed of what is corrected";
  }
  corrected.reason = "read as \"" + meant + "\": " + corrected.reason;
  return corrected;
}

Understanding Ranker::look(std::string_view text, const std::string& last_article) const {
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
  const auto closeness = index_.compare(query, static_cast<std::size_t>(ranking[0].parts.variant));
  const auto signals = signals_of(ranking, parts, closeness, blend_, query, corpus_.topics);
  out.confidence = gate_.confidence(signals);
  put_twin_first(ranking, text, out);  // the topic is as sure as its better half
  out.candidates = candidates(ranking, query);
  if (!has_content(query)) {
    out.confidence = std::min(out.confidence, gate_.ask_min() / 2);
    out.reason = "no word that says what it is about is known";
    return out;
  }
  out.outcome = gate_.outcome(out.confidence);
  if (out.outcome == Outcome::answer && signals[share_signal] < share_min) {
    out.outcome = Outcome::ask_back;
    out.reason = "closest to \"" + out.candidates[0].matched + "\", but others fit nearly as well" +
                 gate_.retuned();
    return out;
  }
  if (out.outcome == Outcome::answer && out.confidence < doubt_min() && names_strangers(query)) {
    out.outcome = Outcome::ask_back;
    out.reason = "closest to \"" + out.candidates[0].matched +
                 "\", but nothing it names is known; " + percent(out.confidence) + " sure, " +
                 percent(doubt_min()) + " needed" + gate_.retuned();
    return out;
  }
  const bool covered = ranking[0].parts.coverage >= covered_min && query.unknown_units == 0;
  if (out.outcome == Outcome::dont_know && covered && out.confidence >= gate_.ask_min() / 2) {
    out.outcome = Outcome::ask_back;
    out.reason = "all its words are known, but several entries fit: " + percent(out.confidence) +
                 " sure" + gate_.retuned();
    return out;
  }
  out.reason =
      reason_for(out.outcome, out.confidence, gate_, out.candidates[0].matched) + gate_.retuned();
  return out;
}

}  // namespace yingda::knowledge
