#include <cstdio>
#include <iostream>

#include "app/commands/commands.hpp"
#include "app/explain.hpp"
#include "app/failure.hpp"
#include "app/live_connector.hpp"
#include "app/rehearsal.hpp"
#include "app/setup.hpp"
#include "app/system.hpp"
#include "content/units.hpp"

namespace yingda::app {
namespace {

constexpr auto commands =
    "(:why :slots :time +2h :choose ID :submit a=b :file NAME :human :restart :quit)";

struct ChatArguments {
  std::string content = ".";
  std::string config;
  std::string locale = "zh-CN";
};

void show_message(const conversation::MessageEntry& message) {
  static constexpr const char* voices[] = {"you", "bot", "agent", "system"};
  if (message.role == conversation::Role::visitor) return;
  std::printf("%s> %s\n", voices[static_cast<int>(message.role)], message.text.c_str());
  for (const auto& option : message.options) {
    std::printf("     [%s] %s\n", option.id.c_str(), option.label.c_str());
  }
  if (message.asks_file) std::printf("     send a file with  :file NAME\n");
  if (!message.form) return;
  for (const auto& field : message.form->fields) {
    std::printf("     %s (%s%s): %s\n", field.name.c_str(), field.type.c_str(),
                field.required ? ", required" : "", field.label.c_str());
  }
  std::printf("     answer with  :submit name=value; name=value\n");
}

void show(const Rehearsal::Heard& heard) {
  for (const auto& entry : heard.entries) {
    if (const auto* message = std::get_if<conversation::MessageEntry>(&entry.body)) {
      show_message(*message);
    } else if (const auto* order = std::get_if<conversation::OrderEntry>(&entry.body)) {
      std::printf("     * work order %s: %s, %s%s\n", order->order.number.c_str(),
                  std::string(to_string(order->order.status)).c_str(),
                  std::string(to_string(order->order.tier)).c_str(),
                  order->order.urgent ? ", urgent" : "");
    }
  }
  if (!heard.refused) return;
  std::printf("     (%s)\n", heard.refused->message.c_str());
  for (const auto& field : heard.refused->fields) {
    std::printf("     %s: %s\n", field.name.c_str(), field.message.c_str());
  }
}

void show_slots(const Rehearsal& talk) {
  bool any = false;
  for (const auto& [name, value] : talk.state().session.slots) {
    if (!dialogue::is_set(value)) continue;
    std::printf("  %s = %s\n", name.c_str(), dialogue::to_text(value).c_str());
    any = true;
  }
  if (!any) std::printf("  (no slot is set)\n");
}

const char* waits_for(dialogue::Waiting waiting) {
  switch (waiting) {
    case dialogue::Waiting::nothing:
      return "";
    case dialogue::Waiting::value:
      return ", waits for a value";
    case dialogue::Waiting::confirmation:
      return ", waits for yes or no";
    case dialogue::Waiting::option:
      return ", waits for a choice";
    case dialogue::Waiting::form:
      return ", waits for the form";
    case dialogue::Waiting::action:
      return ", waits for a connector";
    case dialogue::Waiting::work_order:
      return ", waits for a work order";
    case dialogue::Waiting::time:
      return ", waits for its time";
  }
  return "";
}

// What a message was taken for, besides what the engine makes of its words.
struct LastSaid {
  std::optional<knowledge::Understanding> understanding;
  std::map<std::string, std::string> filled;  // slots and their values
};

// Slots that hold something else than before, because of what was said.
std::map<std::string, std::string> filled_by(const std::string& line, const dialogue::Slots& before,
                                             const Rehearsal& talk) {
  std::map<std::string, std::string> out;
  const auto& session = talk.state().session;
  for (const auto& [slot, source] : session.sources) {
    const auto value = session.slots.find(slot);
    const auto old = before.find(slot);
    const bool same =
        value == session.slots.end() || (old != before.end() && old->second == value->second);
    if (!same && source == line) out[slot] = dialogue::to_text(value->second);
  }
  return out;
}

void show_why(const std::optional<LastSaid>& last, const Rehearsal& talk) {
  if (last) {
    for (const auto& [slot, value] : last->filled) {
      std::printf("it gave %s = %s\n", slot.c_str(), value.c_str());
    }
    if (!last->filled.empty()) std::printf("that comes before what the engine makes of it:\n");
    if (last->understanding) std::printf("%s", explained(*last->understanding).c_str());
  } else {
    std::printf("nothing was said yet\n");
  }
  const auto& session = talk.state().session;
  for (const auto& cursor : session.stack) {
    const bool innermost = &cursor == &session.stack.back();
    std::printf("flow %s, step %s%s\n", cursor.flow.c_str(), cursor.step.c_str(),
                innermost ? waits_for(session.waiting) : "");
  }
  if (session.stack.empty()) std::printf("no flow is under way\n");
  const int tries = session.stack.empty() ? 0 : session.stack.back().tries;
  if (tries > 0) std::printf("answers that did not fit: %d\n", tries);
  if (talk.state().failed_turns > 0) {
    std::printf("turns not understood in a row: %d\n", talk.state().failed_turns);
  }
  std::printf("slots:\n");
  show_slots(talk);
}

// "name=value; name=value"
std::map<std::string, std::string> pairs(const std::string& text) {
  std::map<std::string, std::string> out;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto end = std::min(text.find(';', at), text.size());
    std::string pair = text.substr(at, end - at);
    pair.erase(0, pair.find_first_not_of(' '));
    const auto equals = pair.find('=');
    if (equals != std::string::npos) out[pair.substr(0, equals)] = pair.substr(equals + 1);
    at = end + 1;
  }
  return out;
}

void pass_time(const std::string& amount, Rehearsal& talk) {
  const auto span = content::parse_duration(amount.starts_with('+') ? amount.substr(1) : amount);
  if (span) {
    show(talk.advance(*span));
  } else {
    std::printf("(%s)\n", span.error().detail.c_str());
  }
}

int chat(const ChatArguments& arguments) {
  const auto config = config_from(arguments.config);
  const auto catalog =
      catalog_from(content_directory(arguments.content), arguments.content, config);
  LiveConnector live(services_of(config));
  const auto begin = [&] {
    return std::make_unique<Rehearsal>(
        catalog, arguments.locale, SystemClock().now(),
        [&live](const conversation::CallAction& call) { return live.call(call); });
  };
  auto talk = begin();
  std::optional<LastSaid> last;
  std::printf("%s\n", commands);
  for (std::string line; std::printf("you> "), std::fflush(stdout), std::getline(std::cin, line);) {
    if (line.empty()) continue;
    const auto space = line.find(' ');
    const std::string word = line.substr(0, space);
    const std::string rest = space == std::string::npos ? "" : line.substr(space + 1);
    if (word == ":quit") break;
    if (word == ":why") {
      show_why(last, *talk);
    } else if (word == ":slots") {
      show_slots(*talk);
    } else if (word == ":time") {
      pass_time(rest, *talk);
    } else if (word == ":choose") {
      show(talk->choose(rest));
    } else if (word == ":submit") {
      show(talk->submit(pairs(rest)));
    } else if (word == ":file") {
      show(rest.empty() ? Rehearsal::Heard{} : talk->send_file(rest));
    } else if (word == ":human") {
      show(talk->human());
    } else if (word == ":restart") {
      talk = begin();
      last.reset();
      std::printf("(a new conversation)\n");
    } else if (word.starts_with(':')) {
      std::printf("%s\n", commands);
    } else {
      const auto before = talk->state().session.slots;
      const auto heard = talk->say(line);
      last = LastSaid{heard.understanding, filled_by(line, before, *talk)};
      show(heard);
    }
  }
  std::printf("\n");
  return exit_fine;
}

}  // namespace

void add_chat(CLI::App& root, Chosen& chosen) {
  auto* command = root.add_subcommand("chat", "Talk to the bot in the terminal.");
  auto arguments = std::make_shared<ChatArguments>();
  command->add_option("--content", arguments->content, "Content directory (default: .)")
      ->type_name("DIR");
  command->add_option("--config", arguments->config, "Configuration file")->type_name("FILE");
  command->add_option("--locale", arguments->locale, "zh-CN or en");
  command->callback([arguments, &chosen] { chosen = [arguments] { return chat(*arguments); }; });
}

}  // namespace yingda::app
