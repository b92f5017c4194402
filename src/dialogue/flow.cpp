#include "dialogue/flow.hpp"

#include <algorithm>

namespace yingda::dialogue {
namespace {

const std::vector<std::string>* variants(const Text& text, const std::string& locale) {
  const auto exact = text.by_locale.find(locale);
  if (exact != text.by_locale.end() && !exact->second.empty()) return &exact->second;
  const std::string language = locale.substr(0, locale.find('-'));
  for (const auto& [key, list] : text.by_locale) {
    if (!key.empty() && key.substr(0, key.find('-')) == language && !list.empty()) return &list;
  }
  return nullptr;
}

}  // namespace

ChoiceOption heard_as(const Option& option) {
  auto names = option.synonyms;
  for (const auto& [locale, labels] : option.label.by_locale) {
    names.insert(names.end(), labels.begin(), labels.end());
  }
  ChoiceOption heard(option.id, names);
  heard.gives_way = option.gives_way;
  return heard;
}

bool Flow::opens_order() const {
  return std::any_of(steps.begin(), steps.end(), [](const Step& step) {
    return std::holds_alternative<OpenWorkOrder>(step.body);
  });
}

int Flow::find(std::string_view step) const {
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].id == step) return static_cast<int>(i);
  }
  return end_of_flow;
}

const Flow* FlowSet::find(const std::string& id) const {
  const auto found = flows.find(id);
  return found == flows.end() ? nullptr : &found->second;
}

const std::string& pick(const Text& text, const std::string& locale,
                        const std::string& default_locale, std::size_t turn) {
  static const std::string nothing;
  for (const auto& wanted : {locale, std::string(), default_locale}) {
    if (wanted.empty() && !text.by_locale.contains("")) continue;
    if (const auto* list = variants(text, wanted)) return (*list)[turn % list->size()];
  }
  for (const auto& [key, list] : text.by_locale) {
    if (!list.empty()) return list[turn % list.size()];
  }
  return nothing;
}

}  // namespace yingda::dialogue
