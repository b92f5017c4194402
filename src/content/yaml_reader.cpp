#include "content/yaml_reader.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <sstream>

#include "base/ascii.hpp"
#include "text/characters.hpp"

namespace yingda::content {
namespace {

// Letters left out, added, changed or swapped with their neighbour; upper case does not matter.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> rows(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) rows[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = lower_ascii(a[i - 1]) == lower_ascii(b[j - 1]);
      auto best =
          std::min({rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (same ? 0U : 1U)});
      const bool swapped = i > 1 && j > 1 && lower_ascii(a[i - 1]) == lower_ascii(b[j - 2]) &&
                           lower_ascii(a[i - 2]) == lower_ascii(b[j - 1]);
      if (swapped) best = std::min(best, rows[i - 2][j - 2] + 1);
      rows[i][j] = best;
    }
  }
  return rows[a.size()][b.size()];
}

std::string joined(const std::vector<std::string_view>& names) {
  std::string out;
  for (const auto name : names) out += (out.empty() ? "" : ", ") + std::string(name);
  return out;
}

}  // namespace

const YamlEntry* YamlNode::entry(std::string_view key) const {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const YamlEntry& entry) { return entry.key == key; });
  return found == entries.end() ? nullptr : &*found;
}

const YamlNode* YamlNode::find(std::string_view key) const {
  const auto* found = entry(key);
  return found ? &found->value : nullptr;
}

void Report::error(Position at, std::string text, std::string_view rule) {
  findings_->push_back(
      {file_, at.line, at.column, Severity::error, std::move(text), std::string(rule)});
}

void Report::warning(Position at, std::string text, std::string_view rule) {
  findings_->push_back(
      {file_, at.line, at.column, Severity::warning, std::move(text), std::string(rule)});
}

