// Several of the options, as people type them: "到账慢和扣费不对", "1、3", "除了退款都要".

#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include "dialogue/entities_parts.hpp"
#include "text/characters.hpp"
#include "text/normalize.hpp"

namespace yingda::dialogue {
namespace {

using std::string_view;
using Ids = std::set<std::string>;

// What stands between two of them. The longer first.
constexpr std::array<string_view, 27> list_joints{
    "还有", "以及", "加上", "另外", "而且", "并且", "同时",  "和",     "跟",
    "与",   "及",   "加",   "、",   "，",   ",",    ";",     "；",     "/",
    "|",    "\n",   "+",    "&",    "。",   "; ",   " and ", " plus ", " also "};

// Stands the joint at `at` within an option's name? 加急 is no 加.
bool is_within_name(string_view text, std::size_t at, std::size_t size,
                    const std::vector<ChoiceOption>& options) {
  const auto holds = [&](const std::string& name) {
    if (name.size() <= size) return false;
    const auto from = at + size > name.size() ? at + size - name.size() : 0;
    const auto found = text.find(name, from);
    return found != string_view::npos && found <= at;
  };
  return std::any_of(options.begin(), options.end(), [&](const ChoiceOption& option) {
    return std::any_of(option.keys.begin(), option.keys.end(), holds);
  });
}

std::vector<std::string> parts_of(string_view text, bool at_words,
                                  const std::vector<ChoiceOption>& options) {
  std::vector<std::string> out(1);
  for (std::size_t at = 0; at < text.size();) {
    const auto found_joint =
        std::find_if(list_joints.begin(), list_joints.end(), [&](string_view word) {
          const bool letters = text::has_han(word) || word.front() == ' ';
          return (at_words || !letters) && text.substr(at).starts_with(word) &&
                 !(letters && is_within_name(text, at, word.size(), options));
        });
    if (found_joint == list_joints.end()) {
      out.back() += text[at++];
    } else {
      at += found_joint->size();
      out.emplace_back();
    }
  }
  std::erase_if(out, [](const std::string& part) { return text::trim(part).empty(); });
  return out;
}

bool is_one_of(const std::string& key, std::initializer_list<string_view> words) {
  return std::find(words.begin(), words.end(), key) != words.end();
}

// "都要", "全部", "all of them", "both".
bool means_all(const std::string& key, std::size_t offered) {
  if (is_one_of(key, {"都有",        "都要",
                      "都是",        "都选",
                      "全都有",      "全都要",
                      "全部",        "全部都有",
                      "全部都要",    "全要",
                      "全选",        "全有",
                      "所有",        "所有的",
                      "以上都有",    "以上都是",
                      "以上全部",    "以上都要",
                      "每个都有",    "每个都要",
                      "统统都要",    "都勾上",
                      "all",         "all of them",
                      "all of it",   "all of the above",
                      "everything",  "every one",
                      "each of them"})) {
    return true;
  }
  return offered == 2 &&
         is_one_of(key, {"两个都要", "两个都有", "两个都是", "俩都要", "俩都有", "两样都要",
                         "两样都有", "两项都有", "both", "both of them"});
}

// What stands behind "除了", "all but"; nothing when it does not begin so.
std::optional<std::string> left_out(const std::string& key) {
  for (const string_view lead :
       {"除了", "除", "all except ", "everything except ", "all but ", "everything but "}) {
    if (!key.starts_with(lead)) continue;
    std::string rest = key.substr(lead.size());
    bool all = lead.front() == 'a' || lead.front() == 'e';
    for (const string_view tail :
         {"其他的都要", "其他都要", "其它都要", "其余都要", "其他都有", "其它都有", "以外都要",
          "之外都要", "以外都有", "之外都有", "全都要", "全都有", "其他全要", "都要", "都有",
          "都是", "都选", "全要", "全选"}) {
      const auto at = rest.rfind(tail);
      if (at == std::string::npos || at + tail.size() != rest.size()) continue;
      rest.resize(at);
      all = true;
      break;
    }
    if (all) return rest;
  }
  return std::nullopt;
}

std::vector<std::string> in_order(const Ids& ids, const std::vector<ChoiceOption>& options) {
  std::vector<std::string> out;
  for (const auto& option : options) {
    if (ids.contains(option.id)) out.push_back(option.id);
  }
  return out;
}

// One part of the text: the option it means, or all that it names.
void read_part(const std::string& part, const std::vector<ChoiceOption>& options, Ids& out) {
  if (const auto one = read_choice(part, options)) {
    out.insert(*one);
    return;
  }
  for (auto& id : mentioned_choices(part, options)) out.insert(std::move(id));
}

Ids read_parts(string_view text, const std::vector<ChoiceOption>& options) {
  Ids out;
  // An option's own name may hold a joint: 退款和补偿.
  for (const auto& coarse : parts_of(text, false, options)) {
    if (names_option(coarse, options)) {
      read_part(coarse, options, out);
      continue;
    }
    for (const auto& part : parts_of(coarse, true, options)) read_part(part, options, out);
  }
  return out;
}

// 都没有, 以上都不是, "none of these": no part of all of them.
bool says_none(const ChoiceOption& option) {
  return std::any_of(option.keys.begin(), option.keys.end(), [](const std::string& name) {
    return is_one_of(name, {"没有",         "没",
                            "无",           "不要",
                            "不需要",       "都不",
                            "都不要",       "都没有",
                            "都没",         "都不是",
                            "以上都不是",   "以上都没有",
                            "以上都不要",   "全都不要",
                            "一个都不要",   "什么都不要",
                            "none",         "none of these",
                            "none of them", "none of the above",
                            "neither",      "nothing",
                            "no thanks"});
  });
}

// "到账慢，都没有" takes back what it says, unless it is "其他都没有".
bool contradicts(Ids& ids, const std::string& key, const std::vector<ChoiceOption>& options) {
  const auto none = std::find_if(options.begin(), options.end(), [&](const ChoiceOption& option) {
    return ids.contains(option.id) && says_none(option);
  });
  if (none == options.end() || ids.size() == 1) return false;
  const bool others = key.find("其他") != key.npos || key.find("其它") != key.npos ||
                      key.find("别的") != key.npos || key.find("other") != key.npos;
  if (others) ids.erase(none->id);
  return !others;
}

// 扣费不对 is what went wrong, and takes nothing back.
bool names_correction(const std::string& key, const std::vector<ChoiceOption>& options) {
  return std::any_of(options.begin(), options.end(), [&](const ChoiceOption& option) {
    return std::any_of(option.keys.begin(), option.keys.end(), [&](const std::string& name) {
      return !name.empty() && key.find(name) != key.npos &&
             behind_correction(text::decode(name + ",a")) > 0;
    });
  });
}

}  // namespace

std::vector<std::string> ids_in(string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const auto end = std::min(text.find(between_ids), text.size());
    if (end > 0) out.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::vector<std::string> mentioned_choices(string_view text,
                                           const std::vector<ChoiceOption>& options) {
  Ids out;
  for (const auto& option : options) {
    if (mentioned_choice(text, {option})) out.insert(option.id);
  }
  return in_order(out, options);
}

bool names_options(string_view text, const std::vector<ChoiceOption>& options) {
  if (means_all(text::match_key(text), options.size())) return true;
  const auto parts = parts_of(text, true, options);
  return names_option(text, options) ||
         (!parts.empty() && std::all_of(parts.begin(), parts.end(), [&](const std::string& part) {
           return names_option(part, options);
         }));
}

std::optional<std::vector<std::string>> read_choices(string_view text,
                                                     const std::vector<ChoiceOption>& options) {
  const auto known = [&](const std::string& id) {
    return std::any_of(options.begin(), options.end(),
                       [&](const ChoiceOption& option) { return option.id == id; });
  };
  const auto ids = ids_in(text);
  if (!ids.empty() && std::all_of(ids.begin(), ids.end(), known)) {
    return in_order(Ids(ids.begin(), ids.end()), options);
  }
  const std::string key = text::match_key(text);
  const Line line = text::decode(text::normalize(text));
  const auto behind = names_correction(key, options) ? 0 : behind_correction(line);
  if (behind > 0 && behind < line.size()) {
    if (auto meant = read_choices(text::encode(line.substr(behind)), options)) return meant;
  }
  Ids out;
  if (means_all(key, options.size())) {
    for (const auto& option : options) {
      if (!says_none(option)) out.insert(option.id);
    }
  } else if (const auto without = left_out(key)) {
    const auto declined = read_parts(*without, options);
    if (declined.empty()) return std::nullopt;
    for (const auto& option : options) {
      if (!declined.contains(option.id) && !says_none(option)) out.insert(option.id);
    }
  } else {
    out = read_parts(text, options);
  }
  if (out.empty() || contradicts(out, key, options)) return std::nullopt;
  return in_order(out, options);
}

}  // namespace yingda::dialogue
