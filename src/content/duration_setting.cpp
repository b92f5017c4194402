#include "content/duration_setting.hpp"

#include "content/units.hpp"

namespace yingda::content {

void read_duration(TimeSpan& target, const Fields& fields, std::string_view key) {
  const auto text = fields.text(key);
  if (!text) return;
  if (const auto span = parse_duration(*text)) {
    target = *span;
  } else {
    fields.report().error(fields.at(key), "`" + std::string(key) + "`: " + span.error().detail);
  }
}

}  // namespace yingda::content
