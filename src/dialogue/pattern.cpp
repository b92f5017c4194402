#include "dialogue/pattern.hpp"

#include <re2/re2.h>

namespace yingda::dialogue {

Result<std::shared_ptr<const re2::RE2>> compile_pattern(std::string_view source) {
  re2::RE2::Options options(re2::RE2::Quiet);
  options.set_max_mem(1 << 20);
  const re2::StringPiece piece(source.data(), source.size());
  auto pattern = std::make_shared<const re2::RE2>(piece, options);
  if (!pattern->ok()) return Error{ErrorCode::invalid, "pattern: " + pattern->error()};
  return pattern;
}

std::string source_of(const std::shared_ptr<const re2::RE2>& pattern) {
  return pattern ? pattern->pattern() : std::string();
}

bool matches(const std::shared_ptr<const re2::RE2>& pattern, std::string_view value) {
  if (!pattern) return true;
  return re2::RE2::FullMatch(re2::StringPiece(value.data(), value.size()), *pattern);
}

bool found_in(const std::shared_ptr<const re2::RE2>& pattern, std::string_view value) {
  if (!pattern) return true;
  return re2::RE2::PartialMatch(re2::StringPiece(value.data(), value.size()), *pattern);
}

}  // namespace yingda::dialogue
