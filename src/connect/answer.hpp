#pragma once
// What an HTTP answer means. Fields are flat: {"order":{"amount":"50.00"}} is order.amount. Left
// out, so that flows see them as unset: objects in lists, texts longer than a slot may be, and
// names that no flow could write.

#include <string>
#include <string_view>

#include "gateway/ports.hpp"

namespace yingda::connect {

// Fields of one answer; they become part of the conversation's state.
inline constexpr std::size_t fields_max = 256;

gateway::CallAnswer failure(std::string error);

// Any finished exchange. 404 is {found: false}; another status than 2xx is "http <status>"; what is
// no JSON object within the limits is "bad answer".
gateway::CallAnswer interpret(unsigned status, std::string_view body);

// Whether an answer says that the service is unwell, rather than that the question was bad.
bool is_service_failure(const gateway::CallAnswer& answer, unsigned status);

}  // namespace yingda::connect
