#include "wire/server_frame.hpp"

#include "wire/json.hpp"

namespace yingda::wire {
namespace {

using Json = nlohmann::json;

// The protocol's own closed list; what is only ours to know becomes `unavailable`.
std::string_view wire_code(ErrorCode code) {
  if (code == ErrorCode::internal) return "unavailable";
  return to_string(code);
}

}  // namespace

std::string welcome_frame(const Welcome& welcome) {
  return text_of({{"type", "welcome"},
                  {"conversation", welcome.conversation},
                  {"token", welcome.token},
                  {"seq", welcome.seq},
                  {"epoch", welcome.epoch},
                  {"resumed", welcome.resumed},
                  {"server_time", to_rfc3339(welcome.server_time)}});
}

std::string reset_frame(std::string_view conversation, std::uint64_t seq, std::string_view epoch) {
  return text_of(
      {{"type", "reset"}, {"conversation", conversation}, {"seq", seq}, {"epoch", epoch}});
}

std::string accepted_frame(std::string_view id, std::uint64_t seq, bool dup) {
  Json frame{{"type", "accepted"}, {"id", id}, {"seq", seq}};
  if (dup) frame["dup"] = true;
  return text_of(frame);
}

std::string desk_accepted_frame(std::string_view id, std::string_view conversation,
                                std::uint64_t pos, bool dup) {
  Json frame{{"type", "accepted"}, {"id", id}, {"conversation", conversation}, {"pos", pos}};
  if (dup) frame["dup"] = true;
  return text_of(frame);
}

std::string error_frame(const Refused& refused) {
  Json frame{{"type", "error"},
             {"code", wire_code(refused.error.code)},
             {"message", refused.error.detail}};
  if (!refused.id.empty()) frame["id"] = refused.id;
  if (!refused.conversation.empty()) frame["conversation"] = refused.conversation;
  if (refused.retry_after) frame["retry_after_ms"] = refused.retry_after->count();
  if (!refused.fields.empty()) {
    Json fields = Json::array();
    for (const auto& fault : refused.fields) {
      fields.push_back({{"name", fault.name}, {"message", fault.message}});
    }
    frame["fields"] = std::move(fields);
  }
  if (!refused.changes.empty()) {
    Json changes = Json::array();
    for (const auto& change : refused.changes) {
      changes.push_back(
          {{"at", to_rfc3339(change.at)}, {"who", change.who}, {"what", change.what}});
    }
    frame["changes"] = std::move(changes);
  }
  return text_of(frame);
}

std::string typing_frame(std::string_view from) {
  return text_of({{"type", "typing"}, {"from", from}});
}

std::string desk_typing_frame(std::string_view conversation) {
  return text_of({{"type", "typing"}, {"conversation", conversation}, {"from", "visitor"}});
}

std::string read_frame(std::uint64_t seq) { return text_of({{"type", "read"}, {"seq", seq}}); }

std::string flow_frame(std::string_view flow, bool begun) {
  return text_of({{"type", "flow"}, {"flow", flow}, {"stage", begun ? "started" : "ended"}});
}

std::string desk_read_frame(std::string_view conversation, std::uint64_t seq) {
  return text_of({{"type", "read"}, {"conversation", conversation}, {"seq", seq}});
}

std::string history_frame(std::string_view conversation, std::uint64_t before,
                          const std::vector<std::string>& events) {
  std::string list;
  for (const auto& event : events) {
    if (!list.empty()) list += ',';
    list += event;
  }
  return "{\"type\":\"history\",\"conversation\":" + text_of(Json(conversation)) +
         ",\"before\":" + std::to_string(before) + ",\"events\":[" + list + "]}";
}

std::string pong_frame() { return R"({"type":"pong"})"; }

std::string going_away_frame(TimeSpan retry_after) {
  return text_of({{"type", "going_away"}, {"retry_after_ms", retry_after.count()}});
}

}  // namespace yingda::wire
