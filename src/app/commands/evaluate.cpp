#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "app/commands/commands.hpp"
#include "app/failure.hpp"
#include "app/labelled_questions.hpp"
#include "app/releases.hpp"
#include "app/retuning.hpp"
#include "app/setup.hpp"
#include "app/system.hpp"
#include "app/traffic_shelf.hpp"
#include "knowledge/blend.hpp"
#include "knowledge/engine.hpp"
#include "learning/report.hpp"

namespace yingda::app {
namespace {

using Json = nlohmann::json;
using Clock = std::chrono::steady_clock;

struct EvaluateArguments {
  std::string articles;
  std::string content;
  std::string queries;
  std::vector<std::string> without;
  std::size_t variants_max = 0;  // 0: all
  std::size_t misses = 0;
  bool no_title = false;
  bool from_traffic = false;
  std::string data = "data";
  std::size_t days = learning_days;
  bool json = false;
};

struct Figures {
  std::size_t in_scope = 0, out_of_scope = 0;
  std::size_t hit_1 = 0, hit_3 = 0;
  double reciprocal = 0;
  std::size_t correct = 0, wrong = 0, deferred = 0, false_answers = 0;
  std::vector<double> latency_us;
  std::vector<std::string> misses;
};

std::size_t rank_of(const knowledge::Understanding& understood, const LabelledQuestion& query) {
  for (std::size_t i = 0; i < understood.candidates.size(); ++i) {
    const auto& id = understood.candidates[i].id;
    if (std::find(query.expect.begin(), query.expect.end(), id) != query.expect.end()) return i + 1;
  }
  return 0;
}

std::string miss(const LabelledQuestion& query, const knowledge::Understanding& understood) {
  return query.text + "\n    expected " + (query.expect.empty() ? "no answer" : query.expect[0]) +
         ", best " + (understood.candidates.empty() ? "nothing" : understood.candidates[0].id) +
         ": " + understood.reason;
}

void judge(const LabelledQuestion& query, const knowledge::Understanding& understood,
           Figures& out) {
  const bool answered =
      understood.outcome == knowledge::Outcome::answer && !understood.candidates.empty();
  if (query.expect.empty()) {
    ++out.out_of_scope;
    out.false_answers += answered ? 1 : 0;
    if (answered) out.misses.push_back(miss(query, understood));
    return;
  }
  ++out.in_scope;
  const std::size_t rank = rank_of(understood, query);
  if (rank != 1 || !answered) out.misses.push_back(miss(query, understood));
  out.hit_1 += rank == 1 ? 1 : 0;
  out.hit_3 += rank >= 1 && rank <= 3 ? 1 : 0;
  if (rank >= 1 && rank <= 3) out.reciprocal += 1.0 / static_cast<double>(rank);
  (answered ? (rank == 1 ? out.correct : out.wrong) : out.deferred) += 1;
}

double share(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

Json report(Figures& figures, double index_s) {
  auto& times = figures.latency_us;
  std::sort(times.begin(), times.end());
  const auto at = [&](double quantile) {
    return times[static_cast<std::size_t>(quantile * static_cast<double>(times.size() - 1))];
  };
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return {{"in_scope", figures.in_scope},
          {"out_of_scope", figures.out_of_scope},
          {"hit_at_1", share(figures.hit_1, figures.in_scope)},
          {"hit_at_3", share(figures.hit_3, figures.in_scope)},
          {"mrr_at_3",
           figures.in_scope == 0 ? 0 : figures.reciprocal / static_cast<double>(figures.in_scope)},
          {"answered_correct", share(figures.correct, figures.in_scope)},
          {"answered_wrong", share(figures.wrong, figures.in_scope)},
          {"deferred", share(figures.deferred, figures.in_scope)},
          {"false_answers", share(figures.false_answers, figures.out_of_scope)},
          {"latency_us", {{"p50", at(0.5)}, {"p99", at(0.99)}}},
          {"index_s", index_s},
          {"rss_mb", static_cast<double>(usage.ru_maxrss) / 1024.0}};
}

struct Trained {
  std::shared_ptr<const knowledge::Engine> engine;
  double seconds = 0;
};

Trained train(const EvaluateArguments& arguments, std::vector<knowledge::Document> articles) {
  knowledge::Options options;
  options.index_titles = !arguments.no_title;
  options.without = arguments.without;
  const auto started = Clock::now();
  auto engine = knowledge::Engine::train(std::move(articles), options);
  return {std::move(engine), std::chrono::duration<double>(Clock::now() - started).count()};
}

// What is asked, and the engine that is asked, each held against the other before anything runs.
struct Subject {
  Trained trained;
  std::vector<LabelledQuestion> questions;
};

Subject from_articles(const EvaluateArguments& arguments) {
  auto articles = read_articles(arguments.articles, arguments.variants_max);
  std::set<std::string> ids;
  for (const auto& article : articles) ids.insert(article.id);
  auto questions =
      read_questions(arguments.queries, articles.empty() ? "zh-CN" : articles.front().locale);
  warn_of_unknown(arguments.queries, questions,
                  [&](const std::string& id) { return ids.contains(id); });
  return {train(arguments, std::move(articles)), std::move(questions)};
}

Subject from_content(const EvaluateArguments& arguments) {
  const auto started = Clock::now();  // checking included: what a publish takes
  const auto catalog =
      catalog_from(content_directory(arguments.content), arguments.content, config_from(""));
  const auto seconds = std::chrono::duration<double>(Clock::now() - started).count();
  auto questions = read_questions(arguments.queries, catalog->default_locale);
  warn_of_unknown(arguments.queries, questions, [&](const std::string& id) {
    return catalog->articles.contains(id) || catalog->flows.find(id) != nullptr;
  });
  return {{catalog->engine, seconds}, std::move(questions)};
}

// Of the live release; a backup has no gate of its own to show.
std::vector<learning::GateLine> gates_of(const std::string& data,
                                         const std::vector<learning::ConversationTraffic>& traffic,
                                         Instant now) {
  if (!std::filesystem::is_directory(data)) return {};
  const SystemClock clock;
  const auto live = store::Releases(data, clock, store::Access::read_only).live_number();
  if (live == 0) return {};
  const auto catalog = load_release(data, live, config_from(""), clock);
  return gate_lines(retuning_in(*catalog->engine), retuning_by(*catalog->engine, traffic, now));
}

// The answers that were really given, by what visitors and agents made of them.
int evaluate_traffic(const EvaluateArguments& arguments) {
  TrafficShelf shelf(arguments.data);
  const auto newest = shelf.newest().value_or(Instant{});
  const auto from = newest - std::chrono::hours(24) * static_cast<int>(arguments.days);
  shelf.refresh(from);
  const auto traffic = shelf.traffic(from);
  const auto quality = learning::quality_of(traffic, newest);
  if (quality.questions == 0) {
    throw Failure(exit_found, "yingda: " + arguments.data + " has no traffic: in its newest " +
                                  std::to_string(arguments.days) +
                                  " days nobody asked the bot anything");
  }
  const auto gates = gates_of(arguments.data, traffic, newest);
  const std::string text = arguments.json
                               ? learning::quality_json(quality, gates, from, newest) + "\n"
                               : learning::quality_text(quality, gates, from, newest);
  std::fwrite(text.data(), 1, text.size(), stdout);
  return exit_fine;
}

int evaluate(const EvaluateArguments& arguments) {
  if (arguments.from_traffic) return evaluate_traffic(arguments);
  if (arguments.queries.empty()) {
    throw Failure(exit_bad, "yingda: evaluate needs --queries, or --from-traffic");
  }
  if (arguments.articles.empty() && arguments.content.empty()) {
    throw Failure(exit_bad, "yingda: evaluate needs --articles or --content");
  }
  const auto [trained, queries] =
      arguments.content.empty() ? from_articles(arguments) : from_content(arguments);
  if (queries.empty()) {
    throw Failure(exit_found, "yingda: " + arguments.queries + " has no queries");
  }
  Figures figures;
  for (const auto& query : queries) {
    const auto asked = Clock::now();
    const auto understood = trained.engine->understand(query.text, {query.locale, {}});
    figures.latency_us.push_back(
        std::chrono::duration<double, std::micro>(Clock::now() - asked).count());
    judge(query, understood, figures);
  }
  const Json out = report(figures, trained.seconds);
  if (arguments.json) {
    std::printf("%s\n", out.dump().c_str());
  } else {
    for (const auto& [name, value] : out.items()) {
      std::printf("%-18s %s\n", name.c_str(), value.dump().c_str());
    }
  }
  for (std::size_t i = 0; i < figures.misses.size() && i < arguments.misses; ++i) {
    std::fprintf(stderr, "%s\n", figures.misses[i].c_str());
  }
  return exit_fine;
}

}  // namespace

void add_evaluate(CLI::App& root, Chosen& chosen) {
  auto* command = root.add_subcommand("evaluate", "Measure answers against labelled queries.");
  auto arguments = std::make_shared<EvaluateArguments>();
  auto* articles =
      command->add_option("--articles", arguments->articles, "One article a line, as JSON")
          ->type_name("A.jsonl");
  command
      ->add_option("--content", arguments->content,
                   "Instead of articles: a content directory, flows and all")
      ->type_name("DIR")
      ->excludes(articles);
  auto* queries = command->add_option("--queries", arguments->queries, "One query a line, as JSON")
                      ->type_name("Q.jsonl");
  auto* from_traffic =
      command
          ->add_flag("--from-traffic", arguments->from_traffic,
                     "Instead of queries: the answers given to visitors, by what became of them")
          ->excludes(queries)
          ->excludes(articles);
  command
      ->add_option("--data", arguments->data,
                   "For --from-traffic: a data directory, also of a running server, or a backup")
      ->type_name("DIR|FILE")
      ->needs(from_traffic);
  command->add_option("--days", arguments->days, "For --from-traffic: how far back (default: 28)")
      ->check(counts_from_one & CLI::Range(1, 3650))
      ->type_name("N")
      ->needs(from_traffic);
  command->add_flag("--no-title", arguments->no_title, "Leave titles out of the index");
  command
      ->add_option("--variants", arguments->variants_max,
                   "Take only the first N questions of an article")
      ->type_name("N")
      ->needs(articles);
  command
      ->add_option("--without", arguments->without,
                   "Leave a part of the score out, to see what it is worth")
      ->check(CLI::IsMember(
          std::vector<std::string>(knowledge::part_names.begin(), knowledge::part_names.end())))
      ->needs(articles);
  command
      ->add_option("--misses", arguments->misses,
                   "Print N queries that were not answered right, with the reason, to stderr")
      ->type_name("N");
  command->add_flag("--json", arguments->json, "One JSON object");
  command->callback(
      [arguments, &chosen] { chosen = [arguments] { return evaluate(*arguments); }; });
}

}  // namespace yingda::app
