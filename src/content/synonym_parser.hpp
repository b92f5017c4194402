#pragma once
// knowledge_base/synonyms.yaml: for each locale, groups of words that mean the same.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "content/finding.hpp"
#include "content/yaml_reader.hpp"
#include "knowledge/synonyms.hpp"

namespace yingda::content {

inline constexpr std::string_view synonyms_file = "knowledge_base/synonyms.yaml";

struct ParsedSynonyms {
  std::map<std::string, knowledge::SynonymGroups> groups;  // by locale
  std::map<std::string, Position> locales_at;
};

// A word may stand in one group of a locale only: which would it be read as?
ParsedSynonyms parse_synonyms(const std::string& file, std::string_view bytes,
                              std::vector<Finding>& findings);

}  // namespace yingda::content
