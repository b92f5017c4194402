#include "dialogue/entities.hpp"

#include <array>
#include <utility>

#include "dialogue/entities_parts.hpp"
#include "text/characters.hpp"
#include "text/normalize.hpp"

namespace yingda::dialogue {
namespace {

constexpr std::array<std::pair<SlotType, std::string_view>, 10> type_names{{
    {SlotType::text, "text"},
    {SlotType::number, "number"},
    {SlotType::money, "money"},
    {SlotType::order_number, "order_number"},
    {SlotType::datetime, "datetime"},
    {SlotType::phone, "phone"},
    {SlotType::choice, "choice"},
    {SlotType::choices, "choices"},
    {SlotType::boolean, "boolean"},
    {SlotType::file, "file"},
}};

template <class T>
std::optional<Value> as_value(const std::optional<T>& found) {
  if (!found) return std::nullopt;
  return Value(*found);
}

// Amounts and times are looked for in the first so many characters: reading them takes more than
// linear time, and nobody answers a question at the end of a longer story.
constexpr std::size_t answer_characters = 400;

Line beginning(const Line& line) { return line.substr(0, answer_characters); }

}  // namespace

std::optional<SlotType> slot_type(std::string_view name) {
  for (const auto& [type, known] : type_names) {
    if (known == name) return type;
  }
  return std::nullopt;
}

std::string_view to_string(SlotType type) {
  for (const auto& [known, name] : type_names) {
    if (known == type) return name;
  }
  return "text";
}

std::optional<Value> read_value(SlotType type, std::string_view text, const Reading& reading) {
  const std::string_view trimmed = text::trim(text);
  if (trimmed.empty()) return std::nullopt;
  if (type == SlotType::text) return Value(std::string(trimmed));
  if (type == SlotType::boolean) return as_value(read_boolean(trimmed));
  const Line line = text::decode(text::normalize(trimmed));
  switch (type) {
    case SlotType::number:
      return as_value(read_number(beginning(line), reading));
    case SlotType::money:
      return as_value(read_money(beginning(line), reading));
    case SlotType::order_number:
      return as_value(read_order_number(line));
    case SlotType::phone:
      return as_value(read_phone(line));
    case SlotType::datetime:
      return as_value(read_datetime(beginning(line), reading));
    case SlotType::choice:
      if (reading.options == nullptr) return std::nullopt;
      return as_value(read_choice(trimmed, *reading.options));
    case SlotType::choices:
      if (reading.options == nullptr) return std::nullopt;
      return as_value(read_choices(trimmed, *reading.options));
    case SlotType::text:
    case SlotType::boolean:
    case SlotType::file:
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Instant> read_instant(std::string_view text, const Reading& reading) {
  const auto value = read_value(SlotType::datetime, text, reading);
  if (!value) return std::nullopt;
  std::string wall = std::get<std::string>(*value) + ":00Z";  // "2026-11-21 16:05:00Z"
  const auto read = parse_rfc3339(wall);
  if (!read) return std::nullopt;
  return from_local(to_local(*read, nullptr), reading.zone);
}

std::optional<Value> mentioned_value(SlotType type, std::string_view text, const Reading& reading) {
  switch (type) {
    case SlotType::phone:
    case SlotType::datetime:
      return read_value(type, text, reading);
    case SlotType::order_number:
      return as_value(read_named_order_number(text::decode(text::normalize(text))));
    case SlotType::money:
      return as_value(read_named_money(beginning(text::decode(text::normalize(text))), reading));
    case SlotType::text:
    case SlotType::number:
    case SlotType::choice:
    case SlotType::choices:
    case SlotType::boolean:
    case SlotType::file:
      return std::nullopt;
  }
  return std::nullopt;
}

std::vector<std::string> order_numbers_in(std::string_view text) {
  return read_order_numbers(text::decode(text::normalize(text)));
}

}  // namespace yingda::dialogue
