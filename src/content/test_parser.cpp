#include "content/test_parser.hpp"

#include <array>

#include "content/keys.hpp"
#include "content/text_reader.hpp"
#include "content/units.hpp"
#include "content/yaml_reader.hpp"
#include "dialogue/pattern.hpp"
#include "workorder/work_order.hpp"

namespace yingda::content {
namespace {

dialogue::Value read_value(const YamlNode& node, Report& report) {
  if (node.is_null()) return {};
  if (const auto flag = as_boolean(node)) return *flag;
  if (const auto number = as_number(node)) return *number;
  if (node.is_scalar()) return node.scalar;
  std::vector<std::string> list;
  for (const auto& item : node.items) {
    if (!item.is_scalar()) {
      report.error(item.at, "a list of values holds texts and numbers, not " + describe(item));
    }
    list.push_back(item.scalar);
  }
  return list;
}

// Nested maps become dotted names: {order: {status: x}} is order.status.
void read_fields(const YamlNode& node, Report& report, const std::string& prefix,
                 dialogue::Slots& out) {
  for (const auto& entry : node.entries) {
    if (entry.value.is_map()) {
      read_fields(entry.value, report, prefix + entry.key + ".", out);
    } else {
      out[prefix + entry.key] = read_value(entry.value, report);
    }
  }
}

// A list of one-key maps is taken for a map.
dialogue::Slots read_fields(const YamlNode& node, Report& report) {
  dialogue::Slots out;
  if (node.is_map()) read_fields(node, report, "", out);
  for (const auto& item : node.items) {
    if (item.is_map()) {
      read_fields(item, report, "", out);
    } else {
      report.error(item.at, "expected `name: value`, not " + describe(item));
    }
  }
  return out;
}

TestAnswer read_answer(const YamlNode& node, Report& report) {
  if (node.is_map()) return {true, "", read_fields(node, report)};
  static constexpr std::array<std::pair<std::string_view, const char*>, 5> failures{{
      {"error", "timeout"},
      {"timeout", "timeout"},
      {"unavailable", "unavailable"},
      {"refused", "http 400"},
      {"bad_answer", "bad answer"},
  }};
  for (const auto& [name, error] : failures) {
    if (node.scalar == name) return {false, error, {}};
  }
  if (!node.is_null()) {
    report.error(node.at,
                 "an action answers with fields (`{status: delivered}`), or fails with error, "
                 "timeout, unavailable, refused or bad_answer");
  }
  return {false, "timeout", {}};
}

void read_actions(const Fields& fields, ConversationTest& out) {
  const auto* actions = fields.map("actions");
  if (!actions) return;
  for (const auto& entry : actions->entries) {
    auto& answers = out.actions[entry.key];
    out.actions_at[entry.key] = {fields.report().file(), entry.at.line, entry.at.column};
    if (entry.value.is_list()) {
      if (entry.value.items.empty()) {
        fields.report().error(entry.value.at, "the list of answers of `" + entry.key +
                                                  "` is empty; leave the action out when it does "
                                                  "not answer");
      }
      for (const auto& item : entry.value.items) {
        answers.push_back(read_answer(item, fields.report()));
      }
    } else {
      answers.push_back(read_answer(entry.value, fields.report()));
    }
  }
}

// In the order of keys::test_step.
constexpr std::array<TestStepKind, 16> kinds{
    TestStepKind::user,    TestStepKind::user_file,     TestStepKind::choose,
    TestStepKind::submit,  TestStepKind::human,         TestStepKind::wait,
    TestStepKind::event,   TestStepKind::order_becomes, TestStepKind::off_duty,
    TestStepKind::bot,     TestStepKind::matches,       TestStepKind::flow,
    TestStepKind::article, TestStepKind::slot_was_set,  TestStepKind::work_order,
    TestStepKind::handoff};

void read_pattern(const YamlNode& value, Report& report, TestStep& out) {
  auto compiled = dialogue::compile_pattern(value.scalar);
  if (compiled) {
    out.pattern = std::move(*compiled);
  } else {
    report.error(value.at, "this pattern does not read: " + compiled.error().detail);
  }
}

void read_submitted(const YamlNode& value, Report& report, TestStep& out) {
  if (value.is_map()) {
    out.fields = read_fields(value, report);
    return;
  }
  report.error(value.at,
               "`submit` holds what is filled in, `{phone: …}`, or `{}`, not " + describe(value));
}

// What nothing is asked of would always hold.
void read_slots_set(const YamlNode& value, Report& report, TestStep& out) {
  if (value.entries.empty() && value.items.empty()) {
    report.error(value.at, "`slot_was_set`: expected `name: value`, once or more, not " +
                               (value.is_map() ? "an empty mapping" : describe(value)));
    return;
  }
  out.fields = read_fields(value, report);
}

// True when the value is a mapping that asks for more: with `true` (or nothing) it is there, with
// `false` there is none.
bool asks_for_more(const YamlEntry& entry, Report& report, TestStep& out) {
  const auto& value = entry.value;
  if (value.is_map()) return true;
  const auto flag = as_boolean(value);
  out.absent = flag == false;
  if (!value.is_null() && !flag) {
    report.error(value.at, "expected `name: value`, true or false, not " + describe(value));
  }
  return false;
}

void read_facts(const Fields& fields, std::initializer_list<std::string_view> names,
                TestStep& out) {
  for (const auto name : names) {
    if (auto text = fields.filled_text(name)) out.fields[std::string(name)] = std::move(*text);
  }
}

void read_order(const YamlEntry& entry, Report& report, TestStep& out) {
  if (!asks_for_more(entry, report, out)) return;
  const Fields fields(entry.value, report, "`work_order`");
  fields.only(keys::test_order);
  read_facts(fields, {"type", "tier", "department", "title"}, out);
  if (const auto urgent = fields.boolean("urgent")) out.fields["urgent"] = *urgent;
  const auto* demands = fields.list("demands");
  if (demands == nullptr) return;
  for (const auto& item : demands->items) {
    const Fields demand(item, report, "a demand");
    demand.only(keys::test_demand);
    const auto fact = [&](std::string_view key) { return demand.filled_text(key).value_or(""); };
    out.demands.push_back({fact("kind"), fact("amount"), fact("by")});
  }
}

void read_handover(const YamlEntry& entry, Report& report, TestStep& out) {
  if (!asks_for_more(entry, report, out)) return;
  const Fields fields(entry.value, report, "`handoff`");
  fields.only(keys::test_handoff);
  read_facts(fields, {"team", "reason"}, out);
}

// The control for a person: used, or not spoken of.
void read_human(const YamlNode& value, Report& report) {
  if (value.is_null() || as_boolean(value) == true) return;
  report.error(value.at, "`human` uses the control for a person: write `human: true`, or leave " +
                             std::string("the step out"));
}

void read_off_duty(const YamlNode& value, Report& report) {
  if (value.is_null() || as_boolean(value) == true) return;
  report.error(value.at,
               "`off_duty` tells that nobody of the team is there: write `off_duty: "
               "true`, or leave the step out");
}

void read_span(const Fields& fields, TestStep& out) {
  out.text = fields.required_text("wait");
  const auto span = parse_duration(out.text);
  if (span) {
    out.span = *span;
  } else {
    fields.report().error(fields.at("wait"), span.error().detail);
  }
}

void read_order_state(const YamlNode& value, Report& report, TestStep& out) {
  const Fields fields(value, report, "`order_becomes`");
  fields.only(keys::test_order_state);
  read_facts(fields, {"status", "owner"}, out);
  const auto status = fields.required_text("status");
  if (!status.empty() && !workorder::parse_status(status)) {
    report.error(fields.at("status"),
                 "unknown status `" + status +
                     "`; it is one of open, assigned, in_progress, waiting_on_customer, resolved, "
                     "closed, reopened");
  }
}

std::optional<TestStep> read_step(const YamlNode& node, Report& report) {
  const Fields fields(node, report, "a test's step");
  fields.only(keys::test_step);
  if (node.entries.size() != 1) {
    if (node.is_map()) report.error(node.at, "a test's step has one key, like `- user: …`");
    return std::nullopt;
  }
  const auto& entry = node.entries.front();
  TestStep out;
  out.where = {report.file(), node.at.line, node.at.column};
  std::size_t index = 0;
  while (index < kinds.size() && keys::test_step.keys[index] != entry.key) ++index;
  if (index == kinds.size()) return std::nullopt;
  out.kind = kinds[index];
  switch (out.kind) {
    case TestStepKind::user:
    case TestStepKind::user_file:
    case TestStepKind::choose:
    case TestStepKind::event:
    case TestStepKind::bot:
    case TestStepKind::matches:
    case TestStepKind::article:
      out.text = fields.required_text(entry.key);
      if (out.kind == TestStepKind::matches) read_pattern(entry.value, report, out);
      break;
    case TestStepKind::flow:
      out.text = fields.filled_text("flow").value_or("");
      break;
    case TestStepKind::human:
      read_human(entry.value, report);
      break;
    case TestStepKind::off_duty:
      read_off_duty(entry.value, report);
      break;
    case TestStepKind::wait:
      read_span(fields, out);
      break;
    case TestStepKind::order_becomes:
      read_order_state(entry.value, report, out);
      break;
    case TestStepKind::submit:
      read_submitted(entry.value, report, out);
      break;
    case TestStepKind::slot_was_set:
      read_slots_set(entry.value, report, out);
      break;
    case TestStepKind::work_order:
      read_order(entry, report, out);
      break;
    case TestStepKind::handoff:
      read_handover(entry, report, out);
      break;
  }
  return out;
}

void read_silence(const Fields& fields, ConversationTest& out) {
  const auto* node = fields.map("silence");
  if (!node) return;
  const Fields in(*node, fields.report(), "`silence`");
  in.only(keys::test_silence);
  for (const auto& [key, span] :
       {std::pair{"remind", &out.silence_remind}, std::pair{"close", &out.silence_close}}) {
    const auto text = in.text(key);
    if (!text) continue;
    if (const auto read = parse_duration(*text)) {
      *span = *read;
    } else {
      in.report().error(in.at(key), read.error().detail);
    }
  }
}

ConversationTest read_test(const YamlNode& node, Report& report) {
  ConversationTest out;
  out.where = {report.file(), node.at.line, node.at.column};
  const Fields fields(node, report, "a test case");
  fields.only(keys::test_case);
  if (!node.is_map()) return out;
  out.name = fields.required_text("test_case");
  out.locale = fields.text("locale").value_or("");
  if (fields.has("locale") && !is_locale(out.locale)) {
    report.error(fields.at("locale"), "`locale` is for example zh-CN or en");
  }
  out.page = fields.filled_text("page").value_or("");
  read_silence(fields, out);
  if (const auto* slots = fields.map("slots")) out.slots = read_fields(*slots, report);
  read_actions(fields, out);
  const auto* steps = fields.list("steps");
  if (!steps || steps->items.empty()) report.error(node.at, "a test case needs `steps`");
  if (!steps) return out;
  for (const auto& item : steps->items) {
    if (auto step = read_step(item, report)) out.steps.push_back(std::move(*step));
  }
  return out;
}

}  // namespace

std::vector<ConversationTest> parse_tests(const std::string& file, std::string_view bytes,
                                          std::vector<Finding>& findings) {
  Report report(file, findings);
  std::vector<ConversationTest> out;
  const auto root = parse_yaml(bytes, report);
  if (!root) return out;
  if (root->is_null()) {
    report.error({1, 1}, "a test file holds `test_cases:`; this one is empty");
    return out;
  }
  const Fields fields(*root, report, "a test file");
  fields.only(keys::test_file);
  const auto* cases = fields.list("test_cases");
  if (!cases) {
    if (!fields.has("test_cases")) report.error(root->at, "a test file holds `test_cases:`");
    return out;
  }
  for (const auto& item : cases->items) out.push_back(read_test(item, report));
  return out;
}

}  // namespace yingda::content
