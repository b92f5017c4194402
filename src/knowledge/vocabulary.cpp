#include "knowledge/vocabulary.hpp"

#include <functional>
#include <utility>

namespace yingda::knowledge {
namespace {

std::uint32_t hash_name(std::string_view name) {
  const std::uint64_t hash = std::hash<std::string_view>()(name);
  return static_cast<std::uint32_t>(hash ^ (hash >> 32U));
}

}  // namespace

std::string_view Vocabulary::name(FeatureId id) const {
  const std::size_t begin = id == 0 ? 0 : ends_[id - 1];
  return std::string_view(names_).substr(begin, ends_[id] - begin);
}

std::size_t Vocabulary::slot_of(std::string_view wanted, std::uint32_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  while (slots_[at].id != npos && (slots_[at].hash != hash || name(slots_[at].id) != wanted)) {
    at = (at + 1) & mask;
  }
  return at;
}

FeatureId Vocabulary::add(const TextFeature& feature) {
  const auto hash = hash_name(feature.name);
  auto at = slot_of(feature.name, hash);
  if (slots_[at].id != npos) return slots_[at].id;
  if (2 * (traits_.size() + 1) > slots_.size()) {
    grow();
    at = slot_of(feature.name, hash);
  }
  const auto id = static_cast<FeatureId>(traits_.size());
  slots_[at] = {hash, id};
  traits_.push_back({feature.kind, feature.common, feature.naming});
  names_ += feature.name;
  ends_.push_back(static_cast<std::uint32_t>(names_.size()));
  return id;
}

FeatureId Vocabulary::find(std::string_view name) const {
  return slots_[slot_of(name, hash_name(name))].id;
}

void Vocabulary::grow() {
  const auto old = std::exchange(slots_, std::vector<Slot>(4 * slots_.size()));
  const std::size_t mask = slots_.size() - 1;
  for (const auto& slot : old) {
    if (slot.id == npos) continue;
    std::size_t at = slot.hash & mask;
    while (slots_[at].id != npos) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

}  // namespace yingda::knowledge
