#include "wire/masking.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "text/mask.hpp"
#include "wire/json.hpp"

namespace yingda::wire {
namespace {

// What holds people's words, wherever it stands; the rest is ids, times and choices.
constexpr std::array<std::string_view, 20> worded{
    "text",  "comment", "reason", "note",    "about",  "intent",   "title",
    "label", "value",   "answer", "detail",  "rule",   "summary",  "name",
    "x",     "was",     "what",   "waiting", "demand", "reference"};

bool holds_words(std::string_view name) {
  return std::find(worded.begin(), worded.end(), name) != worded.end();
}

}  // namespace

void mask_words(Json& node) {
  if (!node.is_structured()) return;
  for (auto item = node.begin(); item != node.end(); ++item) {
    if (node.is_object() && holds_words(item.key())) {
      mask_strings(*item);
    } else {
      mask_words(*item);
    }
  }
}

void mask_strings(Json& value) {
  if (value.is_string()) {
    value = text::mask(value.get_ref<const std::string&>());
  } else if (value.is_structured()) {
    for (auto& part : value) mask_strings(part);
  }
}

std::string masked_entry(const std::string& json) {
  const Json original = Json::parse(json, nullptr, false);
  if (!original.is_object()) return json;
  Json entry = original;
  mask_words(entry);
  if (entry == original) return json;
  entry["masked"] = true;
  return text_of(entry);
}

}  // namespace yingda::wire
