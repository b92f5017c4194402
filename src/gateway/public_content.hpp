#pragma once
// What the live release says to everybody, without a conversation.

#include <optional>
#include <string>

#include "gateway/core.hpp"

namespace yingda::gateway {

// GET /v1/widget/config: what the widget says before somebody speaks.
std::string widget_config_json(const Core& core, const std::string& asked);
// GET /v1/articles/{id}: as the bot would show it; nothing when there is none of that id.
std::optional<std::string> article_json(const Core& core, const std::string& id,
                                        const std::string& asked);

}  // namespace yingda::gateway
