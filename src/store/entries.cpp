#include "store/entries.hpp"

#include <charconv>

namespace yingda::store {
namespace {

bool plain(std::string_view text) { return text.find_first_of("\t\n") == std::string_view::npos; }

// Cuts the text before `end` off the front.
std::optional<std::string_view> cut(std::string_view& text, char end) {
  const auto at = text.find(end);
  if (at == std::string_view::npos) return std::nullopt;
  const auto front = text.substr(0, at);
  text.remove_prefix(at + 1);
  return front;
}

bool read_count(std::optional<std::string_view> text, std::uint64_t& value) {
  if (!text) return false;
  const auto [end, bad] = std::from_chars(text->data(), text->data() + text->size(), value);
  return bad == std::errc() && end == text->data() + text->size();
}

}  // namespace

std::optional<std::string> write_entries(const std::vector<gateway::LogEntry>& entries) {
  std::string out;
  for (const auto& entry : entries) {
    if (!plain(entry.json) || !plain(entry.visitor_only)) return std::nullopt;
    out += std::to_string(entry.pos);
    out += '\t';
    out += std::to_string(entry.seq);
    out += '\t';
    out += entry.json;
    out += '\t';
    out += entry.visitor_only;
    out += '\n';
  }
  return out;
}

std::vector<gateway::LogEntry> read_entries(std::string_view text) {
  std::vector<gateway::LogEntry> out;
  while (!text.empty()) {
    gateway::LogEntry entry;
    if (!read_count(cut(text, '\t'), entry.pos) || !read_count(cut(text, '\t'), entry.seq)) break;
    const auto json = cut(text, '\t');
    const auto visitor_only = cut(text, '\n');
    if (!json || !visitor_only) break;
    entry.json = *json;
    entry.visitor_only = *visitor_only;
    out.push_back(std::move(entry));
  }
  return out;
}

}  // namespace yingda::store
