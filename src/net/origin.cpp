#include "net/origin.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/ascii.hpp"
#include "net/http_framing.hpp"

namespace yingda::net {

std::string normal_origin(std::string_view origin) {
  std::string normal = lower_ascii(origin);
  const std::size_t slashes = normal.find("://");
  if (slashes == std::string::npos) return {};
  const std::string scheme = normal.substr(0, slashes);
  if (scheme != "http" && scheme != "https") return {};
  if (!is_host(std::string_view(normal).substr(slashes + 3))) return {};
  const std::string_view usual_port = scheme == "http" ? ":80" : ":443";
  if (normal.ends_with(usual_port)) normal.resize(normal.size() - usual_port.size());
  return normal;
}

OriginPolicy::OriginPolicy(const std::vector<std::string>& allowed) {
  for (const std::string& origin : allowed) {
    allowed_.push_back(normal_origin(origin));
    if (allowed_.back().empty()) {
      throw std::invalid_argument("allowed_origins: \"" + origin +
                                  "\" is no origin; write it like \"https://shop.example\"");
    }
  }
}

bool OriginPolicy::allows(std::string_view origin, std::string_view host, bool https) const {
  const std::string asked = normal_origin(origin);
  if (asked.empty()) return false;
  if (asked == normal_origin(std::string(https ? "https://" : "http://") + std::string(host))) {
    return true;
  }
  return std::find(allowed_.begin(), allowed_.end(), asked) != allowed_.end();
}

}  // namespace yingda::net
