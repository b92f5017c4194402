#pragma once
// The keys that somebody gave to what can be done at the desk. Which actions and keys there are
// only the desk knows; here they are names and characters.

#include <string>

#include "base/result.hpp"
#include "store/desk_book.hpp"

namespace yingda::app {

// {"version","keys":{action: key}}; an action that is not there has its key as ever.
std::string keys_json(const store::SavedKeys& saved);

// `body`: the same, with the `version` that was read. `invalid`; `conflict`: saved elsewhere
// meanwhile.
Result<std::string> save_keys(store::DeskBook& book, const std::string& staff,
                              const std::string& body);

}  // namespace yingda::app
