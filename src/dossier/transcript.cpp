#include "dossier/transcript.hpp"

#include <array>
#include <cstdio>

#include "dossier/words.hpp"
#include "pages/track_words.hpp"
#include "wire/json.hpp"

namespace yingda::dossier {
namespace {

using wire::Json;
using wire::text_at;

// With the staff number, if there is one: "李敏 0371".
std::string numbered(const Json& person) {
  const std::string number = text_at(person, "number");
  return text_at(person, "name") + (number.empty() ? "" : " " + number);
}

std::string name_in(const Json& json, const char* person) {
  const auto found = json.find(person);
  return found != json.end() && found->is_object() ? numbered(*found) : std::string();
}

std::string titled(std::string_view role, const std::string& name) {
  return name.empty() ? std::string(role) : std::string(role) + " " + name;
}

std::string speaker(const Json& json, const Words& words) {
  const auto from = json.find("from");
  if (from == json.end() || !from->is_object()) return std::string(words.system);
  const std::string role = text_at(*from, "role");
  const std::string name = numbered(*from);
  if (role == "visitor") return titled(words.customer, name);
  if (role == "agent") return titled(words.agent, name);
  return std::string(role == "bot" ? words.bot : words.system);
}

void append(std::string& text, const std::string& more) {
  if (more.empty()) return;
  text += (text.empty() ? "" : " · ") + more;
}

// "15.00 CNY"; empty when there is none.
std::string money_at(const Json& json, const char* name) {
  const auto found = json.find(name);
  if (found == json.end() || !found->is_object()) return {};
  return text_at(*found, "amount") + " " + text_at(*found, "currency");
}

std::string status_at(const Json& json, const Case& about) {
  const auto status = workorder::parse_status(text_at(json, "status"));
  return status ? pages::status_words(*status, about.locale) : text_at(json, "status");
}

// What the visitor thinks of an answer, or of how they were served.
void append_opinion(std::string& text, const Json& json, const Case& about) {
  const auto add = [&](const std::string& id) {
    if (!id.empty()) append(text, std::string(event_words(id, about.locale)));
  };
  if (text_at(json, "kind") == "feedback") {
    add(json.value("helped", false) ? "helped" : "in_vain");
    return add(text_at(json, "reason"));
  }
  append(text, std::string(event_words("rated", about.locale)));
  append(text, json.value("score", Json(0)).dump() + "/5");
  const auto tags = json.find("tags");
  if (tags == json.end() || !tags->is_array()) return;
  for (const auto& tag : *tags) add(tag.is_string() ? tag.get<std::string>() : "");
}

// When the words were said that an event takes back or puts in another way.
std::string time_of_words(const Json& json, const Case& about) {
  const auto place = [&](const char* name) {
    const auto found = json.find(name);
    return found != json.end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
  };
  const auto seq = place("of");
  const auto pos = place("of_pos");
  for (const auto& entry : about.entries) {
    if (seq == 0 ? entry.pos != pos : entry.seq != seq) continue;
    const Json said = Json::parse(entry.json, nullptr, false);
    if (!said.is_object()) return {};
    const auto at = parse_rfc3339(text_at(said, "at"));
    return at ? "(" + time_words(*at, about) + ")" : std::string();
  }
  return {};
}

void append_list(std::string& text, const Json& json, const char* name, const char* sign) {
  const auto found = json.find(name);
  if (found == json.end() || !found->is_array()) return;
  for (const auto& each : *found) {
    if (each.is_string()) append(text, sign + each.get<std::string>());
  }
}

// What staff did to what was said and noted.
void append_correction(std::string& text, const Json& json, const std::string& kind,
                       const Case& about) {
  if (kind == "edited" || kind == "recalled") append(text, time_of_words(json, about));
  if (kind == "slot_corrected") {
    const std::string label = text_at(json, "label");
    append(text, label.empty() ? text_at(json, "slot") : label);
    append(text, text_at(json, "was") + " → " + text_at(json, "value"));
  }
  if (kind == "accessed")
    append(text, std::string(event_words(text_at(json, "access"), about.locale)));
  if (kind == "erasure")
    append(text, std::string(event_words(text_at(json, "result"), about.locale)));
  append_list(text, json, "added", "+");
  append_list(text, json, "removed", "−");
}

// What an event says beside `text`: what it is, a status in words, its files by name.
std::string said(const Json& json, const std::string& kind, const Case& about) {
  const bool message = kind == "message" || kind == "note";
  const bool request = kind == "work_order_request";
  const bool opinion = kind == "rated" || kind == "feedback";
  std::string text;
  if (opinion) append_opinion(text, json, about);
  if (!message && !request && !opinion) append(text, std::string(event_words(kind, about.locale)));
  if (request) append(text, std::string(event_words(text_at(json, "action"), about.locale)));
  append(text, text_at(json, "number"));
  if (kind != "promise_state") append(text, status_at(json, about));
  append_correction(text, json, kind, about);
  append(text, text_at(json, "text"));
  append(text, money_at(json, "granted"));
  for (const char* name : {"comment", "note", "reason", "what", "detail"}) {
    if (kind != "feedback") append(text, text_at(json, name));
  }
  if (const auto due = parse_rfc3339(text_at(json, "due"))) {
    append(text, std::string(words_in(about.locale).due) + " " + time_words(*due, about));
  }
  const auto files = json.find("evidence");
  if (files != json.end() && files->is_array()) {
    for (const auto& file : *files) append(text, "[" + text_at(file, "name") + "]");
  }
  return text;
}

bool of_customer(const std::string& kind, const Json& json) {
  if (kind == "human_requested" || kind == "rated" || kind == "feedback" ||
      kind == "work_order_request") {
    return true;
  }
  const auto from = json.find("from");
  return kind == "message" && from != json.end() && text_at(*from, "role") == "visitor";
}

}  // namespace

std::vector<Line> transcript_of(const Case& about) {
  const Words& words = words_in(about.locale);
  std::vector<Line> out;
  for (const auto& entry : about.entries) {
    if (!shows(about, entry)) continue;
    const Json json = Json::parse(entry.json, nullptr, false);
    if (!json.is_object()) continue;
    const std::string kind = text_at(json, "kind");
    if (kind == "queue") continue;  // a place in a queue is no fact of the case
    const auto at = parse_rfc3339(text_at(json, "at"));
    Line line{at ? *at : Instant{},    speaker(json, words), said(json, kind, about), kind,
              of_customer(kind, json), entry.seq == 0};
    if (line.customer && kind != "message") line.who = words.customer;
    if (const auto agent = name_in(json, "agent"); !agent.empty()) {
      line.who = titled(words.agent, agent);
    }
    if (!line.text.empty()) out.push_back(std::move(line));
  }
  return out;
}

std::string time_words(Instant at, const Case& about) {
  const auto local = to_local(at, about.zone);
  std::array<char, 40> out{};
  std::snprintf(out.data(), out.size(), "%04d-%02u-%02u %02d:%02d:%02d",
                static_cast<int>(local.date.year()), static_cast<unsigned>(local.date.month()),
                static_cast<unsigned>(local.date.day()), local.hour, local.minute, local.second);
  return out.data();
}

}  // namespace yingda::dossier
