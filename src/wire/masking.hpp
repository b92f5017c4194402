#pragma once
// Personal data as staff see it until they ask for more: phones, identity and card numbers,
// addresses and secrets are masked in what visitors wrote and in what was collected. Evidence files
// are what they are.

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace yingda::wire {

// An entry of the log, with the words that people wrote masked. The same text when there is nothing
// to mask.
std::string masked_entry(const std::string& json);

// Masks what stands under the names of fields that hold people's words, however deep; ids, times
// and choices stay. The one place that knows those names.
void mask_words(nlohmann::json& node);

// Masks every string in it, however deep.
void mask_strings(nlohmann::json& value);

}  // namespace yingda::wire
