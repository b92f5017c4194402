#include "content/load.hpp"

#include <algorithm>
#include <iterator>

#include "content/action_settings.hpp"
#include "content/article_parser.hpp"
#include "content/check.hpp"
#include "content/default_patterns.hpp"
#include "content/flow_parser.hpp"
#include "content/slot_states.hpp"
#include "content/synonym_parser.hpp"
#include "content/test_parser.hpp"
#include "conversation/triggers.hpp"

namespace yingda::content {
namespace {

struct Parsed {
  ParsedFlows flows;
  std::vector<ParsedArticle> articles;
  ParsedSynonyms synonyms;
  std::vector<ConversationTest> tests;
};

// Tests are not read with a release that was published: they have passed.
Parsed parse_all(const Files& files, const Config& config, bool with_tests,
                 std::vector<Finding>& findings) {
  Parsed out;
  out.flows.flows.default_locale = config.default_locale;
  for (const auto& [path, bytes] : files) {
    if (path.starts_with("flows/tests/")) {
      if (!with_tests) continue;
      auto tests = parse_tests(path, bytes, findings);
      std::move(tests.begin(), tests.end(), std::back_inserter(out.tests));
    } else if (path.starts_with("flows/")) {
      parse_flows(path, bytes, out.flows, findings);
    } else if (path == synonyms_file) {
      out.synonyms = parse_synonyms(path, bytes, findings);
    } else if (is_article_file(path)) {
      if (auto article = parse_article(path, bytes, findings)) {
        out.articles.push_back(std::move(*article));
      }
    }
  }
  return out;
}

bool is_valid_on(const ParsedArticle& article, const std::string& day) {
  if (day.empty()) return true;
  const bool begun = article.valid_from.empty() || article.valid_from <= day;
  return begun && (article.valid_to.empty() || article.valid_to >= day);
}

std::vector<knowledge::Document> documents_of(const Parsed& parsed, const std::string& day) {
  std::vector<knowledge::Document> out;
  for (const auto& entry : parsed.articles) {
    if (!is_valid_on(entry, day)) continue;
    const auto& article = entry.article;
    out.push_back({knowledge::DocumentKind::article, article.id, article.locale, article.title,
                   article.questions, article.text});
  }
  for (const auto& [id, flow] : parsed.flows.flows.flows) {
    for (const auto& [locale, triggers] : flow.triggers) {
      auto name = dialogue::pick(flow.name, locale, parsed.flows.flows.default_locale);
      // An id in place of a name is nothing that people say: the "3" is no wish for `n3`.
      if (name == id && !triggers.empty()) name = triggers.front();
      out.push_back({knowledge::DocumentKind::flow, id, locale, std::move(name), triggers, ""});
    }
  }
  return out;
}

std::shared_ptr<const conversation::Catalog> build(Parsed parsed, const Config& config,
                                                   const LoadOptions& options,
                                                   const std::string& day) {
  auto catalog = std::make_shared<conversation::Catalog>();
  catalog->release = options.release;
  catalog->default_locale = config.default_locale;
  catalog->policy = config.policy;
  if (options.train) {
    knowledge::Options training{true, options.learned};
    training.synonyms = parsed.synonyms.groups;
    catalog->engine = knowledge::Engine::train(documents_of(parsed, day), training);
  }
  for (auto& entry : parsed.articles) {
    catalog->articles[entry.article.id].emplace(entry.article.locale, std::move(entry.article));
  }
  catalog->flows = std::move(parsed.flows.flows);
  conversation::index_triggers(*catalog);
  return catalog;
}

// A file without a word was cut off while it was saved, or forgotten: what it held would be gone
// without anybody having said so. (Of articles and tests the parsers say it.)
void find_blank(const Files& files, std::vector<Finding>& findings) {
  for (const auto& [path, bytes] : files) {
    const bool flow_file = path.starts_with("flows/") && !path.starts_with("flows/tests/");
    if (!flow_file && path != synonyms_file) continue;
    if (bytes.find_first_not_of(" \t\r\n") != std::string::npos) continue;
    findings.push_back({path, 1, 1, Severity::error,
                        "this file is empty; write what belongs into it, or delete it",
                        std::string(rule::schema)});
  }
}

// Synonyms of a language that nothing is written in would silently do nothing.
void check_synonyms(const Parsed& parsed, std::vector<Finding>& findings) {
  const auto& articles = parsed.articles;
  Report report(std::string(synonyms_file), findings);
  for (const auto& [locale, at] : parsed.synonyms.locales_at) {
    const bool written = std::any_of(
        articles.begin(), articles.end(),
        [&locale = locale](const ParsedArticle& one) { return one.article.locale == locale; });
    if (!written) {
      report.warning(at, "no article is in `" + locale + "`", rule::unknown_reference);
    }
  }
}

// All that content has to be besides readable, with every name it uses in place.
void prove(const Parsed& parsed, const Config& config, bool config_is_sound, const std::string& day,
           std::vector<Finding>& findings) {
  const StateGraph graph(parsed.flows.flows);
  const auto& policy = config.policy;
  const SlotStates states(
      graph, policy.max_failed_turns,
      {policy.urgent_flow, policy.order_flow, policy.progress_flow, policy.complaint_flow});
  check_types(parsed.flows, findings);
  check_possible(graph, parsed.flows, states, findings);
  check_locales(parsed.flows, parsed.articles, config, findings);
  check_synonyms(parsed, findings);
  check_tests(parsed.tests, parsed.flows, parsed.articles, config, config_is_sound, findings);
  check_articles(parsed.articles, parsed.flows, config, day, findings);
  check_left_out(graph, parsed.flows, findings);
  check_paths(graph, config, findings);
  check_entrances(graph, config, findings);
  check_triggers(graph, config, findings);
  check_turn_length(graph, findings);
  check_person_buttons(graph, config, findings);
  check_answerable(parsed.flows, states, findings);
  check_robot_wall(graph, config, findings);
  check_gates(graph, findings);
}

}  // namespace

LoadedContent load(const Files& files, const Config& config, const LoadOptions& options) {
  LoadedContent out;
  const std::string day = options.now ? local_day(*options.now, config.policy.zone) : "";
  auto parsed = parse_all(files, config, !options.was_published, out.findings);
  add_default_patterns(parsed.flows);
  complete_actions(parsed.flows, config);
  check_references(parsed.flows, parsed.articles, config, options.config_is_sound, out.findings);
  if (!options.was_published) find_blank(files, out.findings);
  if (!options.was_published) prove(parsed, config, options.config_is_sound, day, out.findings);
  place_in_content(parsed.flows.flows, out.findings);
  sort_findings(out.findings);
  if (!has_errors(out.findings)) out.catalog = build(std::move(parsed), config, options, day);
  return out;
}

LoadedContent load(const Directory& directory, const Config& config, const LoadOptions& options) {
  auto out = load(directory.files, config, options);
  out.findings.insert(out.findings.end(), directory.findings.begin(), directory.findings.end());
  sort_findings(out.findings);
  if (has_errors(out.findings)) out.catalog.reset();
  return out;
}

}  // namespace yingda::content
