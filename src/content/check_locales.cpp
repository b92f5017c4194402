// Texts and articles that are missing in a language which the rest of the flow speaks: whoever
// reads it gets another one in the middle of the talk. A language that only the triggers speak
// counts as well, and so does one that they do not: nobody would come to those texts.

#include <algorithm>
#include <map>
#include <set>

#include "content/check.hpp"

namespace yingda::content {
namespace {

using Languages = std::map<std::string, std::string>;  // "en" to the locale that was written

std::string language_of(const std::string& locale) { return locale.substr(0, locale.find('-')); }

// A flow's name alone does not make it speak.
std::map<std::string, Languages> spoken_by_flow(const std::vector<SpokenText>& texts) {
  std::map<std::string, Languages> out;
  for (const auto& text : texts) {
    if (text.what == "name") continue;
    for (const auto& locale : text.locales) out[text.flow].emplace(language_of(locale), locale);
  }
  return out;
}

bool speaks(const std::set<std::string>& locales, const std::string& language) {
  return std::any_of(locales.begin(), locales.end(),
                     [&](const auto& locale) { return language_of(locale) == language; });
}

// The languages of the flow that are not among `locales`: "en, ja".
std::string missing(const Languages& spoken, const std::set<std::string>& locales,
                    const std::string& besides) {
  std::string out;
  for (const auto& [language, locale] : spoken) {
    if (language == language_of(besides) || speaks(locales, language)) continue;
    out += (out.empty() ? "" : ", ") + locale;
  }
  return out;
}

}  // namespace

void check_locales(const ParsedFlows& flows, const std::vector<ParsedArticle>& articles,
                   const Config& config, std::vector<Finding>& findings) {
  const auto spoken = spoken_by_flow(flows.texts);
  const auto report = [&](const dialogue::Location& where, const std::string& flow,
                          const std::string& what, const std::string& gaps) {
    findings.push_back(
        flow_finding(where, rule::schema,
                     what + (what == "`triggers`" ? " has no sentence in " : " has no text in ") +
                         gaps + ", which flow `" + flow + "` speaks elsewhere",
                     Severity::warning));
  };
  for (const auto& text : flows.texts) {
    const auto languages = spoken.find(text.flow);
    if (languages == spoken.end()) continue;
    // That the first language is missing is told where the text is read.
    const auto besides = text.what == "triggers" ? std::string() : config.default_locale;
    const auto gaps = missing(languages->second, text.locales, besides);
    if (!gaps.empty()) report(text.where, text.flow, "`" + text.what + "`", gaps);
  }
  std::map<std::string, std::set<std::string>> written;
  for (const auto& article : articles) {
    written[article.article.id].insert(article.article.locale);
  }
  for (const auto& reference : flows.references) {
    if (reference.kind != ReferenceKind::article) continue;
    const auto languages = spoken.find(reference.flow);
    const auto article = written.find(reference.name);
    if (languages == spoken.end() || article == written.end()) continue;
    const auto gaps = missing(languages->second, article->second, "");
    if (!gaps.empty()) {
      report(reference.where, reference.flow, "article `" + reference.name + "`", gaps);
    }
  }
}

}  // namespace yingda::content
