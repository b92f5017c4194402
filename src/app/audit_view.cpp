#include "app/audit_view.hpp"

#include "text/csv.hpp"
#include "wire/json.hpp"
#include "wire/masking.hpp"

namespace yingda::app {
namespace {

using wire::Json;

// What the event says beside who and where; masked, for an auditor is not told customers' numbers.
Json line_json(const store::AuditLine& line) {
  const Json event = Json::parse(line.event, nullptr, false);
  Json detail = event.is_object() ? event.value("body", Json::object()) : Json::object();
  const Json person = detail.value("agent", Json::object());
  detail.erase("agent");
  Json agent = person;
  if (line.actor.empty()) {  // it happened to them
    agent = {{"role", "system"}};
    detail["to"] = person;
  } else if (line.login.empty() && !person.contains("name")) {
    agent = {{"name", line.actor}};  // whoever runs a command has no account
  } else if (!person.contains("name")) {
    agent = {{"id", line.actor}, {"name", line.login}};
  }
  const bool erased = event.is_object() && event.value("event", "") != line.act;
  detail.erase("cases_kept_s");
  detail.erase("who");
  detail.erase("id");
  detail.erase("supervisor");
  for (auto member = detail.begin(); member != detail.end();) {
    const bool says_nothing = member->is_null() || (member->is_string() && member->empty()) ||
                              *member == Json("") || *member == Json::array();
    member = says_nothing ? detail.erase(member) : std::next(member);
  }
  wire::mask_words(detail);
  return {{"at", to_rfc3339(line.at)}, {"conversation", line.conversation}, {"step", line.step},
          {"pos", line.pos},           {"agent", std::move(agent)},         {"act", line.act},
          {"erased", erased},          {"detail", std::move(detail)}};
}

}  // namespace

std::string audit_json(const store::AuditPage& page, std::size_t skip) {
  Json lines = Json::array();
  for (const auto& line : page.lines) lines.push_back(line_json(line));
  Json out{{"lines", std::move(lines)}};
  if (page.more) out["next"] = std::to_string(skip + page.lines.size());
  return wire::text_of(out);
}

std::string audit_csv(const store::AuditPage& page, std::size_t skip) {
  std::string out = text::csv_line({"at", "agent", "name", "act", "conversation", "pos", "detail"});
  for (const auto& line : page.lines) {
    const Json json = line_json(line);
    out += text::csv_line({json["at"], json["agent"].value("id", ""),
                           json["agent"].value("name", ""), json["act"], line.conversation,
                           std::to_string(line.pos), wire::text_of(json["detail"])});
  }
  if (page.more) {
    const std::string next = std::to_string(skip + page.lines.size());
    out += text::csv_line({"", "", "", "", "", "",
                           "还有更早的记录未导出：请缩小时间范围，或用 after=" + next +
                               " 继续导出 / There are older lines: narrow the time, or go on with "
                               "after=" +
                               next});
  }
  return out;
}

std::string account_changes_json(const store::AccountLines& lines, std::size_t skip) {
  Json list = Json::array();
  for (const auto& line : lines.lines) {
    list.push_back({{"number", line.number},
                    {"at", to_rfc3339(line.at)},
                    {"by", line.by},
                    {"what", line.what},
                    {"whom", line.whom},
                    {"detail", line.detail}});
  }
  Json out{{"lines", std::move(list)}, {"total", lines.total}, {"intact", !lines.broken}};
  if (lines.broken) out["broken"] = *lines.broken;
  if (lines.more) out["next"] = std::to_string(skip + lines.lines.size());
  return wire::text_of(out);
}

std::string chain_json(const store::ChainReport& report) {
  Json broken = Json::array();
  for (const auto& chain : report.broken) {
    broken.push_back(
        {{"conversation", chain.conversation}, {"step", chain.step}, {"why", chain.why}});
  }
  Json out{{"conversations", report.conversations},
           {"entries", report.entries},
           {"erased", report.erased},
           {"broken", std::move(broken)}};
  if (!report.next.empty()) out["next"] = report.next;
  return wire::text_of(out);
}

}  // namespace yingda::app
