#pragma once
// The setting `retention`.

#include "base/time.hpp"
#include "content/yaml_reader.hpp"

namespace yingda::content {

// How long personal data stays; what is older is erased (app/keeper).
struct RetentionSettings {
  TimeSpan transcripts = std::chrono::hours(24 * 180);  // conversations without a work order
  TimeSpan work_orders =
      std::chrono::hours(24 * 1095);                 // after their end, with conversation, files
  TimeSpan uploads = std::chrono::hours(24 * 30);    // that no work order has
  TimeSpan unused_uploads = std::chrono::hours(24);  // never sent with a message
};

// `fields` is the whole config; what it does not name stays.
void read_retention(const Fields& fields, RetentionSettings& retention);

}  // namespace yingda::content
