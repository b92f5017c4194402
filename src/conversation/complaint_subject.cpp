#include "conversation/complaint_subject.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "text/characters.hpp"
#include "text/normalize.hpp"

namespace yingda::conversation {
namespace {

constexpr std::size_t number_digits_min = 6;
constexpr std::string_view subject_word = "投诉";

constexpr std::array<std::string_view, 6> subject_strokes{"-", "—", "–", "+", "_", "/"};
// "我没投诉-…", "取消投诉-…"
constexpr std::array<std::string_view, 6> denied_before{"不", "没", "没有", "别", "取消", "撤销"};
constexpr std::array<std::string_view, 6> taken_back_after{"不用处理", "不用了",   "撤销",
                                                           "撤回",     "已经解决", "解决了"};

// Takes blanks and one stroke or more; false when there is none.
bool take_stroke(std::string_view& rest) {
  bool found = false;
  for (;;) {
    rest = text::trim(rest);
    const auto* stroke = std::ranges::find_if(
        subject_strokes, [&](std::string_view each) { return rest.starts_with(each); });
    if (stroke == subject_strokes.end()) return found;
    rest.remove_prefix(stroke->size());
    found = true;
  }
}

bool take_number(std::string_view& rest) {
  std::size_t digits = 0;
  while (digits < rest.size() && text::is_digit(static_cast<unsigned char>(rest[digits]))) ++digits;
  rest.remove_prefix(digits);
  return digits >= number_digits_min;
}

bool is_subject(std::string_view rest) {
  if (!take_stroke(rest) || !take_number(rest) || !take_stroke(rest) || rest.empty()) return false;
  return std::ranges::none_of(taken_back_after, [&](std::string_view word) {
    return rest.find(word) != std::string_view::npos;
  });
}

}  // namespace

bool holds_complaint_subject(std::string_view text) {
  const std::string folded = text::normalize(text);
  const std::string_view all = folded;
  for (auto at = all.find(subject_word); at != all.npos; at = all.find(subject_word, at + 1)) {
    const auto before = all.substr(0, at);
    const bool denied = std::ranges::any_of(
        denied_before, [&](std::string_view word) { return before.ends_with(word); });
    if (!denied && is_subject(all.substr(at + subject_word.size()))) return true;
  }
  return false;
}

}  // namespace yingda::conversation
