#include "app/learning_acts.hpp"

#include <nlohmann/json.hpp>

#include "content/article_parser.hpp"
#include "content/text_reader.hpp"
#include "text/characters.hpp"

namespace yingda::app {
namespace {

using Json = nlohmann::json;

constexpr std::size_t questions_max = 50;
constexpr std::size_t body_bytes_max = 64 * 1024;

Error wrong(std::string what) { return {ErrorCode::invalid, std::move(what)}; }

// "" when it is missing; nullopt when it is no text.
std::optional<std::string> text_at(const Json& in, const char* name) {
  const auto member = in.find(name);
  if (member == in.end() || member->is_null()) return "";
  if (!member->is_string()) return std::nullopt;
  return std::string(text::trim(text::without_controls(member->get<std::string>())));
}

Result<std::vector<std::string>> texts_at(const Json& in, const char* name) {
  std::vector<std::string> out;
  const auto member = in.find(name);
  if (member == in.end() || member->is_null()) return out;
  if (!member->is_array()) return wrong(std::string("`") + name + "` is a list of texts.");
  for (const auto& item : *member) {
    if (!item.is_string()) return wrong(std::string("`") + name + "` is a list of texts.");
    out.emplace_back(text::trim(text::without_controls(item.get<std::string>())));
  }
  return out;
}

Result<std::vector<std::string>> questions_at(const Json& in) {
  auto out = texts_at(in, "questions");
  if (!out) return out;
  if (out->empty() || out->size() > questions_max) {
    return wrong("`questions` has 1 to " + std::to_string(questions_max) + " questions.");
  }
  for (const auto& question : *out) {
    const auto fault = content::question_fault(question);
    if (!fault.empty()) return wrong("\"" + question + "\": " + fault + ".");
  }
  return out;
}

// One line of plain words, so that nothing in front matter or a list ends early.
bool is_line(const std::string& text, std::size_t characters_max) {
  return text.find('\n') == text.npos && text::characters(text) <= characters_max;
}

Result<LearningAct> new_article(const Json& in, content::Amendment out) {
  const auto title = text_at(in, "title");
  const auto body = text_at(in, "body");
  const auto department = text_at(in, "department");
  auto tags = texts_at(in, "tags");
  if (!tags) return tags.error();
  if (!title || title->empty() || !is_line(*title, 200)) {
    return wrong("`title` is the question that the article answers, one line.");
  }
  if (!body || body->empty() || body->size() > body_bytes_max) {
    return wrong("`body` is the answer in Markdown, at most 64 KiB.");
  }
  if (!department || !is_line(*department, 100)) return wrong("`department` is a team's id.");
  out.kind = content::AmendmentKind::article;
  out.path = content::learned_path(out.locale, out.article);
  out.file = content::article_file(
      {out.article, out.locale, *title, out.questions, *std::move(tags), *department, *body});
  out.questions.clear();
  return LearningAct(std::move(out));
}

}  // namespace

Result<LearningAct> parse_learning_act(std::string_view body, const std::string& locale) {
  const Json in = Json::parse(body, nullptr, false);
  if (!in.is_object()) return wrong("Send a JSON object with an `action`.");
  const auto action = text_at(in, "action").value_or("");
  if (action == "dismiss") return LearningAct(DismissCluster{});
  if (action == "restore") return LearningAct(RestoreCluster{});
  if (action != "variant" && action != "article") {
    return wrong("`action` is variant, article, dismiss or restore.");
  }
  content::Amendment out;
  out.article = text_at(in, "article").value_or("");
  if (!content::is_article_id(out.article)) {
    return wrong("`article` is an article's id: 1 to 100 of a-z, 0-9 and -.");
  }
  out.locale = text_at(in, "locale").value_or("");
  if (out.locale.empty()) out.locale = locale;
  if (!content::is_locale(out.locale)) return wrong("`locale` is a language tag like zh-CN.");
  auto questions = questions_at(in);
  if (!questions) return questions.error();
  out.questions = *std::move(questions);
  if (action == "article") return new_article(in, std::move(out));
  return LearningAct(std::move(out));
}

store::DismissalRow dismissal_row(const learning::Cluster& cluster, const std::string& by) {
  return {0, {}, by, cluster.locale, cluster.count, Json(cluster.signature).dump()};
}

std::vector<learning::Dismissal> dismissals_of(const std::vector<store::DismissalRow>& rows) {
  std::vector<learning::Dismissal> out;
  for (const auto& row : rows) {
    const Json signature = Json::parse(row.signature, nullptr, false);
    if (!signature.is_object()) continue;
    learning::Dismissal one{row.number, row.at, row.by, row.locale, row.count, {}};
    for (const auto& [hash, weight] : signature.items()) {
      if (weight.is_number()) one.signature[hash] = weight.get<double>();
    }
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace yingda::app
