#pragma once
// Texts that only ask for patience. They never count as an answer, however politely they are put.

#include <string>
#include <string_view>
#include <vector>

#include "conversation/catalog.hpp"

namespace yingda::conversation {

// Whether `text` says at least one of the phrases and nothing else but politeness: "您好，已记录，
// 请耐心等待哦" holds, "已记录，今天 18:00 前到账" tells something and does not.
bool is_holding(std::string_view text, const std::vector<std::string>& phrases);

// A text that answers nothing: it holds by the configured phrases or by a canned reply that editors
// marked as holding, or there is no word in it at all. The one rule for messages, requests,
// promises and results.
bool says_nothing(const Catalog& catalog, std::string_view text);

}  // namespace yingda::conversation
