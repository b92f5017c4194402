#include "app/article_import.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>

#include "content/article_file.hpp"
#include "content/article_parser.hpp"
#include "content/text_reader.hpp"
#include "text/characters.hpp"
#include "text/csv.hpp"

namespace yingda::app {
namespace {

using Json = nlohmann::json;
using Record = std::map<std::string, std::vector<std::string>>;  // column to its values

constexpr std::array article_columns{"id",   "title", "questions", "answer",
                                     "lang", "tags",  "department"};

std::string place(const std::string& file, std::size_t line) {
  return file + ":" + std::to_string(line) + ": ";
}

std::string one(const Record& record, const std::string& column) {
  const auto found = record.find(column);
  return found == record.end() || found->second.empty() ? "" : found->second.front();
}

// Excel saves tables in the code page of the country unless it is told otherwise.
std::string encoding_fault(const std::string& bytes, const std::string& file) {
  std::istringstream lines(bytes);
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (!text::valid_utf8(line)) {
      return place(file, number) + "not UTF-8; save the table as \"CSV UTF-8\"";
    }
  }
  return {};
}

// What is missing or does not fit, "" when nothing is.
std::string fault_of(const Record& record) {
  const std::string id = one(record, "id");
  if (!content::is_article_id(id)) {
    return "`id` must be 1 to 100 of a-z, 0-9 and -, here it is \"" + id + "\"";
  }
  const auto questions = record.find("questions");
  if (questions == record.end() || questions->second.empty()) return "`questions` is empty";
  if (text::trim(one(record, "answer")).empty()) return "`answer` is empty";
  if (!content::is_locale(one(record, "lang"))) return "`lang` must be a language tag like zh-CN";
  return {};
}

std::vector<std::string> list_of(const Record& record, const std::string& column) {
  const auto found = record.find(column);
  return found == record.end() ? std::vector<std::string>{} : found->second;
}

std::string file_of(const Record& record) {
  return content::article_file({one(record, "id"), one(record, "lang"), one(record, "title"),
                                list_of(record, "questions"), list_of(record, "tags"),
                                one(record, "department"), one(record, "answer")});
}

void take(ArticleImport& out, Record record, const std::string& where,
          const std::string& default_locale) {
  if (one(record, "lang").empty()) record["lang"] = {default_locale};
  if (const auto fault = fault_of(record); !fault.empty()) {
    out.faults.push_back(where + fault);
    return;
  }
  const std::string path =
      "knowledge_base/" + one(record, "lang") + "/imported/" + one(record, "id") + ".md";
  if (!out.files.emplace(path, file_of(record)).second) {
    out.faults.push_back(where + "`" + one(record, "id") + "` is there twice in this language");
  }
}

std::vector<std::string> split(const std::string& cell, const char* separators) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at <= cell.size();) {
    const auto end = std::min(cell.find_first_of(separators, at), cell.size());
    const std::string part(text::trim(cell.substr(at, end - at)));
    if (!part.empty()) out.push_back(part);
    at = end + 1;
  }
  return out;
}

bool known_column(const std::string& name) {
  return std::find(article_columns.begin(), article_columns.end(), name) != article_columns.end();
}

std::string column_names() {
  std::string out;
  for (const char* name : article_columns) out += (out.empty() ? "" : ", ") + std::string(name);
  return out;
}

Record record_of(const std::vector<std::string>& head, const text::CsvRow& row) {
  Record record;
  for (std::size_t i = 0; i < head.size() && i < row.cells.size(); ++i) {
    const auto& cell = row.cells[i];
    if (head[i] == "questions" || head[i] == "tags") {
      record[head[i]] = split(cell, head[i] == "tags" ? "|\n,，" : "|\n");
    } else if (!text::trim(cell).empty()) {
      record[head[i]] = {head[i] == "answer" ? cell : std::string(text::trim(cell))};
    }
  }
  return record;
}

// The fault of a member that has another type than it should; "" when there is none.
std::string read_member(const Json& object, const std::string& name, Record& record) {
  const auto member = object.find(name);
  if (member == object.end() || member->is_null()) return {};
  if (member->is_string()) {
    record[name] = {member->get<std::string>()};
    return {};
  }
  const bool list = name == "questions" || name == "tags";
  if (!list || !member->is_array())
    return "`" + name + "` must be " + (list ? "a list" : "a string");
  for (const auto& item : *member) {
    if (!item.is_string()) return "`" + name + "` must be a list of strings";
    record[name].push_back(item.get<std::string>());
  }
  return {};
}

}  // namespace

ArticleImport articles_from_csv(const std::string& bytes, const std::string& file,
                                const std::string& default_locale) {
  ArticleImport out;
  if (const auto fault = encoding_fault(bytes, file); !fault.empty()) return {{}, {fault}};
  const auto rows = text::csv_rows(bytes);
  if (!rows) out.faults.push_back(file + ": a quote is opened and never closed");
  if (!rows || rows->empty()) {
    if (rows) out.faults.push_back(file + ": there is no row; the first one names the columns");
    return out;
  }
  const auto& head = rows->front().cells;
  for (const auto& name : head) {
    if (known_column(name)) continue;
    out.faults.push_back(place(file, 1) + "there is no column \"" + name + "\"; known are " +
                         column_names());
  }
  if (!out.faults.empty()) return out;
  for (auto row = rows->begin() + 1; row != rows->end(); ++row) {
    const std::string where = place(file, row->line);
    if (row->cells.size() != head.size()) {
      out.faults.push_back(where + std::to_string(row->cells.size()) + " cells under " +
                           std::to_string(head.size()) + " columns");
      continue;
    }
    take(out, record_of(head, *row), where, default_locale);
  }
  return out;
}

ArticleImport articles_from_jsonl(const std::string& bytes, const std::string& file,
                                  const std::string& default_locale) {
  ArticleImport out;
  if (const auto fault = encoding_fault(bytes, file); !fault.empty()) return {{}, {fault}};
  std::istringstream lines(bytes);
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (text::trim(line).empty()) continue;
    const std::string where = place(file, number);
    const Json object = Json::parse(line, nullptr, false);
    if (!object.is_object()) {
      out.faults.push_back(where + "not a JSON object");
      continue;
    }
    Record record;
    std::string fault;
    for (const char* name : article_columns) {
      if (fault.empty()) fault = read_member(object, name, record);
    }
    if (fault.empty()) {
      take(out, std::move(record), where, default_locale);
    } else {
      out.faults.push_back(where + fault);
    }
  }
  if (number == 0) out.faults.push_back(file + ": it is empty");
  return out;
}

}  // namespace yingda::app
