#include "connect/mail_message.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "connect/base64.hpp"

namespace yingda::connect {
namespace {

// "=?UTF-8?B?" + base64 + "?=" makes 68, within the 75 of RFC 2047.
constexpr std::size_t encoded_word_bytes = 42;
constexpr std::size_t header_line_max = 60;  // behind the field's name
constexpr std::size_t body_line_bytes = 57;  // 76 in base64

bool is_plain(std::string_view text) {
  return text.size() <= header_line_max && text.find("=?") == std::string_view::npos &&
         std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// As many whole characters from the front as fit.
std::size_t fitting(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return text.size();
  std::size_t end = bytes_max;
  while (end > 0 && continues_character(text[end])) --end;
  return end == 0 ? bytes_max : end;
}

std::string date_field(Instant at) {
  constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto local = to_local(at, [](Instant) { return std::chrono::minutes(0); });
  const std::chrono::weekday day{std::chrono::sys_days(local.date)};
  std::array<char, 48> out{};
  std::snprintf(out.data(), out.size(), "%s, %02u %s %04d %02d:%02d:%02d +0000",
                days[day.c_encoding()], static_cast<unsigned>(local.date.day()),
                months[static_cast<unsigned>(local.date.month()) - 1],
                static_cast<int>(local.date.year()), local.hour, local.minute, local.second);
  return out.data();
}

std::string encoded_words(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto size = fitting(text, encoded_word_bytes);
    out += (out.empty() ? "" : "\r\n ") + ("=?UTF-8?B?" + base64(text.substr(0, size)) + "?=");
    text.remove_prefix(size);
  }
  return out;
}

std::string without_controls(std::string_view text) {
  std::string out(text);
  std::ranges::replace_if(
      out, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 127; }, ' ');
  return out;
}

// A mailbox with its display name, which is encoded unless it is words that need no quotes.
std::string mailbox(const std::string& name, const std::string& address) {
  const bool words = is_plain(name) && std::ranges::all_of(name, [](char c) {
                       return c == ' ' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                              (c >= 'a' && c <= 'z');
                     });
  if (name.empty()) return "<" + address + ">";
  return (words ? name : encoded_words(without_controls(name))) + "\r\n <" + address + ">";
}

// What a mail server may wrap or change is encoded as a whole.
bool goes_as_it_is(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); });
}

std::string body_lines(std::string_view text, bool encoded) {
  std::string out;
  if (!encoded) {
    for (const char c : text) out += c == '\n' ? std::string("\r\n") : std::string(1, c);
    return out;
  }
  std::string whole = body_lines(text, false);
  for (std::size_t at = 0; at < whole.size(); at += body_line_bytes) {
    out += base64(std::string_view(whole).substr(at, body_line_bytes)) + "\r\n";
  }
  return out;
}

}  // namespace

std::string header_text(std::string_view text) {
  const std::string safe = without_controls(text);
  return is_plain(safe) ? safe : encoded_words(safe);
}

std::string mail_message(const MailHead& head, const MailText& text) {
  const bool encoded = !goes_as_it_is(text.text);
  const auto domain = head.from.substr(head.from.find('@') + 1);
  std::string out = "Date: " + date_field(head.at) + "\r\n";
  out += "From: " + mailbox(head.from_name, head.from) + "\r\n";
  if (!head.reply_to.empty()) out += "Reply-To: <" + head.reply_to + ">\r\n";
  out += "To: <" + head.to + ">\r\n";
  out += "Subject: " + header_text(text.subject) + "\r\n";
  out += "Message-ID: <" + head.id + "@" + domain + ">\r\n";
  out += "Auto-Submitted: auto-generated\r\n";
  out += "MIME-Version: 1.0\r\n";
  out += "Content-Type: text/plain; charset=utf-8\r\n";
  out += "Content-Language: " + text.language + "\r\n";
  out += std::string("Content-Transfer-Encoding: ") + (encoded ? "base64" : "7bit") + "\r\n\r\n";
  return out + body_lines(text.text, encoded);
}

}  // namespace yingda::connect
