#include "app/labelled_questions.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>

#include "app/failure.hpp"
#include "text/characters.hpp"
#include "wire/json.hpp"

namespace yingda::app {
namespace {

using wire::Json;

constexpr std::string_view article_example =
    R"({"id":"a1","title":"…","questions":["…"],"lang":"en"})";
constexpr std::string_view question_example = R"({"text":"…","expect":"a1"})";

// Where the value of a member of the outermost object begins; 0 when it is not found.
std::size_t place_of(std::string_view line, std::string_view name) {
  int depth = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '{' || line[i] == '[') ++depth;
    if (line[i] == '}' || line[i] == ']') --depth;
    if (line[i] != '"') continue;
    const std::size_t begin = i + 1;
    for (++i; i < line.size() && line[i] != '"'; ++i) i += line[i] == '\\' ? 1 : 0;
    const auto colon = line.find_first_not_of(" \t", i + 1);
    if (depth != 1 || colon == line.npos || line[colon] != ':') continue;
    const auto value = line.find_first_not_of(" \t", colon + 1);
    if (line.substr(begin, i - begin) == name) return value == line.npos ? 0 : value;
  }
  return 0;
}

// One line of a file, as the object that it holds.
class JsonLine {
 public:
  JsonLine(const std::string& path, std::size_t number, std::string text, std::string_view example)
      : path_(path), number_(number), text_(std::move(text)) {
    auto parsed = wire::parse_object(text_);
    if (!parsed) refuse(parsed.error().detail, example);
    object_ = std::move(*parsed);
  }

  std::size_t number() const { return number_; }
  const Json* find(const char* name) const {
    const auto found = object_.find(name);
    return found == object_.end() ? nullptr : &*found;
  }

  std::string required(const char* name) const {
    if (find(name) == nullptr) missing(name);
    std::string value = optional(name, {});
    if (value.empty()) fail_at(name, "must not be empty");
    return value;
  }
  std::string optional(const char* name, const std::string& otherwise) const {
    const Json* value = find(name);
    if (value == nullptr || value->is_null()) return otherwise;
    if (!value->is_string()) fail_at(name, "must be a string");
    return value->get<std::string>();
  }
  std::vector<std::string> strings(const char* name) const {
    const Json* value = find(name);
    if (value == nullptr) missing(name);
    if (!all_strings(*value)) fail_at(name, "must be a list of strings, as [\"…\"]");
    return value->get<std::vector<std::string>>();
  }
  static bool all_strings(const Json& value) {
    return value.is_array() && std::all_of(value.begin(), value.end(),
                                           [](const Json& each) { return each.is_string(); });
  }

  [[noreturn]] void missing(const char* name) const {
    fail(0, "`" + std::string(name) + "` is missing");
  }
  [[noreturn]] void fail_at(const char* name, const std::string& what) const {
    fail(place_of(text_, name), "`" + std::string(name) + "` " + what);
  }
  void warn_at(const char* name, const std::string& what) const {
    std::fprintf(stderr, "%s: warning: `%s` %s\n", place(place_of(text_, name)).c_str(), name,
                 what.c_str());
  }
  // `at` is a byte.
  [[noreturn]] void fail(std::size_t at, const std::string& what) const {
    throw Failure(exit_bad, place(at) + ": error: " + what);
  }

 private:
  std::string place(std::size_t at) const {
    const auto column = text::characters(std::string_view(text_).substr(0, at)) + 1;
    return path_ + ":" + std::to_string(number_) + ":" + std::to_string(column);
  }

