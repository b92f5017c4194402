#include "wire/rich_codec.hpp"

namespace yingda::wire {

nlohmann::json encode_rich(const Rich& nodes) {
  nlohmann::json out = nlohmann::json::array();
  for (const auto& node : nodes) {
    nlohmann::json item{{"t", node.kind}};
    if (!node.text.empty()) item["x"] = node.text;
    if (!node.href.empty()) item["href"] = node.href;
    if (node.number != 0) item["n"] = node.number;
    if (!node.children.empty()) item["c"] = encode_rich(node.children);
    out.push_back(std::move(item));
  }
  return out;
}

}  // namespace yingda::wire
