#pragma once
// The files that answers are measured by: articles and labelled questions, a JSON object a line.
// Throws Failure (2) with the file, line and column of what is wrong.

#include <functional>
#include <string>
#include <vector>

#include "knowledge/engine.hpp"

namespace yingda::app {

struct LabelledQuestion {
  std::string text;
  std::vector<std::string> expect;  // any of them is right; none: must not be answered
  std::string locale;
  std::size_t line = 0;
};

// `variants_max`: only so many questions of each; 0: all.
std::vector<knowledge::Document> read_articles(const std::string& path, std::size_t variants_max);

// `locale` is that of questions that name none.
std::vector<LabelledQuestion> read_questions(const std::string& path, const std::string& locale);

// Says on stderr, in one line, that questions expect ids that `known` does not know: most likely a
// slip, but a part of the articles may be measured with all of the questions.
void warn_of_unknown(const std::string& path, const std::vector<LabelledQuestion>& questions,
                     const std::function<bool(const std::string& id)>& known);

}  // namespace yingda::app
