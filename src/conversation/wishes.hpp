#pragma once
// What a message surely wants, whatever the engine makes of it.

#include <string>
#include <vector>

#include "conversation/catalog.hpp"
#include "conversation/said.hpp"

namespace yingda::conversation {

// A person, in words of the visitor's own: "can I talk to someone real pls". Not who asks how or
// when people can be reached, and not who says that none is needed.
bool wishes_person(const Catalog& catalog, const Said& said);
// By the match keys of such words.
bool wishes_person(const std::vector<std::string>& words, const Said& said);

// Speaks of people and wants none: "别给我转人工".
bool wishes_no_person(const Said& said);
bool speaks_of_people(const std::string& text);

// What was meant as a work order's number and has a slip in it, in its normal form; empty: nothing
// like that.
std::string misspelt_number(const std::string& text);

// Hardly more than that what runs is to end: "不订了", "我不退了". Only where nothing else was
// meant.
bool wishes_to_stop(const Said& said);
// The same with 算了 in it: "算了不登记了", also where any words might be the answer.
bool gives_up(const Said& said);
// Names what is to be cancelled: "取消订房", "cancel the booking". Only where it fits nothing else
// that could be meant: most such wishes are about something of the shop's.
bool wishes_to_cancel(const Said& said);

// Announced as a complaint, with what it is about: "投诉-20261120002-付款未到账", "【投诉】…",
// "complaint: …".
bool is_complaint(const std::string& text);

// The work-order number in it, in its one right form; empty without one whose check digit fits.
std::string named_work_order(const std::string& text);

// Hardly more than a number of the shop's: "我的订单号是20261120002，快点".
bool says_little_beside_number(const std::string& text);

}  // namespace yingda::conversation
