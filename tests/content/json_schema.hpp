#pragma once
// As much of JSON Schema (draft 7) as our schemas use, so that a test can hold them against the
// parsers. A word that it does not know fails the test instead of passing silently.

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "text/characters.hpp"

namespace yingda::content::test {

class JsonSchema {
 public:
  explicit JsonSchema(nlohmann::json root) : root_(std::move(root)) {}
  bool accepts(const nlohmann::json& value) const { return fits(root_, value); }

  // The keys among all `properties` that no value had so far, as places in the schema.
  std::vector<std::string> unseen() const {
    std::vector<std::string> out;
    add_unseen(root_, "", out);
    return out;
  }

 private:
  using Json = nlohmann::json;

  void add_unseen(const Json& schema, const std::string& at, std::vector<std::string>& out) const {
    if (!schema.is_structured()) return;
    for (const auto& [word, inner] : schema.items()) {
      if (schema.is_object() && word == "properties") {
        for (const auto& [key, wanted] : inner.items()) {
          if (!seen_.contains(&wanted)) out.push_back(at + "/" + key);
        }
      }
      add_unseen(inner, at + "/" + word, out);
    }
  }

  static bool is_of_type(const Json& value, const std::string& type) {
    if (type == "integer") {
      return value.is_number_integer() ||
             (value.is_number_float() && value.get<double>() == std::floor(value.get<double>()));
    }
    return (type == "object" && value.is_object()) || (type == "array" && value.is_array()) ||
           (type == "string" && value.is_string()) || (type == "number" && value.is_number()) ||
           (type == "boolean" && value.is_boolean()) || (type == "null" && value.is_null());
  }

  static bool has_type(const Json& types, const Json& value) {
    if (types.is_string()) return is_of_type(value, types);
    for (const auto& type : types) {
      if (is_of_type(value, type)) return true;
    }
    return false;
  }

  // The same few texts and patterns meet again and again.
  static bool matches(const std::string& text, const std::string& pattern) {
    static std::map<std::string, std::pair<std::regex, std::map<std::string, bool>>> read;
    auto found = read.find(pattern);
    if (found == read.end()) {
      found = read.emplace(pattern, std::pair{std::regex(pattern), std::map<std::string, bool>()})
                  .first;
    }
    auto& [regex, known] = found->second;
    const auto [entry, added] = known.try_emplace(text, false);
    // In a schema, \\s is also the blank of Chinese text (U+3000).
    static const std::regex wide("\xE3\x80\x80");
    if (added) entry->second = std::regex_search(std::regex_replace(text, wide, " "), regex);
    return entry->second;
  }

  bool fits(const Json& schema, const Json& value) const {
    if (schema.is_boolean()) return schema.get<bool>();
    for (const auto& [word, argument] : schema.items()) {
      if (!fits_word(schema, word, argument, value)) return false;
    }
    return true;
  }

  std::size_t count_fitting(const Json& schemas, const Json& value) const {
    std::size_t count = 0;
    for (const auto& schema : schemas) count += fits(schema, value) ? 1 : 0;
    return count;
  }

  bool fits_word(const Json& schema, const std::string& word, const Json& argument,
                 const Json& value) const {
    if (word == "$ref") {
      return fits(root_.at(Json::json_pointer(argument.get<std::string>().substr(1))), value);
    }
    if (word == "type") return has_type(argument, value);
    if (word == "enum") return std::find(argument.begin(), argument.end(), value) != argument.end();
    if (word == "const") return argument == value;
    if (word == "anyOf") return count_fitting(argument, value) > 0;
    if (word == "oneOf") return count_fitting(argument, value) == 1;
    if (word == "allOf") return count_fitting(argument, value) == argument.size();
    static const std::set<std::string> silent{"$schema",     "$id",     "title",
                                              "description", "default", "definitions"};
    if (silent.contains(word)) return true;
    if (value.is_string()) {
      const auto& text = value.get_ref<const std::string&>();
      if (word == "pattern") return matches(text, argument);
      if (word == "minLength") return text::decode(text).size() >= argument.get<std::size_t>();
      if (word == "maxLength") return text::decode(text).size() <= argument.get<std::size_t>();
    }
    if (value.is_number()) {
      if (word == "minimum") return value.get<double>() >= argument.get<double>();
      if (word == "maximum") return value.get<double>() <= argument.get<double>();
      if (word == "exclusiveMinimum") return value.get<double>() > argument.get<double>();
    }
    if (value.is_array()) {
      if (word == "items") return count_items(argument, value) == value.size();
      if (word == "minItems") return value.size() >= argument.get<std::size_t>();
      if (word == "maxItems") return value.size() <= argument.get<std::size_t>();
      if (word == "uniqueItems") {
        return std::set<Json>(value.begin(), value.end()).size() == value.size();
      }
    }
    if (value.is_object()) return fits_object(schema, word, argument, value);
    static const std::set<std::string> known{
        "pattern",           "minLength",     "maxLength",
        "minimum",           "maximum",       "items",
        "minItems",          "maxItems",      "uniqueItems",
        "exclusiveMinimum",  "required",      "properties",
        "patternProperties", "propertyNames", "additionalProperties",
        "minProperties",     "maxProperties", "dependencies"};
    INFO(word);
    REQUIRE(known.contains(word));
    return true;
  }

  std::size_t count_items(const Json& schema, const Json& list) const {
    std::size_t count = 0;
    for (const auto& item : list) count += fits(schema, item) ? 1 : 0;
    return count;
  }

  bool fits_object(const Json& schema, const std::string& word, const Json& argument,
                   const Json& value) const {
    if (word == "minProperties") return value.size() >= argument.get<std::size_t>();
    if (word == "maxProperties") return value.size() <= argument.get<std::size_t>();
    if (word == "required") {
      return std::all_of(argument.begin(), argument.end(),
                         [&](const Json& key) { return value.contains(key); });
    }
    static const Json none = Json::object();
    const auto patterned_by = schema.find("patternProperties");
    const auto& patterns = patterned_by == schema.end() ? none : *patterned_by;
    for (const auto& [key, item] : value.items()) {
      const bool named = schema.contains("properties") && schema["properties"].contains(key);
      if (word == "properties" && named) seen_.insert(&argument.at(key));
      if (word == "propertyNames" && !fits(argument, key)) return false;
      if (word == "properties" && named && !fits(argument.at(key), item)) return false;
      if (word == "dependencies" && argument.contains(key)) {
        for (const auto& other : argument.at(key)) {
          if (!value.contains(other)) return false;
        }
      }
      bool patterned = false;
      for (const auto& [pattern, inner] : patterns.items()) {
        if (!matches(key, pattern)) continue;
        patterned = true;
        if (word == "patternProperties" && !fits(inner, item)) return false;
      }
      const bool other = !named && !patterned;
      if (word == "additionalProperties" && other && !fits(argument, item)) return false;
    }
    return true;
  }

  Json root_;
  mutable std::set<const Json*> seen_;
};

}  // namespace yingda::content::test
