#pragma once
// The settings `skills` and `skill_wait`, and what must hold between them, `teams` and
// `work_order_types`.

#include <string>
#include <vector>

#include "content/yaml_reader.hpp"
#include "conversation/catalog.hpp"

namespace yingda::content {

// `fields` is the whole config, its teams and types of work orders are read already; without the
// settings the defaults stay.
void read_skills(const Fields& fields, conversation::Policy& policy,
                 const std::vector<std::string>& order_types);

}  // namespace yingda::content
