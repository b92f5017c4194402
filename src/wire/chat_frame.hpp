#pragma once
// What a visitor's client may say: parsed at the border into types that cannot be wrong.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "conversation/event.hpp"

namespace yingda::wire {

struct Hello {
  std::string token;
  std::uint64_t after = 0;
  std::string epoch;
  std::string locale;
  conversation::Page page;
  std::string identity;
};
struct SayFrame {
  std::string id;
  std::string text;
};
struct ChooseFrame {
  std::string id;
  std::uint64_t of = 0;
  std::string option;
};
struct SubmitFrame {
  std::string id;
  std::uint64_t of = 0;
  std::map<std::string, std::string> values;
  std::map<std::string, std::vector<std::string>> files{};  // ids of uploads, by field
};
struct HumanFrame {
  std::string id;
  std::string reason{};  // as the page around the chat says it
};
struct EventFrame {
  std::string id;
  std::string name;
  std::string flow;
  std::map<std::string, std::string> slots{};  // what the flow may begin with
};
struct RateFrame {
  std::string id;
  int score = 0;
  std::string comment;
  std::vector<std::string> tags{};  // each once
};
// Whether the answer that event `of` gave has helped.
struct FeedbackFrame {
  std::string id;
  std::uint64_t of = 0;
  bool helped = false;
  std::string reason{};  // why not
};
struct OrderFrame {
  std::string id;
  std::string number;
  conversation::OrderRequest action = conversation::OrderRequest::urge;
  std::string text;
  std::vector<std::string> evidence;  // ids, each once
};
struct AttachFrame {
  std::string id;
  std::vector<std::string> evidence;  // ids, each once
  std::string text;
};
struct TypingFrame {};
struct ReadFrame {
  std::uint64_t seq = 0;
};
struct PingFrame {};

using ChatFrame =
    std::variant<Hello, SayFrame, ChooseFrame, SubmitFrame, HumanFrame, EventFrame, RateFrame,
                 FeedbackFrame, OrderFrame, AttachFrame, TypingFrame, ReadFrame, PingFrame>;

// What was wrong with a frame, with the client's id if it could be read.
struct FrameError {
  Error error;
  std::string id;
};

using DecodedChat = boost::system::result<ChatFrame, FrameError>;

[[noreturn]] void throw_exception_from_error(const FrameError& error,
                                             const boost::source_location&);

DecodedChat decode_chat(std::string_view text);

// 1–64 characters of [A-Za-z0-9._:-].
bool valid_client_id(std::string_view id);

}  // namespace yingda::wire
