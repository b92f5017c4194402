#pragma once
// The settings `skills` and `skill_wait`, and what must hold between them and `teams`.

#include "content/yaml_reader.hpp"
#include "conversation/catalog.hpp"

namespace yingda::content {

// `fields` is the whole config, its teams are read already; without the settings the defaults stay.
void read_skills(const Fields& fields, conversation::Policy& policy);

}  // namespace yingda::content
