#pragma once
// What the service level page says, in both languages.

#include <string>
#include <string_view>

#include "base/time.hpp"
#include "workorder/work_order.hpp"

namespace yingda::pages {

struct ServiceWords {
  std::string_view title;  // "{brand}" is filled
  std::string_view intro;
  std::string_view updated;  // "{time}" is filled
  std::string_view now;
  std::string_view waiting;
  std::string_view longest_wait;
  std::string_view on_duty;
  std::string_view nobody_waits;
  std::string_view promises;
  std::string_view kind;
  std::string_view first_answer;
  std::string_view later_answer;
  std::string_view solution;
  std::string_view period;  // "{days}" is filled
  std::string_view opened;
  std::string_view promised;     // "{time}" is filled
  std::string_view kept;         // "{share}" is filled
  std::string_view half_within;  // "{time}" is filled
  std::string_view most_within;  // "{time}" is filled
  std::string_view settled;
  std::string_view reopened;
  std::string_view satisfied;
  std::string_view broken;
  std::string_view no_data;
  std::string_view ratings;  // "{count}" is filled
  std::string_view cases;    // "{count}" is filled
  std::string_view evidence;
  std::string_view channels;
  std::string_view channel_chat;
  std::string_view channel_urgent;
  std::string_view channel_track;
  std::string_view methods;
  std::string_view methods_text;
};

const ServiceWords& service_words(const std::string& locale);

// "投诉", "urgent complaint".
std::string promise_name(workorder::Tier tier, bool urgent, const std::string& locale);
// "2 小时", "3 days": the two largest units that are not zero.
std::string span_words(TimeSpan span, const std::string& locale);

}  // namespace yingda::pages
