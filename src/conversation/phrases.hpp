#pragma once
// What Yingda itself says, in the conversation's language. Content can say everything else.

#include <string>

namespace yingda::conversation {

enum class Phrase {
  did_you_mean,         // before the three best
  not_understood,       // first time
  part_not_understood,  // {text}: one of several things in a message
  person_option,        // label of the button
  other_option,         // "none of these"
  handed_over,          // {number} {due} {team}
  handed_over_closed,   // the same outside of the hours
  nobody_on_duty,       // besides: {team}
  off_hours,            // the same when it is known when they are back: {team} {opens}
  may_leave,            // behind both
  may_leave_until,      // behind the second: {number} {due}
  already_queued,       // {number} {due}
  still_with_agent,     // {name}
  waiting_overdue,      // {number} {due}: of the solution; the reply is late
  waiting_past_all,     // {number}
  urged_already,
  urgent_noted,         // {name} {due}
  in_queue_noted,       // words said while waiting
  queue_stands,         // {number} {due}: somebody no longer wants to wait
  demand_noted,         // {demand}
  question_unknown,     // before the open question's options
  work_order_misspelt,  // {number}
  evidence_kept,        // files, and nothing was asked
  noted,
  no_hurry,
  next_with_person,  // {names}: other wishes of the message, when a person takes over
  one_order_first,   // {number}, and {others} when it is done
  a_supervisor,
  evidence_what,
  evidence_noted,  // files, while something else is asked
  evidence_added,  // {number}
  evidence_unread_reason,
  nobody_yet,    // claim time ran out
  order_opened,  // {number}
  first_missed,  // the promise was missed
  resolve_missed,
  transferred,          // {team}
  transferred_by_rule,  // {team} {rule} {due}: of the next word
  transfer_promise,     // {team}
  agent_gone,
  agent_silent,  // {name}
  resolved,
  survey,
  order_closed,
  order_reopened,
  urged,
  withdrawn,
  escalated,
  thanks_rating,
  visitor_asked,  // reason at the desk
  not_understood_reason,
  connector_reason,
  order_stands_reason,
  release_lost_reason,
  stale_choice,
  agent_promise_missed,
  agent_promise_kept,   // {text}
  waiting_started,      // {number}
  waiting_over,         // {due}: of the solution
  waiting_reminder,     // {number} {text} {due}: then it is closed
  waiting_asks_again,   // {number} {text}
  waiting_closed,       // {number}
  verdict_reminder,     // {number} {due}: then it is closed
  verdict_asked_again,  // {number}
  manager_called,       // {number}
  orders_merged,        // {number} {into} {due}: of the solution
  order_split,          // {number} {new} {text} {due}: of the solution
  compensation_owed,    // {number} {money} {due}: of the payment
  compensation_paid,    // {number} {money}
  returned,             // {name}: to the bot
  returned_for_flow,    // {name} {flow}
  returned_for_while,   // {name} {flow}: then it comes back
  asked_again,          // {name} {label}
  asked_again_while,    // {name} {label}: then it comes back
  muted,                // {due} {reason}
  still_muted,          // {due}
  muted_order_goes_on,  // {number}: behind both
  unmuted,
};

// `zh…` is Chinese, everything else English. Markdown; {…} are filled by the caller.
std::string phrase(Phrase wanted, const std::string& locale);

// Replaces {name} by `value`.
std::string with(std::string text, const std::string& name, const std::string& value);

}  // namespace yingda::conversation
