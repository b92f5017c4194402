#include "wire/chat_frame.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "base/limits.hpp"
#include "conversation/opinion.hpp"
#include "text/characters.hpp"
#include "wire/json.hpp"

namespace yingda::wire {
namespace {

// A short field of a page: cut, never refused.
std::string clipped(std::string value) {
  if (value.size() <= limits::field_bytes_max) return value;
  value.resize(limits::field_bytes_max);
  while (!value.empty() && !text::valid_utf8(value)) value.pop_back();
  return value;
}

bool is_attribute_name(std::string_view name) {
  return !name.empty() && name.size() <= limits::attribute_name_max &&
         std::ranges::all_of(name, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
         });
}

// What the page tells of the visitor: texts, numbers and yes or no, each as a text.
Result<std::map<std::string, std::string>> attributes_of(const Json& page) {
  std::map<std::string, std::string> out;
  const auto given = page.find("attributes");
  if (given == page.end() || given->is_null()) return out;
  if (!given->is_object() || given->size() > limits::attributes_max) {
    return bad_frame("`page.attributes` must be an object of at most " +
                     std::to_string(limits::attributes_max) + " members");
  }
  for (const auto& [name, value] : given->items()) {
    const bool plain = value.is_string() || value.is_number() || value.is_boolean();
    if (!is_attribute_name(name) || !plain) {
      return bad_frame(
          "`page.attributes` holds texts, numbers, true and false under names of a-z, 0-9, _");
    }
    out[name] = clipped(value.is_string() ? text::without_controls(value.get<std::string>())
                                          : value.dump());
  }
  return out;
}

Result<ChatFrame> hello(const Json& in) {
  Hello frame;
  const auto token = string_member(in, "token");
  if (!token) return token.error();
  const auto epoch = string_member(in, "epoch");
  if (!epoch) return epoch.error();
  const auto locale = string_member(in, "locale");
  if (!locale) return locale.error();
  const auto identity = string_member(in, "identity");
  if (!identity) return identity.error();
  const auto after = count_member(in, "after", 0);
  if (!after) return after.error();
  frame.token = *token;
  frame.epoch = *epoch;
  frame.locale = locale->substr(0, 35);
  frame.identity = *identity;
  frame.after = *after;
  const auto page = in.find("page");
  if (page != in.end() && !page->is_null()) {
    if (!page->is_object()) return bad_frame("`page` must be an object with `url` and `title`");
    const auto url = words_member(*page, "url");
    const auto title = words_member(*page, "title");
    if (!url || !title) return bad_frame("`page.url` and `page.title` must be strings");
    const auto attributes = attributes_of(*page);
    if (!attributes) return attributes.error();
    frame.page = {clipped(*url), clipped(*title), *attributes};
  }
  return ChatFrame(std::move(frame));
}

// `required`: an empty text is no message.
Result<std::string> text_member(const Json& in, const char* name, bool required) {
  const auto value = words_member(in, name);
  if (!value) return value.error();
  if (required && text::trim(*value).empty()) {
    return Error{ErrorCode::invalid, std::string("`") + name + "` must not be empty"};
  }
  if (text::characters(*value) > limits::text_characters_max) {
    return Error{ErrorCode::too_large, std::string("`") + name + "` is longer than " +
                                           std::to_string(limits::text_characters_max) +
                                           " characters"};
  }
  return *value;
}

Result<ChatFrame> say(const Json& in, std::string id) {
  const auto text = text_member(in, "text", true);
  if (!text) return text.error();
  return ChatFrame(SayFrame{std::move(id), *text});
}

Result<ChatFrame> choose(const Json& in, std::string id) {
  const auto of = count_member(in, "of", 0);
  if (!of) return of.error();
  const auto option = required_string(in, "option");
  if (!option) return option.error();
  if (*of == 0) return bad_frame("`of` must name the seq of the event with the options");
  return ChatFrame(ChooseFrame{std::move(id), *of, *option});
}

Result<std::string> scalar(const Json& value, const std::string& list, const std::string& name) {
  if (value.is_null()) return std::string();
  if (value.is_string()) {
    auto text = text::without_controls(value.get_ref<const std::string&>());
    if (text::characters(text) <= limits::text_characters_max) return text;
    return Error{ErrorCode::too_large, "`" + list + "." + name + "` is too long"};
  }
  if (value.is_boolean() || value.is_number()) return value.dump();
  return bad_frame("`" + list + "." + name + "` must be a string, number or boolean");
}

// A field for files is filled in with the list of the ids that uploads gave, each counted once.
Result<> add_files(SubmitFrame& frame, const std::string& name, const Json& list) {
  const Error wrong{ErrorCode::invalid,
                    "`values." + name + "` must be a list of the ids that uploads gave"};
  const Error too_many{
      ErrorCode::invalid,
      "`values` names more than " + std::to_string(limits::evidence_per_frame_max) + " files"};
  std::size_t count = 0;
  for (const auto& [field, ids] : frame.files) count += ids.size();
  auto& ids = frame.files[name];
  for (const auto& item : list) {
    if (!item.is_string()) return wrong;
    auto id = item.get<std::string>();
    if (std::ranges::find(ids, id) == ids.end()) ids.push_back(std::move(id));
    if (count + ids.size() > limits::evidence_per_frame_max) return too_many;
  }
  if (ids.empty()) return wrong;
  return {};
}

Result<ChatFrame> submit(const Json& in, std::string id) {
  const auto of = count_member(in, "of", 0);
  if (!of) return of.error();
  const auto values = in.find("values");
  if (*of == 0) return bad_frame("`of` must name the seq of the event with the form");
  if (values == in.end() || !values->is_object()) return bad_frame("`values` must be an object");
  SubmitFrame frame{std::move(id), *of, {}};
  for (const auto& [name, value] : values->items()) {
    if (value.is_array()) {
      if (const auto added = add_files(frame, name, value); !added) return added.error();
      continue;
    }
    const auto text = scalar(value, "values", name);
    if (!text) return text.error();
    frame.values[name] = *text;
  }
  return ChatFrame(std::move(frame));
}

Result<ChatFrame> human(const Json& in, std::string id) {
  const auto reason = words_member(in, "reason");
  if (!reason) return reason.error();
  const std::string said(text::trim(*reason));
  if (text::characters(said) > limits::reason_characters_max) {
    return Error{
        ErrorCode::too_large,
        "`reason` is longer than " + std::to_string(limits::reason_characters_max) + " characters"};
  }
  return ChatFrame(HumanFrame{std::move(id), said});
}

bool is_event_name(std::string_view name) {
  return !name.empty() && name.size() <= limits::client_id_bytes_max &&
         std::ranges::all_of(name, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
         });
}

