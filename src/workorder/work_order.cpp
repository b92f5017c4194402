#include "workorder/work_order.hpp"

#include <array>
#include <utility>

namespace yingda::workorder {
namespace {

constexpr std::array statuses{
    std::pair{Status::open, "open"},
    std::pair{Status::assigned, "assigned"},
    std::pair{Status::in_progress, "in_progress"},
    std::pair{Status::waiting_on_customer, "waiting_on_customer"},
    std::pair{Status::resolved, "resolved"},
    std::pair{Status::closed, "closed"},
    std::pair{Status::reopened, "reopened"},
};

constexpr std::array tiers{
    std::pair{Tier::inquiry, "inquiry"},
    std::pair{Tier::complaint, "complaint"},
    std::pair{Tier::dispute, "dispute"},
};

template <class Table, class Key>
std::string_view name_in(const Table& table, Key key) {
  for (const auto& [value, name] : table) {
    if (value == key) return name;
  }
  return "";
}

template <class Key, class Table>
std::optional<Key> value_in(const Table& table, std::string_view wanted) {
  for (const auto& [value, name] : table) {
    if (name == wanted) return value;
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(Status status) { return name_in(statuses, status); }
std::string_view to_string(Tier tier) { return name_in(tiers, tier); }
std::optional<Status> parse_status(std::string_view name) {
  return value_in<Status>(statuses, name);
}
std::optional<Tier> parse_tier(std::string_view name) { return value_in<Tier>(tiers, name); }

}  // namespace yingda::workorder
