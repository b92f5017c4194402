#pragma once
// The built front-ends, linked into the program: a fixed table from name ("desk.html",
// "assets/main-4f2a.js") to bytes. scripts/embed_assets.py writes the table; nothing is ever read
// from a disk, so there is no path to traverse.

#include <functional>
#include <map>
#include <string_view>

namespace yingda::net {

struct Asset {
  std::string_view raw;
  std::string_view gzip;        // empty: not worth it
  std::string_view brotli;      // empty: not worth it
  std::string_view media_type;  // with its charset
  std::string_view etag;        // of `raw`, without quotes
};

using AssetMap = std::map<std::string_view, Asset, std::less<>>;

// Defined by the generated table; empty when the front-ends were not built.
const AssetMap& embedded_assets();

}  // namespace yingda::net