// What a page gives a flow; what the flow makes of it, the flow itself says.
Result<std::map<std::string, std::string>> slots_member(const Json& in) {
  std::map<std::string, std::string> out;
  const auto given = in.find("slots");
  if (given == in.end() || given->is_null()) return out;
  if (!given->is_object() || given->size() > limits::attributes_max) {
    return bad_frame("`slots` must be an object of at most " +
                     std::to_string(limits::attributes_max) + " members");
  }
  for (const auto& [name, value] : given->items()) {
    if (!is_attribute_name(name)) {
      return bad_frame("`slots` holds values under names of a-z, 0-9, _");
    }
    auto text = scalar(value, "slots", name);
    if (!text) return text.error();
    out[name] = std::move(*text);
  }
  return out;
}

Result<ChatFrame> page_event(const Json& in, std::string id) {
  const auto name = required_string(in, "name");
  if (!name) return name.error();
  const auto flow = string_member(in, "flow");
  if (!flow) return flow.error();
  if (!is_event_name(*name) || !(flow->empty() || is_event_name(*flow))) {
    return bad_frame("`name` and `flow` must be 1 to 64 characters of a-z 0-9 _");
  }
  auto slots = slots_member(in);
  if (!slots) return slots.error();
  if (flow->empty() && !slots->empty()) {
    return bad_frame("`slots` are for the flow that `flow` names, and it names none");
  }
  return ChatFrame(EventFrame{std::move(id), *name, *flow, std::move(*slots)});
}

// Known ids, each once; whatever is not one is named.
Result<std::vector<std::string>> tags_member(const Json& in) {
  std::vector<std::string> tags;
  const auto list = in.find("tags");
  if (list == in.end() || list->is_null()) return tags;
  if (!list->is_array()) return bad_frame("`tags` must be a list of ids");
  for (const auto& each : *list) {
    if (!each.is_string() || !conversation::is_rating_tag(each.get_ref<const std::string&>())) {
      return Error{ErrorCode::invalid,
                   "`tags` holds an id that is not known: " + text_of(each).substr(0, 64)};
    }
    const auto& tag = each.get_ref<const std::string&>();
    if (std::ranges::find(tags, tag) == tags.end()) tags.push_back(tag);
  }
  return tags;
}

Result<ChatFrame> rate(const Json& in, std::string id) {
  const auto score = count_member(in, "score", 0);
  if (!score) return score.error();
  const auto comment = text_member(in, "comment", false);
  if (!comment) return comment.error();
  if (*score < 1 || *score > 5) return Error{ErrorCode::invalid, "`score` must be 1 to 5"};
  const auto tags = tags_member(in);
  if (!tags) return tags.error();
  return ChatFrame(RateFrame{std::move(id), static_cast<int>(*score), *comment, *tags});
}

Result<ChatFrame> feedback(const Json& in, std::string id) {
  const auto of = count_member(in, "of", 0);
  if (!of) return of.error();
  const auto helped = in.find("helped");
  if (helped == in.end() || !helped->is_boolean()) {
    return bad_frame("`helped` must be true or false");
  }
  const auto reason = string_member(in, "reason");
  if (!reason) return reason.error();
  const bool vain = !helped->get<bool>();
  if (!reason->empty() && !(vain && conversation::is_feedback_reason(*reason))) {
    return Error{ErrorCode::invalid,
                 "`reason` says why an answer has not helped: off_point, unclear, other_case or "
                 "other"};
  }
  return ChatFrame(FeedbackFrame{std::move(id), *of, !vain, *reason});
}

