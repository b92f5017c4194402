#pragma once
// What kind of file the leading bytes are of. Only kinds on our list have a name: nothing that a
// browser would run (SVG, HTML, XML), no archive, no program.

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace yingda {

// As much of a file as is looked at; of a shorter file all.
inline constexpr std::size_t media_type_head_bytes = 1024;

inline constexpr std::array<std::string_view, 8> allowed_media_types{
    "image/jpeg",      "image/png",  "image/webp", "image/gif",
    "application/pdf", "text/plain", "video/mp4",  "video/quicktime"};

// The kind by its bytes. What the sender claims is believed in one case only: text has no mark, so
// it must be claimed as text/plain, look like text, and not begin like markup.
std::optional<std::string_view> media_type_of(std::string_view head, std::string_view claimed);

// Recordings of a screen or a camera: larger than other files.
bool is_film(std::string_view media_type);

// Pictures may be shown in place; everything else is downloaded.
bool is_picture(std::string_view media_type);

}  // namespace yingda
