// One of several options, as people type them.

#include <algorithm>
#include <array>
#include <vector>

#include "dialogue/entities_parts.hpp"
#include "text/characters.hpp"
#include "text/normalize.hpp"

namespace yingda::dialogue {
namespace {

using Words = std::vector<std::string_view>;

// "第二个", "2", "b", "选b", "the second one": the place in the list, from 1; 0 is the last.
std::optional<std::size_t> ordinal(std::string_view key) {
  for (const std::string_view lead : {"那就", "就", "我选择", "我选", "选择", "选项", "选", "我要",
                                      "要", "option ", "number ", "no ", "the "}) {
    if (key.starts_with(lead)) key.remove_prefix(lead.size());
  }
  for (const std::string_view tail :
       {" please", " thanks", " thank you", "谢谢", "好了", "吧", "呗", "哦", "的", " option",
        " one", "那个", "个", "项", "种", "号", "条"}) {
    if (key.ends_with(tail)) key.remove_suffix(tail.size());
    key = text::trim(key);
  }
  constexpr std::array<std::string_view, 9> english{"first", "second",  "third",  "fourth", "fifth",
                                                    "sixth", "seventh", "eighth", "ninth"};
  constexpr std::array<std::string_view, 9> counted{"one", "two",   "three", "four", "five",
                                                    "six", "seven", "eight", "nine"};
  for (const auto& names : {english, counted}) {
    const auto* word = std::find(names.begin(), names.end(), key);
    if (word != names.end()) return static_cast<std::size_t>(word - names.begin()) + 1;
  }
  if (key == "last" || key == "最后一" || key == "最后" || key == "倒数第一") return 0;
  if (key.size() == 1 && key[0] >= 'a' && key[0] <= 'z') {
    return static_cast<std::size_t>(key[0] - 'a') + 1;
  }
  const Line line = text::decode(key);
  std::size_t at = stands_at(line, 0, U"第") ? 1 : 0;
  const auto number = small_number(line, at);
  if (!number || *number < 1 || at != line.size()) return std::nullopt;
  return static_cast<std::size_t>(*number);
}

// The only option for which `fits` holds of its id or one of its names.
template <class Fits>
std::optional<std::string> only_option(const std::vector<ChoiceOption>& options, const Fits& fits) {
  const ChoiceOption* found = nullptr;
  for (const auto& option : options) {
    const bool named = std::any_of(option.keys.begin(), option.keys.end(), fits);
    if (!named && !fits(option.id_key)) continue;
    if (found != nullptr) return std::nullopt;
    found = &option;
  }
  if (found == nullptr) return std::nullopt;
  return found->id;
}

// The option that is named, or counted, and nothing else is said.
std::optional<std::string> named_option(const std::string& key,
                                        const std::vector<ChoiceOption>& options) {
  const auto same = [&key](const std::string& name) { return name == key; };
  if (key.empty()) return std::nullopt;
  if (auto found = only_option(options, same)) return found;
  const auto place = ordinal(key);
  if (!place || *place > options.size() || options.empty()) return std::nullopt;
  return options[*place == 0 ? options.size() - 1 : *place - 1].id;
}

// Words in front of a name that turn it round: "不要退款", "not a refund".
const Words negations{"不",          "别",          "没",     "不要",         "不想",   "不用",
                      "不是",        "没有",        "不能",   "dont",         "not",    "no",
                      "not a",       "not the",     "never",  "without",      "不需要", "dont want",
                      "do not want", "dont want a", "不想要", "i dont want a"};

// Between such words and a name: "不是要退款", "不是想退款". Longer ones first.
const Words wanting{"想要", "我要", "我想", "申请", "要", "想", "去", " "};

bool ends_with_any(std::string_view text, const Words& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.ends_with(word); });
}

// "不退款不行" insists on it.
bool insists_on(std::string_view behind) {
  return behind.starts_with("不行") || behind.starts_with("不可") ||
         behind.starts_with("我就投诉") || behind.starts_with("我就举报") ||
         behind.starts_with("我就差评");
}

