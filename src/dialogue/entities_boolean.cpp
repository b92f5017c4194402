// Yes or no, as people type them. A clause is read word by word; what decides is the last word that
// says yes or no ("当然不是" is a no), what it is in a longer sentence the beginning of it ("是的，
// 麻烦了"). Who is not sure says neither.

#include <algorithm>
#include <utility>
#include <vector>

#include "dialogue/entities_boolean_words.hpp"
#include "dialogue/entities_parts.hpp"
#include "text/characters.hpp"
#include "text/normalize.hpp"

namespace yingda::dialogue {
namespace {

using std::string_view;

enum class Says { yes, weak, no, lead, other };

struct AnswerWord {
  string_view text;
  Says kind;
  bool settles = false;
};

std::vector<string_view> parts_of(string_view list) {
  std::vector<string_view> out;
  for (std::size_t from = 0; from <= list.size();) {
    const std::size_t to = std::min(list.find('|', from), list.size());
    out.push_back(list.substr(from, to - from));
    from = to + 1;
  }
  return out;
}

bool is_one_of(string_view key, string_view list) {
  const auto parts = parts_of(list);
  return std::find(parts.begin(), parts.end(), key) != parts.end();
}

bool contains_any(string_view key, string_view list) {
  const auto parts = parts_of(list);
  return std::any_of(parts.begin(), parts.end(),
                     [key](string_view word) { return key.find(word) != string_view::npos; });
}

const std::vector<AnswerWord>& all_words() {
  static const std::vector<AnswerWord> out = [] {
    std::vector<AnswerWord> words;
    for (const auto& [list, kind] : {std::pair{boolean_words::yes, Says::yes},
                                     {boolean_words::weak, Says::weak},
                                     {boolean_words::no, Says::no},
                                     {boolean_words::lead, Says::lead},
                                     {boolean_words::other, Says::other}}) {
      for (const string_view word : parts_of(list)) {
        words.push_back({word, kind, is_one_of(word, boolean_words::settling)});
      }
    }
    return words;
  }();
  return out;
}

constexpr std::size_t answer_characters_max = 30;
constexpr std::size_t echo_characters_max = 8;
constexpr std::size_t value_bytes_max = 64;

bool letter_at(string_view key, std::size_t at) {
  return at < key.size() && text::is_ascii_letter(static_cast<unsigned char>(key[at]));
}

// The longest word that stands at the beginning of `rest`; null: none.
const AnswerWord* answer_word_at(string_view rest) {
  const AnswerWord* best = nullptr;
  for (const auto& word : all_words()) {
    if (!rest.starts_with(word.text)) continue;
    const bool latin = letter_at(word.text, word.text.size() - 1);
    if (latin && letter_at(rest, word.text.size())) continue;
    if (best == nullptr || word.text.size() > best->text.size()) best = &word;
  }
  return best;
}

// What one clause says.
struct AnswerClause {
  std::optional<bool> answer;
  bool weak = false;  // gives way to a clause that says the opposite
  bool whole = true;  // nothing in it that is not understood
  bool slip = false;  // "不对": the beginning of a correction
};

// The polar words of a clause in their order, up to the first that is not understood.
struct Polar {
  std::vector<const AnswerWord*> words;
  bool whole = true;
  bool other = false;
  std::size_t to = 0;  // where that is
};

Polar polar_words(string_view key) {
  Polar out;
  for (std::size_t at = 0; at < key.size();) {
    if (key[at] == ' ') {
      ++at;
      continue;
    }
    const AnswerWord* word = answer_word_at(key.substr(at));
    if (word == nullptr || word->kind == Says::other) {
      out.whole = false;
      out.other = word != nullptr;
      out.to = at;
      break;
    }
    if (word->kind != Says::lead) out.words.push_back(word);
    at += word->text.size();
  }
  return out;
}

// "不是50", "要2张", "不是昨天": it is of that value that something is said.
bool names_value(string_view rest) {
  const std::size_t lead = rest.starts_with("it ") ? 3 : 0;
  const Line line = text::decode(rest.substr(lead, value_bytes_max));
  return number_at(line, 0) ||
         any_at(line, 0,
                {U"昨", U"前天", U"今天", U"明天", U"上午", U"下午", U"早上", U"晚上", U"周",
                 U"星期", U"yesterday", U"today", U"tomorrow"}) > 0;
}

AnswerClause read_clause(string_view key) {
  AnswerClause out;
  const auto [polar, whole, other, to] = polar_words(key);
  out.whole = whole;
  if (polar.empty() || other) return out;
  if (!whole && polar.back()->kind != Says::weak && names_value(key.substr(to))) return out;
  const AnswerWord& first = *polar.front();
  const bool echo =
      is_one_of(first.text, boolean_words::echo) && text::characters(key) <= echo_characters_max;
  if (!whole && !first.settles && !(polar.back()->settles && first.kind == Says::weak) && !echo) {
    return out;
  }
  const auto is = [](Says kind) {
    return [kind](const AnswerWord* word) { return word->kind == kind; };
  };
  const auto no = std::find_if(polar.begin(), polar.end(), is(Says::no));
  const bool yes_behind = std::any_of(no, polar.end(), is(Says::yes));
  if (no != polar.end() && yes_behind) return out;  // "不是的对"
  out.answer = no == polar.end();
  out.weak = *out.answer && std::none_of(polar.begin(), polar.end(), is(Says::yes));
  out.slip = first.text == "不对" || first.text == "错了" || first.text == "错";
  return out;
}

// In clauses, as they stand between punctuation, each as its key.
std::vector<std::string> answer_clauses(string_view text) {
  std::vector<std::string> out;
  std::u32string part;
  for (const char32_t c : text::decode(text) + U"\n") {
    if (LineView(U",，.。;；!！、~～…\n").find(c) == LineView::npos) {
      part.push_back(c);
      continue;
    }
    if (auto key = text::match_key(text::encode(part)); !key.empty()) out.push_back(std::move(key));
    part.clear();
  }
  return out;
}

// "不对，是20块", "no, it's 5": another value for something else, and no answer.
bool gives_value(string_view text) {
  const Line line = text::decode(text::normalize(text));
  const auto lead = any_at(line, 0, {U"不对", U"错了", U"不是", U"no"});
  if (lead == 0) return false;
  std::size_t names = Line::npos;
  for (const LineView word :
       {LineView{U"是"}, LineView{U"改成"}, LineView{U"改为"}, LineView{U"it's"}, LineView{U"its"},
        LineView{U"is"}, LineView{U"meant"}}) {
    names = std::min(names, line.find(word, lead));
  }
  if (names == Line::npos) return false;
  return std::any_of(line.begin() + static_cast<std::ptrdiff_t>(names), line.end(), is_numeral);
}

bool is_question(string_view text) {
  const std::string normal = text::normalize(text);
  return normal.ends_with('?');
}

}  // namespace

std::optional<bool> read_boolean(std::string_view text) {
  const std::string key = text::match_key(text);
  const auto exactly = [&](string_view list, string_view signs) {
    return is_one_of(key, list) || is_one_of(text::trim(text), signs);
  };
  if (exactly(boolean_words::exact_yes, boolean_words::yes_signs)) return true;
  if (exactly(boolean_words::exact_no, boolean_words::no_signs)) return false;
  if (is_one_of(key, boolean_words::exact_question)) return std::nullopt;
  if (text::characters(key) > answer_characters_max || is_question(text)) return std::nullopt;
  if (contains_any(key, boolean_words::unsure) || contains_any(key, boolean_words::question) ||
      gives_value(text)) {
    return std::nullopt;
  }
  std::optional<AnswerClause> first;
  for (const auto& part : answer_clauses(text)) {
    const AnswerClause clause = read_clause(part);
    if (!first) {
      if (!clause.answer && !clause.whole) return std::nullopt;
      if (clause.answer) first = clause;
      continue;
    }
    if (!clause.answer && !clause.whole && first->slip) return std::nullopt;  // "不对，…才到账"
    if (!clause.answer || *clause.answer == *first->answer) continue;
    if (first->slip || (first->weak && clause.whole)) return clause.answer;
    if (clause.whole) return std::nullopt;
  }
  return first ? first->answer : std::nullopt;
}

bool is_yes_or_no(std::string_view text) {
  if (!read_boolean(text)) return false;
  const auto parts = answer_clauses(text);
  return std::all_of(parts.begin(), parts.end(), [](const std::string& part) {
    return read_clause(part).whole || is_one_of(part, boolean_words::exact_yes) ||
           is_one_of(part, boolean_words::exact_no);
  });
}

}  // namespace yingda::dialogue
