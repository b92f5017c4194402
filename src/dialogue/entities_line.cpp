// Looking about in a line of text: words, blanks, and what was taken back in the same breath.

#include <array>

#include "dialogue/entities_parts.hpp"
#include "text/characters.hpp"

namespace yingda::dialogue {
namespace {

// Between a value that was a slip and the right one.
constexpr std::array<LineView, 21> slips{
    U"不对",    U"说错了",  U"打错了",  U"写错了",    U"发错了",     U"输错了",     U"填错了",
    U"错了",    U"应该是",  U"改成",    U"改为",      U"更正",       U"哦不",       U"噢不",
    U"no wait", U"wait no", U"i meant", U"make that", U"correction", U"my mistake", U"should be"};

// These mean it only right before a number: "五百，算了六百", but "结果算了，又去充了一次".
constexpr std::array<LineView, 8> slips_before_number{U"算了", U"不是,",  U"不是",  U",不,",
                                                      U", no", U"i mean", U"sorry", U"actually"};

bool number_follows(const Line& line, std::size_t at) {
  while (is_any(line, at, U" ,:是就应该为要¥")) ++at;
  return at < line.size() && number_at(line, at).has_value();
}

}  // namespace

bool stands_at(const Line& line, std::size_t at, LineView word) {
  return at <= line.size() && LineView(line).substr(at).starts_with(word);
}

bool ends_at(const Line& line, std::size_t at, LineView word) {
  return at <= line.size() && LineView(line).substr(0, at).ends_with(word);
}

std::size_t any_at(const Line& line, std::size_t at, std::initializer_list<LineView> words) {
  for (const LineView word : words) {
    if (stands_at(line, at, word)) return word.size();
  }
  return 0;
}

std::size_t any_before(const Line& line, std::size_t at, std::initializer_list<LineView> words) {
  for (const LineView word : words) {
    if (ends_at(line, at, word)) return word.size();
  }
  return 0;
}

std::size_t skip_blanks(const Line& line, std::size_t at) {
  while (at < line.size() && line[at] == U' ') ++at;
  return at;
}

std::size_t skip_blanks_back(const Line& line, std::size_t at) {
  while (at > 0 && line[at - 1] == U' ') --at;
  return at;
}

bool is_clause_mark(const Line& line, std::size_t at) {
  if (line[at] == U'.') return at + 1 == line.size() || line[at + 1] == U' ';
  const bool grouped = line[at] == U',' && at > 0 && text::is_digit(line[at - 1]) &&
                       text::is_digit(glyph(line, at + 1));
  return is_any(line, at, U",;。!?、\n") && !grouped;
}

std::size_t find_word(const Line& line, LineView word, std::size_t from) {
  const bool latin = text::is_ascii_letter(word[0]);
  for (auto at = line.find(word, from); at != Line::npos; at = line.find(word, at + 1)) {
    const bool glued = latin && ((at > 0 && text::is_ascii_letter(line[at - 1])) ||
                                 text::is_ascii_letter(glyph(line, at + word.size())));
    if (!glued) return at;
  }
  return Line::npos;
}

bool holds_word(const Line& line, LineView word) { return find_word(line, word) != Line::npos; }

bool take_word(Line& line, LineView word) {
  const std::size_t at = find_word(line, word);
  if (at == Line::npos) return false;
  blank(line, at, at + word.size());
  return true;
}

std::size_t behind_correction(const Line& line) {
  std::size_t behind = 0;
  for (const LineView slip : slips) {
    for (auto at = find_word(line, slip); at != Line::npos; at = find_word(line, slip, at + 1)) {
      if (at > 0) behind = std::max(behind, at + slip.size());
    }
  }
  for (const LineView slip : slips_before_number) {
    for (auto at = find_word(line, slip); at != Line::npos; at = find_word(line, slip, at + 1)) {
      const std::size_t end = at + slip.size();
      // "A，不是B": B is denied, and A was no slip; in "A，不是，是B" it was.
      const bool denies = slip == U"不是" && !is_any(line, skip_blanks(line, end), U",:是应");
      if (at > 0 && !denies && number_follows(line, end)) behind = std::max(behind, end);
    }
  }
  return behind;
}

}  // namespace yingda::dialogue
