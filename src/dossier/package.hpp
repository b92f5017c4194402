#pragma once
// The whole dossier as a stream of bytes: documents, then the files, read and hashed as they pass,
// and at the end the signed manifest. Nothing but the documents and one piece is held.

#include <functional>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "dossier/case.hpp"
#include "dossier/manifest.hpp"

namespace yingda::dossier {

// The next bytes of a file, at most as many as asked for; empty: that was all.
using FileSource = std::function<Result<std::string>(std::size_t bytes_max)>;
// Opens an uploaded file by its id.
using OpenFile = std::function<Result<FileSource>(const std::string& id)>;

class Package {
 public:
  // `internal` when the stored log does not fit its chain: nothing is signed then.
  static Result<std::unique_ptr<Package>> make(const Case& about, OpenFile open,
                                               const proof::SigningKey& key);
  ~Package();

  // The next bytes, at most `bytes_max`; empty: that was all. An error is final: what was handed
  // out so far is no dossier.
  Result<std::string> read(std::size_t bytes_max);

 private:
  struct Impl;
  explicit Package(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace yingda::dossier
