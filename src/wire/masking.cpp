#include "wire/masking.hpp"

#include <array>

#include "text/mask.hpp"
#include "wire/json.hpp"

namespace yingda::wire {
namespace {

// What holds words; the rest is ids, times and choices.
constexpr std::array worded{"text", "comment", "reason", "note", "about", "intent"};

void mask_rich(Json& nodes) {
  for (auto& node : nodes) {
    if (const auto words = node.find("x"); words != node.end()) mask_strings(*words);
    if (const auto children = node.find("c"); children != node.end()) mask_rich(*children);
  }
}

}  // namespace

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
  for (const char* name : worded) {
    if (const auto words = entry.find(name); words != entry.end()) mask_strings(*words);
  }
  if (const auto rich = entry.find("rich"); rich != entry.end()) mask_rich(*rich);
  if (const auto form = entry.find("submitted"); form != entry.end() && form->is_object()) {
    for (auto& value : (*form)["values"]) {
      if (const auto given = value.find("value"); given != value.end()) mask_strings(*given);
    }
  }
  if (entry == original) return json;
  entry["masked"] = true;
  return text_of(entry);
}

}  // namespace yingda::wire
