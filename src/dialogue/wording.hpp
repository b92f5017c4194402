#pragma once
// What kind of sentence a visitor typed, told by its words alone.

#include <string_view>

namespace yingda::dialogue {

// Asks how things are ("多久", "why", "is it …?"), rather than wishing or choosing something.
// "可以退款吗" is a wish in the clothes of a question, and no question here.
bool asks(std::string_view text);

// Is the text nothing but that there is none, or none to be found: "我真没有", "I can't find it"?
bool says_none(std::string_view text);

// Has nothing (more) to add: "没有了", "就这些", "不知道", "that's all".
bool has_nothing_to_add(std::string_view text);

// What stands behind words that wish for something: "…，要求全额退款", "… I want my money back".
// Empty without such words.
std::string_view behind_wish(std::string_view text);

// Is it about what the shop is to pay on top: "赔偿200元", "50 CNY compensation"?
bool speaks_of_compensation(std::string_view text);
// The clauses of a text that are, or those that are not, about that: in "付了100元，要求赔偿200元"
// two amounts stand that nobody may mix up.
std::string clauses_about(bool compensation, std::string_view text);

// Does a question ask for a time that is still to come: "最晚什么时候解决？", "When will you
// arrive?"
bool asks_for_what_comes(std::string_view question);

// Begins with a no that may be the answer: "no one", "不是，我带孩子来过".
bool denies_first(std::string_view text);

// Takes back something said before: "不对，…", "我说错了", "no, …", "I meant …", "改成 …".
bool takes_back(std::string_view text);

// What stands behind the words that take something back: "不对，是张三" leaves "张三". The whole
// text when there are none.
std::string_view behind_take_back(std::string_view text);

// "那微信呢？", "what about PayPal?": the same question about something else, which is returned;
// empty for everything else.
std::string asks_the_same_of(std::string_view text);

}  // namespace yingda::dialogue
