#include "text/markdown.hpp"

#include <md4c.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "text/characters.hpp"

namespace yingda::text {
namespace {

// Deeper nesting is flattened: drawing and freeing the tree is recursive.
constexpr std::size_t depth_max = 24;

constexpr unsigned dialect = MD_FLAG_NOHTML | MD_FLAG_TABLES | MD_FLAG_NOINDENTEDCODEBLOCKS |
                             MD_FLAG_PERMISSIVEURLAUTOLINKS | MD_FLAG_PERMISSIVEEMAILAUTOLINKS;

constexpr std::array<std::string_view, 4> schemes{"http", "https", "tel", "mailto"};

constexpr std::array<std::pair<std::string_view, std::string_view>, 14> entities{{
    {"&amp;", "&"},
    {"&lt;", "<"},
    {"&gt;", ">"},
    {"&quot;", "\""},
    {"&apos;", "'"},
    {"&nbsp;", "\u00a0"},
    {"&hellip;", "…"},
    {"&mdash;", "—"},
    {"&ndash;", "–"},
    {"&middot;", "·"},
    {"&times;", "×"},
    {"&yen;", "¥"},
    {"&copy;", "©"},
    {"&reg;", "®"},
}};

// `entity` is "&name;", "&#65;" or "&#x41;" as md4c found it. An unknown name stays as written.
std::string decode_entity(std::string_view entity) {
  if (entity.size() > 3 && entity[1] == '#') {
    const bool hex = entity[2] == 'x' || entity[2] == 'X';
    std::uint32_t code = 0;
    for (const char digit : entity.substr(hex ? 3 : 2, entity.size() - (hex ? 4 : 3))) {
      const auto value = digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
      code = std::min<std::uint32_t>(code * (hex ? 16U : 10U) + static_cast<std::uint32_t>(value),
                                     0x110000U);
    }
    std::string out;
    const bool valid = code != 0 && code < 0x110000U && (code < 0xD800 || code > 0xDFFF);
    append_utf8(out, valid ? static_cast<char32_t>(code) : U'\uFFFD');
    return out;
  }
  for (const auto& [name, character] : entities) {
    if (name == entity) return std::string(character);
  }
  return std::string(entity);
}

std::string attribute(const MD_ATTRIBUTE& value) {
  std::string out;
  if (value.text == nullptr) return out;
  for (std::size_t i = 0; value.substr_offsets[i] < value.size; ++i) {
    const auto begin = value.substr_offsets[i];
    const std::string_view part(value.text + begin, value.substr_offsets[i + 1] - begin);
    out += value.substr_types[i] == MD_TEXT_ENTITY ? decode_entity(part) : std::string(part);
  }
  return out;
}

class Builder {
 public:
  Builder() { open_.push_back({}); }

  // A level without a node hands its children to the level above.
  void open(std::optional<RichNode> node) {
    if (open_.size() > depth_max) node.reset();
    open_.push_back({std::move(node), {}});
  }

  void close() {
    auto level = std::move(open_.back());
    open_.pop_back();
    auto& parent = open_.back().children;
    if (level.node) {
      level.node->children = std::move(level.children);
      parent.push_back(std::move(*level.node));
    } else {
      std::move(level.children.begin(), level.children.end(), std::back_inserter(parent));
    }
  }

  void add(RichNode node) { open_.back().children.push_back(std::move(node)); }

  void add_text(std::string_view text) {
    auto& into = open_.back().children;
    if (into.empty() || into.back().kind != "text") into.push_back({"text", "", "", 0, {}});
    into.back().text += text;
  }

  // Code holds its text itself.
  void close_code(std::string kind) {
    std::string all;
    for (const auto& child : open_.back().children) all += child.text;
    open_.pop_back();
    if (!all.empty() && kind == "pre" && all.back() == '\n') all.pop_back();
    add({std::move(kind), std::move(all), "", 0, {}});
  }

  Rich take() { return std::move(open_.front().children); }

