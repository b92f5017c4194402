#include "content/text_reader.hpp"

#include <algorithm>
#include <cctype>

#include "text/characters.hpp"

namespace yingda::content {
namespace {

// What fits into one bubble many times over; more is a file pasted by mistake.
constexpr std::size_t text_bytes_max = 16 * 1024;

void add_variant(const YamlNode& node, const std::string& locale, dialogue::Text& out,
                 Report& report, std::string_view what) {
  if (!node.is_scalar()) {
    report.error(node.at, std::string(what) + " must be text, not " + describe(node));
  } else if (text::trim(node.scalar).empty()) {
    report.error(node.at, std::string(what) + " is empty");
  } else if (node.scalar.size() > text_bytes_max) {
    report.error(node.at, std::string(what) + " is longer than 16 KiB");
  } else {
    std::string variant = node.scalar;
    while (!variant.empty() && variant.back() == '\n') variant.pop_back();
    out.by_locale[locale].push_back(std::move(variant));
  }
}

void add_map(const YamlNode& node, dialogue::Text& out, Report& report, std::string_view what) {
  for (const auto& entry : node.entries) {
    if (!is_locale(entry.key)) {
      report.error(entry.at, "`" + entry.key + "` in " + std::string(what) +
                                 " is no locale; write for example `zh-CN` or `en`");
    } else if (entry.value.is_list()) {
      if (entry.value.items.empty()) {
        report.error(entry.at, "`" + entry.key + "` in " + std::string(what) + " is empty");
      }
      for (const auto& item : entry.value.items) add_variant(item, entry.key, out, report, what);
    } else {
      add_variant(entry.value, entry.key, out, report, what);
    }
  }
}

}  // namespace

bool is_locale(std::string_view name) {
  const auto dash = name.find('-');
  const auto language = name.substr(0, dash);
  const auto lower = [](unsigned char c) { return c >= 'a' && c <= 'z'; };
  const auto alnum = [](unsigned char c) { return std::isalnum(c) != 0 || c == '-'; };
  if (language.size() < 2 || language.size() > 3) return false;
  if (!std::all_of(language.begin(), language.end(), lower)) return false;
  if (dash == std::string_view::npos) return true;
  const auto rest = name.substr(dash + 1);
  return rest.size() >= 2 && rest.size() <= 16 && std::all_of(rest.begin(), rest.end(), alnum);
}

dialogue::Text read_text(const YamlNode& node, Report& report, std::string_view what) {
  dialogue::Text out;
  if (node.is_map()) {
    add_map(node, out, report, what);
  } else if (node.is_list()) {
    for (const auto& item : node.items) {
      if (item.is_map()) {
        if (item.entries.empty()) report.error(item.at, std::string(what) + " is empty");
        add_map(item, out, report, what);
      } else {
        add_variant(item, "", out, report, what);
      }
    }
  } else {
    add_variant(node, "", out, report, what);
  }
  if (out.empty() && (node.is_map() || node.is_list()) && node.items.empty() &&
      node.entries.empty()) {
    report.error(node.at, std::string(what) + " is empty");
  }
  return out;
}

std::map<std::string, std::vector<std::string>> read_phrases(const YamlNode& node, Report& report,
                                                             std::string_view what,
                                                             const std::string& default_locale) {
  auto texts = read_text(node, report, what).by_locale;
  const auto everywhere = texts.find("");
  if (everywhere != texts.end()) {
    auto& list = texts[default_locale];
    list.insert(list.end(), everywhere->second.begin(), everywhere->second.end());
    texts.erase("");
  }
  return texts;
}

}  // namespace yingda::content
