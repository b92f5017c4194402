#include "conversation/skills.hpp"

#include <algorithm>

namespace yingda::conversation {

std::vector<std::string> skills_wanted(const Policy& policy, const State& state) {
  const auto* order = open_order(state);
  const std::string type = order == nullptr ? std::string() : order->type;
  const auto fits = [](const std::vector<std::string>& named, const std::string& one) {
    return named.empty() || std::ranges::find(named, one) != named.end();
  };
  std::vector<std::string> out;
  for (const auto& skill : policy.skills) {
    if (fits(skill.teams, state.team) && fits(skill.types, type) &&
        fits(skill.locales, state.locale())) {
      out.push_back(skill.id);
    }
  }
  return out;
}

}  // namespace yingda::conversation
