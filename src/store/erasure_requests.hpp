#pragma once
// How a command asks a running server to erase: a row, which the server looks for every second.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "store/retention_reader.hpp"

namespace yingda::store {

void put_erasure_request(const std::filesystem::path& dir, const ErasureRequest& request,
                         Instant at);
// What the server answered; nullopt: nothing yet.
std::optional<std::string> erasure_answer(const std::filesystem::path& dir,
                                          const std::string& conversation);
// The conversations of somebody whom the host site signed in.
std::vector<std::string> conversations_of(const std::filesystem::path& dir,
                                          const std::string& external_id);

}  // namespace yingda::store
