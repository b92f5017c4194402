#pragma once
// A message may say several things at once: "怎么退款？发票怎么开？", "是的，顺便问下手续费多少",
// "I want a refund. By the way, how do I change my phone number?"

#include <string>
#include <string_view>
#include <vector>

namespace yingda::dialogue {

// What the message says one by one, as typed, without the words that join it; at most five. Empty
// for a message that says one thing: a story told in many sentences is one. `answers`: a question
// of ours is open, and an answer to it may stand beside a question of the visitor's.
std::vector<std::string> utterances_of(std::string_view text, bool answers = false);

// Does it begin as a wish: "我想退款", "I need a refund"?
bool is_wish(std::string_view text);

// Does it begin by taking a wish back: "我不是要退款", "never mind"?
bool takes_wish_back(std::string_view text);

// Without order numbers and without what only says that one follows, as in "order number: …": they
// would speak for an article about order numbers.
std::string without_order_numbers(std::string_view text);

// What stands between commas, full stops and the like, as typed.
std::vector<std::string> clauses_of(std::string_view text);

}  // namespace yingda::dialogue
