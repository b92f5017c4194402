#pragma once
// Which pages may talk to us. A browser says in `Origin` where a page came from; our own pages and
// those an operator lists are welcome, and nothing is matched by prefix or suffix.

#include <string>
#include <string_view>
#include <vector>

namespace yingda::net {

class OriginPolicy {
 public:
  // Throws std::invalid_argument for an entry that is no origin.
  explicit OriginPolicy(const std::vector<std::string>& allowed);

  // `host` is the Host field of the request that carries `origin`.
  bool allows(std::string_view origin, std::string_view host, bool https) const;

 private:
  std::vector<std::string> allowed_;
};

// "https://Shop.example:443" -> "https://shop.example"; empty when the text is no web origin.
std::string normal_origin(std::string_view origin);

}  // namespace yingda::net
