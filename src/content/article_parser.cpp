#include "content/article_parser.hpp"

#include <algorithm>
#include <chrono>

#include "content/keys.hpp"
#include "content/links.hpp"
#include "content/text_reader.hpp"
#include "text/characters.hpp"
#include "text/markdown.hpp"

namespace yingda::content {
namespace {

// An answer longer than this is a manual, and a bubble is no place for one.
constexpr std::size_t article_bytes_max = 64 * 1024;

struct Parts {
  std::string_view matter;
  std::string_view body;
};

// The front matter stands between two lines of `---`, the first of which begins the file.
std::optional<Parts> split(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  std::size_t line = 0;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < bytes.size(); ++line) {
    const auto end = std::min(bytes.find('\n', at), bytes.size());
    auto text = bytes.substr(at, end - at);
    while (!text.empty() && (text.back() == '\r' || text.back() == ' ')) text.remove_suffix(1);
    const bool fence = text == "---";
    if (line == 0 && !fence) return std::nullopt;
    if (line == 0) begin = std::min(end + 1, bytes.size());
    if (line > 0 && fence) {
      return Parts{bytes.substr(begin, at - begin), bytes.substr(std::min(end + 1, bytes.size()))};
    }
    at = end + 1;
  }
  return std::nullopt;
}

// "2026-01-31" to "20260131".
std::string read_day(const Fields& fields, std::string_view key) {
  const auto text = fields.text(key);
  if (!text) return {};
  const auto digits = [&](std::size_t from, std::size_t count) {
    int value = 0;
    for (std::size_t i = from; i < from + count; ++i) {
      if ((*text)[i] < '0' || (*text)[i] > '9') return -1;
      value = value * 10 + ((*text)[i] - '0');
    }
    return value;
  };
  if (text->size() == 10 && (*text)[4] == '-' && (*text)[7] == '-') {
    const int year = digits(0, 4);
    const int month = digits(5, 2);
    const int day = digits(8, 2);
    const std::chrono::year_month_day date{std::chrono::year(year),
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (year > 0 && month > 0 && day > 0 && date.ok()) {
      return text->substr(0, 4) + text->substr(5, 2) + text->substr(8, 2);
    }
  }
  fields.report().error(fields.at(key), "`" + std::string(key) + "` must be a day like 2026-01-31");
  return {};
}

void read_questions(const Fields& fields, ParsedArticle& out) {
  const auto* list = fields.list("questions");
  if (!list) return;
  for (const auto& item : list->items) {
    if (!item.is_scalar() || text::trim(item.scalar).empty()) {
      fields.report().error(item.at, "a question must be text, not " + describe(item));
      continue;
    }
    out.article.questions.push_back(item.scalar);
    out.questions_at.push_back(item.at);
  }
}

void read_matter(const Fields& fields, ParsedArticle& out) {
  auto& report = fields.report();
  fields.only(keys::article);
  out.at = fields.at("id");
  out.title_at = fields.at("title");
  out.department_at = fields.at("department");
  out.article.id = fields.required_text("id");
  if (!out.article.id.empty() && !is_article_id(out.article.id)) {
    report.error(out.at, "`" + out.article.id + "` is no article id; use a-z, 0-9 and -");
  }
  out.article.title = fields.required_text("title");
  out.article.locale = fields.required_text("locale");
  if (!out.article.locale.empty() && !is_locale(out.article.locale)) {
    report.error(fields.at("locale"),
                 "`" + out.article.locale + "` is no locale; write for example `zh-CN` or `en`");
  }
  out.article.department = fields.text("department").value_or("");
  out.article.tags = fields.texts("tags").value_or(std::vector<std::string>{});
  read_questions(fields, out);
  out.valid_from = read_day(fields, "valid_from");
  out.valid_to = read_day(fields, "valid_to");
  if (!out.valid_from.empty() && !out.valid_to.empty() && out.valid_to < out.valid_from) {
    report.error(fields.at("valid_to"), "`valid_to` is before `valid_from`");
  }
}

// A link that a client would only show as its text: nobody reaches what it promises. Whether there
// is what it names is seen when all files are read.
void find_dead_links(std::string_view bytes, std::string_view body, Report& report,
                     std::vector<NamedLink>& named) {
  const auto begin = static_cast<std::size_t>(body.data() - bytes.data());
  for (const auto& link : dead_links_in(body)) {
    const auto before = bytes.substr(0, begin + link.at);
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const auto start = before.rfind('\n') + 1;
    const Position place{static_cast<int>(line),
                         static_cast<int>(text::characters(before.substr(start))) + 1};
    if (names_content(link.href)) {
      named.push_back({std::string(link.href), place});
    } else {
      report.warning(place, leads_nowhere(link.href));
    }
  }
}

void read_body(std::string_view bytes, std::string_view body, Report& report, ParsedArticle& out) {
  const auto before = bytes.substr(0, static_cast<std::size_t>(body.data() - bytes.data()));
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  if (!check_encoding(body, report, static_cast<int>(line))) return;
  out.article.rich = text::parse_markdown(body);
  find_dead_links(bytes, body, report, out.links);
  out.article.text = text::plain_text(out.article.rich);
  if (text::trim(out.article.text).empty()) report.error(out.at, "the article has no text");
}

}  // namespace

bool is_article_id(std::string_view id) {
  const auto fine = [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  };
  return !id.empty() && id.size() <= 100 && id.front() != '-' &&
         std::all_of(id.begin(), id.end(), fine);
}

bool is_article_file(std::string_view path) {
  const auto slash = path.rfind('/');
  const auto name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  return path.starts_with("knowledge_base/") && name.ends_with(".md") && name != "README.md";
}

std::optional<ParsedArticle> parse_article(const std::string& file, std::string_view bytes,
                                           std::vector<Finding>& findings) {
  Report report(file, findings);
  if (bytes.size() > article_bytes_max) {
    report.error({1, 1}, "an article is at most 64 KiB; split it");
    return std::nullopt;
  }
  const auto parts = split(bytes);
  if (!parts) {
    report.error({1, 1},
                 "an article begins with front matter: a line `---`, id, title, locale and "
                 "questions, and another line `---`");
    return std::nullopt;
  }
  ParsedArticle out;
  out.file = file;
  out.at = {2, 1};
  const auto matter = parse_yaml(parts->matter, report, 2);
  if (matter) read_matter(Fields(*matter, report, "an article's front matter"), out);
  read_body(bytes, parts->body, report, out);
  if (!matter || !matter->is_map()) return std::nullopt;
  return out;
}

}  // namespace yingda::content
