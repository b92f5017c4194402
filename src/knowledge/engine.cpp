#include "knowledge/engine.hpp"

#include <map>
#include <utility>

#include "knowledge/grouping.hpp"
#include "knowledge/learned.hpp"
#include "knowledge/ranker.hpp"
#include "text/characters.hpp"

namespace yingda::knowledge {
namespace {

std::string_view language_of(std::string_view locale) {
  return locale.substr(0, locale.find_first_of("-_"));
}

class LocaleEngine : public Engine {
 public:
  LocaleEngine(std::vector<Document> documents, const Options& options) {
    std::map<std::string, std::vector<Document>> by_locale;
    for (auto& document : documents) by_locale[document.locale].push_back(std::move(document));
    const auto known = read_learned(options.learned);
    for (auto& [locale, list] : by_locale) {
      const auto learned = known.find(locale);
      rankers_.emplace(locale, std::make_unique<const Ranker>(
                                   std::move(list), options,
                                   learned == known.end() ? nullptr : &learned->second));
    }
  }

  std::string learned() const override {
    std::map<std::string, Learned> out;
    for (const auto& [locale, ranker] : rankers_) out.emplace(locale, ranker->learned());
    return write_learned(out);
  }

  Understanding understand(std::string_view text, const Context& context) const override {
    const auto chosen = choose(text, context.locale);
    if (chosen == rankers_.end()) {
      Understanding out;
      out.reason = "there is nothing to answer from";
      return out;
    }
    auto out = chosen->second->understand(text, context.last_article);
    out.locale = chosen->first;
    return out;
  }

  std::vector<TextGroup> group(const std::vector<std::string>& texts,
                               const std::string& locale) const override {
    const auto ranker = find(locale);
    return group_texts(ranker == rankers_.end() ? Corpus() : ranker->second->corpus(), texts);
  }

 private:
  using Rankers = std::map<std::string, std::unique_ptr<const Ranker>>;

  // The locale itself, or the first of the same language.
  Rankers::const_iterator find(std::string_view locale) const {
    const auto exact = rankers_.find(std::string(locale));
    if (exact != rankers_.end()) return exact;
    for (auto at = rankers_.begin(); at != rankers_.end(); ++at) {
      if (!locale.empty() && language_of(at->first) == language_of(locale)) return at;
    }
    return rankers_.end();
  }

  // The text's own script wins; a Latin word in a Chinese conversation ("VIP") may be either.
  Rankers::const_iterator choose(std::string_view text, const std::string& locale) const {
    const bool chinese_context = language_of(locale) == "zh";
    auto chosen = rankers_.end();
    if (text::has_han(text)) {
      chosen = find(chinese_context ? locale : "zh");
    } else if (chinese_context) {
      chosen = find(locale);
      const auto english = find("en");
      const bool foreign = chosen != rankers_.end() && !chosen->second->knows_word_of(text);
      if (foreign && english != rankers_.end() && english->second->knows_word_of(text)) {
        chosen = english;
      }
    }
    if (chosen == rankers_.end()) chosen = find(locale);
    return chosen == rankers_.end() ? rankers_.begin() : chosen;
  }

  Rankers rankers_;
};

}  // namespace

std::shared_ptr<const Engine> Engine::train(std::vector<Document> documents,
                                            const Options& options) {
  return std::make_shared<LocaleEngine>(std::move(documents), options);
}

}  // namespace yingda::knowledge
