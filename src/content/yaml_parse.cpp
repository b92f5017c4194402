// The way from yaml-cpp's events to a YamlNode tree. The events are used rather than YAML::Node
// because only they tell quotes, anchors and depth apart before anything is built.

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <string>
#include <utility>

#include "content/yaml_reader.hpp"
#include "text/characters.hpp"

namespace yingda::content {
namespace {

struct TooMuch {
  Position at;
  std::string text;
};

// yaml-cpp refuses `{ask: how much?}`, though `?` means something only at the start of a value.
// While it reads, such a question mark is a character that nobody writes.
constexpr std::string_view stand_in = "\uE03F";

std::string hide_question_marks(std::string_view bytes) {
  if (bytes.find(stand_in) != std::string_view::npos) return std::string(bytes);
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const bool inside =
        i > 0 && std::string_view(" \t\r\n{}[],").find(bytes[i - 1]) == std::string_view::npos;
    if (bytes[i] == '?' && inside) {
      out += stand_in;
    } else {
      out += bytes[i];
    }
  }
  return out;
}

std::string show_question_marks(std::string text) {
  for (auto at = text.find(stand_in); at != std::string::npos; at = text.find(stand_in, at + 1)) {
    text.replace(at, stand_in.size(), "?");
  }
  return text;
}

// yaml-cpp counts columns in bytes from 0; editors count characters from 1.
class Places {
 public:
  Places(std::string_view bytes, int first_line) : bytes_(bytes), first_line_(first_line) {
    starts_.push_back(0);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      if (bytes[i] == '\n') starts_.push_back(i + 1);
    }
  }

  Position of(const YAML::Mark& mark) const {
    if (mark.line < 0) return {first_line_, 1};
    const auto line = static_cast<std::size_t>(mark.line);
    if (line >= starts_.size()) return {first_line_ + mark.line, mark.column + 1};
    const auto column = static_cast<std::size_t>(std::max(0, mark.column));
    const auto before = bytes_.substr(starts_[line], column);
    return {first_line_ + mark.line, static_cast<int>(text::characters(before)) + 1};
  }

 private:
  std::string_view bytes_;
  int first_line_;
  std::vector<std::size_t> starts_;
};

std::size_t count_nodes(const YamlNode& node) {
  std::size_t count = 1;
  for (const auto& item : node.items) count += count_nodes(item);
  for (const auto& entry : node.entries) count += 1 + count_nodes(entry.value);
  return count;
}

int depth_of(const YamlNode& node) {
  int depth = 0;
  for (const auto& item : node.items) depth = std::max(depth, depth_of(item));
  for (const auto& entry : node.entries) depth = std::max(depth, depth_of(entry.value));
  return depth + 1;
}

class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(const Places& places, const YamlLimits& limits, Report& report)
      : places_(places), limits_(limits), report_(report) {}

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    add(leaf(YamlNode::Kind::null, mark), anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) {
      throw TooMuch{places_.of(mark), "an alias may not stand inside of its own anchor"};
    }
    YamlNode copy = found->second;
    nodes_ += count_nodes(copy);
    check_size(places_.of(mark), depth_of(copy));
    add(std::move(copy), 0);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    auto node = leaf(YamlNode::Kind::scalar, mark);
    node.quoted = tag != "?";
    node.scalar = show_question_marks(value);
    if (!node.quoted && (value == "null" || value == "~" || value == "Null" || value == "NULL")) {
      node.kind = YamlNode::Kind::null;
    }
    add(std::move(node), anchor);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(YamlNode::Kind::list, mark, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(YamlNode::Kind::map, mark, anchor);
  }
  void OnMapEnd() override { close(); }

  YamlNode take() { return std::move(root_); }

 private:
  struct Level {
    YamlNode node;
    YAML::anchor_t anchor = 0;
    std::optional<YamlNode> key;    // of a map, once it is read and its value is not
    std::vector<YamlEntry> merged;  // from `<<`; what the map has itself wins
  };

  YamlNode leaf(YamlNode::Kind kind, const YAML::Mark& mark) {
    YamlNode node;
    node.kind = kind;
    node.at = places_.of(mark);
    ++nodes_;
    check_size(node.at, 1);
    return node;
  }

  void check_size(Position at, int depth) const {
    if (nodes_ > limits_.nodes_max) {
      throw TooMuch{at, "more than " + std::to_string(limits_.nodes_max) +
                            " values (aliases count as what they stand for)"};
    }
    if (static_cast<int>(levels_.size()) + depth > limits_.depth_max) {
      throw TooMuch{at, "nested more than " + std::to_string(limits_.depth_max) + " levels deep"};
    }
  }

  void open(YamlNode::Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor) {
    levels_.push_back({leaf(kind, mark), anchor, std::nullopt, {}});
  }

  void close() {
    auto level = std::move(levels_.back());
    levels_.pop_back();
    for (auto& entry : level.merged) {
      if (!level.node.entry(entry.key)) level.node.entries.push_back(std::move(entry));
    }
    add(std::move(level.node), level.anchor);
  }

  void add(YamlNode node, YAML::anchor_t anchor) {
    if (anchor != 0) anchors_[anchor] = node;
    if (levels_.empty()) {
      root_ = std::move(node);
      return;
    }
    auto& level = levels_.back();
    if (level.node.is_list()) {
      level.node.items.push_back(std::move(node));
    } else if (!level.key) {
      level.key = std::move(node);
    } else {
      add_entry(level, std::move(*level.key), std::move(node));
      level.key.reset();
    }
  }

  void add_entry(Level& level, YamlNode key, YamlNode value) {
    auto& map = level.node;
    if (key.is_list() || key.is_map()) {
      report_.error(key.at, "a key must be plain text, not " + describe(key));
      return;
    }
    if (key.is_null()) key.scalar = "null";
    if (!key.quoted && key.scalar == "<<" && value.is_map()) {
      level.merged.insert(level.merged.end(), value.entries.begin(), value.entries.end());
      return;
    }
    if (const auto* earlier = map.entry(key.scalar)) {
      report_.error(key.at, "`" + key.scalar + "` stands here twice; the first is in line " +
                                std::to_string(earlier->at.line));
      return;
    }
    map.entries.push_back({std::move(key.scalar), key.at, std::move(value)});
  }

  const Places& places_;
  const YamlLimits& limits_;
  Report& report_;
  std::vector<Level> levels_;
  std::map<YAML::anchor_t, YamlNode> anchors_;
  std::size_t nodes_ = 0;
  YamlNode root_;
};

