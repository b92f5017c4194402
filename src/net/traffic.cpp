#include "net/traffic.hpp"

namespace yingda::net {

ConnectionCount::Lease ConnectionCount::acquire(const std::string& key) {
  std::size_t& count = (*counts_)[key];
  if (max_ != 0 && count >= max_) return nullptr;
  ++count;
  const auto give_back = [counts = counts_, key](void*) {
    const auto found = counts->find(key);
    if (--found->second == 0) counts->erase(found);
  };
  return Lease(counts_.get(), give_back);
}

}  // namespace yingda::net
