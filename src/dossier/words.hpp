#pragma once
// What dossier.html says, in both languages.

#include <string>
#include <string_view>

#include "workorder/promises.hpp"

namespace yingda::dossier {

struct Words {
  std::string_view title;
  std::string_view customer_copy;
  std::string_view staff_copy;
  std::string_view made;
  std::string_view zone_note;
  std::string_view the_case;
  std::string_view number;
  std::string_view subject;
  std::string_view shop_order;
  std::string_view department;
  std::string_view owner;
  std::string_view status;
  std::string_view opened;
  std::string_view demands;
  std::string_view no_demand;
  std::string_view answer;
  std::string_view by;
  std::string_view result;
  std::string_view promises;
  std::string_view due;
  std::string_view met;
  std::string_view outcome;
  std::string_view timeline;
  std::string_view evidence;
  std::string_view no_evidence;
  std::string_view conversation;
  std::string_view staff_only;
  std::string_view complainant;
  std::string_view myself;  // the customer, in their own complaint
  std::string_view complaint;
  std::string_view complaint_intro;
  std::string_view checking;
  std::string_view checking_text;
  std::string_view customer;
  std::string_view bot;
  std::string_view agent;
  std::string_view system;
  std::string_view shop;
  std::string_view to_fill_in;
  std::string_view facts_in_order;
  std::string_view colon;
};

const Words& words_in(const std::string& locale);

std::string_view promise_words(const std::string& what, const std::string& locale);
// What a change of the history was and how the case stands, told by its customer to others; the
// first empty for what is of no concern to them.
std::string own_change_words(const workorder::Change& change, const std::string& locale);
std::string_view own_status_words(workorder::Status status, const std::string& locale);
// A kind of event, or what a customer did with their order; as it stands when we have no words for
// it.
std::string_view event_words(std::string_view name, const std::string& locale);
std::string_view outcome_words(workorder::PromiseOutcome outcome, const std::string& locale);

}  // namespace yingda::dossier
