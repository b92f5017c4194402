#include "content/synonym_parser.hpp"

#include "content/text_reader.hpp"
#include "text/normalize.hpp"

namespace yingda::content {
namespace {

using Lines = std::map<std::string, int>;  // of each word met so far

std::vector<std::string> read_group(const YamlNode& list, Lines& lines, Report& report) {
  std::vector<std::string> words;
  for (const auto& item : list.items) {
    const std::string word = item.is_scalar() ? text::normalize(item.scalar) : std::string();
    if (word.empty()) {
      report.error(item.at, "a synonym must be text, not " + describe(item));
      continue;
    }
    const auto [before, added] = lines.emplace(word, item.at.line);
    if (added) {
      words.push_back(word);
    } else {
      report.error(item.at, "`" + item.scalar + "` stands in line " +
                                std::to_string(before->second) +
                                " already; a word belongs to one group");
    }
  }
  return words;
}

knowledge::SynonymGroups read_groups(const YamlEntry& locale, Report& report) {
  knowledge::SynonymGroups out;
  if (!locale.value.is_list()) {
    report.error(locale.value.at,
                 "`" + locale.key + "` must be a list of groups, not " + describe(locale.value));
    return out;
  }
  Lines lines;
  for (const auto& item : locale.value.items) {
    if (!item.is_list() || item.items.size() < 2) {
      report.error(item.at, "a group is a list of two words or more, like [refund, money back]");
      continue;
    }
    auto words = read_group(item, lines, report);
    if (words.size() > 1) out.push_back(std::move(words));
  }
  return out;
}

}  // namespace

ParsedSynonyms parse_synonyms(const std::string& file, std::string_view bytes,
                              std::vector<Finding>& findings) {
  ParsedSynonyms out;
  Report report(file, findings);
  const auto root = parse_yaml(bytes, report);
  if (!root || root->is_null()) return out;
  if (!root->is_map()) {
    report.error(root->at,
                 "expected a mapping from locales to groups of words, not " + describe(*root));
    return out;
  }
  for (const auto& locale : root->entries) {
    if (!is_locale(locale.key)) {
      report.error(locale.at,
                   "`" + locale.key + "` is no locale; write for example `zh-CN` or `en`");
      continue;
    }
    out.locales_at[locale.key] = locale.at;
    out.groups[locale.key] = read_groups(locale, report);
  }
  return out;
}

}  // namespace yingda::content
