#pragma once
// How a conversation is put right: flows with reserved names, which content may write anew. The
// defaults stand in content/default_patterns.cpp; docs/flow-language.md says when each is run.

#include <array>
#include <string_view>

#include "conversation/said.hpp"
#include "conversation/turn.hpp"
#include "dialogue/correction.hpp"

namespace yingda::conversation {

namespace pattern {
inline constexpr std::string_view human = "pattern_human";
inline constexpr std::string_view no_person = "pattern_no_person";
inline constexpr std::string_view cancel = "pattern_cancel";
inline constexpr std::string_view start_over = "pattern_start_over";
inline constexpr std::string_view repeat = "pattern_repeat";
inline constexpr std::string_view help = "pattern_help";
inline constexpr std::string_view thanks = "pattern_thanks";
inline constexpr std::string_view abuse = "pattern_abuse";
inline constexpr std::string_view correction = "pattern_correction";
inline constexpr std::string_view retraction = "pattern_retraction";
inline constexpr std::string_view back = "pattern_continue";
inline constexpr std::string_view reminder = "pattern_reminder";
inline constexpr std::string_view silence = "pattern_silence";
inline constexpr std::string_view off_duty = "pattern_off_duty";

inline constexpr std::array all{human, no_person, cancel,  start_over, repeat,
                                help,  thanks,    abuse,   correction, retraction,
                                back,  reminder,  silence, off_duty};
}  // namespace pattern

// Every name that begins like one of ours.
bool is_pattern(std::string_view flow);

// Runs a pattern on top of what is open; an open question is asked again when it has ended.
// `facts` are known in its texts and conditions. False: there is no such flow.
bool run_pattern(Turn& turn, std::string_view id, dialogue::Slots facts = {});

// Somebody asked for a person: pattern_human, and whatever it does, a person.
void ask_person(Turn& turn);

// What the visitor's words stand for outside of any question; false: nothing of the kind.
bool repaired(Turn& turn, std::string_view id);
// Nobody of ours is wanted, in whatever words; false: the message says something else.
bool stayed_with_bot(Turn& turn, const Said& said);
// What was collected is something else: the open orders about it follow. `who` says so.
void correct_case(Turn& turn, const dialogue::Correction& correction, const Person& who);
// "不对，订单号是…"
bool corrected(Turn& turn, const std::string& text);
// "订单号写错了", "上一步": the question is asked anew.
bool retracted(Turn& turn, const std::string& text);
// Words that are only meant to hurt.
bool soothed(Turn& turn, const Said& said);

// The open question anew, in the next of its wordings.
void ask_once_more(Turn& turn);

// Is a question open that the visitor may answer?
bool waits_for_visitor(const State& state);

// Does something run that the visitor asked for in the middle of a flow?
bool is_interrupted(const State& state);
// When that has ended, the case is again what it interrupted.
void return_to_case(Turn& turn);

// --- silence.cpp: the visitor says nothing any more ---
// After every step: starts, restarts or ends the wait for the visitor's next word.
void mind_silence(Turn& turn, bool asked_before);
void silence_over(Turn& turn);
// The time of a flow's `wait` has come.
inline constexpr std::string_view flow_wait_timer = "wait";
void wait_over(Turn& turn);

}  // namespace yingda::conversation
