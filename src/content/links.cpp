#include "content/links.hpp"

#include "text/markdown.hpp"

namespace yingda::content {

std::vector<WrittenLink> dead_links_in(std::string_view markdown) {
  std::vector<WrittenLink> out;
  auto at = markdown.find("](");
  for (; at != std::string_view::npos; at = markdown.find("](", at)) {
    at += 2;
    const auto href = markdown.substr(at, markdown.find_first_of(") \n", at) - at);
    const bool filled_in = href.find('{') != std::string_view::npos;
    if (!filled_in && !text::allowed_link(href)) out.push_back({href, at});
  }
  return out;
}

bool names_content(std::string_view href) {
  href = href.substr(0, href.find('#'));
  return href.starts_with("article:") || href.starts_with("flow:") ||
         (href.ends_with(".md") && href.find("://") == std::string_view::npos);
}

std::string leads_nowhere(std::string_view href) {
  return "the link `" + std::string(href) +
         "` leads nowhere; write a whole address such as https://shop.example/help, tel: or "
         "mailto:";
}

std::string only_shown(std::string_view href) {
  return "the link `" + std::string(href) +
         "` is only shown as its text: clients open whole addresses such as "
         "https://shop.example/help, tel: or mailto:";
}

std::string is_not_there(std::string_view href) {
  return "the link `" + std::string(href) + "` names " +
         (href.starts_with("flow:") ? "a flow" : "an article") + " that is not there";
}

}  // namespace yingda::content
