#include "dialogue/person_wish.hpp"

#include <re2/re2.h>

#include <array>

namespace yingda::dialogue {
namespace {

// Chinese keys hold no blanks. A bare 人 is a person only with what that person is to do.
constexpr std::string_view wish_zh =
    // The word alone, also said again and again, with or without manners.
    "(^(?:你好|麻烦|请|快|赶紧|帮我|给我|我要)*(?:人工|真人|客服)"
    "(?:人工|真人|客服|服务|谢谢|吧|啊|呀|快|急)*$"
    // 人工费 and 人工智能 are other things.
    "|转(?:接|到|给)?(?:一下|下|个|到|给|我)*(?:人工(?:[^费智成审]|$)|真人|坐席|专人)"
    "|(?:接|找|叫|换|需要|要|来|派|安排)(?:一下|下|个|位|一个|一位)?"
    "(?:人工(?:[^费智成审]|$)|真人|坐席|专人)"
    "|(?:找|叫|换|派|安排|来)(?:个|位|一个|一位)(?:真|活|专)?人"
    "(?:来|跟|和|给|回我|联系|处理|聊|谈|说|管|接|吧|行|$)"
    "|(?:找|叫|换|派|安排)(?:真|活|专)?人(?:来|跟我|和我|回我|联系我|$)"
    "|(?:要|想|能|可以|让我|给我)(?:直接)?(?:和|跟|同|与)(?:个|一个)?(?:真|活)?人(?:工|类)?"
    "(?:说|聊|谈|讲|沟通|对话|交流))";

constexpr std::string_view wish_en =
    "(^(?:agent|human|person|operator|representative)(?: (?:agent|human|person|operator|"
    "representative|please|pls|now|asap|thanks))*$"
    "|\\b(?:agent|human|person|operator|representative)(?: (?:please|pls|now|asap))+$"
    "|\\b(?:get|give|find|send|fetch|bring|need|want|would like|connect|transfer|put)(?: me| us)?"
    "(?: to| with| through| through to)?(?: a| an| any| some| the| real| live| actual)* "
    "(?:person|human|operator|representative|rep|staff member|member of staff|human being)\\b"
    "|\\b(?:need|want|would like|get me|find me|send me|give me) (?:someone|somebody)\\b"
    "|\\b(?:someone|somebody|anyone|anybody)(?: please)?(?: to)? (?:call|phone|ring|contact|reach)"
    " me\\b)";

const RE2& pattern_of(bool han) {
  static const RE2 zh{re2::StringPiece(wish_zh.data(), wish_zh.size())};
  static const RE2 en{re2::StringPiece(wish_en.data(), wish_en.size())};
  return han ? zh : en;
}

bool may_wish(std::string_view key, bool han) {
  static constexpr std::array<std::string_view, 4> zh{"人", "客服", "坐席", "活人"};
  static constexpr std::array<std::string_view, 8> en{"agent", "human",    "person", "operator",
                                                      "rep",   "somebody", "anyo",   "someone"};
  const auto inside = [key](std::string_view word) { return key.find(word) != key.npos; };
  return han ? std::ranges::any_of(zh, inside)
             : std::ranges::any_of(en, inside) || inside("anyb") || inside("staff");
}

}  // namespace

PersonWish person_wish(std::string_view key) {
  for (const bool han : {true, false}) {
    if (!may_wish(key, han)) continue;
    re2::StringPiece found;
    if (!RE2::PartialMatch(re2::StringPiece(key.data(), key.size()), pattern_of(han), &found)) {
      continue;
    }
    const auto begin = static_cast<std::size_t>(found.data() - key.data());
    return {begin, begin + found.size()};
  }
  return {};
}

}  // namespace yingda::dialogue
