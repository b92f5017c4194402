#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>

#include "app/commands/commands.hpp"
#include "app/failure.hpp"
#include "app/live_connector.hpp"
#include "app/rehearsal.hpp"
#include "app/setup.hpp"
#include "app/system.hpp"
#include "content/units.hpp"
#include "wire/state_codec.hpp"

namespace yingda::app {
namespace {

struct Arguments {
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
  if (heard.refused) std::printf("     (%s)\n", heard.refused->message.c_str());
}

void show_why(const std::optional<knowledge::Understanding>& understood, const Rehearsal& talk) {
  if (understood) std::printf("%s\n", wire::encode_understanding(*understood).c_str());
  for (const auto& cursor : talk.state().session.stack) {
    std::printf("flow %s, step %s\n", cursor.flow.c_str(), cursor.step.c_str());
  }
}

void show_slots(const Rehearsal& talk) {
  for (const auto& [name, value] : talk.state().session.slots) {
    std::printf("%s = %s\n", name.c_str(), dialogue::to_text(value).c_str());
  }
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

int chat(const Arguments& arguments) {
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
  std::optional<knowledge::Understanding> last;
  std::printf("(:why :slots :time +2h :choose ID :submit a=b :human :restart :quit)\n");
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
    } else if (word == ":human") {
      show(talk->human());
    } else if (word == ":restart") {
      talk = begin();
    } else {
      const auto heard = talk->say(line);
      last = heard.understanding;
      show(heard);
    }
  }
  std::printf("\n");
  return exit_fine;
}

}  // namespace

void add_chat(CLI::App& root, Chosen& chosen) {
  auto* command = root.add_subcommand("chat", "Talk to the bot in the terminal.");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("--content", arguments->content, "Content directory (default: .)")
      ->type_name("DIR");
  command->add_option("--config", arguments->config, "Configuration file")->type_name("FILE");
  command->add_option("--locale", arguments->locale, "zh-CN or en");
  command->callback([arguments, &chosen] { chosen = [arguments] { return chat(*arguments); }; });
}

}  // namespace yingda::app
