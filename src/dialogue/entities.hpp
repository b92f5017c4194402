#pragma once
// Reads one typed value out of what a visitor typed, in Chinese or English wording.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "dialogue/value.hpp"

namespace yingda::dialogue {

enum class SlotType {
  text,
  number,
  money,
  order_number,
  datetime,
  phone,
  choice,
  choices,  // several of them
  boolean,
  file
};

std::optional<SlotType> slot_type(std::string_view name);
std::string_view to_string(SlotType type);

// An option as it is recognised in what somebody types.
struct ChoiceOption {
  // `names`: labels and synonyms of all locales.
  ChoiceOption(std::string option_id, const std::vector<std::string>& names);

  std::string id;
  std::string id_key;             // match keys (text/normalize.hpp) of the id ...
  std::vector<std::string> keys;  // ... and of the names
  bool gives_way = false;         // where another option is named as well, that one is meant
};

struct Reading {
  Instant now{};
  ZoneOffset zone;                                     // for "昨天下午三点"
  const std::vector<ChoiceOption>* options = nullptr;  // for choice
  std::string heard{};  // datetime: what was said to the same question before, "昨天"
  std::string about{};  // datetime: what the point is asked for, "付款时间"; several may be told
  bool ahead = false;   // datetime: what is asked for lies ahead, "最晚什么时候解决？"
};

// nullopt: the text holds no such value. text: the trimmed text itself. number: double. money:
// "15.00" (yuan; "十五块", "15元", "¥1,234.5" are understood). order_number: 8–24 digits with up to
// 4 leading letters, upper-cased, also inside a sentence. datetime: "YYYY-MM-DD HH:MM" in the zone.
// phone: 11 digits beginning with 1, spaces and hyphens and +86 dropped. choice: the option's id.
// choices: a list of ids, in the order of the options.
// boolean: yes/no wording. file: never, for it is sent and not typed.
std::optional<Value> read_value(SlotType type, std::string_view text, const Reading& reading);

// The same for a value that nobody asked for: only of types that show themselves (order_number,
// phone, datetime, and money with its currency), so that no other word is taken for an answer.
std::optional<Value> mentioned_value(SlotType type, std::string_view text, const Reading& reading);

// Every order number that the text names, each once.
std::vector<std::string> order_numbers_in(std::string_view text);

// Does the text name a day without a time, "前天"? With the time behind it ("下午三点") it is one.
bool tells_day(std::string_view text, const Reading& reading);

// The only option whose name stands in the text, among other words; a name inside a longer one that
// stands there does not count.
std::optional<std::string> mentioned_choice(std::string_view text,
                                            const std::vector<ChoiceOption>& options);

// A point in time as `read_value` gives it or as people write it, in the reading's zone.
std::optional<Instant> read_instant(std::string_view text, const Reading& reading);

// Is the text nothing but an option's name or its place in the list? "退款" and "第一个", but not
// "退款多久到账".
bool names_option(std::string_view text, const std::vector<ChoiceOption>& options);
// Of a list with one or several names or places, "退款和补发", "1、3", "都要".
bool names_options(std::string_view text, const std::vector<ChoiceOption>& options);
// Every option that is named among other words, and not declined.
std::vector<std::string> mentioned_choices(std::string_view text,
                                           const std::vector<ChoiceOption>& options);
// How several ids are written in one text, as buttons and forms send them: "a,b".
inline constexpr char between_ids = ',';
std::vector<std::string> ids_in(std::string_view text);
// Is the text nothing but yes or no?
bool is_yes_or_no(std::string_view text);

}  // namespace yingda::dialogue
