#pragma once
// The words of an expression, each with the column at which it begins.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace yingda::dialogue {

enum class WordKind { name, number, string, sign, end };

struct Word {
  WordKind kind = WordKind::end;
  std::string text;  // a string without its quotes
  double number = 0;
  std::size_t column = 1;  // in characters, from 1
};

// The last word is always `end`.
Result<std::vector<Word>> split_expression(std::string_view source);

// "column N: message"
Error expression_error(std::size_t column, const std::string& message);

}  // namespace yingda::dialogue
