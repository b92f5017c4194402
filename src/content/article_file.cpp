#include "content/article_file.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "content/article_parser.hpp"
#include "text/characters.hpp"

namespace yingda::content {
namespace {

// A JSON string is a YAML string, too.
std::string in_quotes(std::string_view text) {
  using Json = nlohmann::json;
  return Json(std::string(text)).dump(-1, ' ', false, Json::error_handler_t::replace);
}

// Readable without quotes, and nothing but text: what is in doubt is quoted.
bool is_plain(std::string_view text) {
  static constexpr std::array others{"true", "false", "yes", "no", "on", "off", "null", "y", "n"};
  if (text.empty() || text.find_first_of(":#{}[],&*!|>'\"%@`\\\t\n") != text.npos) return false;
  if (text.back() == ' ') return false;
  std::size_t at = 0;
  const char32_t first = text::next_character(text, at);
  if (!text::is_han(first) && !text::is_ascii_letter(first)) return false;
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(c < 128 ? std::tolower(c) : c); });
  return std::find(others.begin(), others.end(), lower) == others.end();
}

// Where a place of a finding is, in bytes; the end when there is no such place.
std::size_t offset_of(std::string_view bytes, Position place) {
  std::size_t at = 0;
  for (int line = 1; line < place.line; ++line) {
    at = bytes.find('\n', at);
    if (at == bytes.npos) return bytes.size();
    ++at;
  }
  for (int column = 1; column < place.column && at < bytes.size(); ++column) {
    text::next_character(bytes, at);
  }
  return at;
}

std::size_t line_begin(std::string_view bytes, std::size_t at) {
  const auto before = bytes.rfind('\n', at == 0 ? 0 : at - 1);
  return at == 0 || before == bytes.npos ? 0 : before + 1;
}

// Behind the line's end; the end of the file when it has none.
std::size_t line_end(std::string_view bytes, std::size_t at) {
  const auto end = bytes.find('\n', at);
  return end == bytes.npos ? bytes.size() : end + 1;
}

std::string_view line_break(std::string_view bytes) {
  const auto end = bytes.find('\n');
  return end != bytes.npos && end > 0 && bytes[end - 1] == '\r' ? "\r\n" : "\n";
}

// "  - a" becomes "  - a\n  - b".
std::string after_block_item(const std::string& bytes, std::size_t item,
                             const std::vector<std::string>& questions) {
  const auto begin = line_begin(bytes, item);
  const auto dash = bytes.find_first_not_of(" \t", begin);
  const std::string indent = bytes.substr(begin, dash - begin) + "- ";
  std::string added;
  for (const auto& question : questions) {
    added += indent + (is_plain(question) ? question : in_quotes(question));
    added += line_break(bytes);
  }
  std::string out = bytes;
  return out.insert(line_end(bytes, item), added);
}

// "[a, b]" becomes "[a, b, "c"]".
std::string after_flow_item(const std::string& bytes, std::size_t item,
                            const std::vector<std::string>& questions) {
  std::size_t end = item;
  if (const char quote = bytes[item]; quote == '"' || quote == '\'') {
    for (end = item + 1; end < bytes.size() && bytes[end] != quote; ++end) {
      if (quote == '"' && bytes[end] == '\\') ++end;
    }
    end = std::min(end + 1, bytes.size());
  } else {
    end = std::min(bytes.find_first_of(",]\n", item), bytes.size());
    while (end > item && (bytes[end - 1] == ' ' || bytes[end - 1] == '\r')) --end;
  }
  std::string added;
  for (const auto& question : questions) added += ", " + in_quotes(question);
  std::string out = bytes;
  return out.insert(end, added);
}

// Before the line that ends the front matter.
std::string before_fence(const std::string& bytes, const std::vector<std::string>& questions) {
  const std::string_view nl = line_break(bytes);
  std::size_t at = line_end(bytes, 0);
  while (at < bytes.size()) {
    const auto end = line_end(bytes, at);
    auto line = std::string_view(bytes).substr(at, end - at);
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r' || line.back() == ' ')) {
      line.remove_suffix(1);
    }
    if (line == "---") break;
    at = end;
  }
  std::string added = "questions:" + std::string(nl);
  for (const auto& question : questions) {
    added += "  - " + (is_plain(question) ? question : in_quotes(question)) + std::string(nl);
  }
  std::string out = bytes;
  return out.insert(at, added);
}

std::optional<ParsedArticle> parsed(const std::string& bytes, bool& sound) {
  std::vector<Finding> findings;
  auto out = parse_article("article.md", bytes, findings);
  sound = !has_errors(findings);
  return out;
}

// Is it the same article, with these questions more?
bool only_added(const ParsedArticle& before, const std::string& bytes,
                const std::vector<std::string>& questions) {
  bool sound = false;
  const auto after = parsed(bytes, sound);
  if (!sound || !after) return false;
  auto wanted = before.article.questions;
  wanted.insert(wanted.end(), questions.begin(), questions.end());
  return after->article.questions == wanted && after->article.id == before.article.id &&
         after->article.locale == before.article.locale &&
         after->article.title == before.article.title &&
         after->article.text == before.article.text && after->article.tags == before.article.tags &&
         after->article.department == before.article.department &&
         after->valid_from == before.valid_from && after->valid_to == before.valid_to;
}

}  // namespace

std::string article_file(const ArticleDraft& draft) {
  const auto& questions = draft.questions;
  const bool named = !draft.title.empty() || questions.empty();
  std::string out = "---\nid: " + draft.id +
                    "\ntitle: " + in_quotes(named ? draft.title : questions.front()) +
                    "\nlocale: " + draft.locale + "\nquestions:\n";
  for (const auto& question : questions) out += "  - " + in_quotes(question) + "\n";
  if (!draft.tags.empty()) out += "tags: " + nlohmann::json(draft.tags).dump() + "\n";
  if (!draft.department.empty()) out += "department: " + in_quotes(draft.department) + "\n";
  return out + "---\n" + std::string(text::trim(draft.body)) + "\n";
}

Result<std::string> with_questions(const std::string& bytes,
                                   const std::vector<std::string>& questions) {
  bool sound = false;
  const auto before = parsed(bytes, sound);
  if (!before || !sound) return Error{ErrorCode::invalid, "the article has errors of its own"};
  if (questions.empty()) return bytes;
  std::string out;
  if (before->questions_at.empty()) {
    out = before_fence(bytes, questions);
  } else {
    const auto item = offset_of(bytes, before->questions_at.back());
    const auto begin = bytes.find_first_not_of(" \t", line_begin(bytes, item));
    const bool block = begin != bytes.npos && bytes.compare(begin, 2, "- ") == 0;
    out =
        block ? after_block_item(bytes, item, questions) : after_flow_item(bytes, item, questions);
  }
  if (only_added(*before, out, questions)) return out;
  return Error{ErrorCode::invalid,
               "the list of questions is written in a way that nothing can be added to by itself; "
               "add them in the file"};
}

}  // namespace yingda::content
