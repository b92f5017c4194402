#pragma once
// What differs between the files of two releases, in the unified form that people and tools know.

#include <map>
#include <string>

namespace yingda::app {

// "" when nothing does.
std::string difference(const std::map<std::string, std::string>& before,
                       const std::map<std::string, std::string>& after);

}  // namespace yingda::app
