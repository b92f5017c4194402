#include "content/retention_config.hpp"

#include "content/keys.hpp"
#include "content/units.hpp"

namespace yingda::content {
namespace {

void read_retention_span(TimeSpan& target, const Fields& fields, std::string_view key) {
  const auto text = fields.text(key);
  if (!text) return;
  if (const auto span = parse_duration(*text)) {
    target = *span;
  } else {
    fields.report().error(fields.at(key), "`" + std::string(key) + "`: " + span.error().detail);
  }
}

}  // namespace

void read_retention(const Fields& fields, RetentionSettings& retention) {
  const auto* node = fields.map("retention");
  if (!node) return;
  const Fields in(*node, fields.report(), "`retention`");
  in.only(keys::retention);
  read_retention_span(retention.transcripts, in, "transcripts");
  read_retention_span(retention.work_orders, in, "work_orders");
  read_retention_span(retention.uploads, in, "uploads");
  read_retention_span(retention.unused_uploads, in, "unused_uploads");
}

}  // namespace yingda::content
