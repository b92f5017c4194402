#include "app/difference.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <vector>

namespace yingda::app {
namespace {

using Lines = std::vector<std::string_view>;

constexpr std::size_t context = 3;
// The table of common subsequences is as large as one side times the other; beyond this a file is
// shown as replaced.
constexpr std::size_t cells_max = 4'000'000;

Lines lines_of(std::string_view text) {
  Lines out;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    out.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

struct Line {
  char mark;  // ' ', '-', '+'
  std::string_view text;
};

// The middle of two texts, where they differ: longest common subsequence.
void compare(const Lines& a, const Lines& b, std::vector<Line>& out) {
  const std::size_t wide = b.size() + 1;
  std::vector<unsigned> common;
  if ((a.size() + 1) * wide <= cells_max) {
    common.assign((a.size() + 1) * wide, 0);
    for (std::size_t i = a.size(); i-- > 0;) {
      for (std::size_t j = b.size(); j-- > 0;) {
        common[i * wide + j] = a[i] == b[j]
                                   ? common[(i + 1) * wide + j + 1] + 1
                                   : std::max(common[(i + 1) * wide + j], common[i * wide + j + 1]);
      }
    }
  }
  std::size_t i = 0;
  std::size_t j = 0;
  while (!common.empty() && i < a.size() && j < b.size()) {
    if (a[i] == b[j]) {
      out.push_back({' ', a[i++]});
      ++j;
    } else if (common[(i + 1) * wide + j] >= common[i * wide + j + 1]) {
      out.push_back({'-', a[i++]});
    } else {
      out.push_back({'+', b[j++]});
    }
  }
  for (; i < a.size(); ++i) out.push_back({'-', a[i]});
  for (; j < b.size(); ++j) out.push_back({'+', b[j]});
}

std::vector<Line> compare(Lines a, Lines b) {
  std::vector<Line> out;
  std::size_t same = 0;
  while (same < std::min(a.size(), b.size()) && a[same] == b[same]) out.push_back({' ', a[same++]});
  std::size_t tail = 0;
  while (tail < std::min(a.size(), b.size()) - same &&
         a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) {
    ++tail;
  }
  const auto cut = [&](const Lines& all) {
    return Lines(all.begin() + static_cast<std::ptrdiff_t>(same),
                 all.end() - static_cast<std::ptrdiff_t>(tail));
  };
  compare(cut(a), cut(b), out);
  for (std::size_t i = a.size() - tail; i < a.size(); ++i) out.push_back({' ', a[i]});
  return out;
}

std::string range(std::size_t first, std::size_t count) {
  const std::size_t shown = count == 0 ? first : first + 1;
  return std::to_string(shown) + (count == 1 ? "" : "," + std::to_string(count));
}

// Changes with a few lines around them.
std::string hunks(const std::vector<Line>& lines) {
  std::string out;
  std::size_t a = 0;
  std::size_t b = 0;
  for (std::size_t i = 0; i < lines.size();) {
    const auto changed = [&](std::size_t at) { return lines[at].mark != ' '; };
    std::size_t next = i;
    while (next < lines.size() && !changed(next)) ++next;
    if (next == lines.size()) break;
    const std::size_t begin = next - std::min(next - i, context);
    a += begin - i;
    b += begin - i;
    std::size_t end = next + 1;
    for (std::size_t at = next; at < lines.size() && at < end + 2 * context; ++at) {
      if (changed(at)) end = at + 1;
    }
    end = std::min(end + context, lines.size());
    std::string body;
    const std::size_t a0 = a;
    const std::size_t b0 = b;
    for (i = begin; i < end; ++i) {
      body += lines[i].mark + std::string(lines[i].text) + "\n";
      a += lines[i].mark != '+' ? 1 : 0;
      b += lines[i].mark != '-' ? 1 : 0;
    }
    out += "@@ -" + range(a0, a - a0) + " +" + range(b0, b - b0) + " @@\n" + body;
  }
  return out;
}

}  // namespace

std::string difference(const std::map<std::string, std::string>& before,
                       const std::map<std::string, std::string>& after) {
  std::set<std::string> paths;
  for (const auto& [path, bytes] : before) paths.insert(path);
  for (const auto& [path, bytes] : after) paths.insert(path);
  std::string out;
  for (const auto& path : paths) {
    const auto a = before.find(path);
    const auto b = after.find(path);
    const std::string_view old_bytes = a == before.end() ? "" : std::string_view(a->second);
    const std::string_view new_bytes = b == after.end() ? "" : std::string_view(b->second);
    if (a != before.end() && b != after.end() && old_bytes == new_bytes) continue;
    out += "--- " + (a == before.end() ? "/dev/null" : "a/" + path) + "\n";
    out += "+++ " + (b == after.end() ? "/dev/null" : "b/" + path) + "\n";
    out += hunks(compare(lines_of(old_bytes), lines_of(new_bytes)));
  }
  return out;
}

}  // namespace yingda::app
