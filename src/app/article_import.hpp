#pragma once
// Articles out of a table or a list: what other systems export, made files of a knowledge base.

#include <string>
#include <vector>

#include "content/load.hpp"

namespace yingda::app {

struct ArticleImport {
  content::Files files;             // knowledge_base/LOCALE/imported/ID.md to bytes
  std::vector<std::string> faults;  // "FILE:LINE: what is wrong", none of them left out
};

// CSV (RFC 4180, UTF-8, a byte order mark is skipped): the first row names the columns `id`,
// `questions` (several: one a line in the cell, or separated by "|"), `answer`, and perhaps
// `title`, `lang`, `tags`, `department`. JSON Lines: an object a line with the same names; lists
// are lists. Without `title` the first question is one; `lang` is `default_locale` where it is not
// said.
ArticleImport articles_from_csv(const std::string& bytes, const std::string& file,
                                const std::string& default_locale);
ArticleImport articles_from_jsonl(const std::string& bytes, const std::string& file,
                                  const std::string& default_locale);

}  // namespace yingda::app
