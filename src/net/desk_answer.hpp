#pragma once
// How what the desk's pages ask is answered: the role is looked at here, for every question; what
// of it the asker may see is the gateway's to say.

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "net/handlers.hpp"

namespace yingda::net {

// The question, or what is wrong with it. Asked for only of those who may.
using Ask = std::function<Result<DeskQuestion>(const gateway::Staff&)>;
using MayAsk = bool (*)(const gateway::Staff&);
using AsReply = Reply (*)(std::string body);

bool serves_visitors(const gateway::Staff& staff);
bool supervises(const gateway::Staff& staff);

Reply as_json(std::string body);
// A table, saved under that name.
Reply csv_file(std::string body, std::string_view name);

// Logs in, looks at the role, asks; `changes`: it is no mere question.
void answer(Services& services, const RequestPtr& request, const Respond& respond, MayAsk may,
            const Ask& ask, AsReply reply = as_json, bool changes = false);

Error wrong(std::string what);
// What a word of the question stands for; nullopt: none of `names`.
template <class T, std::size_t N>
std::optional<T> named(const std::array<std::pair<std::string_view, T>, N>& names,
                       std::string_view name) {
  for (const auto& [known, value] : names) {
    if (known == name) return value;
  }
  return std::nullopt;
}
// `limit`: 1 to 100, 50 without it; nullopt: another.
std::optional<std::size_t> rows_of(const std::optional<std::string>& text);

}  // namespace yingda::net
