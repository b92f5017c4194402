#pragma once
// Editors' patterns, with a linear-time engine: a visitor cannot stall the server through one.

#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace re2 {
class RE2;
}

namespace yingda::dialogue {

// `invalid` with what is wrong in the pattern.
Result<std::shared_ptr<const re2::RE2>> compile_pattern(std::string_view source);

// As the editor wrote it; empty for a null pattern.
std::string source_of(const std::shared_ptr<const re2::RE2>& pattern);

// On the whole value. A null pattern matches everything.
bool matches(const std::shared_ptr<const re2::RE2>& pattern, std::string_view value);

// Anywhere in the value. A null pattern is found everywhere.
bool found_in(const std::shared_ptr<const re2::RE2>& pattern, std::string_view value);

}  // namespace yingda::dialogue
