#include "conversation/turn.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/limits.hpp"
#include "base/overloaded.hpp"
#include "conversation/parts.hpp"
#include "text/markdown.hpp"
#include "workorder/number.hpp"
#include "workorder/transitions.hpp"

namespace yingda::conversation {
namespace {

std::string clock_text(const LocalTime& local) {
  std::array<char, 16> out{};
  std::snprintf(out.data(), out.size(), "%02d:%02d", local.hour, local.minute);
  return out.data();
}

std::string day_text(const LocalTime& due, const LocalTime& now, bool zh) {
  const auto distance = std::chrono::sys_days(due.date) - std::chrono::sys_days(now.date);
  if (distance.count() == 0) return zh ? "今天" : "today";
  if (distance.count() == 1) return zh ? "明天" : "tomorrow";
  const unsigned month = static_cast<unsigned>(due.date.month());
  const unsigned day = static_cast<unsigned>(due.date.day());
  std::array<char, 40> out{};
  if (zh) {
    std::snprintf(out.data(), out.size(), "%u月%u日", month, day);
  } else {
    std::snprintf(out.data(), out.size(), "%d-%02u-%02u", static_cast<int>(due.date.year()), month,
                  day);
  }
  return out.data();
}

// At most `bytes` of the text, never in the middle of a character.
std::string clipped(const std::string& text, std::size_t bytes) {
  std::size_t end = std::min(text.size(), bytes);
  while (end < text.size() && end > 0 && (text[end] & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

// What stands for a message of files alone.
std::string names_of(const std::vector<Evidence>& files) {
  std::string out;
  for (const auto& file : files) out += (out.empty() ? "" : "、") + file.name;
  return out;
}

// The newest words a list shows.
void note_last(State& state, const MessageEntry& message, Instant at) {
  static constexpr std::array roles{"visitor", "bot", "agent", "system"};
  if (message.role == Role::system) return;
  state.last_text = clipped(message.text.empty() ? names_of(message.evidence) : message.text, 400);
  if (message.role == Role::visitor) state.visitor_words = state.last_text;
  if (message.role == Role::bot) state.bot_words = clipped(message.text, limits::field_bytes_max);
  state.last_from = roles[static_cast<std::size_t>(message.role)];
  state.last_at = at;
}

}  // namespace

bool visitor_sees(const EntryBody& body) {
  return std::visit(Overloaded{
                        [](const NoteEntry&) { return false; },
                        [](const TransferredEntry&) { return false; },
                        [](const HandedOffEntry&) { return false; },
                        [](const AccessedEntry&) { return false; },
                        [](const NoticeEntry&) { return false; },
                        [](const ErasureEntry&) { return false; },
                        [](const TraceEntry&) { return false; },
                        [](const EditedEntry& entry) { return entry.of != 0; },
                        [](const RecalledEntry& entry) { return entry.of != 0; },
                        [](const SlotCorrectedEntry&) { return false; },
                        [](const TaggedEntry&) { return false; },
                        [](const SnoozedEntry&) { return false; },
                        [](const WokenEntry&) { return false; },
                        [](const ReturnedEntry&) { return false; },
                        [](const RatingInvitedEntry&) { return false; },
                        [](const MutedEntry&) { return false; },
                        [](const auto&) { return true; },
                    },
                    body);
}

workorder::WorkOrder* open_order(State& state) {
  return const_cast<workorder::WorkOrder*>(open_order(static_cast<const State&>(state)));
}

const workorder::WorkOrder* open_order(const State& state) {
  for (const auto& order : state.orders) {
    const bool open = !workorder::is_settled(order.status);
    if (open && order.number == state.spoken_of) return &order;
  }
  for (auto order = state.orders.rbegin(); order != state.orders.rend(); ++order) {
    if (!workorder::is_settled(order->status)) return &*order;
  }
  return nullptr;
}

workorder::WorkOrder* find_order(State& state, const std::string& number) {
  const std::string wanted = workorder::normal_number(number);
  for (auto& order : state.orders) {
    if (order.number == wanted) return &order;
  }
  return nullptr;
}

workorder::WorkOrder* living_order(State& state, const std::string& number) {
  workorder::WorkOrder* order = find_order(state, number);
  // Orders end in older ones only: that comes to an end.
  while (order != nullptr && !order->merged_into.empty()) {
    order = find_order(state, order->merged_into);
  }
  return order;
}

workorder::WorkOrder* order_meant(State& state, const std::string& number) {
  return number.empty() ? open_order(state) : find_order(state, number);
}

Turn::Turn(const Catalog& release, State before, const Event& what)
    : catalog(release), event(what), state(std::move(before)) {
  if (event.arrival) state.arrival = *event.arrival;
  if (state.arrival.locale.empty()) state.arrival.locale = catalog.default_locale;
  ++state.step;
  ++state.session.turn;
}

std::string Turn::name_of(const dialogue::Text& text) const {
  return dialogue::pick(text, locale(), catalog.default_locale);
}

std::string Turn::team_name(const std::string& team) const {
  return catalog.team_name(team, locale());
}

std::string Turn::when(Instant due) const {
  const auto local = to_local(due, catalog.policy.zone);
  const auto now = to_local(event.at, catalog.policy.zone);
  return day_text(local, now, locale().starts_with("zh")) + " " + clock_text(local);
}

std::uint64_t Turn::append(EntryBody body) {
  Entry entry{event.at, ++state.pos, visitor_sees(body) ? ++state.seq : 0, std::move(body)};
  if (const auto* message = std::get_if<MessageEntry>(&entry.body)) {
    note_last(state, *message, event.at);
  }
  const std::uint64_t seq = entry.seq;
  transition_.entries.push_back(std::move(entry));
  return seq;
}

void Turn::last_words_are(const std::string& text) { state.last_text = clipped(text, 400); }

std::uint64_t Turn::visitor_says(MessageEntry message) {
  message.role = Role::visitor;
  return append(std::move(message));
}

std::uint64_t Turn::bot_says(const std::string& markdown,
                             std::vector<dialogue::SpokenOption> options, bool flow, bool asks_file,
                             bool several) {
  Prompt prompt{0, {}, flow, false, several};
  for (const auto& option : options) prompt.options.emplace_back(option.id, option.label);
  MessageEntry message;
  message.role = Role::bot;
  message.rich = text::parse_markdown(markdown);
  message.text = text::plain_text(message.rich);
  message.options = std::move(options);
  message.asks_file = asks_file;
  message.several = several;
  const std::uint64_t seq = append(std::move(message));
  prompt.seq = seq;
  if (!prompt.options.empty()) remember_prompt(std::move(prompt));
  return seq;
}

void Turn::offer_way_back(const std::string& label) {
  auto& entries = transition_.entries;
  auto* asked = entries.empty() ? nullptr : std::get_if<MessageEntry>(&entries.back().body);
  if (asked != nullptr && asked->role == Role::bot) asked->back = label;
}

void Turn::system_says(const std::string& markdown) {
  MessageEntry message;
  message.role = Role::system;
  message.rich = text::parse_markdown(markdown);
  message.text = text::plain_text(message.rich);
  append(std::move(message));
}

void Turn::remember_prompt(Prompt prompt) {
  state.prompts.push_back(std::move(prompt));
  if (state.prompts.size() > limits::open_prompts_max) state.prompts.erase(state.prompts.begin());
}

void Turn::start_timer(const std::string& key, Instant due) { effect(StartTimer{key, due}); }

void Turn::cancel_timer(const std::string& key) { effect(CancelTimer{key}); }

void Turn::order_saved(const std::string& number) {
  auto& changed = transition_.changed_orders;
  if (std::find(changed.begin(), changed.end(), number) == changed.end()) changed.push_back(number);
}

void Turn::order_changed(const workorder::WorkOrder& order, const std::string& note) {
  order_saved(order.number);
  append(OrderEntry{order, team_name(order.department),
                    text::plain_text(text::parse_markdown(note)), told_before(order.number)});
}

std::size_t Turn::told_before(const std::string& number) const {
  for (auto entry = transition_.entries.rbegin(); entry != transition_.entries.rend(); ++entry) {
    const auto* told = std::get_if<OrderEntry>(&entry->body);
    if (told != nullptr && told->order.number == number) return told->order.history.size();
  }
  return 0;
}

void Turn::refuse(ErrorCode code, std::string message, std::vector<dialogue::FieldFault> fields) {
  if (!transition_.refused) {
    transition_.refused = Refusal{code, std::move(message), std::move(fields)};
  }
}

bool Turn::told_visitor() const {
  return std::any_of(
      transition_.entries.begin(), transition_.entries.end(), [](const Entry& entry) {
        const auto* message = std::get_if<MessageEntry>(&entry.body);
        if (message != nullptr) return message->role != Role::visitor;
        return visitor_sees(entry.body) && !std::holds_alternative<HumanEntry>(entry.body) &&
               !std::holds_alternative<OrderRequestEntry>(entry.body);
      });
}

const Reservation* Turn::reserve() {
  if (reserved_used_ < event.reserved.size()) return &event.reserved[reserved_used_++];
  transition_.needs_reservation = true;
  return nullptr;
}

dialogue::Value Turn::fact(std::string_view name) const {
  if (const auto told = facts.find(std::string(name)); told != facts.end()) return told->second;
  if (name == "conversation.locale") return locale();
  if (name == "conversation.failed_turns") return static_cast<double>(failed_in_row(state));
  if (name == "conversation.last_said") return state.bot_words;
  if (name == "conversation.open_order") {
    const auto* order = open_order(state);
    return order == nullptr ? dialogue::Value{} : dialogue::Value(order->number);
  }
  if (name == "conversation.named_work_order") {
    return named_work_order.empty() ? dialogue::Value{} : dialogue::Value(named_work_order);
  }
  if (name == "visitor.name") return state.arrival.visitor.name;
  if (name == "visitor.external_id") return state.arrival.visitor.external_id;
  if (name == "page.url") return state.arrival.page.url;
  if (name == "page.title") return state.arrival.page.title;
  constexpr std::string_view told = "page.attributes.";
  if (name.starts_with(told)) {
    const auto& attributes = state.arrival.page.attributes;
    const auto found = attributes.find(std::string(name.substr(told.size())));
    return found == attributes.end() ? dialogue::Value{} : dialogue::Value(found->second);
  }
  if (name == "now") return to_rfc3339(event.at);
  return {};
}

dialogue::Scope Turn::scope() const {
  return {locale(),
          event.at,
          catalog.policy.zone,
          [this](std::string_view name) { return fact(name); },
          {},
          catalog.policy.max_failed_turns,
          catalog.trail};
}

void Turn::refuse_changed(std::string message, std::vector<workorder::Change> changes) {
  refuse(ErrorCode::conflict, std::move(message));
  transition_.refused->changes = std::move(changes);
}

Transition Turn::finish() && {
  transition_.next = std::move(state);
  return std::move(transition_);
}

}  // namespace yingda::conversation