  // Why it is no object of ours: the parser knows only where it stopped.
  [[noreturn]] void refuse(const std::string& why, std::string_view example) const {
    const std::string right = "; a line holds one JSON object, as " + std::string(example);
    if (!text::valid_utf8(text_)) fail(0, "this is not UTF-8" + right);
    try {
      const auto nothing_kept = [](int, Json::parse_event_t, const Json&) { return false; };
      static_cast<void>(Json::parse(text_, nothing_kept));
    } catch (const Json::parse_error& error) {
      fail(std::min(std::max<std::size_t>(error.byte, 1) - 1, text_.size()),
           "this is not valid JSON" + right);
    }
    const bool object = text_[text_.find_first_not_of(" \t")] == '{';
    fail(0, object ? why : "this is no object" + right);
  }

  const std::string& path_;
  std::size_t number_;
  std::string text_;
  Json object_;
};

void each_line(const std::string& path, std::string_view example,
               const std::function<void(const JsonLine&)>& each) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    throw Failure(exit_bad, "yingda: " + path +
                                ": this is a directory; name a file with a JSON object a line");
  }
  std::ifstream file(path);
  if (!file) throw Failure(exit_bad, "yingda: " + path + ": this file cannot be read");
  std::size_t number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.find_first_not_of(" \t") != std::string::npos) each({path, number, line, example});
  }
  if (file.bad()) throw Failure(exit_bad, "yingda: " + path + ": this file cannot be read");
}

std::vector<std::string> expected_in(const JsonLine& line) {
  const Json* expect = line.find("expect");
  if (expect == nullptr) line.missing("expect");
  if (expect->is_null()) return {};
  if (expect->is_string()) return {expect->get<std::string>()};
  if (JsonLine::all_strings(*expect)) return expect->get<std::vector<std::string>>();
  line.fail_at("expect", "must be an article's id, a list of them, or null");
}

}  // namespace

std::vector<knowledge::Document> read_articles(const std::string& path, std::size_t variants_max) {
  std::vector<knowledge::Document> out;
  std::map<std::pair<std::string, std::string>, std::size_t> lines;
  each_line(path, article_example, [&](const JsonLine& line) {
    knowledge::Document document;
    document.id = line.required("id");
    document.title = line.optional("title", {});
    document.locale = line.optional("lang", "zh-CN");
    document.questions = line.strings("questions");
    document.body = line.optional("answer", {});
    const auto [first, fresh] =
        lines.emplace(std::pair(document.id, document.locale), line.number());
    if (!fresh) {
      line.fail(0, "the id `" + document.id + "` is that of the article in line " +
                       std::to_string(first->second) + ", too; give each its own");
    }
    if (variants_max > 0 && document.questions.size() > variants_max) {
      document.questions.resize(variants_max);
    }
    out.push_back(std::move(document));
  });
  return out;
}

std::vector<LabelledQuestion> read_questions(const std::string& path, const std::string& locale) {
  std::vector<LabelledQuestion> out;
  each_line(path, question_example, [&](const JsonLine& line) {
    if (line.find("text") == nullptr) line.missing("text");
    auto text = line.optional("text", {});
    // Visitors send such messages, too. Nothing answers them.
    if (text::trim(text).empty()) line.warn_at("text", "is empty; nothing answers it");
    out.push_back(
        {std::move(text), expected_in(line), line.optional("lang", locale), line.number()});
  });
  return out;
}

void warn_of_unknown(const std::string& path, const std::vector<LabelledQuestion>& questions,
                     const std::function<bool(const std::string& id)>& known) {
  std::size_t more = 0;
  std::string first;
  for (const auto& question : questions) {
    for (const auto& id : question.expect) {
      if (known(id)) continue;
      if (!first.empty()) ++more;
      if (first.empty()) {
        first = path + ":" + std::to_string(question.line) +
                ":1: warning: there is no article with the id `" + id +
                "`, which `expect` names, so it counts as missed; null is for what no article "
                "answers";
      }
    }
  }
  if (first.empty()) return;
  const auto others = more == 0 ? std::string() : " (and " + std::to_string(more) + " more)";
  std::fprintf(stderr, "%s%s\n", first.c_str(), others.c_str());
}

}  // namespace yingda::app
