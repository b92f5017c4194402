#include "content/retention_config.hpp"

#include "content/duration_setting.hpp"
#include "content/keys.hpp"

namespace yingda::content {

void read_retention(const Fields& fields, RetentionSettings& retention) {
  const auto* node = fields.map("retention");
  if (!node) return;
  const Fields in(*node, fields.report(), "`retention`");
  in.only(keys::retention);
  read_duration(retention.transcripts, in, "transcripts");
  read_duration(retention.work_orders, in, "work_orders");
  read_duration(retention.uploads, in, "uploads");
  read_duration(retention.unused_uploads, in, "unused_uploads");
}

}  // namespace yingda::content
