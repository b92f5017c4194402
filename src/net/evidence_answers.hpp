#pragma once
// The answers about uploaded files.

#include "base/evidence.hpp"
#include "net/services.hpp"

namespace yingda::net {

Reply uploaded(const Evidence& file);
// Of one file of that kind; 0: any.
std::size_t upload_size_max(const Services& services, std::string_view media_type);
Reply too_large_upload(std::size_t bytes_max);
Reply not_an_allowed_file();
Reply too_many_pixels();
Reply not_logged_in();
// The same for what does not exist and for what is somebody else's.
Reply no_such_conversation();
Reply no_such_evidence();

// The head of a download; the bytes are not in it.
Reply download_of(const Evidence& file);
// RFC 6266: shown in place or saved, under a name that every client can read.
std::string content_disposition(const Evidence& file);

}  // namespace yingda::net
