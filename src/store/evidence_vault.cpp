#include "store/evidence_vault.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "store/evidence_files.hpp"
#include "store/partial_uploads.hpp"
#include "store/random.hpp"
#include "store/worker.hpp"

namespace yingda::store {

using gateway::EvidenceRow;

namespace {

// An unfinished upload that nothing was added to for so long gives way to another of its sender.
constexpr auto idle_min = std::chrono::minutes(2);

// A file that somebody would upload.
struct Wanted {
  std::string conversation;
  std::string sender;
  std::uint64_t bytes = 0;
  Instant now;
};

Result<> within(const EvidenceQuota& quota, const EvidenceUsage& used,
                const PartialUploads::Reserved& reserved, std::uint64_t bytes) {
  const auto full = [&](std::uint64_t is, std::uint64_t most) {
    return most != 0 && is + reserved.files >= most;
  };
  if (full(used.files, quota.files_max)) {
    return Error{ErrorCode::rate_limited,
                 "this conversation holds as many of your files as it may"};
  }
  const std::uint64_t whole =
      used.bytes_lately + reserved.bytes + std::max<std::uint64_t>(bytes, 1);
  const bool more_than_a_day = quota.bytes_per_day_max != 0 && whole > quota.bytes_per_day_max;
  if (!full(used.files_lately, quota.files_per_day_max) && !more_than_a_day) return {};
  const std::string unfinished =
      reserved.files == 0 ? "" : ", those counted that are not finished yet";
  return Error{ErrorCode::rate_limited, "you have sent as many files as a day allows" + unfinished};
}

}  // namespace

struct EvidenceVault::Impl {
  // Runs `job` on the vault's thread and hands its result to `done` on the loop.
  template <class T, class Job>
  void run(Job job, std::function<void(Result<T>)> done) {
    const bool taken = worker.submit([this, job = std::move(job), done]() mutable {
      Result<T> result = job();
      post([done = std::move(done), result = std::move(result)]() mutable {
        done(std::move(result));
      });
    });
    if (taken) return;
    post([done = std::move(done)] {
      done(Error{ErrorCode::overloaded, "too many files are being written"});
    });
  }

  // For that many bytes more.
  Result<> room(std::uint64_t bytes) const;
  // The quota, unfinished uploads counted as what they were announced as. What was left alone makes
  // room for what is wanted now. On the worker's thread.
  Result<> place(const Wanted& wanted, const EvidenceUsage& used);

  const std::filesystem::path dir;
  const Post post;
  gateway::Clock& clock;
  Committer& committer;
  Reader& reader;
  const EvidenceOptions options;
  PartialUploads partials;  // on the worker's thread
  Worker worker;            // last: it uses the rest until it is joined
};

Result<> EvidenceVault::Impl::room(std::uint64_t bytes) const {
  struct statvfs disk {};
  if (::statvfs(dir.c_str(), &disk) != 0) return {};
  const std::uint64_t free = std::uint64_t{disk.f_bavail} * disk.f_frsize;
  const bool spare = free >= bytes && free - bytes >= options.disk_free_min;
  if (options.disk_free_min == 0 || spare) return {};
  return Error{ErrorCode::unavailable, "the disk has no room for files at the moment"};
}

Result<> EvidenceVault::Impl::place(const Wanted& wanted, const EvidenceUsage& used) {
  const auto& [conversation, sender, bytes, now] = wanted;
  auto allowed = within(options.quota, used, partials.reserved(conversation, sender), bytes);
  // Nothing is given up for what would not fit in any case.
  if (!allowed && within(options.quota, used, {}, bytes)) {
    while (!allowed && partials.drop_idle(conversation, sender, now - idle_min)) {
      allowed = within(options.quota, used, partials.reserved(conversation, sender), bytes);
    }
  }
  return allowed ? room(bytes) : allowed;
}

class EvidenceVault::Incoming final : public gateway::IncomingFile {
 public:
  Incoming(std::shared_ptr<Impl> impl, std::string id)
      : impl_(std::move(impl)), file_(std::make_shared<EvidenceFile>(impl_->dir, std::move(id))) {}

  // The last reference goes on the vault's thread, which then closes and removes.
  ~Incoming() override {
    const bool handed = impl_->worker.submit([file = std::move(file_)] {});
    static_cast<void>(handed);  // else it goes here and now
  }

  void write(std::string bytes, std::function<void(Result<>)> done) override {
    impl_->run<void>([file = file_, bytes = std::move(bytes)] { return file->write(bytes); },
                     std::move(done));
  }

  void keep(EvidenceRow row, std::function<void(Result<EvidenceRow>)> done) override {
    const auto impl = impl_;
    const auto place = [file = file_, row = std::move(row)]() mutable -> Result<EvidenceRow> {
      if (auto moved = file->move_into_place(); !moved) return moved.error();
      row.file.id = file->id();
      row.file.size = file->size();
      row.file.sha256 = file->sha256();
      return row;
    };
    impl->run<EvidenceRow>(place, [impl, done = std::move(done)](const Result<EvidenceRow>& kept) {
      if (!kept) return done(kept.error());
      note(impl, *kept, done);
    });
  }

