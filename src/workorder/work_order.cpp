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

constexpr std::array promises{
    std::pair{Promise::first_response, "first_response"},
    std::pair{Promise::next_response, "next_response"},
    std::pair{Promise::resolve, "resolve"},
};

constexpr std::array outcomes{
    std::pair{Outcome::unstated, ""},
    std::pair{Outcome::granted, "granted"},
    std::pair{Outcome::partly, "partly"},
    std::pair{Outcome::refused, "refused"},
};

constexpr std::array commitment_states{
    std::pair{CommitmentState::open, "open"},
    std::pair{CommitmentState::kept, "kept"},
    std::pair{CommitmentState::missed, "missed"},
    std::pair{CommitmentState::dropped, "dropped"},
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
std::string_view to_string(Promise promise) { return name_in(promises, promise); }
std::optional<Promise> parse_promise(std::string_view name) {
  return value_in<Promise>(promises, name);
}
std::string_view to_string(Outcome outcome) { return name_in(outcomes, outcome); }
std::optional<Outcome> parse_outcome(std::string_view name) {
  return value_in<Outcome>(outcomes, name);
}
std::string_view to_string(CommitmentState state) { return name_in(commitment_states, state); }

}  // namespace yingda::workorder
