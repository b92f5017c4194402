#pragma once
// The texts of content and config: a string, a map from locale to string, or lists of either.

#include <string_view>

#include "content/yaml_reader.hpp"
#include "dialogue/flow.hpp"

namespace yingda::content {

// "zh-CN", "en": a language, perhaps with a script or region.
bool is_locale(std::string_view name);

dialogue::Text read_text(const YamlNode& node, Report& report, std::string_view what);

// Variants by locale; a plain list is for the default locale.
std::map<std::string, std::vector<std::string>> read_phrases(const YamlNode& node, Report& report,
                                                             std::string_view what,
                                                             const std::string& default_locale);

}  // namespace yingda::content
