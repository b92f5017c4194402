#pragma once
// What an agent's client may say (docs/protocol.md section 2).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wire/case_frame.hpp"
#include "wire/chat_frame.hpp"
#include "workorder/merging.hpp"
#include "workorder/work_order.hpp"

namespace yingda::wire {

struct PresenceFrame {
  bool online = true;
  std::optional<int> capacity;
  std::string reason;  // of being away: what colleagues and supervisors read
};
struct ClaimFrame {
  std::string id;  // may be empty
  std::string conversation;
  std::string take_over;  // a supervisor's reason to take it from whoever has it
};
struct AgentSayFrame {
  std::string id;
  std::string conversation;
  std::string text;
  std::string article{};  // id of the one that the words were taken from; may be empty
  std::string number{};   // the order it answers; empty: the one that is talked about
  std::vector<std::string> evidence{};  // ids of files that were uploaded for it
};
struct NoteFrame {
  std::string id;
  std::string conversation;
  std::string text;
  std::vector<std::string> mentions{};  // ids of colleagues
  bool whisper = false;                 // to whoever has the conversation
};
// What the sender said or noted at that place in the log reads otherwise, or not at all.
struct EditFrame {
  std::string id;
  std::string conversation;
  std::uint64_t pos = 0;
  std::string text;
};
struct RecallFrame {
  std::string id;
  std::string conversation;
  std::uint64_t pos = 0;
};
struct TransferFrame {
  std::string id;
  std::string conversation;
  std::string team;
  std::string agent;
  std::string reason;
  std::string rule;
  std::optional<Instant> next_due;
};
struct PromiseFrame {
  std::string id;
  std::string conversation;
  std::string text;
  Instant due{};
  std::string number{};
};
// `version`: of the order, as the sender saw it.
struct ResolveFrame {
  std::string id;
  std::string conversation;
  std::string number;
  workorder::Resolution resolution;
  std::optional<std::uint64_t> version{};
};
struct SubscribeFrame {
  std::string conversation;
  std::uint64_t after = 0;
  bool context = false;  // the case first, as with a claim
};
// Shows one conversation's personal data to this socket; who asked, and why, is logged.
struct RevealFrame {
  std::string id;
  std::string conversation;
  std::string reason;
};
// What stands before `before` of a conversation that is subscribed to.
struct HistoryFrame {
  std::string conversation;
  std::uint64_t before = 0;
};
struct UnsubscribeFrame {
  std::string conversation;
};
// The actions on a work order.
struct AskCustomerFrame {
  std::string id;
  std::string conversation;
  std::string number;  // empty: the open order
  std::string text;
};
struct RefreshOrderFrame {
  std::string id;
  std::string conversation;
};
struct KeepPromiseFrame {
  std::string id;
  std::string conversation;
  std::string promise;
};
struct PayCompensationFrame {
  std::string id;
  std::string conversation;
  std::string number;
  workorder::Promise promise = workorder::Promise::first_response;
  std::string reference;
};
struct MergeFrame {
  std::string id;
  std::string conversation;
  std::string number;
  std::string with;
  std::string reason;
  std::optional<std::uint64_t> version{};
  std::optional<std::uint64_t> with_version{};
};
struct SplitFrame {
  std::string id;
  std::string conversation;
  std::string number;
  std::string type;
  std::string title;
  workorder::Part part;
  std::string reason;
  std::optional<std::uint64_t> version{};
};
struct LinkFrame {
  std::string id;
  std::string conversation;
  std::string number;
  std::string with;
  std::string reason;
  std::optional<std::uint64_t> version{};
};
struct CorrectSlotFrame {
  std::string id;
  std::string conversation;
  std::string slot;
  std::string value;
  std::string reason;
  std::optional<std::uint64_t> version{};
};
struct AssignFrame {
  std::string id;
  std::string conversation;
  std::string number;
  std::string to;  // id or the name to log in with
  std::string reason;
  std::optional<std::uint64_t> version{};
};
struct TagFrame {
  std::string id;
  std::string conversation;
  std::string number;
  std::vector<std::string> add;
  std::vector<std::string> remove;
};
// One that nobody knows.
struct ActionFrame {
  std::string id;
  std::string conversation;
  std::string action;
};
struct AgentTypingFrame {
  std::string conversation;
};
// How far whoever has the conversation has read.
struct AgentReadFrame {
  std::string conversation;
  std::uint64_t seq = 0;
};

using DeskFrame =
    std::variant<PresenceFrame, ClaimFrame, AgentSayFrame, NoteFrame, TransferFrame, PromiseFrame,
                 ResolveFrame, SubscribeFrame, HistoryFrame, RevealFrame, UnsubscribeFrame,
                 AskCustomerFrame, KeepPromiseFrame, PayCompensationFrame, MergeFrame, SplitFrame,
                 LinkFrame, ActionFrame, AgentTypingFrame, AgentReadFrame, PingFrame, EditFrame,
                 RecallFrame, CorrectSlotFrame, AssignFrame, TagFrame, RefreshOrderFrame,
                 SnoozeFrame, WakeFrame, ReturnFrame, InviteRatingFrame, MuteFrame, UnmuteFrame>;

struct DeskError {
  Error error;
  std::string id;
  std::string conversation;
};

using DecodedDesk = boost::system::result<DeskFrame, DeskError>;

[[noreturn]] void throw_exception_from_error(const DeskError& error, const boost::source_location&);

DecodedDesk decode_desk(std::string_view text);

}  // namespace yingda::wire
