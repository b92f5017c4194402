#pragma once
// What a slot can hold. Money and times are kept as the text people see ("15.00",
// "2026-11-21 16:05"); comparing such a text with a number compares the numbers.

#include <map>
#include <string>
#include <variant>
#include <vector>

namespace yingda::dialogue {

using Value = std::variant<std::monostate, bool, double, std::string, std::vector<std::string>>;
using Slots = std::map<std::string, Value>;

inline bool is_set(const Value& value) { return !std::holds_alternative<std::monostate>(value); }

// As a person reads it: 5 not 5.000000; null is "", lists are joined by "、".
std::string to_text(const Value& value);

// Is it this option's id, or a list with it?
bool holds_option(const Value& value, const std::string& id);

// null, false, 0, "" and the empty list are false.
bool truthy(const Value& value);

}  // namespace yingda::dialogue
