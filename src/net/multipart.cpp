#include "net/multipart.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/ascii.hpp"
#include "net/http_message.hpp"

namespace yingda::net {
namespace {

constexpr std::string_view line_end = "\r\n";
constexpr std::size_t boundary_bytes_max = 70;  // RFC 2046
constexpr std::string_view boundary_marks = "'()+_,-./:=? ";

bool is_letter_or_digit(char c) {
  const char small = lower_ascii(c);
  return (c >= '0' && c <= '9') || (small >= 'a' && small <= 'z');
}

bool is_boundary(std::string_view text) {
  if (text.empty() || text.size() > boundary_bytes_max || text.back() == ' ') return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter_or_digit(c) || boundary_marks.find(c) != std::string_view::npos;
  });
}

bool is_field_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return is_letter_or_digit(c) || c == '-' || c == '_';
  });
}

bool has_control(std::string_view line) {
  return std::any_of(line.begin(), line.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7F;
  });
}

// A quoted string up to its closing quote; takes both quotes away from `rest`. Browsers write a
// quote in a name as %22 and leave backslashes alone, others write \": both are understood.
std::optional<std::string> take_quoted(std::string_view& rest) {
  std::string out;
  for (std::size_t at = 1; at < rest.size(); ++at) {
    const bool escaped = rest[at] == '\\' && at + 1 < rest.size() && rest[at + 1] == '"';
    if (rest[at] == '"') {
      rest.remove_prefix(at + 1);
      return out;
    }
    if (escaped) ++at;
    out += rest[at];
  }
  return std::nullopt;
}

using Parameters = std::vector<std::pair<std::string, std::string>>;

// `; name=value; name="value"`; nullopt for anything else, and for a name that comes twice.
std::optional<Parameters> parameters_of(std::string_view rest) {
  Parameters out;
  for (rest = trim(rest); !rest.empty(); rest = trim(rest)) {
    const std::size_t equals = rest.find('=');
    if (rest.front() != ';' || equals == std::string_view::npos) return std::nullopt;
    std::string name = lower_ascii(trim(rest.substr(1, equals - 1)));
    rest = trim(rest.substr(equals + 1));
    std::optional<std::string> value;
    if (rest.starts_with('"')) {
      value = take_quoted(rest);
    } else {
      const std::size_t end = std::min(rest.find(';'), rest.size());
      value = std::string(trim(rest.substr(0, end)));
      rest.remove_prefix(end);
    }
    const bool twice =
        std::any_of(out.begin(), out.end(), [&](const auto& known) { return known.first == name; });
    if (!value || name.empty() || twice) return std::nullopt;
    out.emplace_back(std::move(name), std::move(*value));
  }
  return out;
}

const std::string* find_parameter(const Parameters& parameters, std::string_view name) {
  for (const auto& [known, value] : parameters) {
    if (known == name) return &value;
  }
  return nullptr;
}

// "%22", "%0D" and "%0A", as browsers write them into a name, and nothing else.
std::string without_browser_escapes(std::string name) {
  for (const auto& [escape, plain] : {std::pair{"%22", '"'}, {"%0D", '\r'}, {"%0A", '\n'}}) {
    for (auto at = name.find(escape); at != std::string::npos; at = name.find(escape, at + 1)) {
      name.replace(at, 3, 1, plain);
    }
  }
  return name;
}

// What a Content-Disposition says of a part; false when it is not one of a form's.
bool read_disposition(std::string_view value, PartHead& head) {
  const std::size_t end = std::min(value.find(';'), value.size());
  if (!equal_without_case(trim(value.substr(0, end)), "form-data")) return false;
  const auto parameters = parameters_of(value.substr(end));
  if (!parameters) return false;
  const std::string* name = find_parameter(*parameters, "name");
  if (name == nullptr || name->empty()) return false;
  head.name = *name;
  if (const std::string* file = find_parameter(*parameters, "filename")) {
    head.file_name = without_browser_escapes(*file);
  } else if (find_parameter(*parameters, "filename*") != nullptr) {
    head.file_name.emplace();  // RFC 7578 forbids this form of a name; a file it is all the same
  }
  return true;
}

}  // namespace

std::optional<std::string> multipart_boundary(std::string_view content_type) {
  const std::size_t end = std::min(content_type.find(';'), content_type.size());
  if (!equal_without_case(trim(content_type.substr(0, end)), "multipart/form-data")) {
    return std::nullopt;
  }
  const auto parameters = parameters_of(content_type.substr(end));
  const std::string* boundary = parameters ? find_parameter(*parameters, "boundary") : nullptr;
  if (boundary == nullptr || !is_boundary(*boundary)) return std::nullopt;
  return *boundary;
}