 private:
  // A file whose row was refused goes again; the next start sets aside what has none.
  static void note(const std::shared_ptr<Impl>& impl, const EvidenceRow& row,
                   const std::function<void(Result<EvidenceRow>)>& done) {
    impl->committer.add({row, impl->options.quota}, [impl, row, done](const Result<>& noted) {
      if (noted) return done(row);
      // Only what was refused for sure: a row that stands keeps its file.
      if (noted.error().code != ErrorCode::rate_limited) return done(noted.error());
      const auto remove = [path = evidence_file(impl->dir, row.file.id)] {
        std::error_code ignored;
        std::filesystem::remove(path, ignored);
      };
      const bool handed = impl->worker.submit(remove);
      static_cast<void>(handed);  // else the next start sets it aside
      done(noted.error());
    });
  }

  std::shared_ptr<Impl> impl_;
  std::shared_ptr<EvidenceFile> file_;
};

class EvidenceVault::Outgoing final : public gateway::OutgoingFile {
 public:
  struct Handle {
    explicit Handle(int opened) : file(opened) {}
    ~Handle() { ::close(file); }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    int file;
    std::uint64_t at = 0;
    std::uint64_t left = 0;
  };

  Outgoing(std::shared_ptr<Impl> impl, std::shared_ptr<Handle> handle, std::uint64_t size)
      : impl_(std::move(impl)), handle_(std::move(handle)), size_(size) {
    handle_->left = size;
  }

  std::uint64_t size() const override { return size_; }

  void narrow(std::uint64_t first, std::uint64_t count) override {
    handle_->at = first;
    handle_->left = size_ = count;
  }

  void read(std::size_t bytes_max, std::function<void(Result<std::string>)> done) override {
    impl_->run<std::string>([handle = handle_, bytes_max] { return read_on(*handle, bytes_max); },
                            std::move(done));
  }

  // Null when it is not there, or not of that size.
  static std::shared_ptr<gateway::OutgoingFile> of(const std::shared_ptr<Impl>& impl,
                                                   const std::filesystem::path& path,
                                                   std::uint64_t size);

  static Result<std::string> read_on(Handle& handle, std::size_t bytes_max) {
    std::string bytes(std::min<std::uint64_t>(bytes_max, handle.left), '\0');
    ssize_t got = -1;
    do {
      got = ::pread(handle.file, bytes.data(), bytes.size(), static_cast<off_t>(handle.at));
    } while (got < 0 && errno == EINTR);
    if (got < 0) {
      return Error{ErrorCode::unavailable, std::string("cannot read: ") + std::strerror(errno)};
    }
    handle.at += static_cast<std::uint64_t>(got);
    handle.left -= static_cast<std::uint64_t>(got);
    bytes.resize(static_cast<std::size_t>(got));
    return bytes;
  }

