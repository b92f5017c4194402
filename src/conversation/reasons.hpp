#pragma once
// No refusal without a reason: what turns a customer down, or away to another department, names the
// rule or the article that it rests on.

#include <string>

#include "conversation/catalog.hpp"

namespace yingda::conversation {

// The rule as the customer reads it: the title of the article with the id `rule`, `rule` itself,
// or a name in 《》 within `text`. "" when none is named.
std::string named_rule(const Catalog& catalog, const std::string& locale, const std::string& rule,
                       const std::string& text);

// Gives each answer that refuses something its rule by name. An error says which one has none.
Result<> give_reasons(const Catalog& catalog, const std::string& locale,
                      workorder::Resolution& resolution);

}  // namespace yingda::conversation
