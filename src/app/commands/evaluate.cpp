#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>

#include "app/commands/commands.hpp"
#include "app/failure.hpp"
#include "knowledge/engine.hpp"

namespace yingda::app {
namespace {

using Json = nlohmann::json;
using Clock = std::chrono::steady_clock;

struct EvaluateArguments {
  std::string articles;
  std::string queries;
  bool no_title = false;
  bool json = false;
};

struct Query {
  std::string text;
  std::string expect;  // empty: must not be answered
};

struct Figures {
  std::size_t in_scope = 0, out_of_scope = 0;
  std::size_t hit_1 = 0, hit_3 = 0;
  double reciprocal = 0;
  std::size_t correct = 0, wrong = 0, deferred = 0, false_answers = 0;
  std::vector<double> latency_us;
};

// Calls `each` with every line's object; says which line is wrong.
void read_lines(const std::string& path, const std::function<void(const Json&)>& each) {
  std::ifstream file(path);
  if (!file) throw Failure(exit_bad, "yingda: cannot read " + path);
  std::size_t number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    try {
      each(Json::parse(line));
    } catch (const Json::exception& error) {
      throw Failure(exit_bad, path + ":" + std::to_string(number) + ":1: error: " + error.what());
    }
  }
}

std::vector<knowledge::Document> read_articles(const std::string& path) {
  std::vector<knowledge::Document> out;
  read_lines(path, [&](const Json& line) {
    knowledge::Document document;
    document.id = line.at("id").get<std::string>();
    document.title = line.value("title", "");
    document.locale = line.value("lang", "zh-CN");
    document.questions = line.at("questions").get<std::vector<std::string>>();
    document.body = line.value("answer", "");
    out.push_back(std::move(document));
  });
  return out;
}

std::vector<Query> read_queries(const std::string& path) {
  std::vector<Query> out;
  read_lines(path, [&](const Json& line) {
    const auto& expect = line.at("expect");
    out.push_back({line.at("text").get<std::string>(),
                   expect.is_null() ? std::string() : expect.get<std::string>()});
  });
  return out;
}

std::size_t rank_of(const knowledge::Understanding& understood, const std::string& id) {
  for (std::size_t i = 0; i < understood.candidates.size(); ++i) {
    if (understood.candidates[i].id == id) return i + 1;
  }
  return 0;
}

void judge(const Query& query, const knowledge::Understanding& understood, Figures& out) {
  const bool answered =
      understood.outcome == knowledge::Outcome::answer && !understood.candidates.empty();
  if (query.expect.empty()) {
    ++out.out_of_scope;
    out.false_answers += answered ? 1 : 0;
    return;
  }
  ++out.in_scope;
  const std::size_t rank = rank_of(understood, query.expect);
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

int evaluate(const EvaluateArguments& arguments) {
  auto articles = read_articles(arguments.articles);
  const auto queries = read_queries(arguments.queries);
  if (queries.empty())
    throw Failure(exit_found, "yingda: " + arguments.queries + " has no queries");
  const std::string locale = articles.empty() ? "zh-CN" : articles.front().locale;
  const auto started = Clock::now();
  knowledge::Options options;
  options.index_titles = !arguments.no_title;
  const auto engine = knowledge::Engine::train(std::move(articles), options);
  const double index_s = std::chrono::duration<double>(Clock::now() - started).count();
  Figures figures;
  for (const auto& query : queries) {
    const auto asked = Clock::now();
    const auto understood = engine->understand(query.text, {locale, {}});
    figures.latency_us.push_back(
        std::chrono::duration<double, std::micro>(Clock::now() - asked).count());
    judge(query, understood, figures);
  }
  const Json out = report(figures, index_s);
  if (arguments.json) {
    std::printf("%s\n", out.dump().c_str());
  } else {
    for (const auto& [name, value] : out.items()) {
      std::printf("%-18s %s\n", name.c_str(), value.dump().c_str());
    }
  }
  return exit_fine;
}

}  // namespace

void add_evaluate(CLI::App& root, Chosen& chosen) {
  auto* command = root.add_subcommand("evaluate", "Measure answers against labelled queries.");
  auto arguments = std::make_shared<EvaluateArguments>();
  command->add_option("--articles", arguments->articles, "One article a line, as JSON")
      ->required()
      ->type_name("A.jsonl");
  command->add_option("--queries", arguments->queries, "One query a line, as JSON")
      ->required()
      ->type_name("Q.jsonl");
  command->add_flag("--no-title", arguments->no_title, "Leave titles out of the index");
  command->add_flag("--json", arguments->json, "One JSON object");
  command->callback(
      [arguments, &chosen] { chosen = [arguments] { return evaluate(*arguments); }; });
}

}  // namespace yingda::app
