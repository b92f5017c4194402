#pragma once
// How a value stands in its sentence. "不是50，是60", "…001没问题，是…002", "I paid 60, not 50"
// name two, and only one of them is what somebody gives.

#include <algorithm>
#include <vector>

#include "dialogue/entities_parts.hpp"

namespace yingda::dialogue {

enum class Stance {
  given,
  yields,  // "…001到了": what is meant is another one, if another one is named
  denied,  // "不是50": it is not what is meant, even if nothing else is named
};

// Numbers of orders and phones; or amounts and counts. "没收到…001" tells of an order what is wrong
// with it, "没付50" tells of an amount that it is another one.
enum class Named { identifier, amount };

// Of the value at [from, to) in a line in its normal form.
Stance stance_of(const Line& line, std::size_t from, std::size_t to, Named named);

// Takes out what is denied, and what yields where anything else is left. `stance`: of an element.
template <class Element, class StanceOf>
void keep_given(std::vector<Element>& all, const StanceOf& stance) {
  std::erase_if(all, [&](const Element& each) { return stance(each) == Stance::denied; });
  const bool any = std::any_of(all.begin(), all.end(),
                               [&](const Element& each) { return stance(each) == Stance::given; });
  if (any) std::erase_if(all, [&](const Element& each) { return stance(each) != Stance::given; });
}

}  // namespace yingda::dialogue
