#include "dialogue/question.hpp"

#include <algorithm>

#include "dialogue/interpreter_parts.hpp"
#include "dialogue/render.hpp"
#include "dialogue/wording.hpp"

namespace yingda::dialogue {
namespace {

std::vector<const Option*> addresses(const std::vector<Option>& options) {
  std::vector<const Option*> out;
  for (const auto& option : options) out.push_back(&option);
  return out;
}

std::optional<Question> question_in(const Step& step, const std::string& slot) {
  if (const auto* collect = std::get_if<Collect>(&step.body)) {
    if (collect->slot != slot) return std::nullopt;
    return Question{collect->type, addresses(collect->options), collect->pattern, collect};
  }
  const auto* choose = std::get_if<Choose>(&step.body);
  if (choose != nullptr && choose->slot == slot) {
    Question question{SlotType::choice, {}, nullptr, nullptr};
    for (const auto& option : choose->options) question.options.push_back(&option.option);
    return question;
  }
  if (const auto* form = std::get_if<Form>(&step.body)) {
    for (const auto& field : form->fields) {
      if (field.name == slot)
        return Question{field.type, addresses(field.options), field.pattern, nullptr};
    }
  }
  return std::nullopt;
}

}  // namespace

const Step* step_at(const FlowSet& flows, const std::vector<Cursor>& place) {
  const Flow* flow = place.empty() ? nullptr : flows.find(place.back().flow);
  const int index = flow == nullptr ? end_of_flow : flow->find(place.back().step);
  return index == end_of_flow ? nullptr : &flow->steps[static_cast<std::size_t>(index)];
}

int asking_step(const FlowSet& flows, const std::vector<Cursor>& place, const std::string& slot) {
  const Flow* flow = place.empty() ? nullptr : flows.find(place.back().flow);
  if (flow == nullptr) return end_of_flow;
  const auto asks = [&](const Step& step) { return question_in(step, slot).has_value(); };
  const auto step = std::ranges::find_if(flow->steps, asks);
  return step == flow->steps.end() ? end_of_flow : static_cast<int>(step - flow->steps.begin());
}

std::optional<Question> question_of(const FlowSet& flows, const std::vector<Cursor>& place,
                                    const std::string& slot) {
  const Step* step = step_at(flows, place);
  if (step == nullptr) return std::nullopt;
  if (auto question = question_in(*step, slot)) return question;
  for (const auto& other : flows.find(place.back().flow)->steps) {
    if (auto question = question_in(other, slot)) return question;
  }
  return std::nullopt;
}

std::vector<std::string_view> common_names(SlotType type) {
  switch (type) {
    case SlotType::phone:
      return {"手机号码", "手机号", "电话号码", "电话", "phone number", "phone"};
    case SlotType::order_number:
      return {"订单编号", "订单号", "单号", "order number"};
    case SlotType::money:
      return {"金额", "amount"};
    case SlotType::datetime:
      return {"时间", "time"};
    default:
      return {};
  }
}

std::string label_of(const Question& question, const Value& value, const FlowSet& flows,
                     const Session& session, const Scope& scope) {
  if (const auto* yes = std::get_if<bool>(&value)) return yes_or_no(*yes, scope);
  const bool offers = question.type == SlotType::choice || question.type == SlotType::choices;
  std::string out;
  for (const auto* option : question.options) {
    if (!offers || !holds_option(value, option->id)) continue;
    out += (out.empty() ? "" : "、") + speak_plain(option->label, flows, session, scope);
  }
  return out;
}

}  // namespace yingda::dialogue
