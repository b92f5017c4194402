// type-mismatch: what a work order's demands ask for, and by when.

#include "content/check.hpp"
#include "content/slot_table.hpp"

namespace yingda::content {
namespace {

using dialogue::SlotType;

// The slot that is all of a template; empty for anything else.
std::string only_slot(const dialogue::Text& text) {
  std::string out;
  for (const auto& [locale, variants] : text.by_locale) {
    for (const auto& variant : variants) {
      const bool one = variant.size() > 2 && variant.front() == '{' && variant.back() == '}';
      out = one ? variant.substr(1, variant.size() - 2) : std::string();
    }
  }
  return out.starts_with("slots.") ? out.substr(6) : out;
}

// What stands there itself, no slot in it: it is the same in every conversation.
void check_literal(const dialogue::Text& text, const char* key, const char* wanted,
                   bool (*reads)(const std::string&), const dialogue::Location& where,
                   std::vector<Finding>& findings) {
  for (const auto& [locale, variants] : text.by_locale) {
    for (const auto& variant : variants) {
      if (variant.find('{') != std::string::npos || reads(variant)) continue;
      findings.push_back(flow_finding(
          where, rule::type_mismatch,
          std::string("a demand's `") + key + "` is " + wanted + ", not `" + variant + "`"));
      return;
    }
  }
}

bool reads_as_amount(const std::string& text) {
  const auto dot = text.find('.');
  const auto digits = [](const std::string& part) {
    return !part.empty() && part.find_first_not_of("0123456789") == std::string::npos;
  };
  if (dot == std::string::npos) return digits(text);
  return digits(text.substr(0, dot)) && digits(text.substr(dot + 1)) && text.size() - dot <= 3;
}

// On any day: what a date means may depend on it, whether it is one does not.
bool reads_as_time(const std::string& text) {
  const Instant noon =
      Instant(std::chrono::sys_days(std::chrono::year(2026) / 6 / 15)) + std::chrono::hours(12);
  return dialogue::read_instant(text, {noon, {}, nullptr}).has_value();
}

void check_demand(const SlotTable& slots, const dialogue::Text& text, const char* key,
                  const char* wanted, bool (*fits)(SlotType), const dialogue::Location& where,
                  std::vector<Finding>& findings) {
  const auto name = only_slot(text);
  const auto* slot = known_slot(slots, name);
  if (slot == nullptr) return;
  for (const auto& use : slot->uses) {
    if (fits(use.type)) return;
  }
  findings.push_back(flow_finding(where, rule::type_mismatch,
                                  std::string("a demand's `") + key + "` is " + wanted + "; `" +
                                      name + "` holds `" +
                                      std::string(to_string(slot->uses.front().type)) + "`"));
}

}  // namespace

void check_demands(const dialogue::FlowSet& flows, const SlotTable& slots,
                   std::vector<Finding>& findings) {
  const auto is_time = [](SlotType type) { return type == SlotType::datetime; };
  for (const auto& [id, flow] : flows.flows) {
    for (const auto& step : flow.steps) {
      const auto* open = std::get_if<dialogue::OpenWorkOrder>(&step.body);
      if (open == nullptr) continue;
      for (const auto& demand : open->demands) {
        check_literal(demand.by, "by", "a time such as 24h, or a date and time", reads_as_time,
                      step.where, findings);
        check_literal(demand.amount, "amount", "an amount of money such as 15.00", reads_as_amount,
                      step.where, findings);
        check_demand(slots, demand.by, "by", "a date and time", is_time, step.where, findings);
        check_demand(slots, demand.amount, "amount", "an amount of money", is_numeric, step.where,
                     findings);
      }
    }
  }
}

}  // namespace yingda::content
