#pragma once
// Markdown to the node tree that clients draw (base/rich.hpp). There is never HTML: tags in the
// source stay text. Links other than http, https, tel and mailto become their text, images their
// alternative text, so that a bubble loads nothing from elsewhere.

#include <string>
#include <string_view>

#include "base/rich.hpp"

namespace yingda::text {

Rich parse_markdown(std::string_view source);

// As a reader without formatting sees it: blocks on lines of their own, list items with their mark.
std::string plain_text(const Rich& rich);

// Does such a link stay one? Others become their text.
bool allowed_link(std::string_view href);

// What a visitor typed, made safe to stand inside Markdown: it shows exactly as typed.
std::string escape_markdown(std::string_view typed);

}  // namespace yingda::text
