#include "app/dossier_office.hpp"

#include <algorithm>
#include <fstream>

#include "conversation/erasure.hpp"
#include "dossier/package.hpp"
#include "store/evidence_files.hpp"
#include "store/signing_key.hpp"
#include "store/worker.hpp"
#include "wire/json.hpp"
#include "wire/state_codec.hpp"

namespace yingda::app {
namespace {

using gateway::OutgoingBytes;

// Pieces waiting to be packed, one for each dossier on its way; more are not admitted (net/config).
constexpr std::size_t jobs_max = 64;

// What a dossier says beside the record, as of when it was asked for.
struct Asked {
  std::string number;
  dossier::Copy copy = dossier::Copy::customer;
  gateway::CatalogPtr catalog;
  Instant at{};
};

dossier::OpenFile files_in(const std::filesystem::path& data) {
  return [data](const std::string& id) -> Result<dossier::FileSource> {
    auto file = std::make_shared<std::ifstream>(store::evidence_file(data, id), std::ios::binary);
    if (!*file) return Error{ErrorCode::internal, "the file of " + id + " is missing"};
    return dossier::FileSource([file, id](std::size_t bytes_max) -> Result<std::string> {
      std::string bytes(bytes_max, '\0');
      file->read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
      if (file->bad()) return Error{ErrorCode::unavailable, "the file of " + id + " is unreadable"};
      bytes.resize(static_cast<std::size_t>(file->gcount()));
      return bytes;
    });
  };
}

Result<dossier::Case> case_of(const Asked& asked, store::CaseRecord record) {
  auto state = wire::decode_state(record.state);
  if (!state) return state.error();
  // Just now: whoever asks later is told when.
  if (conversation::is_erased(*state)) {
    return Error{ErrorCode::conflict, "the content of " + asked.number + " was erased"};
  }
  const auto head = proof::hash_from(record.head);
  const auto order = std::ranges::find(state->orders, asked.number, &workorder::WorkOrder::number);
  if (!head || order == state->orders.end()) {
    return Error{ErrorCode::internal, "the record of " + asked.number + " is damaged"};
  }
  dossier::Case out;
  out.copy = asked.copy;
  out.number = asked.number;
  out.locale = state->locale().starts_with("en") ? "en" : "zh-CN";
  out.brand =
      dialogue::pick(asked.catalog->policy.brand, out.locale, asked.catalog->default_locale);
  out.department = asked.catalog->team_name(order->department, out.locale);
  out.zone = asked.catalog->policy.zone;
  out.made_at = asked.at;
  out.head = *head;
  for (auto& proven : record.entries) {
    auto& entry = proven.entry;
    out.entries.push_back(
        {entry.pos, entry.seq, std::move(entry.json), std::move(proven.salt), proven.commitment});
  }
  for (auto& row : record.evidence) {
    out.files.push_back({std::move(row.file), std::move(row.sender), row.at});
  }
  out.state = *std::move(state);
  return out;
}

}  // namespace

struct DossierOffice::Impl {
  // Runs `job` on the office's thread and hands its result to `done` on the loop.
  template <class T, class Job>
  void run(Job job, std::function<void(Result<T>)> done) {
    const bool taken = worker.submit([this, job = std::move(job), done]() mutable {
      post([this, done = std::move(done), result = answer_of<T>(job)]() mutable {
        if (!result && result.error().code == ErrorCode::internal) {
          telemetry.warn("dossier_failed", {{"error", result.error().detail}});
        }
        done(std::move(result));
      });
    });
    if (taken) return;
    post([done = std::move(done)] {
      done(Error{ErrorCode::overloaded, "too many dossiers are being made"});
    });
  }

  template <class T, class Job>
  static Result<T> answer_of(Job& job) {
    try {
      return job();
    } catch (const std::exception& error) {
      return Error{ErrorCode::internal, error.what()};
    }
  }

  const std::filesystem::path data;
  const store::Post post;
  gateway::Clock& clock;
  gateway::Gateway& facade;
  store::Reader& reader;
  gateway::Telemetry& telemetry;
  store::Worker worker{jobs_max};  // last: it uses the rest until it is joined
};

namespace {

// One package, read piece by piece on the office's thread.
template <class Office>
class Stream final : public OutgoingBytes {
 public:
  Stream(std::shared_ptr<Office> office, std::unique_ptr<dossier::Package> package)
      : office_(std::move(office)), package_(std::move(package)) {}

  void read(std::size_t bytes_max, std::function<void(Result<std::string>)> done) override {
    office_->template run<std::string>(
        [package = package_, bytes_max] { return package->read(bytes_max); }, std::move(done));
  }

 private:
  std::shared_ptr<Office> office_;
  std::shared_ptr<dossier::Package> package_;
};

template <class Office>
void pack(const std::shared_ptr<Office>& office, const Asked& asked, store::CaseRecord record,
          const DossierDone& done) {
  office->template run<net::Dossier>(
      [office, asked, record = std::move(record)]() mutable -> Result<net::Dossier> {
        const auto about = case_of(asked, std::move(record));
        if (!about) return about.error();
        const auto key = store::signing_key(office->data);
        auto package = dossier::Package::make(*about, files_in(office->data), key);
        if (!package) return package.error();
        return net::Dossier{asked.number,
                            std::make_shared<Stream<Office>>(office, *std::move(package))};
      },
      done);
}

}  // namespace

DossierOffice::DossierOffice(std::filesystem::path data, store::Post post, gateway::Clock& clock,
                             gateway::Gateway& gateway, store::Reader& reader,
                             gateway::Telemetry& telemetry)
    : impl_(new Impl{std::move(data), std::move(post), clock, gateway, reader, telemetry}) {}

DossierOffice::~DossierOffice() { stop(); }

void DossierOffice::stop() { impl_->worker.stop(); }

void DossierOffice::keys(std::function<void(Result<std::string>)> done) {
  impl_->run<std::string>(
      [data = impl_->data]() -> Result<std::string> {
        wire::Json keys = wire::Json::array();
        for (const auto& key : store::public_keys(data)) {
          keys.push_back({{"public_key", proof::to_base64(key)}, {"signs", keys.empty()}});
        }
        return wire::text_of(wire::Json{{"keys", std::move(keys)}});
      },
      std::move(done));
}

void DossierOffice::make(const net::DossierRequest& request, const DossierDone& done) {
  Asked asked{{},
              request.staff ? dossier::Copy::staff : dossier::Copy::customer,
              impl_->facade.catalog(),
              impl_->clock.now()};
  const auto impl = impl_;
  const auto read = [impl, asked, done](const Result<gateway::FoundCase>& found) {
    if (!found) return done(found.error());
    Asked about = asked;
    about.number = found->number;
    impl->reader.case_record(found->conversation,
                             [impl, about, done](Result<std::optional<store::CaseRecord>> record) {
                               if (!record) return done(record.error());
                               if (!*record)
                                 return done(Error{ErrorCode::not_found, "no such conversation"});
                               pack(impl, about, **std::move(record), done);
                             });
  };
  if (request.staff) {
    return impl_->facade.export_case(request.number, *request.staff, request.reason, read);
  }
  impl_->facade.find_case(request.number, request.secret, read);
}

}  // namespace yingda::app