constexpr std::array order_actions{
    std::pair{"accept", conversation::OrderRequest::accept},
    std::pair{"reject", conversation::OrderRequest::reject},
    std::pair{"add_evidence", conversation::OrderRequest::add_evidence},
    std::pair{"urge", conversation::OrderRequest::urge},
    std::pair{"withdraw", conversation::OrderRequest::withdraw},
    std::pair{"reopen", conversation::OrderRequest::reopen},
    std::pair{"escalate", conversation::OrderRequest::escalate},
};

// Ids of uploaded files, each once, in their order.
Result<std::vector<std::string>> evidence_member(const Json& in) {
  std::vector<std::string> ids;
  const auto given = in.find("evidence");
  if (given == in.end() || given->is_null()) return ids;
  const Error wrong{ErrorCode::invalid, "`evidence` must be a list of the ids that uploads gave"};
  if (!given->is_array()) return wrong;
  for (const auto& item : *given) {
    if (!item.is_string()) return wrong;
    auto id = item.get<std::string>();
    if (std::ranges::find(ids, id) == ids.end()) ids.push_back(std::move(id));
    if (ids.size() <= limits::evidence_per_frame_max) continue;
    return Error{ErrorCode::invalid, "`evidence` names more than " +
                                         std::to_string(limits::evidence_per_frame_max) +
                                         " files; send several frames"};
  }
  return ids;
}

Result<ChatFrame> work_order(const Json& in, std::string id) {
  const auto number = required_string(in, "number");
  if (!number) return number.error();
  const auto action = required_string(in, "action");
  if (!action) return action.error();
  const auto text = text_member(in, "text", false);
  if (!text) return text.error();
  const auto known = std::ranges::find_if(
      order_actions, [&](const auto& candidate) { return *action == candidate.first; });
  if (known == order_actions.end()) {
    return Error{ErrorCode::invalid,
                 "`action` must be accept, reject, add_evidence, urge, withdraw, reopen or "
                 "escalate"};
  }
  auto evidence = evidence_member(in);
  if (!evidence) return evidence.error();
  return ChatFrame(OrderFrame{std::move(id), *number, known->second, *text, std::move(*evidence)});
}

Result<ChatFrame> attach(const Json& in, std::string id) {
  const auto text = text_member(in, "text", false);
  if (!text) return text.error();
  auto evidence = evidence_member(in);
  if (!evidence) return evidence.error();
  if (evidence->empty()) {
    return Error{ErrorCode::invalid, "`evidence` must name at least one uploaded file"};
  }
  return ChatFrame(AttachFrame{std::move(id), std::move(*evidence), *text});
}

using WithId = Result<ChatFrame> (*)(const Json&, std::string);
constexpr std::array<std::pair<std::string_view, WithId>, 9> with_id{{
    {"message", say},
    {"choose", choose},
    {"submit", submit},
    {"human", human},
    {"event", page_event},
    {"rate", rate},
    {"feedback", feedback},
    {"work_order", work_order},
    {"attach", attach},
}};

Result<ChatFrame> without_id(const std::string& type, const Json& in) {
  if (type == "hello") return hello(in);
  if (type == "ping") return ChatFrame(PingFrame{});
  if (type == "typing") return ChatFrame(TypingFrame{});
  if (type == "read") {
    const auto seq = count_member(in, "seq", 0);
    if (!seq) return seq.error();
    return ChatFrame(ReadFrame{*seq});
  }
  return bad_frame("unknown frame type \"" + type.substr(0, 40) + "\"");
}

}  // namespace

void throw_exception_from_error(const FrameError& error, const boost::source_location&) {
  throw std::logic_error(error.error.detail);
}

bool valid_client_id(std::string_view id) {
  if (id.empty() || id.size() > limits::client_id_bytes_max) return false;
  return std::ranges::all_of(id, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == ':' || c == '-';
  });
}

DecodedChat decode_chat(std::string_view text) {
  auto parsed = parse_object(text);
  if (!parsed) return FrameError{parsed.error(), {}};
  const Json& in = *parsed;
  const auto type = required_string(in, "type");
  if (!type) return FrameError{type.error(), {}};
  const auto id = string_member(in, "id");
  const std::string readable = id && valid_client_id(*id) ? *id : std::string();
  for (const auto& [name, decode] : with_id) {
    if (*type != name) continue;
    if (readable.empty()) {
      return FrameError{bad_frame("`id` must be 1 to 64 characters of A-Z a-z 0-9 . _ : -"), {}};
    }
    auto frame = decode(in, readable);
    if (!frame) return FrameError{frame.error(), readable};
    return std::move(*frame);
  }
  auto frame = without_id(*type, in);
  if (!frame) return FrameError{frame.error(), readable};
  return std::move(*frame);
}

}  // namespace yingda::wire
