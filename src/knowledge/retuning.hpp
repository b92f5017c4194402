#pragma once
// The gate refitted on what visitors and agents made of real answers. Only its constant moves: how
// sure it is of everything alike, not what it looks at. What the knowledge base taught is where it
// starts from and is pulled back to, so that little traffic moves it little, and none not at all.

#include <string>
#include <vector>

#include "knowledge/gate.hpp"

namespace yingda::knowledge {

// The first candidate of a real question, as somebody judged it.
struct JudgedAnswer {
  double confidence = 0;  // as the gate had it before any refitting, 0 to 1
  bool right = false;
  double weight = 1;  // how much the judgement says, 0 to 1
};

// The same judgements in any order give the same; too few of them give no shift.
Retuning retune(const std::vector<JudgedAnswer>& judged);

// What a gate that was moved by `shift` took for `confidence`, as it was before.
double before_shift(double confidence, double shift);

}  // namespace yingda::knowledge
