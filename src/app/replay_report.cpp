#include "app/replay_report.hpp"

#include <nlohmann/json.hpp>

#include "app/side_by_side.hpp"
#include "text/mask.hpp"

namespace yingda::app {
namespace {

using conversation::Change;
using conversation::StepOutcome;
using OrderedJson = nlohmann::ordered_json;

constexpr std::size_t column_width = 50;
// Transcripts of one kind of change for people; programs get all.
constexpr std::size_t shown_max = 10;

const char* meaning(Change change) {
  switch (change) {
    case Change::handed_off:
      return "answered by the bot -> handed off";
    case Change::kept_by_bot:
      return "handed off -> answered by the bot";
    case Change::not_understood:
      return "answered -> not understood";
    case Change::understood:
      return "not understood -> answered";
    case Change::other_article:
      return "other article";
    case Change::other_flow:
      return "other flow";
    case Change::other_slot:
      return "other slot";
    case Change::other_call:
      return "other call of the shop's systems";
    case Change::other_words:
      return "other words only";
  }
  return "";
}

std::map<std::string, std::string> masked(const dialogue::Slots& slots) {
  std::map<std::string, std::string> out;
  for (const auto& [name, value] : slots) {
    if (dialogue::is_set(value)) out[name] = text::mask(dialogue::to_text(value));
  }
  return out;
}

// The slots that the two sides do not agree on.
std::string slots_text(const StepOutcome& mine, const StepOutcome& other) {
  const auto theirs = masked(other.slots);
  std::string out;
  for (const auto& [name, value] : masked(mine.slots)) {
    const auto found = theirs.find(name);
    if (found == theirs.end() || found->second != value) out += "(" + name + " = " + value + ")\n";
  }
  return out;
}

std::string side(const StepOutcome& mine, const StepOutcome& other) {
  std::string out;
  for (const auto& said : mine.said) out += text::mask(said) + "\n";
  if (!mine.article.empty()) out += "(article " + mine.article + ")\n";
  if (!mine.flow.empty()) out += "(flow " + mine.flow + ")\n";
  for (const auto& call : mine.calls) out += "(asks " + text::mask(call) + ")\n";
  out += slots_text(mine, other);
  if (mine.handed_off) out += "(handed off)\n";
  if (!mine.understood) out += "(not understood)\n";
  if (out.empty()) return "(nothing)";
  out.pop_back();
  return out;
}

std::string transcript(const ReplayedTurn& changed) {
  const auto& turn = changed.turn;
  return to_rfc3339(turn.at) + "  " + changed.conversation + ", step " + std::to_string(turn.step) +
         "\n> " + text::mask(turn.cause) + "\n" +
         side_by_side("RECORDED", "WITH THIS CONTENT", column_width) +
         side_by_side(side(turn.recorded, turn.other), side(turn.other, turn.recorded),
                      column_width) +
         "\n";
}

std::string section(const ReplayReport& report, Change change) {
  const auto count = report.counts[static_cast<std::size_t>(change)];
  if (count == 0) return {};
  std::string out = "== " + std::string(meaning(change)) + ": " + std::to_string(count) + "\n\n";
  std::size_t shown = 0;
  for (const auto& changed : report.changed) {
    if (changed.turn.change != change || shown == shown_max) continue;
    out += transcript(changed);
    ++shown;
  }
  if (shown < count) out += "… and " + std::to_string(count - shown) + " more (--json has all)\n\n";
  return out;
}

OrderedJson json_of(const StepOutcome& outcome) {
  OrderedJson said = OrderedJson::array();
  for (const auto& text : outcome.said) said.push_back(text::mask(text));
  OrderedJson calls = OrderedJson::array();
  for (const auto& call : outcome.calls) calls.push_back(text::mask(call));
  return {{"handed_off", outcome.handed_off}, {"understood", outcome.understood},
          {"article", outcome.article},       {"flow", outcome.flow},
          {"slots", masked(outcome.slots)},   {"calls", std::move(calls)},
          {"said", std::move(said)}};
}

OrderedJson counts_of(const ReplayReport& report) {
  OrderedJson out;
  for (std::size_t i = 0; i < conversation::change_count; ++i) {
    out[std::string(conversation::to_string(static_cast<Change>(i)))] = report.counts[i];
  }
  return out;
}

}  // namespace

std::string replay_text(const ReplayReport& report) {
  std::string out;
  for (std::size_t i = 0; i < conversation::change_count; ++i) {
    out += section(report, static_cast<Change>(i));
  }
  if (report.erased > 0) {
    out += std::to_string(report.erased) +
           " conversations were erased: nothing of them is left to "
           "decide again\n";
  }
  for (const auto& fault : report.not_reproduced) out += "cannot be replayed: " + fault + "\n";
  out += std::to_string(report.turns) + " turns of visitors (" + std::to_string(report.steps) +
         " steps) in " + std::to_string(report.conversations) +
         " conversations: " + std::to_string(report.changed.size()) + " steps would change\n";
  for (std::size_t i = 0; i < conversation::change_count; ++i) {
    out += "  " + std::to_string(report.counts[i]) + "  " + meaning(static_cast<Change>(i)) + "\n";
  }
  out += "  " + std::to_string(report.not_compared) +
         "  turns not compared: they follow a changed one in its flow\n";
  return out;
}

std::string replay_json(const ReplayReport& report) {
  OrderedJson turns = OrderedJson::array();
  for (const auto& [id, turn] : report.changed) {
    turns.push_back({{"conversation", id},
                     {"step", turn.step},
                     {"at", to_rfc3339(turn.at)},
                     {"change", std::string(conversation::to_string(turn.change))},
                     {"cause", text::mask(turn.cause)},
                     {"recorded", json_of(turn.recorded)},
                     {"other", json_of(turn.other)}});
  }
  const OrderedJson out{{"conversations", report.conversations},
                        {"turns", report.turns},
                        {"steps", report.steps},
                        {"changed", report.changed.size()},
                        {"counts", counts_of(report)},
                        {"not_compared", report.not_compared},
                        {"erased", report.erased},
                        {"not_reproduced", report.not_reproduced},
                        {"changes", std::move(turns)}};
  return out.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

}  // namespace yingda::app
