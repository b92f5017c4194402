#include "store/evidence_vault.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "store/evidence_files.hpp"
#include "store/random.hpp"
#include "store/worker.hpp"

namespace yingda::store {

using gateway::EvidenceRow;

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

  Result<> room() const;

  const std::filesystem::path dir;
  const Post post;
  gateway::Clock& clock;
  Committer& committer;
  Reader& reader;
  const EvidenceOptions options;
  Worker worker;  // last: it uses the rest until it is joined
};

Result<> EvidenceVault::Impl::room() const {
  struct statvfs disk {};
  if (::statvfs(dir.c_str(), &disk) != 0) return {};
  const std::uint64_t free = std::uint64_t{disk.f_bavail} * disk.f_frsize;
  if (free >= options.disk_free_min) return {};
  return Error{ErrorCode::unavailable, "the disk has no room for files at the moment"};
}

class EvidenceVault::Incoming final : public gateway::IncomingFile {
 public:
  explicit Incoming(std::shared_ptr<Impl> impl)
      : impl_(std::move(impl)),
        file_(std::make_shared<EvidenceFile>(impl_->dir, "e" + random_hex(16))) {}

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
  // A file whose row was refused goes again.
  static void note(const std::shared_ptr<Impl>& impl, const EvidenceRow& row,
                   const std::function<void(Result<EvidenceRow>)>& done) {
    impl->committer.add({row, impl->options.quota}, [impl, row, done](const Result<>& noted) {
      if (noted) return done(row);
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
  };

  Outgoing(std::shared_ptr<Impl> impl, std::shared_ptr<Handle> handle, std::uint64_t size)
      : impl_(std::move(impl)), handle_(std::move(handle)), size_(size) {}

  std::uint64_t size() const override { return size_; }

  void read(std::size_t bytes_max, std::function<void(Result<std::string>)> done) override {
    impl_->run<std::string>([handle = handle_, bytes_max] { return read_on(*handle, bytes_max); },
                            std::move(done));
  }

  static Result<std::string> read_on(Handle& handle, std::size_t bytes_max) {
    std::string bytes(bytes_max, '\0');
    ssize_t got = -1;
    do {
      got = ::pread(handle.file, bytes.data(), bytes.size(), static_cast<off_t>(handle.at));
    } while (got < 0 && errno == EINTR);
    if (got < 0) {
      return Error{ErrorCode::unavailable, std::string("cannot read: ") + std::strerror(errno)};
    }
    handle.at += static_cast<std::uint64_t>(got);
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
    : impl_(new Impl{dir, std::move(post), clock, committer, reader, options,
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

void EvidenceVault::admit(std::string conversation, std::string sender,
                          std::function<void(Result<>)> done) {
  const auto day_ago = impl_->clock.now() - std::chrono::hours(24);
  impl_->reader.evidence_usage(
      std::move(conversation), std::move(sender), day_ago,
      [impl = impl_, done = std::move(done)](const Result<EvidenceUsage>& used) {
        if (!used) return done(used.error());
        const auto& quota = impl->options.quota;
        const auto full = [](std::uint64_t is, std::uint64_t most) {
          return most != 0 && is >= most;
        };
        if (full(used->files, quota.files_max)) {
          return done(Error{ErrorCode::rate_limited,
                            "this conversation holds as many of your files as it may"});
        }
        if (full(used->files_lately, quota.files_per_day_max) ||
            full(used->bytes_lately, quota.bytes_per_day_max)) {
          return done(
              Error{ErrorCode::rate_limited, "you have sent as many files as a day allows"});
        }
        impl->run<void>([impl] { return impl->room(); }, done);
      });
}

std::unique_ptr<gateway::IncomingFile> EvidenceVault::receive() {
  return std::make_unique<Incoming>(impl_);
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

void EvidenceVault::open(const EvidenceRow& row,
                         std::function<void(Result<std::shared_ptr<gateway::OutgoingFile>>)> done) {
  using Opened = std::shared_ptr<gateway::OutgoingFile>;
  const auto job = [impl = impl_, file = row.file]() -> Result<Opened> {
    const int opened =
        ::open(evidence_file(impl->dir, file.id).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (opened < 0) return Error{ErrorCode::internal, "the file of " + file.id + " is missing"};
    auto handle = std::make_shared<Outgoing::Handle>(opened);
    struct stat found {};
    const bool whole =
        ::fstat(opened, &found) == 0 && static_cast<std::uint64_t>(found.st_size) == file.size;
    if (!whole) return Error{ErrorCode::internal, "the file of " + file.id + " is damaged"};
    return Opened(std::make_shared<Outgoing>(impl, std::move(handle), file.size));
  };
  impl_->run<Opened>(job, std::move(done));
}

}  // namespace yingda::store
