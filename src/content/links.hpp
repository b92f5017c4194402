#pragma once
// Links in the Markdown of articles and flows.

#include <string>
#include <string_view>
#include <vector>

namespace yingda::content {

struct WrittenLink {
  std::string_view href;
  std::size_t at = 0;  // where it begins, in bytes
};

// Those that a client would only show as their text: nobody reaches what they promise. A link with
// a slot in it is known only when it is said, and is none of them.
std::vector<WrittenLink> dead_links_in(std::string_view markdown);

// Does it name something of the content: `article:…`, `flow:…`, a file `….md`?
bool names_content(std::string_view href);

// For findings.
std::string leads_nowhere(std::string_view href);
std::string only_shown(std::string_view href);
std::string is_not_there(std::string_view href);

}  // namespace yingda::content