std::string readable(const std::string& message) {
  if (message == YAML::ErrorMsg::DOC_IN_SCALAR) {
    return "this is no valid YAML: a text in quotes is not closed before the end of the file";
  }
  return "this is no valid YAML: " + (message.empty() ? "cannot be read" : message);
}

// yaml-cpp's parser recurses for every bracket; refused before it starts.
std::optional<std::size_t> too_many_brackets(std::string_view bytes, int depth_max) {
  int depth = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] == '[' || bytes[i] == '{') ++depth;
    if (bytes[i] == ']' || bytes[i] == '}' || bytes[i] == '\n') depth = std::max(0, depth - 1);
    if (depth > depth_max * 4) return i;
  }
  return std::nullopt;
}

bool is_shown(std::string_view bytes) {
  return text::valid_utf8(bytes) && bytes.find('\0') == std::string_view::npos;
}

}  // namespace

bool check_encoding(std::string_view bytes, Report& report, int first_line) {
  if (is_shown(bytes)) return true;
  int line = first_line;
  for (std::size_t at = 0; at < bytes.size(); ++line) {
    const auto end = std::min(bytes.find('\n', at), bytes.size());
    const auto text = bytes.substr(at, end - at);
    at = end + 1;
    if (is_shown(text)) continue;
    const auto shown = text::decode(text);
    const auto wrong = shown.find_first_of(std::u32string_view(U"\uFFFD\0", 2));
    report.error({line, static_cast<int>(std::min(wrong, shown.size())) + 1},
                 "not UTF-8 text; save the file as UTF-8");
    return false;
  }
  report.error({first_line, 1}, "not UTF-8 text; save the file as UTF-8");
  return false;
}

std::optional<YamlNode> parse_yaml(std::string_view bytes, Report& report, int first_line,
                                   const YamlLimits& limits) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (bytes.size() > limits.bytes_max) {
    report.error({first_line, 1},
                 "larger than " + std::to_string(limits.bytes_max / 1024) + " KiB");
    return std::nullopt;
  }
  if (!check_encoding(bytes, report, first_line)) return std::nullopt;
  if (too_many_brackets(bytes, limits.depth_max)) {
    report.error({first_line, 1}, "brackets are nested too deep");
    return std::nullopt;
  }
  const auto source = hide_question_marks(bytes);
  const Places places(source, first_line);
  // The end of the document in words: yaml-cpp takes a quote that is never closed for a text that
  // ends with the file.
  std::istringstream stream(source + (source.ends_with('\n') ? "...\n" : "\n...\n"));
  TreeBuilder builder(places, limits, report);
  try {
    YAML::Parser parser(stream);
    parser.HandleNextDocument(builder);
    auto root = builder.take();
    TreeBuilder second(places, limits, report);
    if (parser && parser.HandleNextDocument(second)) {
      report.error(second.take().at, "only one YAML document a file; remove the `---`");
    }
    return root;
  } catch (const TooMuch& problem) {
    report.error(problem.at, problem.text);
  } catch (const YAML::Exception& problem) {
    report.error(places.of(problem.mark), readable(problem.msg) + "; nothing after it was read");
  }
  return std::nullopt;
}

}  // namespace yingda::content
