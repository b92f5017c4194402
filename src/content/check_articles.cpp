#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "content/check.hpp"
#include "content/links.hpp"
#include "content/text_reader.hpp"
#include "text/normalize.hpp"

namespace yingda::content {
namespace {

Finding article_finding(const ParsedArticle& article, Position at, std::string text,
                        Severity severity = Severity::warning) {
  return {article.file, at.line, at.column, severity, std::move(text), std::string(rule::schema)};
}

// What does not say its language, or says it wrongly, is checked as if it were in the first one.
const std::string& locale_of(const ParsedArticle& article, const Config& config) {
  const auto& locale = article.article.locale;
  return is_locale(locale) ? locale : config.default_locale;
}

std::string name_of(const ParsedArticle& article) {
  const auto& id = article.article.id;
  return id.empty() ? "the article in " + article.file : "article `" + id + "`";
}

using ById = std::map<std::pair<std::string, std::string>, const ParsedArticle*>;

ById find_duplicates(const std::vector<ParsedArticle>& articles, const Config& config,
                     std::vector<Finding>& findings) {
  ById known;
  for (const auto& article : articles) {
    if (article.article.id.empty()) continue;
    const auto& locale = locale_of(article, config);
    const auto [entry, added] = known.emplace(std::pair{article.article.id, locale}, &article);
    if (added) continue;
    findings.push_back(article_finding(
        article, article.at,
        name_of(article) + " (" + locale + ") is also in " + entry->second->file, Severity::error));
  }
  return known;
}

struct Claim {
  std::string owner;  // "article x", "flow y"
  std::string id;
};

// Two entries that claim one question: the visitor gets the one or the other by chance.
void find_shared_questions(const std::vector<ParsedArticle>& articles, const ParsedFlows& flows,
                           const Config& config, std::vector<Finding>& findings) {
  std::map<std::pair<std::string, std::string>, Claim> claims;
  for (const auto& [id, flow] : flows.flows.flows) {
    for (const auto& [locale, triggers] : flow.triggers) {
      for (const auto& trigger : triggers) {
        const Claim claim{"flow `" + id + "`", "flow:" + id};
        const auto [entry, added] =
            claims.emplace(std::pair{locale, text::match_key(trigger)}, claim);
        if (added || entry->second.id == claim.id) continue;
        findings.push_back(
            flow_finding(flow.where, rule::schema,
                         "the trigger `" + trigger + "` also belongs to " + entry->second.owner,
                         Severity::warning));
      }
    }
  }
  for (const auto& article : articles) {
    for (std::size_t i = 0; i < article.article.questions.size(); ++i) {
      const auto& question = article.article.questions[i];
      const auto& id = article.article.id;
      const Claim claim{name_of(article), id.empty() ? article.file : id};
      const auto [entry, added] =
          claims.emplace(std::pair{locale_of(article, config), text::match_key(question)}, claim);
      if (added) continue;
      const auto text =
          entry->second.id == claim.id
              ? "the question `" + question + "` stands here twice"
              : "the question `" + question + "` also belongs to " + entry->second.owner;
      findings.push_back(article_finding(article, article.questions_at[i], text));
    }
  }
}

// What a link may name: "article:refund-time", "flow:refund", "knowledge_base/refund.md".
std::set<std::string> link_targets(const std::vector<ParsedArticle>& articles,
                                   const ParsedFlows& flows) {
  std::set<std::string> out;
  const bool any = !flows.links.empty() ||
                   std::any_of(articles.begin(), articles.end(),
                               [](const ParsedArticle& article) { return !article.links.empty(); });
  if (!any) return out;
  for (const auto& article : articles) {
    out.insert("article:" + article.article.id);
    out.insert(article.file);
  }
  for (const auto& [id, flow] : flows.flows.flows) out.insert("flow:" + id);
  return out;
}

// A file is named from where the article lies.
std::string target_of(const ParsedArticle& from, const std::string& href) {
  const std::string target = href.substr(0, href.find('#'));
  if (target.starts_with("flow:") || target.starts_with("article:")) return target;
  const auto folder = std::filesystem::path(from.file).parent_path();
  return (folder / target).lexically_normal().generic_string();
}

void check_links(const ParsedArticle& from, const std::set<std::string>& targets,
                 std::vector<Finding>& findings) {
  for (const auto& link : from.links) {
    if (targets.contains(target_of(from, link.href))) {
      findings.push_back(article_finding(
          from, link.at, only_shown(link.href) + "; let the article's words say it"));
      continue;
    }
    auto finding = article_finding(from, link.at, is_not_there(link.href), Severity::error);
    finding.rule = std::string(rule::unknown_reference);
    findings.push_back(std::move(finding));
  }
}

void check_flow_links(const ParsedFlows& flows, const std::set<std::string>& targets,
                      std::vector<Finding>& findings) {
  for (const auto& link : flows.links) {
    if (targets.contains(link.href)) {
      findings.push_back(flow_finding(
          link.where, rule::schema,
          only_shown(link.href) + "; use a step `answer`, `link` or a button of `choose`",
          Severity::warning));
    } else {
      findings.push_back(
          flow_finding(link.where, rule::unknown_reference, is_not_there(link.href)));
    }
  }
}

void find_gaps(const ParsedArticle& article, const ById& known, const Config& config,
               const std::string& day, std::vector<Finding>& findings) {
  const auto& id = article.article.id;
  const std::string name = name_of(article);
  if (!id.empty() && !known.contains({id, config.default_locale})) {
    findings.push_back(article_finding(article, article.at,
                                       name + " has no text in " + config.default_locale +
                                           ", the first language of this content"));
  }
  if (article.article.questions.empty()) {
    findings.push_back(article_finding(
        article, article.at, name + " has no `questions`; without them visitors hardly find it"));
  }
  const bool never = !article.valid_to.empty() && article.valid_to < article.valid_from;
  if (day.empty() || never) return;
  if (!article.valid_to.empty() && article.valid_to < day) {
    findings.push_back(
        article_finding(article, article.at, name + " is no longer valid and will not be found"));
  } else if (!article.valid_from.empty() && article.valid_from > day) {
    findings.push_back(article_finding(article, article.at,
                                       name + " is not valid yet; publish again on that day"));
  }
}

// "20260131" as it stands in the file.
std::string day_text(const std::string& day) {
  return day.substr(0, 4) + "-" + day.substr(4, 2) + "-" + day.substr(6);
}

// Flows show an article whatever its days say: whoever wrote the step hears of it there.
void find_stale_answers(const std::vector<ParsedArticle>& articles, const ParsedFlows& flows,
                        const std::string& day, std::vector<Finding>& findings) {
  if (day.empty()) return;
  for (const auto& reference : flows.references) {
    if (reference.kind != ReferenceKind::article) continue;
    std::string until;
    bool shown = false;
    for (const auto& article : articles) {
      if (article.article.id != reference.name) continue;
      const bool over = !article.valid_to.empty() && article.valid_to < day;
      shown = shown || !over;
      if (over) until = std::max(until, article.valid_to);
    }
    if (shown || until.empty()) continue;
    findings.push_back(
        flow_finding(reference.where, rule::schema,
                     "article `" + reference.name + "` was valid until " + day_text(until) +
                         " and is still shown here; bring it up to date, or leave it out",
                     Severity::warning));
  }
}

}  // namespace

void check_articles(const std::vector<ParsedArticle>& articles, const ParsedFlows& flows,
                    const Config& config, const std::string& day, std::vector<Finding>& findings) {
  const auto known = find_duplicates(articles, config, findings);
  find_shared_questions(articles, flows, config, findings);
  const auto targets = link_targets(articles, flows);
  for (const auto& article : articles) {
    find_gaps(article, known, config, day, findings);
    check_links(article, targets, findings);
  }
  find_stale_answers(articles, flows, day, findings);
  check_flow_links(flows, targets, findings);
}

}  // namespace yingda::content
