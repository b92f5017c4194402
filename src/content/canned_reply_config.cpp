#include "content/canned_reply_config.hpp"

#include <algorithm>

#include "content/keys.hpp"
#include "content/text_reader.hpp"

namespace yingda::content {
namespace {

dialogue::Text words_of(const Fields& fields, std::string_view key) {
  const auto* node = fields.find(key);
  if (node == nullptr) return {};
  return read_text(*node, fields.report(), "`" + std::string(key) + "`");
}

}  // namespace

// `id` is what agents type after the slash: no blanks, and only once.
void read_canned_replies(const Fields& fields, conversation::Policy& policy) {
  const auto* list = fields.list("canned_replies");
  if (list == nullptr) return;
  policy.canned_replies.clear();
  for (const auto& item : list->items) {
    const Fields in(item, fields.report(), "a canned reply");
    in.only(keys::canned_reply);
    conversation::CannedReply reply;
    reply.id = in.required_text("id");
    reply.title = words_of(in, "title");
    reply.text = words_of(in, "text");
    if (const auto holding = in.boolean("holding")) reply.holding = *holding;
    const auto same = [&](const auto& other) { return other.id == reply.id; };
    if (reply.id.find_first_of(" \t") != std::string::npos) {
      in.report().error(in.at("id"), "`id` is typed after a slash: write it without blanks");
    } else if (std::any_of(policy.canned_replies.begin(), policy.canned_replies.end(), same)) {
      in.report().error(in.at("id"), "two canned replies have the id `" + reply.id + "`");
    }
    if (reply.text.empty()) in.report().error(item.at, "a canned reply needs `text`");
    if (reply.title.empty()) in.report().error(item.at, "a canned reply needs `title`");
    policy.canned_replies.push_back(std::move(reply));
  }
}

}  // namespace yingda::content
