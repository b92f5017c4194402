#include "conversation/understand.hpp"

#include "dialogue/utterances.hpp"

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

}  // namespace

void understand(const Catalog& catalog, const State& state, const std::string& locale,
                MessageReceived& message) {
  if (!is_heard(catalog, state, message.text)) return;
  const auto context = context_of(catalog, state, locale);
  message.understanding = catalog.engine->understand(message.text, context);
  message.utterances.clear();
  for (auto& text : dialogue::utterances_of(message.text)) {
    auto understanding = catalog.engine->understand(text, context);
    message.utterances.push_back({std::move(text), std::move(understanding)});
  }
}

void understand(const Catalog& catalog, const State& state, const std::string& locale,
                EvidenceAttached& sent) {
  if (!is_heard(catalog, state, sent.text)) return;
  sent.understanding = catalog.engine->understand(sent.text, context_of(catalog, state, locale));
}

}  // namespace yingda::conversation
