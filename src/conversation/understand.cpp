#include "conversation/understand.hpp"

#include "conversation/presence.hpp"
#include "conversation/repair.hpp"
#include "conversation/wishes.hpp"
#include "dialogue/utterances.hpp"
#include "text/characters.hpp"
#include "text/normalize.hpp"

namespace yingda::conversation {
namespace {

bool is_heard(const Catalog& catalog, const State& state, const std::string& text) {
  return catalog.engine != nullptr && state.handling != Handling::agent && !text.empty();
}

knowledge::Context context_of(const Catalog& catalog, const State& state,
                              const std::string& locale) {
  knowledge::Context out{locale.empty() ? catalog.default_locale : locale, {}};
  if (!state.articles_tried.empty()) out.last_article = state.articles_tried.back().id;
  return out;
}

knowledge::Understanding asked(const Catalog& catalog, const std::string& text,
                               const knowledge::Context& context) {
  return catalog.engine->understand(dialogue::without_order_numbers(behind_moment(text)), context);
}

// Does the article say anything of it?
bool tells_of(const Article& article, const std::string& what) {
  const auto holds = [&what](const std::string& text) {
    return text::match_key(text).find(what) != std::string::npos;
  };
  return holds(article.text) || std::ranges::any_of(article.questions, holds);
}

// "那微信呢" behind an article about how long refunds take asks that of 微信.
void ask_the_same(const Catalog& catalog, const std::string& text,
                  const knowledge::Context& context, knowledge::Understanding& out) {
  if (out.outcome == knowledge::Outcome::answer || context.last_article.empty()) return;
  if (speaks_of_people(text)) return;
  const auto what = dialogue::asks_the_same_of(text);
  const auto* article = catalog.article(context.last_article, context.locale);
  if (what.empty() || article == nullptr || !tells_of(*article, what)) return;
  auto again = asked(catalog, what + " " + article->title, context);
  if (again.outcome != knowledge::Outcome::answer || again.candidates.empty() ||
      again.candidates.front().kind != knowledge::DocumentKind::article) {
    return;
  }
  again.reason = "asks of “" + what + "” what “" + article->title + "” told: " + again.reason;
  out = std::move(again);
}

bool is_surer(const knowledge::Understanding& one, const knowledge::Understanding& other) {
  using knowledge::Outcome;
  if (one.outcome != other.outcome) return one.outcome == Outcome::answer;
  return one.confidence > other.confidence;
}

constexpr std::size_t clauses_max = 6;
constexpr std::size_t clause_characters_min = 3;

// "没到账，我等了三天了，你们必须退款": the clause that is known best. Greetings and the like are
// no wish. nullopt: none is known, or the message is no row of clauses.
std::optional<Utterance> best_clause(const Catalog& catalog, const std::string& text,
                                     const knowledge::Context& context) {
  using knowledge::Outcome;
  const auto clauses = dialogue::clauses_of(text);
  if (clauses.size() < 2 || clauses.size() > clauses_max) return std::nullopt;
  std::optional<Utterance> best;
  for (const auto& clause : clauses) {
    if (text::characters(clause) < clause_characters_min) continue;
    auto part = asked(catalog, clause, context);
    if (part.outcome == Outcome::dont_know || part.candidates.empty()) continue;
    const auto* flow = catalog.flows.find(part.candidates.front().id);
    if (flow != nullptr && flow->small_talk) continue;
    if (best && !is_surer(part, best->understanding)) continue;
    part.reason = "of the clause “" + clause + "”: " + part.reason;
    best = Utterance{clause, std::move(part)};
  }
  return best;
}

}  // namespace

void understand(const Catalog& catalog, const State& state, const std::string& locale,
                MessageReceived& message) {
  if (!is_heard(catalog, state, message.text)) return;
  const auto context = context_of(catalog, state, locale);
  message.understanding = asked(catalog, message.text, context);
  ask_the_same(catalog, message.text, context, message.understanding);
  message.clause.reset();
  if (message.understanding.outcome != knowledge::Outcome::answer) {
    message.clause = best_clause(catalog, message.text, context);
  }
  message.utterances.clear();
  auto next = context;  // "怎么还没到账？多久能到？": what follows may ask about the same
  for (auto& text : dialogue::utterances_of(message.text, waits_for_visitor(state))) {
    auto understanding = asked(catalog, text, next);
    const bool article = understanding.outcome == knowledge::Outcome::answer &&
                         !understanding.candidates.empty() &&
                         understanding.candidates.front().kind == knowledge::DocumentKind::article;
    if (article) next.last_article = understanding.candidates.front().id;
    message.utterances.push_back({std::move(text), std::move(understanding)});
  }
}

void understand(const Catalog& catalog, const State& state, const std::string& locale,
                EvidenceAttached& sent) {
  if (!is_heard(catalog, state, sent.text)) return;
  sent.understanding = asked(catalog, sent.text, context_of(catalog, state, locale));
}

}  // namespace yingda::conversation
