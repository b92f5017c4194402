// The steps that bring a person in: open_work_order and handoff.

#include "content/flow_builder.hpp"
#include "content/keys.hpp"
#include "content/units.hpp"
#include "workorder/work_order.hpp"

namespace yingda::content {
namespace {

std::string read_tier(const Fields& fields, std::string fallback) {
  const auto tier = fields.text("tier");
  if (!tier) return fallback;
  if (workorder::parse_tier(*tier)) return *tier;
  const bool urgent = *tier == "urgent_complaint" || *tier == "urgent";
  fields.report().error(fields.at("tier"),
                        "unknown tier `" + *tier + "`; " +
                            (urgent ? "write `tier: complaint` and `urgent: true`"
                                    : "it is inquiry, complaint or dispute"),
                        rule::unknown_reference);
  return fallback;
}

std::string read_order_type(FlowBuilder& builder, const Fields& fields, std::string fallback) {
  const auto type = fields.text("type");
  if (!type) return fallback;
  builder.refer(ReferenceKind::order_type, *type, fields.at("type"));
  return *type;
}

std::string read_team(FlowBuilder& builder, const Fields& fields, std::string_view key) {
  const auto team = fields.text(key);
  if (!team) return {};
  builder.refer(ReferenceKind::team, *team, fields.at(key));
  return *team;
}

dialogue::DemandSpec read_demand(FlowBuilder& builder, const YamlNode& node) {
  if (node.is_scalar()) return {builder.text(&node, "demands"), {}, {}, {}};
  const Fields fields(node, builder.report(), "a demand");
  fields.only(keys::demand);
  dialogue::DemandSpec out;
  out.kind = builder.required_text(fields, "kind");
  out.amount = builder.text(fields.find("amount"), "amount");
  const auto* by = fields.find("by");
  if (!by) return out;
  const auto span = by->is_scalar() ? parse_duration(by->scalar) : Result<TimeSpan>(Error{});
  if (span) {
    out.within = *span;
  } else {
    out.by = builder.text(by, "by");
  }
  return out;
}

}  // namespace

dialogue::StepBody read_work_order(FlowBuilder& builder, const Fields& step) {
  dialogue::OpenWorkOrder out;
  const auto* node = step.find("open_work_order");
  if (!node) return out;
  if (node->is_scalar()) {
    builder.refer(ReferenceKind::order_type, node->scalar, node->at);
    out.type = node->scalar;
    return out;
  }
  const Fields fields(*node, builder.report(), "`open_work_order`");
  fields.only(keys::work_order);
  out.type = read_order_type(builder, fields, "other");
  out.tier = read_tier(fields, "inquiry");
  out.urgent = fields.boolean("urgent").value_or(false);
  out.department = read_team(builder, fields, "department");
  out.title = builder.text(fields.find("title"), "title");
  if (const auto* demands = fields.list("demands")) {
    for (const auto& item : demands->items) out.demands.push_back(read_demand(builder, item));
  }
  return out;
}

dialogue::StepBody read_handoff(FlowBuilder& builder, const Fields& step) {
  dialogue::Handoff out;
  const auto* node = step.find("handoff");
  if (!node) {
    builder.report().error(step.at(),
                           "`handoff` needs a `reason`, so that the person who takes "
                           "over knows why");
    return out;
  }
  if (node->is_scalar()) {
    out.reason = builder.text(node, "reason");
    return out;
  }
  const Fields fields(*node, builder.report(), "`handoff`");
  fields.only(keys::handoff);
  out.team = read_team(builder, fields, "team");
  out.reason = builder.required_text(fields, "reason");
  out.type = read_order_type(builder, fields, "");
  out.tier = read_tier(fields, "");
  out.urgent = fields.boolean("urgent").value_or(false);
  return out;
}

}  // namespace yingda::content
