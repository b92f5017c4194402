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

// Each text under that key with its own place; one text alone is a list of one.
template <class Look>
std::vector<std::string> read_ids(const Fields& in, std::string_view key, Look look) {
  auto out = in.texts(key).value_or(std::vector<std::string>());
  const auto* node = in.find(key);
  if (node == nullptr || !node->is_list()) {
    for (const auto& id : out) look(id, node->at);
    return out;
  }
  auto id = out.begin();  // what is no text is told already, and not in it
  for (const auto& item : node->items) {
    if (id != out.end() && item.is_scalar() && item.scalar == *id) look(*id++, item.at);
  }
  return out;
}

std::string quoted(const std::vector<std::string>& ids) {
  std::string out;
  for (const auto& id : ids) out += (out.empty() ? "`" : ", `") + id + "`";
  return out;
}

// Visitors speak what their widget says, and every Chinese of it is zh-CN, every English en: a
// skill for "en-US" would wait for nobody.
std::string locale_meant(const std::string& locale) {
  std::string lower;
  for (const char c : locale) lower += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  if (lower.starts_with("zh") || lower.starts_with("chinese")) return "zh-CN";
  if (lower.starts_with("en")) return "en";
  return {};
}

std::vector<std::string> read_teams(const Fields& in, const conversation::Policy& policy) {
  return read_ids(in, "teams", [&](const std::string& team, Position at) {
    if (is_team(policy, team)) return;
    in.report().error(at, "no team `" + team + "` in `teams`", rule::unknown_reference);
  });
}

std::vector<std::string> read_types(const Fields& in, const std::vector<std::string>& known) {
  return read_ids(in, "types", [&](const std::string& type, Position at) {
    if (std::ranges::find(known, type) != known.end()) return;
    const auto meant = did_you_mean(type, {known.begin(), known.end()});
    in.report().error(at,
                      "no work-order type `" + type + "` in `work_order_types`" +
                          (meant.empty() ? "; there are " + quoted(known) : meant),
                      rule::unknown_reference);
  });
}

std::vector<std::string> read_locales(const Fields& in) {
  return read_ids(in, "locales", [&](const std::string& locale, Position at) {
    const auto meant = locale_meant(locale);
    if (!meant.empty() && meant != locale) {
      in.report().error(at, "`" + locale + "` fits no visitor; write `" + meant + "`");
    } else if (!is_locale(locale)) {
      in.report().error(at, "`" + locale + "` is no language; write for example `zh-CN` or `en`");
    }
  });
}

conversation::Skill read_skill(const YamlEntry& entry, const Fields& in,
                               const conversation::Policy& policy,
                               const std::vector<std::string>& order_types) {
  in.only(keys::skill);
  conversation::Skill skill;
  skill.id = entry.key;
  if (const auto* name = in.find("name")) {
    skill.name = read_text(*name, in.report(), "`name`");
  } else {
    in.report().error(in.at(), "a skill needs `name`");
  }
  skill.teams = read_teams(in, policy);
  skill.types = read_types(in, order_types);
  skill.locales = read_locales(in);
  return skill;
}

}  // namespace

void read_skills(const Fields& fields, conversation::Policy& policy,
                 const std::vector<std::string>& order_types) {
  if (const auto* skills = fields.map("skills")) {
    policy.skills.clear();
    for (const auto& entry : skills->entries) {
      if (!is_identifier(entry.key)) {
        fields.report().error(entry.at, "`" + entry.key + "` is no skill id; use a-z, 0-9 and _");
      }
      const Fields in(entry.value, fields.report(), "a skill");
      policy.skills.push_back(read_skill(entry, in, policy, order_types));
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
