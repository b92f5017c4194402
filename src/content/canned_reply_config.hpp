#pragma once
// The setting `canned_replies`: what agents say again and again.

#include "content/yaml_reader.hpp"
#include "conversation/catalog.hpp"

namespace yingda::content {

// `fields` is the whole config; without the setting the defaults stay.
void read_canned_replies(const Fields& fields, conversation::Policy& policy);

}  // namespace yingda::content
