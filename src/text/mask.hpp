#pragma once
// Personal data leaves the text before it is stored where people read it: 138****8000, landline
// area code and last 4, resident id first 6 and last 4, bank card first 4 and last 4, e-mail and
// messenger name first letter, a person's surname, address up to the city, and nothing at all of
// passwords, codes and card secrets. Numbers are judged by their own check digits and by the word
// before them, so order and tracking numbers stay readable.

#include <string>
#include <string_view>

namespace yingda::text {

// Linear in the length of the text; what is not personal is returned byte for byte.
std::string mask(std::string_view text);

// Does it name a password, a code, the secret of a card, or the number of a bank or identity card?
bool holds_secret(std::string_view text);

}  // namespace yingda::text
