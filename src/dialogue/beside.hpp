#pragma once
// "后天上午十点取，租三天，要越野车，不要儿童座椅": one message answers several questions. What
// shows itself wherever it stands (an order number, a phone, a time, an amount) is read elsewhere;
// here is what only the question makes clear.

#include <optional>
#include <string_view>

#include "dialogue/interpreter.hpp"

namespace yingda::dialogue {

// Which clauses of a message may answer questions that are not open.
enum class Clauses {
  none,          // only what shows itself counts
  behind_first,  // the first one is the wish that led here: "我要租车，租三天"
  all
};

// What the message tells for a question of the flow: a number with the unit that is asked for
// ("租三天"), yes or no in its own words ("不要儿童座椅"), an option's name with little else beside
// it ("要越野车"). Nothing where another question of the flow could be meant as well, and nothing
// out of a clause that asks.
std::optional<Value> told_beside(const Flow& flow, const Collect& collect, std::string_view text,
                                 Clauses clauses, const Scope& scope);

}  // namespace yingda::dialogue