std::string nearest(std::string_view name, const std::vector<std::string_view>& known) {
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(1, name.size() / 3) + 1;
  for (const auto candidate : known) {
    const auto apart =
        std::max(candidate.size(), name.size()) - std::min(candidate.size(), name.size());
    if (apart >= best_distance || name.size() > 64) continue;
    const auto distance = edit_distance(name, candidate);
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view name, const std::vector<std::string_view>& known) {
  const auto guess = nearest(name, known);
  return guess.empty() ? "" : " (did you mean `" + guess + "`?)";
}

std::string describe(const YamlNode& node) {
  switch (node.kind) {
    case YamlNode::Kind::null:
      return "nothing";
    case YamlNode::Kind::list:
      return "a list";
    case YamlNode::Kind::map:
      return "a mapping";
    case YamlNode::Kind::scalar:
      break;
  }
  if (node.scalar.size() <= 40) return "`" + node.scalar + "`";
  std::size_t end = 36;
  while ((static_cast<unsigned char>(node.scalar[end]) & 0xC0) == 0x80) --end;
  return "`" + node.scalar.substr(0, end) + "…`";
}

bool is_blank(std::string_view text) { return text::trim(text).empty(); }

std::optional<bool> as_boolean(const YamlNode& node) {
  if (!node.is_scalar() || node.quoted) return std::nullopt;
  if (node.scalar == "true" || node.scalar == "True" || node.scalar == "TRUE") return true;
  if (node.scalar == "false" || node.scalar == "False" || node.scalar == "FALSE") return false;
  return std::nullopt;
}

std::optional<double> as_number(const YamlNode& node) {
  if (!node.is_scalar() || node.quoted || node.scalar.empty()) return std::nullopt;
  double value = 0;
  const char* end = node.scalar.data() + node.scalar.size();
  const char* begin = node.scalar.data() + (node.scalar.front() == '+' ? 1 : 0);
  const auto [stop, error] = std::from_chars(begin, end, value);
  if (error != std::errc() || stop != end || !std::isfinite(value)) return std::nullopt;
  return value;
}

Fields::Fields(const YamlNode& node, Report& report, std::string what)
    : node_(&node), report_(&report), what_(std::move(what)) {
  if (!node.is_map()) {
    report.error(node.at, what_ + " must be a mapping (key: value), not " + describe(node));
  }
}

void Fields::only(const std::vector<const KeyTable*>& tables) const {
  std::vector<std::string_view> known;
  for (const auto* table : tables)
    known.insert(known.end(), table->keys.begin(), table->keys.end());
  for (const auto& entry : node_->entries) {
    if (std::find(known.begin(), known.end(), entry.key) != known.end()) continue;
    auto hint = did_you_mean(entry.key, known);
    if (hint.empty()) hint = "; it knows " + joined(known);
    report_->error(entry.at, "unknown key `" + entry.key + "` in " + what_ + hint);
  }
}

const YamlNode* Fields::find(std::string_view key) const {
  const auto* found = node_->find(key);
  return found && !found->is_null() ? found : nullptr;
}

Position Fields::at(std::string_view key) const {
  const auto* found = node_->find(key);
  return found ? found->at : node_->at;
}

std::optional<std::string> Fields::text(std::string_view key) const {
  const auto* found = find(key);
  if (!found) return std::nullopt;
  if (found->is_scalar()) return found->scalar;
  report_->error(found->at, "`" + std::string(key) + "` must be text, not " + describe(*found));
  return std::nullopt;
}

std::optional<std::string> Fields::filled_text(std::string_view key) const {
  auto found = text(key);
  if (!found || !is_blank(*found)) return found;
  report_->error(at(key), "`" + std::string(key) + "` is empty");
  return std::nullopt;
}

std::optional<bool> Fields::boolean(std::string_view key) const {
  const auto* found = find(key);
  if (!found) return std::nullopt;
  const auto value = as_boolean(*found);
  if (!value) {
    report_->error(found->at,
                   "`" + std::string(key) + "` must be true or false, not " + describe(*found));
  }
  return value;
}

std::optional<double> Fields::number(std::string_view key, double low, double high) const {
  const auto* found = find(key);
  if (!found) return std::nullopt;
  const auto value = as_number(*found);
  if (value && *value >= low && *value <= high) return value;
  std::ostringstream range;
  range << low << " to " << high;
  report_->error(found->at, "`" + std::string(key) + "` must be a number from " + range.str() +
                                ", not " + describe(*found));
  return std::nullopt;
}

std::optional<long long> Fields::integer(std::string_view key, long long low,
                                         long long high) const {
  const auto* found = find(key);
  if (!found) return std::nullopt;
  const auto value = as_number(*found);
  if (value && std::nearbyint(*value) == *value && *value >= static_cast<double>(low) &&
      *value <= static_cast<double>(high)) {
    return static_cast<long long>(*value);
  }
  report_->error(found->at, "`" + std::string(key) + "` must be a whole number from " +
                                std::to_string(low) + " to " + std::to_string(high) + ", not " +
                                describe(*found));
  return std::nullopt;
}

std::optional<std::vector<std::string>> Fields::texts(std::string_view key) const {
  const auto* found = find(key);
  if (!found) return std::nullopt;
  if (found->is_scalar()) {
    if (is_blank(found->scalar)) report_->error(found->at, "`" + std::string(key) + "` is empty");
    return std::vector<std::string>{found->scalar};
  }
  if (!found->is_list()) {
    report_->error(found->at,
                   "`" + std::string(key) + "` must be a list of texts, not " + describe(*found));
    return std::nullopt;
  }
  std::vector<std::string> out;
  for (const auto& item : found->items) {
    if (item.is_scalar() && is_blank(item.scalar)) {
      report_->error(item.at, "an entry of `" + std::string(key) + "` is empty");
    } else if (item.is_scalar()) {
      out.push_back(item.scalar);
    } else {
      report_->error(item.at, "`" + std::string(key) + "` holds texts, not " + describe(item));
    }
  }
  return out;
}

const YamlNode* Fields::map(std::string_view key) const {
  const auto* found = find(key);
  if (!found || found->is_map()) return found;
  report_->error(found->at, "`" + std::string(key) + "` must be a mapping (key: value), not " +
                                describe(*found));
  return nullptr;
}

const YamlNode* Fields::list(std::string_view key) const {
  const auto* found = find(key);
  if (!found || found->is_list()) return found;
  report_->error(found->at, "`" + std::string(key) + "` must be a list, not " + describe(*found));
  return nullptr;
}

std::string Fields::required_text(std::string_view key) const {
  if (!find(key)) {
    report_->error(node_->at, what_ + " needs `" + std::string(key) + "`");
    return {};
  }
  return filled_text(key).value_or("");
}

}  // namespace yingda::content