// Is the name between `before` and `behind` not meant, or only one of two that may be?
bool is_turned_round(std::string_view before, std::string_view behind) {
  if (insists_on(behind)) return false;
  if (before.ends_with("除了") || before.ends_with("要么")) return true;
  const bool second = before.ends_with("就是") && before.find("不是") != before.npos;
  if (second) return true;
  for (std::size_t size = 1; size > 0;) {
    if (ends_with_any(before, negations)) return true;
    size = 0;
    for (const auto word : wanting) {
      if (size == 0 && before.ends_with(word)) size = word.size();
    }
    before.remove_suffix(size);
  }
  return false;
}

// Does `name` stand in the text as words of its own, and not turned round? A single character says
// too little: 好 also stands in 好像.
bool stands_inside(const std::string& key, const std::string& name) {
  auto at = key.find(name);  // first: most names are in no message
  if (at == std::string::npos || text::characters(name) < 2) return false;
  const bool han = text::has_han(name);
  for (; at != std::string::npos; at = key.find(name, at + 1)) {
    const auto letter = [&](std::size_t place) {
      return place < key.size() && text::is_ascii_letter(static_cast<unsigned char>(key[place]));
    };
    if (!han && ((at > 0 && letter(at - 1)) || letter(at + name.size()))) continue;
    const auto whole = std::string_view(key);
    if (!is_turned_round(whole.substr(0, at), whole.substr(at + name.size()))) return true;
  }
  return false;
}

// They name an option only when nothing else is said: "ok" does, "ok then call your manager" not.
bool is_manner(std::string_view name) {
  static constexpr auto manners = std::to_array<std::string_view>(
      {"好的",  "好吧",      "好了",    "行吧",    "可以",      "知道了",    "谢谢",
       "不用",  "不用了",    "等等",    "算了",    "没事",      "ok",        "okay",
       "yes",   "yeah",      "fine",    "sure",    "thanks",    "thank you", "ok thanks",
       "later", "no thanks", "nothing", "alright", "all right", "got it"});
  return std::find(manners.begin(), manners.end(), name) != manners.end();
}

// Is anything left of the text without words of manners?
bool says_more_than_manners(std::string key) {
  for (const std::string_view word :
       {"thank you", "no thanks", "all right", "got it", "okay", "thanks", "alright", "then",
        "well",      "yes",       "yeah",      "fine",   "sure", "later",  "please",  "nothing",
        "ok",        "不用了",    "知道了",    "好的",   "好吧", "好了",   "行吧",    "可以",
        "谢谢",      "不用",      "等等",      "算了",   "没事", "先",     "那",      "就",
        "你",        "您",        "们",        "啦",     "了",   "吧",     "啊",      "哦",
        "的",        "我",        "再",        "好",     "嗯",   "行"}) {
    for (auto at = key.find(word); at != key.npos; at = key.find(word)) key.erase(at, word.size());
  }
  return text::characters(text::trim(key)) > 1;
}

struct Mention {
  std::string_view word;
  const ChoiceOption* option = nullptr;
};

// The names that stand inside the text, without those that are part of a longer one.
std::vector<Mention> mentions_in(const std::string& key, const std::vector<ChoiceOption>& options) {
  std::vector<Mention> all;
  std::optional<bool> more;  // looked at for few texts only
  for (const auto& option : options) {
    for (const auto& word : option.keys) {
      if (!stands_inside(key, word)) continue;
      if (is_manner(word)) {
        if (!more) more = says_more_than_manners(key);
        if (*more) continue;
      }
      all.push_back({word, &option});
    }
  }
  const auto stays = [](const Mention& mention) { return !mention.option->gives_way; };
  if (std::any_of(all.begin(), all.end(), stays)) {
    std::erase_if(all, [&stays](const Mention& mention) { return !stays(mention); });
  }
  std::vector<Mention> out;
  std::copy_if(all.begin(), all.end(), std::back_inserter(out), [&all](const Mention& mention) {
    return std::none_of(all.begin(), all.end(), [&mention](const Mention& other) {
      return other.word.size() > mention.word.size() &&
             other.word.find(mention.word) != other.word.npos;
    });
  });
  return out;
}

