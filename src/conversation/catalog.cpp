#include "conversation/catalog.hpp"

namespace yingda::conversation {

const Article* Catalog::article(const std::string& id, const std::string& locale) const {
  const auto found = articles.find(id);
  if (found == articles.end() || found->second.empty()) return nullptr;
  const auto exact = found->second.find(locale);
  if (exact != found->second.end()) return &exact->second;
  const std::string language = locale.substr(0, locale.find('-'));
  for (const auto& [key, article] : found->second) {
    if (key.substr(0, key.find('-')) == language) return &article;
  }
  const auto fallback = found->second.find(default_locale);
  return fallback != found->second.end() ? &fallback->second : &found->second.begin()->second;
}

const Team* Catalog::team(const std::string& id) const {
  for (const auto& team : policy.teams) {
    if (team.id == id) return &team;
  }
  return nullptr;
}

std::string Catalog::team_name(const std::string& id, const std::string& locale) const {
  const Team* found = team(id);
  return found == nullptr ? id : dialogue::pick(found->name, locale, default_locale);
}

std::string Catalog::demand_name(const std::string& kind, const std::string& locale) const {
  for (const auto& [id, name] : policy.demand_kinds) {
    if (id == kind) return dialogue::pick(name, locale, default_locale);
  }
  return {};
}

}  // namespace yingda::conversation
