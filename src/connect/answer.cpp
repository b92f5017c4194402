#include "connect/answer.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "wire/json.hpp"

namespace yingda::connect {
namespace {

using wire::Json;

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
}

bool fits(const Json& text) {
  return text.get_ref<const std::string&>().size() <= limits::field_bytes_max;
}

void add_list(const std::string& name, const Json& list, dialogue::Slots& out) {
  std::vector<std::string> texts;
  std::size_t bytes = 0;
  for (const Json& item : list) {
    if (!item.is_string()) return;
    texts.push_back(item.get<std::string>());
    bytes += texts.back().size();
  }
  if (bytes <= limits::field_bytes_max) out[name] = std::move(texts);
}

// False when there are more fields than any answer needs.
bool add_fields(const std::string& prefix, const Json& object, dialogue::Slots& out) {
  for (const auto& [key, value] : object.items()) {
    if (!is_name(key)) continue;
    const std::string name = prefix + key;
    if (value.is_object()) {
      if (!add_fields(name + ".", value, out)) return false;
    } else if (value.is_array()) {
      add_list(name, value, out);
    } else if (value.is_string()) {
      if (fits(value)) out[name] = value.get<std::string>();
    } else if (value.is_boolean()) {
      out[name] = value.get<bool>();
    } else if (value.is_number()) {
      out[name] = value.get<double>();
    } else {
      out[name] = std::monostate();
    }
    if (out.size() > fields_max) return false;
  }
  return true;
}

}  // namespace

gateway::CallAnswer failure(std::string error) {
  gateway::CallAnswer answer;
  answer.error = std::move(error);
  return answer;
}

gateway::CallAnswer interpret(unsigned status, std::string_view body) {
  gateway::CallAnswer answer;
  answer.ok = true;
  if (status == 404) {
    answer.fields["found"] = false;
    return answer;
  }
  if (status < 200 || status > 299) return failure("http " + std::to_string(status));
  const auto object = wire::parse_object(body);
  if (!object || !add_fields("", *object, answer.fields)) return failure("bad answer");
  return answer;
}

bool is_service_failure(const gateway::CallAnswer& answer, unsigned status) {
  if (answer.ok) return false;
  // Refused requests are our own fault; a service that sends them is alive.
  return status < 400 || status == 429 || status >= 500;
}

}  // namespace yingda::connect
