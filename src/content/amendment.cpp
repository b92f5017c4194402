#include "content/amendment.hpp"

#include <algorithm>
#include <map>

#include "content/article_parser.hpp"
#include "content/flow_parser.hpp"
#include "text/characters.hpp"
#include "text/normalize.hpp"

namespace yingda::content {
namespace {

constexpr std::size_t question_characters_max = 200;

// Who has which question, and where every article is.
struct Claims {
  std::map<std::pair<std::string, std::string>, std::string> owners;  // locale, key: "article `x`"
  std::map<std::pair<std::string, std::string>, std::string> paths;   // id, locale
  std::map<std::string, ParsedArticle> articles;                      // by path
};

Claims claims_of(const Files& files) {
  Claims out;
  std::vector<Finding> ignored;
  ParsedFlows flows;
  for (const auto& [path, bytes] : files) {
    if (is_article_file(path)) {
      auto parsed = parse_article(path, bytes, ignored);
      if (!parsed) continue;
      const auto& article = parsed->article;
      for (const auto& question : article.questions) {
        out.owners.emplace(std::pair{article.locale, text::match_key(question)},
                           "article `" + article.id + "`");
      }
      out.paths.emplace(std::pair{article.id, article.locale}, path);
      out.articles.emplace(path, std::move(*parsed));
    } else if (path.starts_with("flows/") && !path.starts_with("flows/tests/")) {
      parse_flows(path, bytes, flows, ignored);
    }
  }
  for (const auto& [id, flow] : flows.flows.flows) {
    for (const auto& [locale, triggers] : flow.triggers) {
      for (const auto& trigger : triggers) {
        out.owners.emplace(std::pair{locale, text::match_key(trigger)}, "flow `" + id + "`");
      }
    }
  }
  return out;
}

Amended add_article(Files& files, const Claims& claims, const Amendment& amendment) {
  Amended out;
  if (claims.paths.contains({amendment.article, amendment.locale})) {
    out.there.push_back(amendment.article);
    return out;
  }
  const auto [entry, added] = files.emplace(amendment.path, amendment.file);
  if (!added) {
    out.missing = amendment.path + " holds something else";
    return out;
  }
  out.files.push_back(entry->first);
  out.added.push_back(amendment.article);
  std::vector<Finding> ignored;
  const auto parsed = parse_article(amendment.path, amendment.file, ignored);
  if (!parsed) return out;
  for (const auto& question : parsed->article.questions) {
    const auto owner = claims.owners.find({amendment.locale, text::match_key(question)});
    if (owner != claims.owners.end()) {
      out.claimed.push_back("\"" + question + "\" belongs to " + owner->second);
    }
  }
  return out;
}

Amended add_questions(Files& files, const Claims& claims, const Amendment& amendment) {
  Amended out;
  const auto path = claims.paths.find({amendment.article, amendment.locale});
  if (path == claims.paths.end()) {
    out.missing = "there is no article `" + amendment.article + "` in " + amendment.locale;
    return out;
  }
  const std::string mine = "article `" + amendment.article + "`";
  for (const auto& question : amendment.questions) {
    const auto owner = claims.owners.find({amendment.locale, text::match_key(question)});
    if (owner == claims.owners.end()) {
      out.added.push_back(question);
    } else if (owner->second == mine) {
      out.there.push_back(question);
    } else {
      out.claimed.push_back("\"" + question + "\" belongs to " + owner->second);
    }
  }
  if (out.added.empty()) return out;
  auto bytes = with_questions(files.at(path->second), out.added);
  if (!bytes) {
    out.missing = path->second + ": " + bytes.error().detail;
    out.added.clear();
    return out;
  }
  files[path->second] = std::move(*bytes);
  out.files.push_back(path->second);
  return out;
}

}  // namespace

Amended amend(Files& files, const Amendment& amendment) {
  const auto claims = claims_of(files);
  return amendment.kind == AmendmentKind::article ? add_article(files, claims, amendment)
                                                  : add_questions(files, claims, amendment);
}

std::string learned_path(const std::string& locale, const std::string& id) {
  return "knowledge_base/" + locale + "/learned/" + id + ".md";
}

std::string question_fault(const std::string& question) {
  if (text::match_key(question).empty()) return "a question needs words";
  if (question != text::trim(text::without_controls(question)) ||
      question.find_first_of("\n\t") != question.npos) {
    return "a question is one line, without blanks around it";
  }
  if (text::characters(question) > question_characters_max) {
    return "a question has at most " + std::to_string(question_characters_max) + " characters";
  }
  return {};
}

}  // namespace yingda::content
