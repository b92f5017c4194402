#include "dialogue/value.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "base/overloaded.hpp"

namespace yingda::dialogue {
namespace {

std::string number_text(double number) {
  std::array<char, 40> out{};
  if (std::nearbyint(number) == number && std::fabs(number) < 1e15) {
    std::snprintf(out.data(), out.size(), "%.0f", number);
  } else {
    std::snprintf(out.data(), out.size(), "%.10g", number);
  }
  return out.data();
}

std::string joined(const std::vector<std::string>& list) {
  std::string out;
  for (const auto& item : list) out += (out.empty() ? "" : "、") + item;
  return out;
}

}  // namespace

std::string to_text(const Value& value) {
  return std::visit(Overloaded{
                        [](std::monostate) { return std::string(); },
                        [](bool flag) { return std::string(flag ? "true" : "false"); },
                        [](double number) { return number_text(number); },
                        [](const std::string& text) { return text; },
                        [](const std::vector<std::string>& list) { return joined(list); },
                    },
                    value);
}

bool holds_option(const Value& value, const std::string& id) {
  if (const auto* list = std::get_if<std::vector<std::string>>(&value)) {
    return std::find(list->begin(), list->end(), id) != list->end();
  }
  const auto* text = std::get_if<std::string>(&value);
  return text != nullptr && *text == id;
}

bool truthy(const Value& value) {
  return std::visit(Overloaded{
                        [](std::monostate) { return false; },
                        [](bool flag) { return flag; },
                        [](double number) { return number != 0; },
                        [](const std::string& text) { return !text.empty(); },
                        [](const std::vector<std::string>& list) { return !list.empty(); },
                    },
                    value);
}

}  // namespace yingda::dialogue
