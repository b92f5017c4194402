#include "text/tokenize.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <utility>

#include "text/characters.hpp"
#include "text/normalize.hpp"
#include "text/web_address.hpp"

namespace yingda::text {
namespace {

constexpr std::size_t masked_digits_min = 6;
constexpr std::size_t token_characters_max = 64;  // longer is noise, not a word

bool is_letter(char32_t c) {
  if (c < 0x80) return is_ascii_letter(c);
  return !is_han(c) && (u_isalpha(static_cast<UChar32>(c)) != 0 ||
                        u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK);
}

bool ends_with(const std::string& word, std::string_view ending) {
  return word.size() >= ending.size() &&
         word.compare(word.size() - ending.size(), ending.size(), ending) == 0;
}

bool has_vowel(std::string_view word) {
  return word.find_first_of("aeiouy") != std::string_view::npos;
}

// "stopp" -> "stop", but "call", "miss", "buzz" stay.
void undouble(std::string& word) {
  const std::size_t n = word.size();
  if (n < 3 || word[n - 1] != word[n - 2]) return;
  if (std::string_view("aeioulsz").find(word[n - 1]) == std::string_view::npos) word.pop_back();
}

void strip_plural(std::string& word) {
  if (ends_with(word, "ies") && word.size() > 4) {
    word.replace(word.size() - 3, 3, "y");
  } else if (ends_with(word, "sses") || ends_with(word, "xes") || ends_with(word, "ches") ||
             ends_with(word, "shes")) {
    word.resize(word.size() - 2);
  } else if (ends_with(word, "s") && !ends_with(word, "ss") && !ends_with(word, "us") &&
             !ends_with(word, "is")) {
    word.pop_back();
  }
}

void strip_verb(std::string& word) {
  for (const std::string_view ending : {"ing", "ed"}) {
    if (!ends_with(word, ending) || word.size() < ending.size() + 3) continue;
    const std::string rest = word.substr(0, word.size() - ending.size());
    if (!has_vowel(rest)) continue;
    word = rest;
    undouble(word);
    return;
  }
}

// A run of letters and digits without a blank: "iphone15", "4g", "sf1380013800012".
struct Run {
  std::u32string text;
  std::size_t digits = 0;
};

void emit(const Run& run, bool adjacent, std::vector<Token>& out) {
  if (run.digits >= masked_digits_min || run.text.size() > token_characters_max) return;
  for (std::size_t at = 0; at < run.text.size();) {
    const bool number = is_digit(run.text[at]);
    std::size_t end = at;
    while (end < run.text.size() && is_digit(run.text[end]) == number) ++end;
    Token token{number ? TokenKind::number : TokenKind::word,
                encode(std::u32string_view(run.text).substr(at, end - at)),
                {},
                adjacent || at > 0};
    at = end;
    const auto verb = number ? std::string_view() : negated_verb(token.text);
    if (!verb.empty()) token.text = verb;
    token.stem = number ? token.text : stem(token.text);
    out.push_back(std::move(token));
    if (!verb.empty()) out.push_back({TokenKind::word, "not", "not", true});
  }
}

}  // namespace

std::string_view negated_verb(std::string_view word) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 18> verbs{
      {{"isnt", "is"},
       {"arent", "are"},
       {"wasnt", "was"},
       {"werent", "were"},
       {"dont", "do"},
       {"doesnt", "does"},
       {"didnt", "did"},
       {"cant", "can"},
       {"cannot", "can"},
       {"couldnt", "could"},
       {"wont", "will"},
       {"wouldnt", "would"},
       {"shouldnt", "should"},
       {"mustnt", "must"},
       {"hasnt", "has"},
       {"havent", "have"},
       {"hadnt", "had"},
       {"aint", "is"}}};
  const auto* at = std::find_if(verbs.begin(), verbs.end(),
                                [&](const auto& verb) { return verb.first == word; });
  return at == verbs.end() ? std::string_view() : at->second;
}

std::string stem(std::string_view word) {
  std::string out(word);
  const bool plain =
      std::all_of(out.begin(), out.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (!plain || out.size() < 4) return out;
  strip_plural(out);
  strip_verb(out);
  if (out.size() > 3 && out.back() == 'e') out.pop_back();
  if (out.size() > 3 && out.back() == 'y') out.back() = 'i';
  return out;
}

std::vector<Token> tokenize(std::string_view text) {
  const std::u32string all = decode(normalize(text));
  std::vector<Token> out;
  Run run;
  bool adjacent = false;
  const auto finish = [&] {
    if (run.text.empty()) return;
    emit(run, adjacent, out);
    run = {};
    adjacent = true;
  };
  for (std::size_t at = 0; at < all.size(); ++at) {
    const std::size_t behind = run.text.empty() ? address_end(all, at) : at;
    if (behind > at) {
      adjacent = false;
      at = behind - 1;
      continue;
    }
    const char32_t c = all[at];
    if (is_han(c)) {
      finish();
      Token token{TokenKind::han, {}, {}, adjacent};
      append_utf8(token.text, c);
      token.stem = token.text;
      out.push_back(std::move(token));
      adjacent = true;
    } else if (is_letter(c) || is_digit(c)) {
      run.text.push_back(c);
      run.digits += is_digit(c) ? 1U : 0U;
    } else if (c != U'\'' && c != 0x2019) {
      finish();
      if (!is_space(c)) adjacent = false;
    }
  }
  finish();
  return out;
}

}  // namespace yingda::text
