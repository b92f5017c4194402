#include "app/rehearsal.hpp"

#include <algorithm>

#include "base/overloaded.hpp"
#include "conversation/understand.hpp"
#include "text/normalize.hpp"
#include "workorder/number.hpp"

namespace yingda::app {

using conversation::EventBody;

Rehearsal::Rehearsal(std::shared_ptr<const conversation::Catalog> catalog,
                     const std::string& locale, Instant start, Connector connector)
    : catalog_(std::move(catalog)), locale_(locale), now_(start), connector_(std::move(connector)) {
  state_.id = "rehearsal";
  state_.arrival.locale = locale;
}

std::string Rehearsal::next_id() { return "r" + std::to_string(++ids_); }

Rehearsal::Heard Rehearsal::take(EventBody body) {
  now_ += std::chrono::seconds(1);
  Heard heard;
  happen(std::move(body), heard);
  return heard;
}

void Rehearsal::happen(EventBody body, Heard& heard) {
  conversation::Event event{now_, std::move(body), {}, {}};
  auto transition = conversation::step(*catalog_, state_, event);
  while (transition.needs_reservation && event.reserved.size() < 4) {
    event.reserved.push_back(
        {workorder::make_number(local_day(now_, catalog_->policy.zone), ++orders_), "secret"});
    transition = conversation::step(*catalog_, state_, event);
  }
  if (transition.refused) {
    heard.refused = transition.refused;
    return;
  }
  state_ = transition.next;
  for (auto& entry : transition.entries) heard.entries.push_back(std::move(entry));
  perform(transition, heard);
}

void Rehearsal::perform(const conversation::Transition& transition, Heard& heard) {
  for (const auto& effect : transition.effects) {
    std::visit(
        Overloaded{
            [&](const conversation::StartTimer& timer) { timers_[timer.key] = timer.due; },
            [&](const conversation::CancelTimer& timer) { timers_.erase(timer.key); },
            [&](const conversation::CallAction& call) {
              const auto answer = connector_(call);
              happen(conversation::ActionAnswered{call.id, answer.ok, answer.error, answer.fields},
                     heard);
            },
            [](const conversation::Alert&) {},
            [](const conversation::Mention&) {},
            [&](const conversation::FlowMoved& moved) { heard.flows.push_back(moved); },
            [](const conversation::Reminder&) {},
        },
        effect);
  }
}

Rehearsal::Heard Rehearsal::say(const std::string& text) {
  conversation::MessageReceived message{next_id(), text, {}};
  conversation::understand(*catalog_, state_, locale_, message);
  auto understanding = message.understanding;
  auto heard = take(std::move(message));
  heard.understanding = std::move(understanding);
  return heard;
}

Rehearsal::Heard Rehearsal::send_file(const std::string& name, const std::string& words) {
  conversation::EvidenceAttached sent{
      next_id(), {{name, name, "application/octet-stream", 0, {}}}, words, {}};
  conversation::understand(*catalog_, state_, locale_, sent);
  return take(std::move(sent));
}

Rehearsal::Heard Rehearsal::choose(const std::string& option) {
  for (auto prompt = state_.prompts.rbegin(); prompt != state_.prompts.rend(); ++prompt) {
    if (prompt->several && dialogue::ids_in(option).size() > 1) {
      return take(conversation::OptionChosen{next_id(), prompt->seq, option});
    }
    for (const auto& [id, label] : prompt->options) {
      if (id == option || text::match_key(label) == text::match_key(option)) {
        return take(conversation::OptionChosen{next_id(), prompt->seq, id});
      }
    }
  }
  Heard heard;
  heard.refused = conversation::Refusal{ErrorCode::not_found, "no such option is open", {}};
  return heard;
}

// Does the open form have a field of that name for files?
bool Rehearsal::asks_for_file(const std::string& field) const {
  const auto* step = dialogue::current_step(catalog_->flows, state_.session);
  const auto* form = step == nullptr ? nullptr : std::get_if<dialogue::Form>(&step->body);
  return form != nullptr && std::ranges::any_of(form->fields, [&](const auto& each) {
           return each.name == field && each.type == dialogue::SlotType::file;
         });
}

Rehearsal::Heard Rehearsal::submit(const std::map<std::string, std::string>& values) {
  for (auto prompt = state_.prompts.rbegin(); prompt != state_.prompts.rend(); ++prompt) {
    if (!prompt->form) continue;
    conversation::FormSubmitted form{next_id(), prompt->seq, {}};
    for (const auto& [name, value] : values) {
      if (asks_for_file(name)) {
        form.files[name] = {{value, value, "application/octet-stream", 0, {}}};
      } else {
        form.values[name] = value;
      }
    }
    return take(std::move(form));
  }
  Heard heard;
  heard.refused = conversation::Refusal{ErrorCode::not_found, "no form is open", {}};
  return heard;
}

Rehearsal::Heard Rehearsal::human(const std::string& reason) {
  return take(conversation::HumanAsked{next_id(), reason});
}

Rehearsal::Heard Rehearsal::nobody_on_duty() {
  return take(conversation::QueueMoved{1, std::nullopt, 0});
}

Rehearsal::Heard Rehearsal::event(const std::string& told,
                                  const std::map<std::string, std::string>& slots) {
  const auto blank = told.find(' ');
  const std::string flow = blank == std::string::npos ? "" : told.substr(blank + 1);
  return take(conversation::PageEvent{next_id(), told.substr(0, blank), flow, slots});
}

Rehearsal::Heard Rehearsal::advance(TimeSpan span) {
  const Instant until = now_ + span;
  Heard heard;
  for (;;) {
    const auto next =
        std::min_element(timers_.begin(), timers_.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    if (next == timers_.end() || next->second > until) break;
    now_ = std::max(now_, next->second);
    const std::string key = next->first;
    timers_.erase(next);
    happen(conversation::TimerFired{key}, heard);
  }
  now_ = until;
  return heard;
}

}  // namespace yingda::app
