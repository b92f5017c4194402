#pragma once
// What an editor adds to content without its files at hand: more questions for an article, or a new
// article. It is kept until the directory that content comes from holds it, and put on top of that
// directory at every publish until then.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "content/article_file.hpp"
#include "content/load.hpp"

namespace yingda::content {

enum class AmendmentKind { variant, article };

struct Amendment {
  AmendmentKind kind = AmendmentKind::variant;
  std::string article;  // id
  std::string locale;
  std::vector<std::string> questions{};  // of a variant
  std::string path{};                    // of a new article, with its bytes
  std::string file{};
};

// What became of it on some content.
struct Amended {
  std::vector<std::string> files;    // paths that differ now
  std::vector<std::string> added;    // questions, or the new article's id
  std::vector<std::string> there;    // stand there already
  std::vector<std::string> claimed;  // "QUESTION belongs to article `x`"
  std::string missing;               // why it has no place here any more
  bool changes() const { return !files.empty(); }
  // The content holds it, or can never hold it: it is not to be carried any longer.
  bool over() const { return !changes() && claimed.empty(); }
};

// Puts it on top of the content. A question that another entry claims is left out of an article
// that is there; a new one comes whole.
Amended amend(Files& files, const Amendment& amendment);

// Where a new article of that id goes.
std::string learned_path(const std::string& locale, const std::string& id);

// What is wrong with a question that somebody wants to add; empty: nothing.
std::string question_fault(const std::string& question);

}  // namespace yingda::content
