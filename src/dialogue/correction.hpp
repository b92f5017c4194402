#pragma once
// "不对，订单号是20261120002": a value given earlier is taken back and given anew.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "dialogue/interpreter.hpp"

namespace yingda::dialogue {

struct Correction {
  std::string slot;
  std::string label;  // how people call it; empty when only the flow has a name for it
  Value before;
  Value now;
  SlotType type = SlotType::text;
  std::string text;  // what people call the new value, where that is not the value itself
};

// What the message corrects, each slot once; mostly one or nothing. An answer to the open question
// is none, and what might be one of two values is none either.
std::vector<Correction> find_corrections(const FlowSet& flows, const Session& session,
                                         const Scope& scope, std::string_view text);

// What of the message says something besides: "订单号错了，是A，要加急" leaves "要加急". Empty:
// nothing.
std::string beside_corrections(const std::vector<Correction>& corrections, const Scope& scope,
                               std::string_view text);

// Somebody of ours puts a value right: what they typed, read as the question would read it, which
// is known as long as its flow is. `invalid`: no such value; `conflict`: it is that already.
Result<Correction> correction_by_hand(const FlowSet& flows, const Session& session,
                                      const Scope& scope, const std::string& slot,
                                      std::string_view typed);

// What a choice may be, id and label; empty for everything else.
std::vector<std::pair<std::string, std::string>> choices_of(const FlowSet& flows,
                                                            const Session& session,
                                                            const Scope& scope,
                                                            const std::string& slot);

// Has the flow that was at `place` opened a work order since? From then on what is corrected is put
// right there, and nothing is opened or asked a second time.
bool opened_order_since(const FlowSet& flows, const Session& session,
                        const std::vector<Cursor>& place);

// Puts the new values into their slots. When steps decide or look something up by one of them, the
// flows go back to just behind the question it answered, the earliest such; what else is known
// stays known. The caller runs them. `may_go_back`: false once a person has the case. True: they
// went back.
bool correct(const FlowSet& flows, Session& session, const Scope& scope,
             const std::vector<Correction>& corrections, std::string_view text, bool may_go_back);

}  // namespace yingda::dialogue
