#pragma once
// Every feature that some text of the knowledge base has, as a number. Large ones have millions, so
// the names lie in one string and the table beside it holds numbers only.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "knowledge/features.hpp"

namespace yingda::knowledge {

class Vocabulary {
 public:
  // The number it has or gets.
  FeatureId add(const TextFeature& feature);
  // npos when it was never seen.
  FeatureId find(std::string_view name) const;
  std::size_t size() const { return traits_.size(); }
  FeatureKind kind(FeatureId id) const { return traits_[id].kind; }
  bool is_common(FeatureId id) const { return traits_[id].common; }
  bool is_naming(FeatureId id) const { return traits_[id].naming; }
  std::string_view name(FeatureId id) const;

  static constexpr FeatureId npos = 0xFFFFFFFF;

 private:
  struct Traits {
    FeatureKind kind = FeatureKind::unit;
    bool common = false;
    bool naming = false;
  };
  struct Slot {
    std::uint32_t hash = 0;
    FeatureId id = npos;
  };

  // Where the name is, or where it would go.
  std::size_t slot_of(std::string_view wanted, std::uint32_t hash) const;
  void grow();

  std::vector<Traits> traits_;
  std::string names_;                                // all of them, one behind the other
  std::vector<std::uint32_t> ends_;                  // of each name
  std::vector<Slot> slots_ = std::vector<Slot>(64);  // a power of two, at most half full
};

}  // namespace yingda::knowledge
