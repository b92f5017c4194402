#pragma once
// Formatted text as a small tree, never HTML (docs/protocol.md section 3). Built from Markdown when
// content is loaded; clients draw it node by node.

#include <string>
#include <vector>

namespace yingda {

struct RichNode {
  std::string kind;  // p h ul ol li b i code pre a br quote hr table tr th td text
  std::string text;  // of text, code and pre
  std::string href;  // of a: http, https, tel or mailto only
  int number = 0;    // level of h, start of ol
  std::vector<RichNode> children;
  bool operator==(const RichNode&) const = default;
};

using Rich = std::vector<RichNode>;

}  // namespace yingda