 private:
  std::shared_ptr<Impl> impl_;
  std::shared_ptr<Handle> handle_;
  std::uint64_t size_;
};

EvidenceVault::EvidenceVault(const std::filesystem::path& dir, Post post, gateway::Clock& clock,
                             Committer& committer, Reader& reader, EvidenceOptions options)
    : impl_(new Impl{dir, std::move(post), clock, committer, reader, options, PartialUploads(dir),
                     Worker(options.queue_max)}) {
  make_evidence_directories(dir);
  remove_erased_files(dir, *open_database(dir, Access::read_write));
  strays_ = set_strays_aside(dir);
}

EvidenceVault::~EvidenceVault() { stop(); }

void EvidenceVault::stop() { impl_->worker.stop(); }

void EvidenceVault::remove(std::vector<std::string> ids, std::function<void(Result<>)> done) {
  impl_->run<void>(
      [impl = impl_, ids = std::move(ids)]() -> Result<> {
        for (const auto& id : ids) remove_evidence(impl->dir, id);
        sync_directory(evidence_directory(impl->dir));
        return {};
      },
      std::move(done));
}

void EvidenceVault::remove_strays(Instant before, std::function<void(Result<std::size_t>)> done) {
  impl_->run<std::size_t>(
      [impl = impl_, before]() -> Result<std::size_t> {
        return store::remove_strays(impl->dir, before);
      },
      std::move(done));
}

void EvidenceVault::admit(std::string conversation, std::string sender, std::uint64_t bytes,
                          std::function<void(Result<>)> done) {
  const Wanted wanted{std::move(conversation), std::move(sender), bytes, impl_->clock.now()};
  impl_->reader.evidence_usage(
      wanted.conversation, wanted.sender, wanted.now - std::chrono::hours(24),
      [impl = impl_, wanted, done = std::move(done)](const Result<EvidenceUsage>& used) {
        if (!used) return done(used.error());
        impl->run<void>([impl, wanted, used = *used] { return impl->place(wanted, used); }, done);
      });
}

std::unique_ptr<gateway::IncomingFile> EvidenceVault::receive(std::string id) {
  return std::make_unique<Incoming>(impl_, id.empty() ? "e" + random_hex(16) : std::move(id));
}

void EvidenceVault::find(std::string id,
                         std::function<void(Result<std::optional<EvidenceRow>>)> done) {
  impl_->reader.evidence({std::move(id)},
                         [done = std::move(done)](const Result<std::vector<EvidenceRow>>& rows) {
                           if (!rows) return done(rows.error());
                           if (rows->empty()) return done(std::optional<EvidenceRow>());
                           done(std::optional(rows->front()));
                         });
}

std::shared_ptr<gateway::OutgoingFile> EvidenceVault::Outgoing::of(
    const std::shared_ptr<Impl>& impl, const std::filesystem::path& path, std::uint64_t size) {
  const int opened = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (opened < 0) return nullptr;
  auto handle = std::make_shared<Handle>(opened);
  struct stat found {};
  const bool whole =
      ::fstat(opened, &found) == 0 && static_cast<std::uint64_t>(found.st_size) == size;
  if (!whole) return nullptr;
  return std::make_shared<Outgoing>(impl, std::move(handle), size);
}

void EvidenceVault::open(const EvidenceRow& row,
                         std::function<void(Result<std::shared_ptr<gateway::OutgoingFile>>)> done) {
  using Opened = std::shared_ptr<gateway::OutgoingFile>;
  const auto job = [impl = impl_, file = row.file]() -> Result<Opened> {
    auto opened = Outgoing::of(impl, evidence_file(impl->dir, file.id), file.size);
    if (opened) return opened;
    return Error{ErrorCode::internal, "the file of " + file.id + " is missing or damaged"};
  };
  impl_->run<Opened>(job, std::move(done));
}

void EvidenceVault::begin(gateway::PartialUpload upload,
                          std::function<void(Result<gateway::PartialUpload>)> done) {
  const Wanted wanted{upload.conversation, upload.sender, upload.size, impl_->clock.now()};
  impl_->reader.evidence_usage(
      wanted.conversation, wanted.sender, wanted.now - std::chrono::hours(24),
      [impl = impl_, wanted, upload = std::move(upload),
       done = std::move(done)](const Result<EvidenceUsage>& used) {
        if (!used) return done(used.error());
        // Looked at and begun in one go: of several announced at once none slips through.
        const auto job = [impl, wanted, upload, used = *used]() -> Result<gateway::PartialUpload> {
          if (auto allowed = impl->place(wanted, used); !allowed) return allowed.error();
          return impl->partials.begin(upload);
        };
        impl->run<gateway::PartialUpload>(job, done);
      });
}

void EvidenceVault::partial(
    std::string id, std::function<void(Result<std::optional<gateway::PartialUpload>>)> done) {
  using Found = std::optional<gateway::PartialUpload>;
  const auto job = [impl = impl_, id = std::move(id)]() -> Result<Found> {
    auto found = impl->partials.find(id);
    if (found) return Found(std::move(*found));
    if (found.error().code == ErrorCode::not_found) return Found();
    return found.error();
  };
  impl_->run<Found>(job, std::move(done));
}

void EvidenceVault::append(std::string id, std::uint64_t offset, std::string bytes,
                           std::function<void(Result<std::uint64_t>)> done) {
  impl_->run<std::uint64_t>(
      [impl = impl_, id = std::move(id), offset, bytes = std::move(bytes)] {
        return impl->partials.append(id, offset, bytes);
      },
      std::move(done));
}

void EvidenceVault::open_partial(
    std::string id, std::function<void(Result<std::shared_ptr<gateway::OutgoingFile>>)> done) {
  using Opened = std::shared_ptr<gateway::OutgoingFile>;
  const auto job = [impl = impl_, id = std::move(id)]() -> Result<Opened> {
    const auto found = impl->partials.find(id);
    if (!found) return found.error();
    auto opened = Outgoing::of(impl, impl->partials.file(id), found->offset);
    if (opened) return opened;
    return Error{ErrorCode::internal, "the upload " + id + " is missing or damaged"};
  };
  impl_->run<Opened>(job, std::move(done));
}

void EvidenceVault::drop(std::string id, std::function<void(Result<>)> done) {
  impl_->run<void>(
      [impl = impl_, id = std::move(id)]() -> Result<> {
        impl->partials.drop(id);
        return {};
      },
      std::move(done));
}

void EvidenceVault::drop_of(std::string conversation, std::function<void(Result<>)> done) {
  impl_->run<void>(
      [impl = impl_, conversation = std::move(conversation)]() -> Result<> {
        impl->partials.drop_of(conversation);
        return {};
      },
      std::move(done));
}

void EvidenceVault::drop_partials(Instant before, std::function<void(Result<std::size_t>)> done) {
  impl_->run<std::size_t>(
      [impl = impl_, before]() -> Result<std::size_t> { return impl->partials.drop_older(before); },
      std::move(done));
}

}  // namespace yingda::store
