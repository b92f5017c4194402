#pragma once
// Articles as files: a new one, and one with more questions and otherwise byte for byte the same.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace yingda::content {

struct ArticleDraft {
  std::string id;
  std::string locale;
  std::string title;  // empty: the first question
  std::vector<std::string> questions;
  std::vector<std::string> tags{};
  std::string department{};
  std::string body;  // Markdown
};

std::string article_file(const ArticleDraft& draft);

// The file with these questions behind its own, in the style of its list. `invalid` when the file
// is written so that nothing can be added without changing more of it.
Result<std::string> with_questions(const std::string& bytes,
                                   const std::vector<std::string>& questions);

}  // namespace yingda::content
