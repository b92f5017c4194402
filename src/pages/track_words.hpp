#pragma once
// What the tracking page says, in both languages.

#include <string>
#include <string_view>

#include "workorder/work_order.hpp"

namespace yingda::pages {

struct TrackWords {
  std::string_view title;
  std::string_view find_intro;
  std::string_view number;
  std::string_view secret;
  std::string_view secret_hint;
  std::string_view find;
  std::string_view wrong;
  std::string_view too_many;
  std::string_view unavailable;
  std::string_view opened;
  std::string_view department;
  std::string_view owner;
  std::string_view nobody_yet;
  std::string_view first_answer;
  std::string_view next_answer;
  std::string_view solution;
  std::string_view by;  // "{due}" is filled
  std::string_view answered;
  std::string_view overdue;
  std::string_view demands;
  std::string_view paused;    // the resolve clock
  std::string_view asks_you;  // heading of what the customer is asked for
  std::string_view asks_hint;
  std::string_view promises;  // heading of the agents' own
  std::string_view kept;
  std::string_view dropped;
  std::string_view compensation;
  std::string_view owed;  // "{due}" is filled: of the payment
  std::string_view paid;
  std::string_view rule;  // what a refusal rests on
  std::string_view result;
  std::string_view timeline;
  std::string_view files;
  std::string_view actions;
  std::string_view your_words;
  std::string_view accept;
  std::string_view reject;
  std::string_view urge;
  std::string_view withdraw;
  std::string_view reopen;
  std::string_view escalate;
  std::string_view add;
  std::string_view dossier;
  std::string_view dossier_keys;
  std::string_view other_order;
  std::string_view done;
  std::string_view refused;
  std::string_view already;
  std::string_view nothing_said;
  std::string_view merged;  // {number} {into}
  std::string_view colon;
};

const TrackWords& track_words(const std::string& locale);

// "客服已接手，正在处理": the state in words, for the top of the page.
std::string status_words(workorder::Status status, const std::string& locale);

// What was promised: "首次答复".
std::string promise_words(workorder::Promise promise, const std::string& locale);

// What one change of the order's history was; "" for what is of no concern to the customer.
std::string change_words(const workorder::Change& change, const std::string& locale);

}  // namespace yingda::pages
