// What is known just after a question: answered, skipped, or failed.

#include "content/walker.hpp"

namespace yingda::content {
namespace {

void add_all(std::vector<Moment> from, std::vector<Moment>& to) {
  std::move(from.begin(), from.end(), std::back_inserter(to));
}

}  // namespace

std::vector<Moment> Walker::answers(const Moment& question) const {
  const auto& step = question.place.get();
  if (std::holds_alternative<dialogue::Choose>(step.body)) return chosen(question, {});
  auto out = skipped(question);
  Moment answered = question;
  time_passes(answered);
  if (const auto* collect = std::get_if<dialogue::Collect>(&step.body)) {
    know(answered, collect->slot, {});
  } else if (const auto* form = std::get_if<dialogue::Form>(&step.body)) {
    for (const auto& field : form->fields) {
      forget(answered, field.name);
      if (field.required) know(answered, field.name, {});
    }
  }
  add_all(ways_on(answered), out);
  return out;
}

// An empty option: any of them.
std::vector<Moment> Walker::chosen(const Moment& question, const std::string& option) const {
  const auto& step = question.place.get();
  const auto* choose = std::get_if<dialogue::Choose>(&step.body);
  if (choose == nullptr) {
    return given(question, std::get<dialogue::Collect>(step.body).slot, option);
  }
  std::vector<Moment> out;
  Moment answered = question;
  time_passes(answered);
  for (const auto& each : choose->options) {
    if (!option.empty() && each.option.id != option) continue;
    know(answered, choose->slot, {Knowledge::Kind::constant, each.option.id});
    for (const auto& own : ways_on(answered)) {
      Moment at = own;
      at.place.step = answered.place.step;
      add_all(ways_of(at, each.next, own.place.step), out);
    }
  }
  return out;
}

std::vector<Moment> Walker::given(const Moment& question, const std::string& slot,
                                  const dialogue::Value& value) const {
  Moment answered = question;
  time_passes(answered);
  know(answered, slot, {Knowledge::Kind::constant, value});
  return ways_on(answered);
}

// What was known of a slot that is asked by force stays.
std::vector<Moment> Walker::skipped(const Moment& question) const {
  const auto* collect = std::get_if<dialogue::Collect>(&question.place.get().body);
  if (collect == nullptr || !collect->skip) return {};
  Moment without = question;
  time_passes(without);
  if (!collect->force) know(without, collect->slot, {Knowledge::Kind::unset, {}});
  return ways_on(without);
}

std::vector<Moment> Walker::failed(const Moment& question) const {
  const auto* collect = std::get_if<dialogue::Collect>(&question.place.get().body);
  if (collect == nullptr || !collect->on_failure) return {};
  Moment after = question;
  time_passes(after);
  after.place.step = *collect->on_failure;
  if (!collect->force) know(after, collect->slot, {Knowledge::Kind::unset, {}});
  return {after};
}

}  // namespace yingda::content
