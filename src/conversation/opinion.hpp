#pragma once
// What a visitor may say by one tap about an answer or about how they were served.

#include <algorithm>
#include <array>
#include <string_view>

namespace yingda::conversation {

// Why an answer has not helped.
inline constexpr std::array<std::string_view, 4> feedback_reasons{"off_point", "unclear",
                                                                  "other_case", "other"};

// What a rating rests on.
inline constexpr std::array<std::string_view, 8> rating_tags{
    "fast", "solved", "friendly", "clear", "slow", "unsolved", "repeated", "unfriendly"};

inline bool is_feedback_reason(std::string_view id) {
  return std::ranges::find(feedback_reasons, id) != feedback_reasons.end();
}

inline bool is_rating_tag(std::string_view id) {
  return std::ranges::find(rating_tags, id) != rating_tags.end();
}

}  // namespace yingda::conversation
