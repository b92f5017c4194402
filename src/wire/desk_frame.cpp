#include "wire/desk_frame.hpp"

#include <array>
#include <stdexcept>

#include "base/limits.hpp"
#include "text/characters.hpp"
#include "wire/desk_frame_parts.hpp"
#include "wire/json.hpp"

namespace yingda::wire {
namespace {

// Why somebody is away is one or two words on a wallboard.
constexpr std::size_t reason_characters_max = 40;

Result<DeskFrame> presence(const Json& in, const Head&) {
  const auto status = required_string(in, "status");
  if (!status) return status.error();
  if (*status != "online" && *status != "away") {
    return Error{ErrorCode::invalid, "`status` must be online or away"};
  }
  const auto reason = string_member(in, "reason");
  if (!reason) return reason.error();
  if (text::characters(*reason) > reason_characters_max) {
    return Error{ErrorCode::invalid,
                 "`reason` has at most " + std::to_string(reason_characters_max) + " characters"};
  }
  PresenceFrame frame{*status == "online", {}, *status == "online" ? std::string() : *reason};
  const auto capacity = count_member(in, "capacity", 0);
  if (!capacity) return capacity.error();
  if (*capacity > 50) return Error{ErrorCode::invalid, "`capacity` must be 1 to 50"};
  if (*capacity > 0) frame.capacity = static_cast<int>(*capacity);
  return DeskFrame(frame);
}

Result<DeskFrame> claim(const Json& in, const Head& head) {
  if (!in.contains("take_over")) return DeskFrame(ClaimFrame{head.id, head.conversation, {}});
  const auto why = words(in, "take_over");
  if (!why) return why.error();
  return DeskFrame(ClaimFrame{head.id, head.conversation, *why});
}

// Files need no words.
Result<std::string> words_with(const Json& in, const std::vector<std::string>& files) {
  const auto given = in.find("text");
  const bool none = given == in.end() || (given->is_string() && given->get<std::string>().empty());
  return none && !files.empty() ? Result<std::string>(std::string()) : words(in, "text");
}

Result<DeskFrame> say(const Json& in, const Head& head) {
  const auto files = ids_member(in, "evidence");
  if (!files) return files.error();
  if (files->size() > limits::evidence_per_frame_max) {
    return Error{ErrorCode::invalid, "`evidence` names more than " +
                                         std::to_string(limits::evidence_per_frame_max) + " files"};
  }
  const auto text = words_with(in, *files);
  if (!text) return text.error();
  const auto article = line(in, "article");
  if (!article) return article.error();
  const auto number = line(in, "work_order");
  if (!number) return number.error();
  return DeskFrame(AgentSayFrame{head.id, head.conversation, *text, *article, *number, *files});
}

Result<DeskFrame> note(const Json& in, const Head& head) {
  const auto text = words(in, "text");
  if (!text) return text.error();
  const auto mentions = ids_member(in, "mentions");
  if (!mentions) return mentions.error();
  const auto whisper = in.find("whisper");
  if (whisper != in.end() && !whisper->is_boolean()) {
    return bad_frame("`whisper` must be true or false");
  }
  const bool whispers = whisper != in.end() && whisper->get<bool>();
  return DeskFrame(NoteFrame{head.id, head.conversation, *text, *mentions, whispers});
}

Result<std::uint64_t> pos_member(const Json& in) {
  const auto pos = count_member(in, "pos", 0);
  if (pos && *pos == 0) return bad_frame("`pos` must be the place of an event in the log");
  return pos;
}

Result<DeskFrame> edit(const Json& in, const Head& head) {
  const auto pos = pos_member(in);
  if (!pos) return pos.error();
  const auto text = words(in, "text");
  if (!text) return text.error();
  return DeskFrame(EditFrame{head.id, head.conversation, *pos, *text});
}

Result<DeskFrame> recall(const Json& in, const Head& head) {
  const auto pos = pos_member(in);
  if (!pos) return pos.error();
  return DeskFrame(RecallFrame{head.id, head.conversation, *pos});
}

Result<Instant> due_member(const Json& in, const char* name) {
  const auto text = required_string(in, name);
  if (!text) return text.error();
  auto at = parse_rfc3339(*text);
  if (!at) {
    return Error{ErrorCode::invalid, std::string("`") + name + "`: " + at.error().detail};
  }
  return at;
}

Result<DeskFrame> transfer(const Json& in, const Head& head) {
  const auto reason = words(in, "reason");
  if (!reason) return reason.error();
  const auto to = in.find("to");
  if (to == in.end() || !to->is_object())
    return bad_frame("`to` must be {\"team\"} or {\"agent\"}");
  const auto team = string_member(*to, "team");
  const auto agent = string_member(*to, "agent");
  if (!team || !agent || team->empty() == agent->empty()) {
    return bad_frame("`to` must name either a team or an agent");
  }
  const auto rule = line(in, "rule");
  if (!rule) return rule.error();
  TransferFrame frame{head.id, head.conversation, *team, *agent, *reason, *rule, {}};
  if (in.contains("next_due") && !in["next_due"].is_null()) {
    const auto next = due_member(in, "next_due");
    if (!next) return next.error();
    frame.next_due = *next;
  }
  return DeskFrame(std::move(frame));
}

Result<DeskFrame> promise(const Json& in, const Head& head) {
  const auto text = words(in, "text");
  if (!text) return text.error();
  const auto due = due_member(in, "due");
  if (!due) return due.error();
  const auto number = line(in, "work_order");
  if (!number) return number.error();
  return DeskFrame(PromiseFrame{head.id, head.conversation, *text, *due, *number});
}

// `outcome` and `rule` of a resolution, or of one of its answers.
template <class Answer>
Result<> read_outcome(const Json& in, Answer& answer) {
  const auto name = string_member(in, "outcome");
  if (!name) return name.error();
  const auto outcome = workorder::parse_outcome(*name);
  if (!outcome) {
    return Error{ErrorCode::invalid, "`outcome` must be granted, partly or refused"};
  }
  auto rule = line(in, "rule");
  if (!rule) return rule.error();
  answer.outcome = *outcome;
  answer.rule = std::move(*rule);
  return {};
}

Result<workorder::Resolution> resolution(const Json& in) {
  const auto member = in.find("resolution");
  if (member == in.end()) return bad_frame("`resolution` is missing");
  workorder::Resolution out;
  if (member->is_string()) {
    const auto text = words(in, "resolution");
    if (!text) return text.error();
    out.text = *text;
    return out;
  }
  if (!member->is_object())
    return bad_frame("`resolution` must be a string or {\"text\",\"answers\"}");
  const auto text = words(*member, "text");
  if (!text) return text.error();
  out.text = *text;
  if (const auto read = read_outcome(*member, out); !read) return read.error();
  const auto answers = member->find("answers");
  if (answers == member->end()) return out;
  if (!answers->is_array() || answers->size() > 20)
    return bad_frame("`answers` must be a short list");
  for (const auto& answer : *answers) {
    if (!answer.is_object()) return bad_frame("each answer must be {\"demand\",\"answer\"}");
    const auto demand = words(answer, "demand");
    if (!demand) return demand.error();
    const auto said = words(answer, "answer");
    if (!said) return said.error();
    workorder::DemandAnswer given{*demand, *said};
    if (const auto read = read_outcome(answer, given); !read) return read.error();
    out.answers.push_back(std::move(given));
  }
  return out;
}

Result<DeskFrame> resolve(const Json& in, const Head& head) {
  const auto number = required_string(in, "work_order");
  if (!number) return number.error();
  auto outcome = resolution(in);
  if (!outcome) return outcome.error();
  const auto version = version_member(in, "version");
  if (!version) return version.error();
  return DeskFrame(
      ResolveFrame{head.id, head.conversation, *number, std::move(*outcome), *version});
}

Result<DeskFrame> subscribe(const Json& in, const Head& head) {
  const auto after = count_member(in, "after", 0);
  if (!after) return after.error();
  const auto context = in.find("context");
  if (context != in.end() && !context->is_boolean()) {
    return bad_frame("`context` must be true or false");
  }
  const bool whole = context != in.end() && context->get<bool>();
  return DeskFrame(SubscribeFrame{head.conversation, *after, whole});
}

Result<DeskFrame> history(const Json& in, const Head& head) {
  const auto before = count_member(in, "before", 0);
  if (!before) return before.error();
  if (*before == 0) return bad_frame("`before` must be the `pos` of the first event that is held");
  return DeskFrame(HistoryFrame{head.conversation, *before});
}

Result<DeskFrame> reveal(const Json& in, const Head& head) {
  const auto reason = words(in, "reason");
  if (!reason) return reason.error();
  return DeskFrame(RevealFrame{head.id, head.conversation, *reason});
}

Result<DeskFrame> unsubscribe(const Json&, const Head& head) {
  return DeskFrame(UnsubscribeFrame{head.conversation});
}

Result<DeskFrame> typing(const Json&, const Head& head) {
  return DeskFrame(AgentTypingFrame{head.conversation});
}

Result<DeskFrame> agent_read(const Json& in, const Head& head) {
  const auto seq = count_member(in, "seq", 0);
  if (!seq) return seq.error();
  return DeskFrame(AgentReadFrame{head.conversation, *seq});
}

Result<DeskFrame> ping(const Json&, const Head&) { return DeskFrame(PingFrame{}); }

struct Kind {
  std::string_view type;
  bool needs_id;
  bool needs_conversation;
  Result<DeskFrame> (*decode)(const Json&, const Head&);
};

constexpr std::array kinds{
    Kind{"presence", false, false, presence},
    Kind{"claim", false, true, claim},
    Kind{"message", true, true, say},
    Kind{"note", true, true, note},
    Kind{"transfer", true, true, transfer},
    Kind{"promise", true, true, promise},
    Kind{"resolve", true, true, resolve},
    Kind{"subscribe", false, true, subscribe},
    Kind{"history", false, true, history},
    Kind{"action", true, true, decode_action},
    Kind{"typing", false, true, typing},
    Kind{"read", false, true, agent_read},
    Kind{"reveal", true, true, reveal},
    Kind{"ping", false, false, ping},
    Kind{"unsubscribe", false, true, unsubscribe},
    Kind{"edit", true, true, edit},
    Kind{"recall", true, true, recall},
};

Result<DeskFrame> decode_body(const Json& in, const std::string& type, const Head& head) {
  for (const auto& kind : kinds) {
    if (type != kind.type) continue;
    if (kind.needs_id && head.id.empty()) {
      return bad_frame("`id` must be 1 to 64 characters of A-Z a-z 0-9 . _ : -");
    }
    if (kind.needs_conversation && head.conversation.empty()) {
      return bad_frame("`conversation` is missing");
    }
    return kind.decode(in, head);
  }
  return bad_frame("unknown frame type \"" + type.substr(0, 40) + "\"");
}

}  // namespace

void throw_exception_from_error(const DeskError& error, const boost::source_location&) {
  throw std::logic_error(error.error.detail);
}

DecodedDesk decode_desk(std::string_view text) {
  auto parsed = parse_object(text);
  if (!parsed) return DeskError{parsed.error(), {}, {}};
  const Json& in = *parsed;
  const auto type = required_string(in, "type");
  if (!type) return DeskError{type.error(), {}, {}};
  const auto id = string_member(in, "id");
  const auto conversation = string_member(in, "conversation");
  Head head;
  if (id && valid_client_id(*id)) head.id = *id;
  if (conversation && valid_client_id(*conversation)) head.conversation = *conversation;
  auto frame = decode_body(in, *type, head);
  if (!frame) return DeskError{frame.error(), head.id, head.conversation};
  return std::move(*frame);
}

}  // namespace yingda::wire