MultipartParser::MultipartParser(const std::string& boundary, Listener listener)
    : delimiter_("\r\n--" + boundary), listener_(std::move(listener)) {}

bool MultipartParser::fail(std::string what) {
  fault_ = std::move(what);
  state_ = State::failed;
  held_.clear();
  return false;
}

bool MultipartParser::feed(std::string_view bytes) {
  if (state_ == State::failed) return false;
  held_.append(bytes);
  while (advance()) {
  }
  return state_ != State::failed;
}

bool MultipartParser::advance() {
  switch (state_) {
    case State::opening:
      return read_opening();
    case State::after_boundary:
      return read_after_boundary();
    case State::head:
      return read_head();
    case State::data:
      return read_data();
    case State::epilogue:
      return read_epilogue();
    case State::failed:
      return false;
  }
  return false;
}

bool MultipartParser::read_opening() {
  const std::string_view wanted = std::string_view(delimiter_).substr(line_end.size());
  const std::size_t known = std::min(held_.size(), wanted.size());
  if (held_.compare(0, known, wanted.substr(0, known)) != 0) {
    return fail("the body does not begin with the boundary that Content-Type names");
  }
  if (known < wanted.size()) return false;
  held_.erase(0, wanted.size());
  state_ = State::after_boundary;
  return true;
}

bool MultipartParser::read_after_boundary() {
  if (held_.size() < 2) return false;
  const std::string next = held_.substr(0, 2);
  held_.erase(0, 2);
  if (next == "--") {
    state_ = State::epilogue;
    return true;
  }
  if (next != line_end) return fail("a boundary is followed by neither a line end nor \"--\"");
  if (++parts_ > parts_max) {
    return fail("there are more than " + std::to_string(parts_max) + " parts");
  }
  state_ = State::head;
  return true;
}

bool MultipartParser::read_head() {
  if (held_.starts_with(line_end)) return fail("a part has no header");
  const std::size_t end = held_.find("\r\n\r\n");
  if (std::min(end, held_.size()) > part_head_bytes_max) {
    return fail("the header of a part is longer than 4 KiB");
  }
  if (end == std::string::npos) return false;
  if (!begin_part(std::string_view(held_).substr(0, end))) return false;
  held_.erase(0, end + 2 * line_end.size());
  state_ = State::data;
  return true;
}

bool MultipartParser::begin_part(std::string_view head) {
  PartHead part;
  std::size_t fields = 0;
  bool placed = false;
  for (std::size_t at = 0; at < head.size();) {
    const std::size_t end = std::min(head.find(line_end, at), head.size());
    const std::string_view line = head.substr(at, end - at);
    at = end + line_end.size();
    const std::size_t colon = std::min(line.find(':'), line.size());
    const std::string_view name = line.substr(0, colon);
    if (colon == line.size() || !is_field_name(name) || has_control(line)) {
      return fail("the header of a part holds a line that is no field");
    }
    if (++fields > part_fields_max) return fail("the header of a part has too many fields");
    const std::string_view value = trim(line.substr(colon + 1));
    if (equal_without_case(name, "Content-Disposition")) {
      if (placed || !read_disposition(value, part)) {
        return fail("a part needs one Content-Disposition: form-data; name=\"…\"");
      }
      placed = true;
    } else if (equal_without_case(name, "Content-Type")) {
      part.media_type = value;
    } else if (equal_without_case(name, "Content-Transfer-Encoding") &&
               !equal_without_case(value, "binary") && !equal_without_case(value, "8bit") &&
               !equal_without_case(value, "7bit")) {
      return fail("a part must be sent as it is, not in " + std::string(value.substr(0, 40)));
    }
  }
  if (!placed) return fail("a part needs one Content-Disposition: form-data; name=\"…\"");
  listener_.begin(std::move(part));
  return true;
}

// Whatever may still turn out to be the beginning of a boundary is held back.
bool MultipartParser::read_data() {
  const std::size_t found = held_.find(delimiter_);
  const bool ends = found != std::string::npos;
  const std::size_t sure =
      ends ? found : held_.size() - std::min(held_.size(), delimiter_.size() - 1);
  if (sure > 0) listener_.data(std::string_view(held_).substr(0, sure));
  held_.erase(0, ends ? found + delimiter_.size() : sure);
  if (!ends) return false;
  listener_.end();
  state_ = State::after_boundary;
  return true;
}

bool MultipartParser::read_epilogue() {
  if (held_.empty() || held_ == "\r" || held_ == line_end) return false;
  return fail("there is something behind the last boundary");
}

}  // namespace yingda::net
