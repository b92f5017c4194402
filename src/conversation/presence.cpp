#include "conversation/presence.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "conversation/parts.hpp"
#include "conversation/repair.hpp"
#include "dialogue/looking_up.hpp"
#include "dialogue/utterances.hpp"
#include "text/characters.hpp"
#include "text/normalize.hpp"

namespace yingda::conversation {
namespace {

using std::string_view;

constexpr std::array<string_view, 22> heres{
    "在",        "在的",       "在呢",          "在啊",           "在呀",   "我在",
    "我在的",    "我在呢",     "还在",          "还在的",         "还在呢", "我还在",
    "来了",      "我来了",     "我回来了",      "回来了",         "here",   "im here",
    "i am here", "still here", "im still here", "i am still here"};
constexpr std::array<string_view, 48> moments{"等一下",
                                              "等下",
                                              "等会",
                                              "等会儿",
                                              "等等",
                                              "等我一下",
                                              "等我下",
                                              "稍等",
                                              "稍等一下",
                                              "稍等下",
                                              "稍等哈",
                                              "稍候",
                                              "等我找找",
                                              "我找找",
                                              "我找一下",
                                              "我找下",
                                              "我看看",
                                              "我看一下",
                                              "我看下",
                                              "我查一下",
                                              "我查查",
                                              "我去找",
                                              "我去看看",
                                              "找一下",
                                              "让我找找",
                                              "让我看看",
                                              "正在找",
                                              "我正在找",
                                              "我等下发",
                                              "我等会发",
                                              "等下发你",
                                              "一会儿发",
                                              "hang on",
                                              "hold on",
                                              "one moment",
                                              "one sec",
                                              "one second",
                                              "one minute",
                                              "just a second",
                                              "just a moment",
                                              "just a minute",
                                              "wait a second",
                                              "wait a minute",
                                              "let me check",
                                              "let me look",
                                              "let me find it",
                                              "give me a minute",
                                              "give me a second"};
// In front of them, or alone before a comma.
constexpr std::array<string_view, 10> assents{"嗯", "嗯嗯", "好",  "好的", "哦",
                                              "ok", "okay", "yes", "yeah", "sure"};

template <std::size_t Size>
bool one_of(const std::array<string_view, Size>& words, string_view key) {
  return std::ranges::find(words, key) != words.end();
}

Presence presence_of_clause(string_view clause) {
  std::string key = text::match_key(clause);
  string_view rest = key;
  for (const auto assent : assents) {
    const bool word = rest.starts_with(assent) && rest != assent;
    const bool latin = assent.front() > 0;
    if (!word || (latin && rest[assent.size()] != ' ')) continue;
    if (one_of(heres, rest) || one_of(moments, rest)) break;
    rest = text::trim(rest.substr(assent.size()));
    break;
  }
  if (one_of(moments, rest) || dialogue::looks_up_first(rest)) return Presence::in_a_moment;
  return one_of(heres, rest) ? Presence::here : Presence::none;
}

}  // namespace

Presence presence_of(const Said& said) {
  Presence out = Presence::none;
  for (const auto& clause : dialogue::clauses_of(said.text)) {
    const auto presence = presence_of_clause(clause);
    const bool assent = one_of(assents, text::match_key(clause));
    if (presence == Presence::none && !assent) return Presence::none;
    if (presence == Presence::in_a_moment || out == Presence::none) out = presence;
  }
  return out;
}

std::string_view behind_moment(std::string_view text) {
  for (;;) {
    const auto clauses = dialogue::clauses_of(text);
    const bool leads =
        clauses.size() > 1 && (presence_of_clause(clauses.front()) != Presence::none ||
                               text::match_key(clauses.front()) == "wait");
    if (!leads) return text;
    text = text.substr(text.find(clauses[1], text.find(clauses.front()) + clauses.front().size()));
  }
}

bool still_there(Turn& turn, const Said& said) {
  const auto& session = turn.state.session;
  const auto presence = presence_of(said);
  if (presence == Presence::none || turn.state.handling != Handling::bot) return false;
  if (dialogue::is_plain_choice(turn.catalog.flows, session, said.text)) return false;
  if (presence == Presence::in_a_moment) {
    turn.bot_says(turn.words(Phrase::no_hurry));
  } else {
    ask_once_more(turn);
  }
  return true;
}

}  // namespace yingda::conversation
