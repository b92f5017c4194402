#include "content/people_config.hpp"

#include <algorithm>

#include "content/duration_setting.hpp"
#include "content/finding.hpp"
#include "content/flow_builder.hpp"
#include "content/keys.hpp"
#include "content/text_reader.hpp"

namespace yingda::content {
namespace {

bool is_team(const conversation::Policy& policy, const std::string& id) {
  return std::ranges::any_of(policy.teams, [&](const auto& team) { return team.id == id; });
}

conversation::Skill read_skill(const YamlEntry& entry, const Fields& in,
                               const conversation::Policy& policy) {
  in.only(keys::skill);
  conversation::Skill skill;
  skill.id = entry.key;
  if (const auto* name = in.find("name")) {
    skill.name = read_text(*name, in.report(), "`name`");
  } else {
    in.report().error(in.at(), "a skill needs `name`");
  }
  skill.teams = in.texts("teams").value_or(std::vector<std::string>());
  skill.types = in.texts("types").value_or(std::vector<std::string>());
  skill.locales = in.texts("locales").value_or(std::vector<std::string>());
  for (const auto& team : skill.teams) {
    if (is_team(policy, team)) continue;
    in.report().error(in.at("teams"), "no team `" + team + "` in `teams`", rule::unknown_reference);
  }
  return skill;
}

}  // namespace

void read_skills(const Fields& fields, conversation::Policy& policy) {
  if (const auto* skills = fields.map("skills")) {
    policy.skills.clear();
    for (const auto& entry : skills->entries) {
      if (!is_identifier(entry.key)) {
        fields.report().error(entry.at, "`" + entry.key + "` is no skill id; use a-z, 0-9 and _");
      }
      const Fields in(entry.value, fields.report(), "a skill");
      policy.skills.push_back(read_skill(entry, in, policy));
    }
  }
  read_duration(policy.skill_wait, fields, "skill_wait");
  if (!is_team(policy, policy.default_team)) {
    fields.report().error(fields.at("default_team"),
                          "no team `" + policy.default_team + "` in `teams`",
                          rule::unknown_reference);
  }
}

}  // namespace yingda::content
