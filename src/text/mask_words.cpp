#include <algorithm>
#include <array>
#include <string>

#include "text/characters.hpp"
#include "text/mask_rules.hpp"

namespace yingda::text {
namespace {

struct SecretWord {
  std::u32string_view word;
  bool chinese;
};

constexpr std::array secret_words{SecretWord{U"卡密", true},
                                  SecretWord{U"兑换码", true},
                                  SecretWord{U"激活码", true},
                                  SecretWord{U"充值码", true},
                                  SecretWord{U"提取码", true},
                                  SecretWord{U"密码", true},
                                  SecretWord{U"验证码", true},
                                  SecretWord{U"校验码", true},
                                  SecretWord{U"动态码", true},
                                  SecretWord{U"口令", true},
                                  SecretWord{U"password", false},
                                  SecretWord{U"passcode", false},
                                  SecretWord{U"verification code", false},
                                  SecretWord{U"redeem code", false},
                                  SecretWord{U"gift code", false},
                                  SecretWord{U"otp", false},
                                  SecretWord{U"cvv", false},
                                  SecretWord{U"pin", false}};
constexpr std::size_t secret_characters_min = 3;
// Bounds on what is looked at behind a keyword: they keep the whole linear.
constexpr std::size_t secret_characters_max = 128;
constexpr std::size_t address_characters_max = 100;
constexpr std::size_t email_local_max = 64;

bool is_alnum(char32_t c) { return is_digit(c) || is_ascii_letter(c); }

bool is_secret_character(char32_t c) {
  return c > U' ' && c < 0x7F && !any_of(U",;\"'()[]{}<>", c);
}

// Moves behind ": ", "是", " is " and the like; says whether one of them was there.
bool skip_link(const Glyphs& glyphs, std::size_t& at, bool chinese) {
  bool linked = false;
  for (;; ++at) {
    const char32_t c = glyph_at(glyphs, at);
    if (any_of(U":：=", c) || (chinese && any_of(U"是为", c))) {
      linked = true;
    } else if (!chinese && starts(glyphs, at, U"is ")) {
      ++at;
    } else if (c != U' ') {
      return linked;
    }
  }
}

// A further piece of a card secret behind a blank: "ABCD EFGH", "1234 5678".
bool is_secret_group(const Glyphs& glyphs, std::size_t from, std::size_t to) {
  const bool code =
      is_digit(glyph_at(glyphs, from)) || (to > from && glyphs[from].shown != glyphs[from].c);
  return code && to - from >= 3 && to - from <= 6;
}

// The end of the secret: printable ASCII; of a card also the groups behind blanks.
std::size_t secret_end(const Glyphs& glyphs, std::size_t from, bool card) {
  std::size_t at = from;
  while (is_secret_character(glyph_at(glyphs, at)) && at - from < secret_characters_max) ++at;
  while (at > from && any_of(U".!?:", glyph_at(glyphs, at - 1))) --at;
  while (card && glyph_at(glyphs, at) == U' ' && at - from < secret_characters_max) {
    std::size_t next = at + 1;
    while (is_alnum(glyph_at(glyphs, next)) && next - at < 8) ++next;
    if (!is_secret_group(glyphs, at + 1, next)) break;
    at = next;
  }
  return at;
}

std::optional<MaskSpan> secret_behind(const Glyphs& glyphs, std::size_t at,
                                      const SecretWord& word) {
  std::size_t from = at + word.word.size();
  if (!word.chinese && is_ascii_letter(glyph_at(glyphs, from))) return std::nullopt;
  const bool linked = skip_link(glyphs, from, word.chinese);
  const bool card = word.word == U"卡密" || word.word.find(U"码") != std::u32string_view::npos;
  const std::size_t to = secret_end(glyphs, from, card && word.word != U"密码");
  if (to < from + secret_characters_min) return std::nullopt;
  const bool number = std::any_of(glyphs.begin() + static_cast<std::ptrdiff_t>(from),
                                  glyphs.begin() + static_cast<std::ptrdiff_t>(to),
                                  [](const Glyph& glyph) { return is_digit(glyph.c); });
  if (!number && !linked) return std::nullopt;
  return MaskSpan{from, to, "****"};
}

bool is_local(char32_t c) { return is_alnum(c) || any_of(U"._%+-", c); }

// Where an address's domain ends, or `at` when there is none.
std::size_t domain_end(const Glyphs& glyphs, std::size_t at) {
  std::size_t end = at;
  std::size_t label = 0;  // letters since the last dot
  bool dotted = false;
  std::size_t good = at;
  for (;; ++end) {
    const char32_t c = glyph_at(glyphs, end);
    if (c == U'.' && end > at) {
      dotted = true;
      label = 0;
    } else if (is_alnum(c) || c == U'-') {
      label = is_ascii_letter(c) ? label + 1 : 0;
      if (dotted && label >= 2) good = end + 1;
    } else {
      return good;
    }
  }
}

// Behind province and city, whichever comes last within the clause.
std::size_t city_end(const Glyphs& glyphs, std::size_t from, std::size_t to) {
  std::size_t keep = from;
  for (std::size_t i = from; i < to && i < from + 16; ++i) {
    if (glyphs[i].c == U'省') keep = i + 1;
    if (starts(glyphs, i, U"自治区")) keep = i + 3;
    if (glyphs[i].c == U'市') return i + 1;
    if (glyphs[i].c == U'州') return glyph_at(glyphs, i + 1) == U'市' ? i + 2 : i + 1;
  }
  return keep;
}

bool looks_like_address(const Glyphs& glyphs, std::size_t from, std::size_t to) {
  bool region = false;
  bool street = false;
  bool number = false;
  for (std::size_t i = from; i < to; ++i) {
    region = region || any_of(U"省市区县州", glyphs[i].c);
    street = street || any_of(U"路街道号栋弄室楼村镇巷园苑", glyphs[i].c);
    number = number || is_digit(glyphs[i].c) || any_of(U"一二三四五六七八九十", glyphs[i].c);
  }
  return to - from >= 5 && ((region && street) || (street && number));
}

}  // namespace

std::optional<MaskSpan> find_secret(const Glyphs& glyphs, std::size_t at) {
  for (const auto& word : secret_words) {
    if (!starts(glyphs, at, word.word)) continue;
    if (!word.chinese && at > 0 && is_alnum(glyphs[at - 1].c)) continue;
    if (auto span = secret_behind(glyphs, at, word)) return span;
  }
  return std::nullopt;
}

std::optional<MaskSpan> find_email(const Glyphs& glyphs, std::size_t at) {
  if (!is_local(glyph_at(glyphs, at)) || (at > 0 && is_local(glyphs[at - 1].c)))
    return std::nullopt;
  std::size_t sign = at;
  while (is_local(glyph_at(glyphs, sign)) && sign - at <= email_local_max) ++sign;
  if (glyph_at(glyphs, sign) != U'@') return std::nullopt;
  const std::size_t end = domain_end(glyphs, sign + 1);
  if (end == sign + 1) return std::nullopt;
  return MaskSpan{at, end, shown(glyphs, at, at + 1) + "***" + shown(glyphs, sign, end)};
}

std::optional<MaskSpan> find_spelled_email(const Glyphs& glyphs, std::size_t at) {
  if (!is_local(glyph_at(glyphs, at)) || (at > 0 && is_local(glyphs[at - 1].c)))
    return std::nullopt;
  // Behind the word that begins there, and those that "dot" joins to it.
  const auto behind_words = [&](std::size_t to) {
    for (;;) {
      const std::size_t begin = to;
      while (is_local(glyph_at(glyphs, to)) && to - begin <= email_local_max) ++to;
      if (!starts(glyphs, to, U" dot ") || !is_alnum(glyph_at(glyphs, to + 5))) return to;
      to += 5;
    }
  };
  const std::size_t sign = behind_words(at);
  // "look at taobao dot com" names no mailbox.
  static constexpr auto verbs = std::to_array<std::u32string_view>(
      {U"look", U"looked", U"looking", U"bought", U"buy",  U"order", U"ordered",
       U"shop", U"was",    U"is",      U"it",     U"me",   U"us",    U"them",
       U"up",   U"or",     U"and",     U"sold",   U"paid", U"found"});
  std::u32string word;
  for (std::size_t i = at; i < sign; ++i) word += glyphs[i].c;
  if (std::ranges::find(verbs, word) != verbs.end()) return std::nullopt;
  if (!starts(glyphs, sign, U" at ")) return std::nullopt;
  std::size_t domain = sign + 4;
  while (is_alnum(glyph_at(glyphs, domain)) && domain - sign <= email_local_max) ++domain;
  if (!starts(glyphs, domain, U" dot ")) return std::nullopt;
  const std::size_t end = behind_words(sign + 4);
  return MaskSpan{at, end, shown(glyphs, at, at + 1) + "***" + shown(glyphs, sign, end)};
}

std::optional<MaskSpan> find_address(const Glyphs& glyphs, std::size_t at) {
  if (!starts(glyphs, at, U"地址") && !starts(glyphs, at, U"住址")) return std::nullopt;
  std::size_t from = at + 2;
  skip_link(glyphs, from, true);
  std::size_t to = from;
  while (to < glyphs.size() && to - from < address_characters_max &&
         !any_of(U"，。；！？,;!?\n", glyphs[to].c)) {
    ++to;
  }
  if (!looks_like_address(glyphs, from, to)) return std::nullopt;
  const std::size_t detail = city_end(glyphs, from, to);
  if (detail >= to) return std::nullopt;
  return MaskSpan{detail, to, "****"};
}

std::optional<MaskSpan> find_plate(const Glyphs& glyphs, std::size_t at) {
  if (!any_of(U"京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼",
              glyph_at(glyphs, at))) {
    return std::nullopt;
  }
  if (!is_ascii_letter(glyph_at(glyphs, at + 1))) return std::nullopt;
  std::size_t to = at + 2;
  std::size_t digits = 0;
  for (; is_alnum(glyph_at(glyphs, to)); ++to) digits += is_digit(glyphs[to].c) ? 1U : 0U;
  const std::size_t size = to - at - 2;
  if (size < 5 || size > 6 || digits < 3) return std::nullopt;
  return MaskSpan{
      at, to, shown(glyphs, at, at + 2) + std::string(size - 2, '*') + shown(glyphs, to - 2, to)};
}

std::optional<MaskSpan> find_passport(const Glyphs& glyphs, std::size_t at) {
  if (!is_ascii_letter(glyph_at(glyphs, at)) || (at > 0 && is_alnum(glyphs[at - 1].c))) {
    return std::nullopt;
  }
  std::size_t to = at + 1;
  if (is_ascii_letter(glyph_at(glyphs, to))) ++to;
  const std::size_t first_digit = to;
  while (is_digit(glyph_at(glyphs, to))) ++to;
  const std::size_t digits = to - first_digit;
  if (digits < 7 || digits > 9 || is_alnum(glyph_at(glyphs, to))) return std::nullopt;
  if (!labelled(glyphs, at, 10, {U"护照", U"通行证", U"passport"})) return std::nullopt;
  return MaskSpan{at, to, shown(glyphs, at, at + 1) + "****" + shown(glyphs, to - 4, to)};
}

}  // namespace yingda::text