 private:
  struct Level {
    std::optional<RichNode> node;
    Rich children;
  };
  std::vector<Level> open_;
};

RichNode node(std::string kind, int number = 0) { return {std::move(kind), "", "", number, {}}; }

Builder& builder(void* user) { return *static_cast<Builder*>(user); }

std::optional<RichNode> block_node(MD_BLOCKTYPE type, void* detail) {
  switch (type) {
    case MD_BLOCK_QUOTE:
      return node("quote");
    case MD_BLOCK_UL:
      return node("ul");
    case MD_BLOCK_OL:
      return node("ol", static_cast<int>(static_cast<MD_BLOCK_OL_DETAIL*>(detail)->start));
    case MD_BLOCK_LI:
      return node("li");
    case MD_BLOCK_H:
      return node("h", static_cast<int>(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level));
    case MD_BLOCK_P:
      return node("p");
    case MD_BLOCK_TABLE:
      return node("table");
    case MD_BLOCK_TR:
      return node("tr");
    case MD_BLOCK_TH:
      return node("th");
    case MD_BLOCK_TD:
      return node("td");
    case MD_BLOCK_DOC:
    case MD_BLOCK_HR:
    case MD_BLOCK_CODE:
    case MD_BLOCK_HTML:
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
      break;
  }
  return std::nullopt;
}

int enter_block(MD_BLOCKTYPE type, void* detail, void* user) {
  if (type == MD_BLOCK_HR) {
    builder(user).add(node("hr"));
  } else {
    builder(user).open(block_node(type, detail));
  }
  return 0;
}

int leave_block(MD_BLOCKTYPE type, void*, void* user) {
  if (type == MD_BLOCK_CODE) {
    builder(user).close_code("pre");
  } else if (type != MD_BLOCK_HR) {
    builder(user).close();
  }
  return 0;
}

int enter_span(MD_SPANTYPE type, void* detail, void* user) {
  std::optional<RichNode> opened;
  if (type == MD_SPAN_EM) opened = node("i");
  if (type == MD_SPAN_STRONG) opened = node("b");
  if (type == MD_SPAN_A) {
    auto href = attribute(static_cast<MD_SPAN_A_DETAIL*>(detail)->href);
    if (allowed_link(href)) opened = RichNode{"a", "", std::move(href), 0, {}};
  }
  builder(user).open(std::move(opened));
  return 0;
}

int leave_span(MD_SPANTYPE type, void*, void* user) {
  if (type == MD_SPAN_CODE) {
    builder(user).close_code("code");
  } else {
    builder(user).close();
  }
  return 0;
}

int add_text(MD_TEXTTYPE type, const MD_CHAR* data, MD_SIZE size, void* user) {
  const std::string_view text(data, size);
  if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR) {
    // A bubble is narrow: editors break lines because they mean it.
    builder(user).add(node("br"));
  } else if (type == MD_TEXT_NULLCHAR) {
    builder(user).add_text("\uFFFD");
  } else if (type == MD_TEXT_ENTITY) {
    builder(user).add_text(decode_entity(text));
  } else {
    builder(user).add_text(text);
  }
  return 0;
}

bool is_block(const RichNode& node) {
  static constexpr std::array<std::string_view, 10> blocks{"p",   "h",     "ul", "ol",    "li",
                                                           "pre", "quote", "hr", "table", "tr"};
  return std::find(blocks.begin(), blocks.end(), node.kind) != blocks.end();
}

void write_plain(const Rich& nodes, std::string& out);

void end_line(std::string& out) {
  if (!out.empty() && out.back() != '\n') out += '\n';
}

void write_list(const RichNode& list, std::string& out) {
  int number = list.number;
  for (const auto& item : list.children) {
    end_line(out);
    out += list.kind == "ol" ? std::to_string(number++) + ". " : "• ";
    std::string inner;
    write_plain(item.children, inner);
    // An inner list stands under its item, a little to the right.
    for (const char c : inner) {
      out += c;
      if (c == '\n') out += "  ";
    }
  }
}

void write_node(const RichNode& node, std::string& out) {
  if (node.kind == "ul" || node.kind == "ol") return write_list(node, out);
  if (node.kind == "br") return out.push_back('\n');
  if (node.kind == "td" || node.kind == "th") {
    if (!out.empty() && out.back() != '\n') out += " | ";
  }
  out += node.text;
  const auto before = out.size();
  write_plain(node.children, out);
  // A link that is only seen when clicked would be lost in plain text.
  if (node.kind == "a" && node.href.starts_with("http") &&
      std::string_view(out).substr(before) != node.href) {
    out += " (" + node.href + ")";
  }
}

void write_plain(const Rich& nodes, std::string& out) {
  bool after_block = false;
  for (const auto& node : nodes) {
    if (after_block || is_block(node)) end_line(out);
    write_node(node, out);
    after_block = is_block(node);
  }
}

// One line without a sign that could mean anything: nearly all that a bot says between the steps of
// a flow.
bool is_plain_line(std::string_view source) {
  static constexpr std::string_view signs{"\n\r\t\\`*_[]<>&:@|~#=+-\0", 21};
  const auto begins = source.empty() ? '\0' : source.front();
  return !source.empty() && source.find_first_of(signs) == source.npos && begins != ' ' &&
         source.back() != ' ' && !is_digit(static_cast<unsigned char>(begins));
}

Rich one_paragraph(std::string_view text) {
  RichNode paragraph = node("p");
  paragraph.children.push_back({"text", std::string(text), "", 0, {}});
  return {std::move(paragraph)};
}

}  // namespace

bool allowed_link(std::string_view href) {
  const auto colon = href.find(':');
  if (colon == std::string_view::npos || colon + 1 == href.size()) return false;
  std::string scheme(href.substr(0, colon));
  std::transform(scheme.begin(), scheme.end(), scheme.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::find(schemes.begin(), schemes.end(), scheme) != schemes.end() &&
         std::none_of(href.begin(), href.end(),
                      [](unsigned char c) { return c <= ' ' || c == 0x7F; });
}

Rich parse_markdown(std::string_view source) {
  if (is_plain_line(source)) return one_paragraph(source);
  Builder tree;
  MD_PARSER parser{};
  parser.flags = dialect;
  parser.enter_block = enter_block;
  parser.leave_block = leave_block;
  parser.enter_span = enter_span;
  parser.leave_span = leave_span;
  parser.text = add_text;
  const int failed = md_parse(source.data(), static_cast<MD_SIZE>(source.size()), &parser, &tree);
  return failed == 0 ? tree.take() : one_paragraph(source);
}

std::string plain_text(const Rich& rich) {
  std::string out;
  write_plain(rich, out);
  while (!out.empty() && out.back() == '\n') out.pop_back();
  return out;
}

std::string escape_markdown(std::string_view typed) {
  static constexpr std::string_view special = "\\`*_{}[]()<>#+-.!|~&:@=";
  std::string out;
  for (const char c : typed) {
    if (special.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

}  // namespace yingda::text