bool of_several_options(const std::vector<Mention>& mentions) {
  return std::any_of(mentions.begin(), mentions.end(), [&](const Mention& mention) {
    return mention.option != mentions.front().option;
  });
}

// "退款和50元补偿" names 退款 and 补偿, of two options: a third one, 退款和补偿, is both.
// "退款或者补偿" leaves it open.
std::optional<std::string> both_in_one(const std::string& key, const std::vector<Mention>& mentions,
                                       const std::vector<ChoiceOption>& options) {
  const std::string apart = " " + key + " ";
  for (const std::string_view either : {"或", "还是", " or "}) {
    if (apart.find(either) != apart.npos) return std::nullopt;
  }
  const auto holds = [](const std::string& name, const ChoiceOption& option) {
    return std::any_of(option.keys.begin(), option.keys.end(), [&name](const std::string& key) {
      return text::characters(key) > 1 && name.find(key) != std::string::npos;
    });
  };
  return only_option(options, [&](const std::string& name) {
    return std::all_of(mentions.begin(), mentions.end(),
                       [&](const Mention& mention) { return holds(name, *mention.option); });
  });
}

// The option with the longest name inside the text: "我要退款" holds 退款. A tie decides nothing.
std::optional<std::string> longest_inside(const std::vector<Mention>& mentions) {
  const ChoiceOption* best = nullptr;
  std::size_t longest = 0;
  bool tie = false;
  for (const auto& [word, option] : mentions) {
    if (word.size() == longest && best != option) tie = true;
    if (word.size() <= longest) continue;
    best = option, longest = word.size(), tie = false;
  }
  if (best == nullptr || tie) return std::nullopt;
  return best->id;
}

// "先补发，不行就退款": what stands in front of the other one; empty: nothing.
std::string_view first_wish(std::string_view key) {
  for (const std::string_view otherwise :
       {"不行就", "不行的话", "不行再", "不然就", "要不就", "if not "}) {
    const auto at = key.find(otherwise);
    if (at != std::string::npos) return text::trim(key.substr(0, at));
  }
  return {};
}

}  // namespace

ChoiceOption::ChoiceOption(std::string option_id, const std::vector<std::string>& names)
    : id(std::move(option_id)), id_key(text::match_key(id)) {
  for (const auto& name : names) keys.push_back(text::match_key(name));
}

bool names_option(std::string_view text, const std::vector<ChoiceOption>& options) {
  return named_option(text::match_key(text), options).has_value();
}

std::optional<std::string> mentioned_choice(std::string_view text,
                                            const std::vector<ChoiceOption>& options) {
  const std::string key = text::match_key(text);
  const auto mentions = mentions_in(key, options);
  if (mentions.empty()) return std::nullopt;
  if (of_several_options(mentions)) return both_in_one(key, mentions, options);
  return mentions.front().option->id;
}

std::optional<std::string> read_choice(std::string_view text,
                                       const std::vector<ChoiceOption>& options) {
  const Line line = text::decode(text::normalize(text));
  if (const auto behind = behind_correction(line); behind > 0 && behind < line.size()) {
    if (auto meant = read_choice(text::encode(line.substr(behind)), options)) return meant;
  }
  const std::string key = text::match_key(text);
  if (key.empty()) return std::nullopt;
  if (const auto first = first_wish(key); !first.empty()) {
    if (auto wished = read_choice(first, options)) return wished;
  }
  if (auto named = named_option(key, options)) return named;
  if (ordinal(key)) return std::nullopt;  // a place that the list does not have
  const auto mentions = mentions_in(key, options);
  if (of_several_options(mentions)) {
    if (auto both = both_in_one(key, mentions, options)) return both;
  }
  if (auto found = longest_inside(mentions)) return found;
  const std::size_t least = text::has_han(key) ? 2 : 3;
  if (text::characters(key) < least) return std::nullopt;
  return only_option(
      options, [&key](const std::string& name) { return name.find(key) != std::string::npos; });
}

}  // namespace yingda::dialogue
