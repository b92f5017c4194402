#include "dossier/zip_writer.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>

#include "base/check.hpp"

namespace yingda::dossier {
namespace {

constexpr int permissions = 0644;

struct EntryFree {
  void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};

}  // namespace

struct ZipWriter::Impl {
  Impl() : zip(archive_write_new()) {
    YINGDA_CHECK(zip != nullptr);
    archive_write_set_format_zip(zip);
    archive_write_zip_set_compression_store(zip);
    archive_write_set_bytes_per_block(zip, 0);  // no padding, no blocks: a stream of bytes
    archive_write_set_bytes_in_last_block(zip, 1);
    YINGDA_CHECK(archive_write_open(zip, this, nullptr, keep, nullptr) == ARCHIVE_OK);
  }
  ~Impl() { archive_write_free(zip); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  static la_ssize_t keep(archive*, void* self, const void* bytes, std::size_t count) {
    static_cast<Impl*>(self)->ready.append(static_cast<const char*>(bytes), count);
    return static_cast<la_ssize_t>(count);
  }

  Result<> checked(int status) {
    if (status == ARCHIVE_OK) return {};
    const char* why = archive_error_string(zip);
    return Error{ErrorCode::internal,
                 std::string("the ZIP cannot be written: ") + (why == nullptr ? "" : why)};
  }

  archive* zip;
  std::string ready;
  std::size_t taken = 0;  // of `ready`
};

ZipWriter::ZipWriter() : impl_(std::make_unique<Impl>()) {}

ZipWriter::~ZipWriter() = default;

Result<> ZipWriter::begin(const std::string& name, std::uint64_t size) {
  const std::unique_ptr<archive_entry, EntryFree> entry(archive_entry_new());
  YINGDA_CHECK(entry != nullptr);
  archive_entry_set_pathname(entry.get(), name.c_str());
  archive_entry_set_size(entry.get(), static_cast<la_int64_t>(size));
  archive_entry_set_filetype(entry.get(), AE_IFREG);
  archive_entry_set_perm(entry.get(), permissions);
  return impl_->checked(archive_write_header(impl_->zip, entry.get()));
}

Result<> ZipWriter::write(std::string_view bytes) {
  const auto written = archive_write_data(impl_->zip, bytes.data(), bytes.size());
  if (written == static_cast<la_ssize_t>(bytes.size())) return {};
  return impl_->checked(written < 0 ? static_cast<int>(written) : ARCHIVE_FATAL);
}

Result<> ZipWriter::finish() { return impl_->checked(archive_write_close(impl_->zip)); }

std::string ZipWriter::take(std::size_t bytes_max) {
  auto& ready = impl_->ready;
  const std::size_t count = std::min(bytes_max, ready.size() - impl_->taken);
  std::string out = ready.substr(impl_->taken, count);
  impl_->taken += count;
  if (impl_->taken == ready.size()) {
    ready.clear();
    impl_->taken = 0;
  }
  return out;
}

}  // namespace yingda::dossier
