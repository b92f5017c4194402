#pragma once
// Reads one typed value out of what a visitor typed, in Chinese or English wording.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "dialogue/value.hpp"

namespace yingda::dialogue {

enum class SlotType { text, number, money, order_number, datetime, phone, choice, boolean };

std::optional<SlotType> slot_type(std::string_view name);
std::string_view to_string(SlotType type);

struct ChoiceOption {
  std::string id;
  std::vector<std::string> names;  // labels and synonyms of all locales
};

struct Reading {
  Instant now{};
  ZoneOffset zone;                                     // for "昨天下午三点"
  const std::vector<ChoiceOption>* options = nullptr;  // for choice
};

// nullopt: the text holds no such value. text: the trimmed text itself. number: double. money:
// "15.00" (yuan; "十五块", "15元", "¥1,234.5" are understood). order_number: 8–24 digits with up to
// 4 leading letters, upper-cased, also inside a sentence. datetime: "YYYY-MM-DD HH:MM" in the zone.
// phone: 11 digits beginning with 1, spaces and hyphens and +86 dropped. choice: the option's id.
// boolean: yes/no wording.
std::optional<Value> read_value(SlotType type, std::string_view text, const Reading& reading);

}  // namespace yingda::dialogue
