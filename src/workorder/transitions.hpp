#pragma once
// The life of a work order as a table that the compiler checks.

#include <array>
#include <optional>

#include "workorder/work_order.hpp"

namespace yingda::workorder {

enum class Act {
  assign,         // an agent takes it
  respond,        // the first answer of a person
  ask_customer,   // only a concrete request to the customer
  customer_said,  // any message of the customer
  resolve,
  accept,
  reject,
  withdraw,
  reopen,
  close,
  merge,  // it goes on in another order
};

struct Rule {
  Status from;
  Act act;
  Status to;
};

inline constexpr std::array rules{
    Rule{Status::open, Act::assign, Status::assigned},
    Rule{Status::reopened, Act::assign, Status::assigned},
    Rule{Status::assigned, Act::assign, Status::assigned},
    Rule{Status::in_progress, Act::assign, Status::in_progress},
    Rule{Status::waiting_on_customer, Act::assign, Status::waiting_on_customer},
    Rule{Status::assigned, Act::respond, Status::in_progress},
    Rule{Status::in_progress, Act::respond, Status::in_progress},
    Rule{Status::waiting_on_customer, Act::respond, Status::in_progress},
    Rule{Status::in_progress, Act::ask_customer, Status::waiting_on_customer},
    Rule{Status::waiting_on_customer, Act::customer_said, Status::in_progress},
    Rule{Status::assigned, Act::resolve, Status::resolved},
    Rule{Status::in_progress, Act::resolve, Status::resolved},
    Rule{Status::waiting_on_customer, Act::resolve, Status::resolved},
    Rule{Status::waiting_on_customer, Act::close, Status::closed},  // the customer never answered
    Rule{Status::resolved, Act::accept, Status::closed},
    Rule{Status::resolved, Act::close, Status::closed},
    Rule{Status::resolved, Act::reject, Status::reopened},
    Rule{Status::resolved, Act::reopen, Status::reopened},
    Rule{Status::closed, Act::reopen, Status::reopened},
    Rule{Status::open, Act::merge, Status::closed},
    Rule{Status::assigned, Act::merge, Status::closed},
    Rule{Status::in_progress, Act::merge, Status::closed},
    Rule{Status::waiting_on_customer, Act::merge, Status::closed},
    Rule{Status::reopened, Act::merge, Status::closed},
    Rule{Status::open, Act::withdraw, Status::closed},
    Rule{Status::assigned, Act::withdraw, Status::closed},
    Rule{Status::in_progress, Act::withdraw, Status::closed},
    Rule{Status::waiting_on_customer, Act::withdraw, Status::closed},
    Rule{Status::reopened, Act::withdraw, Status::closed},
};

// Nobody owes anything any more.
constexpr bool is_settled(Status status) {
  return status == Status::resolved || status == Status::closed;
}

constexpr std::optional<Status> transition(Status from, Act act) {
  for (const auto& rule : rules) {
    if (rule.from == from && rule.act == act) return rule.to;
  }
  return std::nullopt;
}

static_assert(transition(Status::open, Act::assign) == Status::assigned);
static_assert(transition(Status::resolved, Act::reject) == Status::reopened);
static_assert(!transition(Status::closed, Act::resolve));
static_assert(!transition(Status::open, Act::resolve));  // nobody has taken it yet

// Whether a time that was promised or aimed at has passed: the customer may call a supervisor.
inline bool promise_missed(const WorkOrder& order) {
  return order.first_response_missed || order.next_response_missed || order.resolve_missed ||
         order.target_missed;
}

}  // namespace yingda::workorder
