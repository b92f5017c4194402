#include "wire/state_codec.hpp"

#include <array>

#include "base/overloaded.hpp"
#include "wire/json.hpp"
#include "wire/json_types.hpp"
#include "wire/state_upgrade.hpp"

void nlohmann::adl_serializer<yingda::dialogue::Value>::to_json(
    json& out, const yingda::dialogue::Value& value) {
  std::visit(yingda::Overloaded{
                 [&](std::monostate) { out = nullptr; },
                 [&](const auto& held) { out = held; },
             },
             value);
}

void nlohmann::adl_serializer<yingda::dialogue::Value>::from_json(const json& in,
                                                                  yingda::dialogue::Value& value) {
  if (in.is_boolean()) {
    value = in.get<bool>();
  } else if (in.is_number()) {
    value = in.get<double>();
  } else if (in.is_string()) {
    value = in.get<std::string>();
  } else if (in.is_array()) {
    value = in.get<std::vector<std::string>>();
  } else {
    value = std::monostate{};
  }
}

namespace yingda::wire {
namespace {

using nlohmann::json;

// Every kind of event by name; the index in the variant must never be stored.
template <class T>
struct Named;
#define YINGDA_EVENT(type, text)              \
  template <>                                 \
  struct Named<conversation::type> {          \
    static constexpr const char* name = text; \
  }
YINGDA_EVENT(MessageReceived, "message_received");
YINGDA_EVENT(EvidenceAttached, "evidence_attached");
YINGDA_EVENT(OptionChosen, "option_chosen");
YINGDA_EVENT(FormSubmitted, "form_submitted");
YINGDA_EVENT(HumanAsked, "human_asked");
YINGDA_EVENT(PageEvent, "page_event");
YINGDA_EVENT(VisitorRated, "visitor_rated");
YINGDA_EVENT(AnswerJudged, "answer_judged");
YINGDA_EVENT(OrderRequested, "order_requested");
YINGDA_EVENT(AgentClaimed, "agent_claimed");
YINGDA_EVENT(AgentMessaged, "agent_messaged");
YINGDA_EVENT(AgentNoted, "agent_noted");
YINGDA_EVENT(AgentTransferred, "agent_transferred");
YINGDA_EVENT(AgentPromised, "agent_promised");
YINGDA_EVENT(AgentResolved, "agent_resolved");
YINGDA_EVENT(OrdersMerged, "orders_merged");
YINGDA_EVENT(OrderSplit, "order_split");
YINGDA_EVENT(OrdersLinked, "orders_linked");
YINGDA_EVENT(CustomerAsked, "customer_asked");
YINGDA_EVENT(CommitmentKept, "commitment_kept");
YINGDA_EVENT(CompensationPaid, "compensation_paid");
YINGDA_EVENT(StaffAccessed, "staff_accessed");
YINGDA_EVENT(AgentLost, "agent_lost");
YINGDA_EVENT(QueueMoved, "queue_moved");
YINGDA_EVENT(TimerFired, "timer_fired");
YINGDA_EVENT(ActionAnswered, "action_answered");
YINGDA_EVENT(ReleaseLost, "release_lost");
YINGDA_EVENT(VisitorSaw, "visitor_saw");
YINGDA_EVENT(NoticeSettled, "notice_settled");
YINGDA_EVENT(ErasureAsked, "erasure_asked");
YINGDA_EVENT(EvidenceExpired, "evidence_expired");
YINGDA_EVENT(WordsEdited, "words_edited");
YINGDA_EVENT(WordsRecalled, "words_recalled");
YINGDA_EVENT(SlotCorrected, "slot_corrected");
YINGDA_EVENT(CaseAssigned, "case_assigned");
YINGDA_EVENT(OrderTagged, "order_tagged");
YINGDA_EVENT(StaffGone, "staff_gone");
YINGDA_EVENT(FactsAsked, "facts_asked");
YINGDA_EVENT(Snoozed, "snoozed");
YINGDA_EVENT(Woken, "woken");
YINGDA_EVENT(ReturnedToBot, "returned_to_bot");
YINGDA_EVENT(RatingInvited, "rating_invited");
YINGDA_EVENT(VisitorMuted, "visitor_muted");
YINGDA_EVENT(VisitorUnmuted, "visitor_unmuted");
YINGDA_EVENT(MuteCarried, "mute_carried");
#undef YINGDA_EVENT

template <class... Ts>
bool read_body(const json& in, const std::string& name, std::variant<Ts...>& body) {
  const auto try_one = [&]<class T>(std::type_identity<T>) {
    if (name != Named<T>::name) return false;
    body = in.get<T>();
    return true;
  };
  return (try_one(std::type_identity<Ts>{}) || ...);
}

// The end of the array whose '[' stands before `at`; npos when it has none.
std::size_t end_of_array(std::string_view text, std::size_t at) {
  std::size_t open = 1;
  for (bool in_string = false; at < text.size(); ++at) {
    const char c = text[at];
    if (in_string) {
      if (c == '\\') ++at;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[') {
      ++open;
    } else if (c == ']' && --open == 0) {
      return at;
    }
  }
  return std::string_view::npos;
}

// The words that speak for each candidate are there to be read and decide nothing; they are most of
// a recorded message, and whoever decides it again would spend a quarter of the time on them. As
// encode_event writes it, this beginning stands in no string: the quotes there are escaped.
std::string without_features(std::string_view text) {
  constexpr std::string_view begin = "\"features\":[";
  std::string out;
  for (;;) {
    const auto at = text.find(begin);
    if (at == text.npos) return out.append(text);
    const std::size_t behind = at + begin.size();
    // A connector's own list of that name holds texts.
    const auto end = text.substr(behind).starts_with("{") ? end_of_array(text, behind) : behind;
    if (end == text.npos) return out.append(text);
    out.append(text.substr(0, behind));
    text.remove_prefix(end);
  }
}

}  // namespace

std::string encode_state(const conversation::State& state) {
  json out = state;
  out["version"] = state_version;
  return text_of(out);
}

Result<conversation::State> decode_state(std::string_view text) {
  try {
    return upgrade_state(json::parse(text)).get<conversation::State>();
  } catch (const json::exception& error) {
    return Error{ErrorCode::internal,
                 std::string("a stored conversation cannot be read: ") + error.what()};
  }
}

std::string event_name(const conversation::EventBody& body) {
  return std::visit([]<class T>(const T&) -> std::string { return Named<T>::name; }, body);
}

std::string encode_event(const conversation::Event& event) {
  json out;
  out["at"] = event.at;
  std::visit(
      [&]<class T>(const T& body) {
        out["event"] = Named<T>::name;
        out["body"] = body;
      },
      event.body);
  if (event.arrival) out["arrival"] = *event.arrival;
  if (!event.reserved.empty()) out["reserved"] = event.reserved;
  return text_of(out);
}

Result<conversation::Event> decode_event(std::string_view text) {
  try {
    const json in = json::parse(without_features(text));
    conversation::Event event;
    event.at = in.at("at").get<Instant>();
    const auto name = in.at("event").get<std::string>();
    if (!read_body(in.at("body"), name, event.body)) {
      return Error{ErrorCode::internal, "a stored event has the unknown kind \"" + name + "\""};
    }
    if (in.contains("arrival")) event.arrival = in["arrival"].get<conversation::Arrival>();
    if (in.contains("reserved")) {
      event.reserved = in["reserved"].get<std::vector<conversation::Reservation>>();
    }
    return event;
  } catch (const json::exception& error) {
    return Error{ErrorCode::internal,
                 std::string("a stored event cannot be read: ") + error.what()};
  }
}

std::string encode_order(const workorder::WorkOrder& order) { return text_of(order); }

Result<workorder::WorkOrder> decode_order(std::string_view text) {
  try {
    return upgrade_order(json::parse(text)).get<workorder::WorkOrder>();
  } catch (const json::exception& error) {
    return Error{ErrorCode::internal,
                 std::string("a stored work order cannot be read: ") + error.what()};
  }
}

std::string encode_understanding(const knowledge::Understanding& understanding) {
  return text_of(understanding);
}

}  // namespace yingda::wire
