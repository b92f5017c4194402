#pragma once
// Writes a ZIP from front to back, so that nothing has to be held: what is written comes out of
// `take` in pieces. Files are stored as they are; pictures and films do not shrink. The same files
// give the same bytes everywhere: times, which would depend on where it runs, are left out.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace yingda::dossier {

class ZipWriter {
 public:
  ZipWriter();
  ~ZipWriter();
  ZipWriter(const ZipWriter&) = delete;
  ZipWriter& operator=(const ZipWriter&) = delete;

  // A file of `size` bytes; its bytes follow by `write`.
  Result<> begin(const std::string& name, std::uint64_t size);
  Result<> write(std::string_view bytes);
  // The directory at the end; after the last file.
  Result<> finish();

  // Bytes that are ready, at most `bytes_max`; empty: none for now.
  std::string take(std::size_t bytes_max);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace yingda::dossier
