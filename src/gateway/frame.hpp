#pragma once

#include <memory>
#include <string>
#include <utility>

#include "gateway/ports.hpp"

namespace yingda::gateway {

inline Frame make_frame(std::string text) {
  return std::make_shared<const std::string>(std::move(text));
}

}  // namespace yingda::gateway
