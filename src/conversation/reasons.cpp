#include "conversation/reasons.hpp"

#include <algorithm>

#include "text/characters.hpp"
#include "text/normalize.hpp"

namespace yingda::conversation {
namespace {

// Shorter than this names nothing.
constexpr std::size_t rule_characters_min = 2;

bool refuses(const Catalog& catalog, workorder::Outcome outcome, const std::string& text) {
  if (outcome == workorder::Outcome::granted || outcome == workorder::Outcome::partly) return false;
  if (outcome == workorder::Outcome::refused) return true;
  const std::string said = text::match_key(text);
  const auto& phrases = catalog.policy.refusal_phrases;
  return std::any_of(phrases.begin(), phrases.end(), [&](const std::string& phrase) {
    return said.find(text::match_key(phrase)) != std::string::npos;
  });
}

std::string quoted_name(const std::string& text) {
  static const std::string opening = "《";
  static const std::string closing = "》";
  const auto from = text.find(opening);
  const auto to = from == std::string::npos ? from : text.find(closing, from);
  if (to == std::string::npos || to == from + opening.size()) return {};
  return text.substr(from, to + closing.size() - from);
}

Error reason_missing(const std::string& what) {
  return {ErrorCode::invalid,
          what +
              " refuses: `rule` must name the rule or article that it rests on (the id of an "
              "article, or for example 《退款规则》第3条)"};
}

}  // namespace

std::string named_rule(const Catalog& catalog, const std::string& locale, const std::string& rule,
                       const std::string& text) {
  const std::string given(text::trim(rule));
  if (const Article* article = catalog.article(given, locale)) return article->title;
  if (text::characters(given) >= rule_characters_min) return given;
  return quoted_name(text);
}

Result<> give_reasons(const Catalog& catalog, const std::string& locale,
                      workorder::Resolution& resolution) {
  for (auto& answer : resolution.answers) {
    if (!refuses(catalog, answer.outcome, answer.answer)) continue;
    answer.outcome = workorder::Outcome::refused;
    answer.rule = named_rule(catalog, locale, answer.rule, answer.answer);
    if (answer.rule.empty()) return reason_missing("the answer to `" + answer.demand + "`");
  }
  if (!refuses(catalog, resolution.outcome, resolution.text)) return {};
  resolution.outcome = workorder::Outcome::refused;
  resolution.rule = named_rule(catalog, locale, resolution.rule, resolution.text);
  if (!resolution.rule.empty()) return {};
  // The whole may rest on what one of its answers names.
  for (const auto& answer : resolution.answers) {
    if (answer.outcome != workorder::Outcome::refused) continue;
    resolution.rule = answer.rule;
    return {};
  }
  return reason_missing("the resolution");
}

}  // namespace yingda::conversation
