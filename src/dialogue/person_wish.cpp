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
    "|^(?:我)?要人(?:来)?(?:吧|啊)?$|接线员|有没有(?:真人|活人|人工)(?:客服)?(?:啊|呀|在|吗)?$|(?:"
    "喊|让)(?:个)?人来"
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
    "|\\bput me through\\b|^(?:a )?(?:real|actual|live) (?:people|person|human)(?: please)?$"
    "|\\b(?:need|want|would like|get me|find me|send me|give me) (?:someone|somebody)\\b"
    "|\\b(?:someone|somebody|anyone|anybody)(?: please)?(?: to)? (?:call|phone|ring|contact|reach)"
    " me\\b"
    "|\\b(?:can|could|will) (?:someone|somebody|anyone|anybody)(?: here)?(?: please)?"
    " (?:help|assist|serve)(?: me| us| out| please)*$"
    "|\\b(?:talk|speak|chat) (?:to|with) (?:(?:a|an|some|any|the|real|live|actual) )*"
    "(?:man|woman|guy|lady|people)\\b"
    "|^(?:real )?humans? only(?: please)?$|^only (?:real )?humans?(?: please)?$"
    "|\\b(?:have|got|are there|is there) (?:(?:a|any|some|no) )?(?:real|live|actual) "
    "(?:people|humans|persons|person|human)(?: here| there| at all)?$)";

const RE2& pattern_of(bool han) {
  static const RE2 zh{re2::StringPiece(wish_zh.data(), wish_zh.size())};
  static const RE2 en{re2::StringPiece(wish_en.data(), wish_en.size())};
  return han ? zh : en;
}

// Without one of them no pattern can match.
bool may_wish(std::string_view key, bool han) {
  static constexpr auto zh =
      std::to_array<std::string_view>({"人", "客服", "坐席", "接线员", "接通"});
  static constexpr auto en =
      std::to_array<std::string_view>({"agent", "human", "person", "people", "operator", "rep",
                                       "some", "any", "staff", "through", "man", "guy", "lady"});
  const auto inside = [key](std::string_view word) { return key.find(word) != key.npos; };
  return han ? std::ranges::any_of(zh, inside) : std::ranges::any_of(en, inside);
}

constexpr std::string_view others =
    "真人(?:认证|验证|秀|头像)|人工(?:费|智能|成本|审核)|(?:人工|真人).{0,4}(?:多少钱|要钱|收费)"
    "|人(?:收货|取件|来取|来修|签收|代收|讲价|砍价)|(?:他们|快递员|快递|昨天|前天|上次|刚才).{0,6}("
    "?:叫人|人工)"
    "|找人工不是|representative sample|(?:someone|somebody) else|the person who"
    "|is this a (?:real )?(?:person|human)|did a (?:human|person)|am i talking to"
    "|will (?:someone|somebody|anyone) call me|person to (?:sign|verify|receive)";

}  // namespace

std::size_t person_wish(std::string_view key) {
  for (const bool han : {true, false}) {
    if (!may_wish(key, han)) continue;
    re2::StringPiece found;
    if (!RE2::PartialMatch(re2::StringPiece(key.data(), key.size()), pattern_of(han), &found)) {
      continue;
    }
    return static_cast<std::size_t>(found.data() - key.data());
  }
  return std::string_view::npos;
}

bool speaks_of_other_people(std::string_view key) {
  static const RE2 pattern{re2::StringPiece(others.data(), others.size())};
  return RE2::PartialMatch(re2::StringPiece(key.data(), key.size()), pattern);
}

}  // namespace yingda::dialogue
