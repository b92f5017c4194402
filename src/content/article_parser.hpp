#pragma once
// knowledge_base/**/*.md: YAML front matter and a Markdown body, to conversation::Article.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/finding.hpp"
#include "content/yaml_reader.hpp"
#include "conversation/catalog.hpp"

namespace yingda::content {

// A link that names an article or a flow instead of an address.
struct NamedLink {
  std::string href;
  Position at;
};

struct ParsedArticle {
  conversation::Article article;
  std::string file;
  Position at;  // of `id`
  Position title_at;
  Position department_at;
  std::vector<Position> questions_at;  // one per question
  std::vector<NamedLink> links{};
  std::string valid_from;  // "20260101", the first day, or empty
  std::string valid_to;    // the last day
};

// a-z, 0-9 and "-", at most 100.
bool is_article_id(std::string_view id);

// README.md stands beside articles and is none.
bool is_article_file(std::string_view path);

// Nothing only where there is no front matter to read. What is faulty is a finding, and an id or
// locale that is missing is empty, so that the checks between articles still find the rest.
std::optional<ParsedArticle> parse_article(const std::string& file, std::string_view bytes,
                                           std::vector<Finding>& findings);

}  // namespace yingda::content
