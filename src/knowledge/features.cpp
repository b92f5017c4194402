#include "knowledge/features.hpp"

#include <algorithm>

#include "text/common_words.hpp"
#include "text/tokenize.hpp"

namespace yingda::knowledge {
namespace {

using text::Token;
using text::TokenKind;

constexpr std::size_t piece_letters_min = 3;
constexpr std::size_t piece_letters_max = 4;
constexpr std::string_view any_number = "#";
constexpr std::size_t name_digits_min = 5;

// Pieces of "refund" with its edges: "_re", "ref", … "nd_", "_ref", … "und_". Bytes, not code
// points: for letters beyond ASCII a piece is only a fingerprint anyway.
void add_pieces(const std::string& word, bool common, std::vector<TextFeature>& out) {
  const std::string padded = "_" + word + "_";
  for (std::size_t letters = piece_letters_min; letters <= piece_letters_max; ++letters) {
    for (std::size_t i = 0; i + letters <= padded.size(); ++i) {
      out.push_back({"~" + padded.substr(i, letters), FeatureKind::piece, common, false});
    }
  }
}

// Numbers are told apart by their pieces; see features.hpp.
void unify_numbers(std::vector<Token>& tokens) {
  for (auto& token : tokens) {
    const bool amount = token.kind == TokenKind::number && token.text.size() < name_digits_min;
    if (amount) token.stem = any_number;
  }
}

bool joins(const Token& left, const Token& right) {
  return right.adjacent || (left.kind != TokenKind::han && right.kind != TokenKind::han);
}

std::string pair_name(const Token& left, const Token& right) {
  const bool blank = left.kind != TokenKind::han && right.kind != TokenKind::han;
  return left.stem + (blank ? " " : "") + right.stem;
}

}  // namespace

std::vector<TextFeature> features_of(std::string_view text, bool chinese) {
  auto tokens = text::tokenize(text);
  if (!chinese) unify_numbers(tokens);
  std::vector<bool> common;
  for (const auto& token : tokens) common.push_back(text::is_common_word(token.text));
  std::vector<TextFeature> out;
  out.reserve(tokens.size() * 6);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto& token = tokens[i];
    const bool han = token.kind == TokenKind::han;
    out.push_back({token.stem, FeatureKind::unit, common[i], !han && !common[i]});
    if (token.stem == any_number) {
      out.push_back({"~" + token.text, FeatureKind::piece, false, false});
    }
    if (token.kind == TokenKind::word) add_pieces(token.text, common[i], out);
    if (i + 1 >= tokens.size() || !joins(token, tokens[i + 1])) continue;
    const auto& next = tokens[i + 1];
    const bool both = common[i] && common[i + 1];
    const bool both_han = han && next.kind == TokenKind::han;
    out.push_back({pair_name(token, next), FeatureKind::pair, both,
                   both_han && !common[i] && !common[i + 1]});
    if (!both_han || i + 2 >= tokens.size() || tokens[i + 2].kind != TokenKind::han) continue;
    if (tokens[i + 2].adjacent) {
      out.push_back({token.stem + next.stem + tokens[i + 2].stem, FeatureKind::triple,
                     both && common[i + 2], false});
    }
  }
  return out;
}

FeatureBag to_bag(std::vector<FeatureId> ids) {
  std::sort(ids.begin(), ids.end());
  FeatureBag out;
  for (const FeatureId id : ids) {
    if (out.empty() || out.back().id != id) out.push_back({id, 0});
    out.back().count += 1;
  }
  return out;
}

}  // namespace yingda::knowledge
