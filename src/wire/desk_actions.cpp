// What is done to work orders: the `action` frames of the desk.

#include <algorithm>
#include <array>

#include "base/limits.hpp"
#include "text/characters.hpp"
#include "wire/desk_frame_parts.hpp"

namespace yingda::wire {
namespace {

// Names of rules and references of payments: a line, not a letter.
constexpr std::size_t line_characters_max = 200;

}  // namespace

Result<std::string> line(const Json& in, const char* name) {
  auto value = words_member(in, name);
  if (value && text::characters(*value) > line_characters_max) {
    return Error{ErrorCode::too_large, std::string("`") + name + "` is longer than " +
                                           std::to_string(line_characters_max) + " characters"};
  }
  return value;
}

Result<std::string> words(const Json& in, const char* name) {
  auto value = required_string(in, name);
  if (!value) return value;
  *value = text::without_controls(*value);
  if (text::trim(*value).empty()) {
    return Error{ErrorCode::invalid, std::string("`") + name + "` must not be empty"};
  }
  if (text::characters(*value) > limits::text_characters_max) {
    return Error{ErrorCode::too_large, std::string("`") + name + "` is longer than " +
                                           std::to_string(limits::text_characters_max) +
                                           " characters"};
  }
  return value;
}

Result<std::optional<std::uint64_t>> version_member(const Json& in, const char* name) {
  if (!in.contains(name) || in[name].is_null()) return std::optional<std::uint64_t>();
  const auto count = count_member(in, name, 0);
  if (!count) return count.error();
  return std::optional<std::uint64_t>(*count);
}

Result<std::vector<std::string>> ids_member(const Json& in, const char* name) {
  std::vector<std::string> out;
  const auto list = in.find(name);
  if (list == in.end()) return out;
  const bool short_list = list->is_array() && list->size() <= 50;
  const auto is_text = [](const Json& each) { return each.is_string(); };
  if (!short_list || !std::all_of(list->begin(), list->end(), is_text)) {
    return bad_frame(std::string("`") + name + "` must be a list of at most 50 ids");
  }
  for (const auto& each : *list) out.push_back(each.get<std::string>());
  return out;
}

namespace {

Result<DeskFrame> ask_customer(const Json& in, const Head& head) {
  const auto text = words(in, "text");
  if (!text) return text.error();
  const auto number = line(in, "work_order");
  if (!number) return number.error();
  return DeskFrame(AskCustomerFrame{head.id, head.conversation, *number, *text});
}

Result<DeskFrame> refresh_order(const Json&, const Head& head) {
  return DeskFrame(RefreshOrderFrame{head.id, head.conversation});
}

Result<DeskFrame> keep_promise(const Json& in, const Head& head) {
  const auto promise = required_string(in, "promise");
  if (!promise) return promise.error();
  return DeskFrame(KeepPromiseFrame{head.id, head.conversation, *promise});
}

Result<DeskFrame> pay_compensation(const Json& in, const Head& head) {
  const auto number = required_string(in, "work_order");
  if (!number) return number.error();
  const auto name = required_string(in, "promise");
  if (!name) return name.error();
  const auto promise = workorder::parse_promise(*name);
  if (!promise) {
    return Error{ErrorCode::invalid, "`promise` must be first_response, next_response or resolve"};
  }
  const auto reference = line(in, "reference");
  if (!reference) return reference.error();
  return DeskFrame(PayCompensationFrame{head.id, head.conversation, *number, *promise, *reference});
}

// What merging and linking have in common.
template <class Frame>
Result<Frame> pair_frame(const Json& in, const Head& head) {
  const auto number = required_string(in, "work_order");
  if (!number) return number.error();
  const auto with = required_string(in, "with");
  if (!with) return with.error();
  const auto reason = words(in, "reason");
  if (!reason) return reason.error();
  const auto version = version_member(in, "version");
  if (!version) return version.error();
  Frame frame;
  frame.id = head.id;
  frame.conversation = head.conversation;
  frame.number = *number;
  frame.with = *with;
  frame.reason = *reason;
  frame.version = *version;
  return frame;
}

Result<DeskFrame> merge_orders(const Json& in, const Head& head) {
  auto frame = pair_frame<MergeFrame>(in, head);
  if (!frame) return frame.error();
  const auto version = version_member(in, "with_version");
  if (!version) return version.error();
  frame->with_version = *version;
  return DeskFrame(*std::move(frame));
}

Result<DeskFrame> link_orders(const Json& in, const Head& head) {
  auto frame = pair_frame<LinkFrame>(in, head);
  if (!frame) return frame.error();
  return DeskFrame(*std::move(frame));
}

Result<DeskFrame> split_order(const Json& in, const Head& head) {
  SplitFrame frame{head.id, head.conversation, {}, {}, {}, {}, {}, {}};
  const auto number = required_string(in, "work_order");
  if (!number) return number.error();
  const auto title = line(in, "title");
  if (!title) return title.error();
  const auto type = string_member(in, "work_order_type");
  if (!type) return type.error();
  const auto reason = words(in, "reason");
  if (!reason) return reason.error();
  const auto demands = ids_member(in, "demands");
  if (!demands) return demands.error();
  const auto evidence = ids_member(in, "evidence");
  if (!evidence) return evidence.error();
  const auto version = version_member(in, "version");
  if (!version) return version.error();
  frame.number = *number;
  frame.title = *title;
  frame.type = *type;
  frame.reason = *reason;
  frame.part = {*demands, *evidence};
  frame.version = *version;
  return DeskFrame(std::move(frame));
}

Result<DeskFrame> correct_slot(const Json& in, const Head& head) {
  const auto slot = required_string(in, "slot");
  if (!slot) return slot.error();
  const auto value = words(in, "value");
  if (!value) return value.error();
  const auto reason = line(in, "reason");
  if (!reason) return reason.error();
  const auto version = version_member(in, "version");
  if (!version) return version.error();
  return DeskFrame(CorrectSlotFrame{head.id, head.conversation, *slot, *value, *reason, *version});
}

Result<DeskFrame> assign(const Json& in, const Head& head) {
  const auto number = required_string(in, "work_order");
  if (!number) return number.error();
  const auto to = required_string(in, "agent");
  if (!to) return to.error();
  const auto reason = words(in, "reason");
  if (!reason) return reason.error();
  const auto version = version_member(in, "version");
  if (!version) return version.error();
  return DeskFrame(AssignFrame{head.id, head.conversation, *number, *to, *reason, *version});
}

Result<DeskFrame> tag(const Json& in, const Head& head) {
  const auto number = required_string(in, "work_order");
  if (!number) return number.error();
  const auto add = ids_member(in, "add");
  if (!add) return add.error();
  const auto remove = ids_member(in, "remove");
  if (!remove) return remove.error();
  if (add->empty() && remove->empty()) return bad_frame("`add` or `remove` must name a tag");
  return DeskFrame(TagFrame{head.id, head.conversation, *number, *add, *remove});
}

struct Action {
  std::string_view name;
  Result<DeskFrame> (*decode)(const Json& arguments, const Head&);
};

constexpr std::array actions{Action{"ask_customer", ask_customer},
                             Action{"keep_promise", keep_promise},
                             Action{"merge", merge_orders},
                             Action{"split", split_order},
                             Action{"link", link_orders},
                             Action{"pay_compensation", pay_compensation},
                             Action{"correct_slot", correct_slot},
                             Action{"assign", assign},
                             Action{"tag", tag},
                             Action{"refresh_order", refresh_order},
                             Action{"snooze", decode_snooze},
                             Action{"wake", decode_wake},
                             Action{"return_to_bot", decode_return},
                             Action{"invite_rating", decode_invite_rating},
                             Action{"mute", decode_mute},
                             Action{"unmute", decode_unmute}};

}  // namespace

Result<DeskFrame> decode_action(const Json& in, const Head& head) {
  const auto name = required_string(in, "action");
  if (!name) return name.error();
  for (const auto& known : actions) {
    if (*name != known.name) continue;
    const auto arguments = in.find("arguments");
    if (arguments == in.end() || !arguments->is_object()) {
      return Error{ErrorCode::invalid, "`arguments` must be an object"};
    }
    auto frame = known.decode(*arguments, head);
    // The frame itself is sound: what is missing is missing for the action.
    if (!frame && frame.error().code == ErrorCode::bad_frame) {
      return Error{ErrorCode::invalid, "`arguments`: " + frame.error().detail};
    }
    return frame;
  }
  return DeskFrame(ActionFrame{head.id, head.conversation, *name});
}

}  // namespace yingda::wire
