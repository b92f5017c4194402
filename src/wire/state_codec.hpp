#pragma once
// States, events and orders as they stand in the store.

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "conversation/event.hpp"
#include "conversation/state.hpp"

namespace yingda::wire {

std::string encode_state(const conversation::State& state);
// `internal` when the row is damaged: names what could not be read.
Result<conversation::State> decode_state(std::string_view text);

// How the store calls that kind of event.
std::string event_name(const conversation::EventBody& body);
std::string encode_event(const conversation::Event& event);
// As it was decided: of the candidates' features, which explain and decide nothing, there are none.
Result<conversation::Event> decode_event(std::string_view text);

std::string encode_order(const workorder::WorkOrder& order);
Result<workorder::WorkOrder> decode_order(std::string_view text);

// An understanding as `yingda ask --json` and the desk show it.
std::string encode_understanding(const knowledge::Understanding& understanding);

}  // namespace yingda::wire
