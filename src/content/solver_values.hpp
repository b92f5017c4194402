#pragma once
// For the solver: values of one slot, at least one from every region that some conditions over it
// tell apart.

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "dialogue/expression_node.hpp"

namespace yingda::content {

// Without "slots." before it.
std::string plain_name(const std::string& name);

// `atoms` name that one slot and no other; `list_ids`: what its lists are made of, where that is
// known. nullopt: no such values can be told.
std::optional<std::vector<dialogue::Value>> values_to_try(
    const std::vector<const dialogue::ExpressionNode*>& atoms,
    const std::set<std::string>& list_ids);

}  // namespace yingda::content
