#include "app/keeper.hpp"

#include <memory>

#include "wire/json.hpp"

namespace yingda::app {
namespace {

constexpr TimeSpan keeper_looks_every{1000};
constexpr TimeSpan keeper_sweeps_every = std::chrono::hours(1);
// What is swept is gone for good: somebody may see first that the clock or the database is wrong.
constexpr TimeSpan keeper_first_sweep = std::chrono::minutes(10);

std::string answer_text(const Result<gateway::ErasureOutcome>& outcome) {
  if (outcome) return gateway::erasure_json(*outcome);
  return wire::text_of(wire::Json{{"error", outcome.error().detail}});
}

bool is_for_later(const Error& error) {
  return error.code == ErrorCode::unavailable || error.code == ErrorCode::overloaded;
}

}  // namespace

Keeper::Keeper(content::RetentionSettings settings, gateway::Clock& clock,
               gateway::Gateway& gateway, store::RetentionReader& reader,
               store::Committer& committer, store::EvidenceVault& vault,
               gateway::Telemetry& telemetry)
    : settings_(settings),
      clock_(clock),
      gateway_(gateway),
      reader_(reader),
      committer_(committer),
      vault_(vault),
      telemetry_(telemetry),
      next_sweep_(clock.now() + keeper_first_sweep) {}

void Keeper::tick() {
  const Instant now = clock_.now();
  if (now >= next_look_ && !looking_) {
    next_look_ = now + keeper_looks_every;
    look();
  }
  if (now >= next_sweep_ && !sweeping_) {
    next_sweep_ = now + keeper_sweeps_every;
    sweep();
  }
}

void Keeper::look() {
  looking_ = true;
  reader_.waiting([this](const Result<store::ErasuresWaiting>& waiting) {
    looking_ = false;
    if (!waiting) return;  // it is looked again in a second
    for (const auto& request : waiting->requests) answer(request);
    if (!waiting->files.empty()) remove_files(waiting->files);
  });
}

void Keeper::answer(const store::ErasureRequest& request) {
  if (!under_way_.insert(request.conversation).second) return;
  const auto done = [this,
                     id = request.conversation](const Result<gateway::ErasureOutcome>& outcome) {
    if (!outcome && is_for_later(outcome.error())) {
      under_way_.erase(id);
      return;
    }
    if (outcome && outcome->erased) vault_.drop_of(id, [](const Result<>&) {});
    committer_.change(store::RequestAnswered{id, answer_text(outcome)},
                      [this, id](const Result<>&) { under_way_.erase(id); });
  };
  gateway_.erase(request.conversation,
                 {conversation::ErasedFor::staff, request.who, request.reason}, done);
}

void Keeper::remove_files(const std::vector<std::string>& ids) {
  vault_.remove(ids, [this, ids](const Result<>& removed) {
    if (!removed) return;
    committer_.change(store::FilesRemoved{ids}, [](const Result<>&) {});
  });
}

void Keeper::sweep() {
  sweeping_ = true;
  counts_ = {};
  sweep_quiet({});
}

void Keeper::sweep_quiet(const store::QuietPlace& after) {
  const Instant now = clock_.now();
  const store::QuietSince since{now - settings_.transcripts, now - settings_.work_orders};
  reader_.quiet(since, after, [this](const Result<store::QuietPage>& page) {
    if (!page) return sweep_uploads("");
    // The next page waits for this one: a first run may find years of it.
    auto left = std::make_shared<std::size_t>(page->conversations.size());
    const auto next = [this, place = page->next] {
      place ? sweep_quiet(*place) : sweep_uploads("");
    };
    if (*left == 0) return next();
    for (const auto& id : page->conversations) {
      gateway_.erase(id, {conversation::ErasedFor::retention, "", ""},
                     [this, id, left, next](const Result<gateway::ErasureOutcome>& outcome) {
                       if (outcome && outcome->erased) vault_.drop_of(id, [](const Result<>&) {});
                       counts_.conversations += outcome && outcome->erased ? 1 : 0;
                       if (--*left == 0) next();
                     });
    }
  });
}

void Keeper::sweep_uploads(const std::string& after) {
  const Instant now = clock_.now();
  reader_.uploads({now - settings_.unused_uploads, now - settings_.uploads, after},
                  [this](const Result<std::vector<store::OldUpload>>& uploads) {
                    if (!uploads || uploads->empty()) return sweep_done();
                    expire(*uploads);
                  });
}

// What was never sent is nobody's; what was is dropped by its conversation, too.
void Keeper::expire(const std::vector<store::OldUpload>& uploads) {
  auto left = std::make_shared<std::size_t>(uploads.size());
  const auto done = [this, left, last = uploads.back().id](const Result<>& outcome) {
    counts_.uploads += outcome ? 1 : 0;
    if (--*left == 0) sweep_uploads(last);
  };
  for (const auto& upload : uploads) {
    if (upload.attached) {
      gateway_.expire_evidence(upload.conversation, {upload.id}, done);
    } else {
      committer_.change(store::EvidenceGone{upload.conversation, {upload.id}}, done);
    }
  }
}

void Keeper::sweep_done() {
  vault_.drop_partials(clock_.now() - settings_.unused_uploads,
                       [this](const Result<std::size_t>& n) { counts_.uploads += n ? *n : 0; });
  vault_.remove_strays(clock_.now() - settings_.uploads, [this](const Result<std::size_t>& strays) {
    sweeping_ = false;
    counts_.strays = strays ? *strays : 0;
    telemetry_.count("yingda_retention_erased_total", "conversation",
                     static_cast<double>(counts_.conversations));
    telemetry_.count("yingda_retention_erased_total", "upload",
                     static_cast<double>(counts_.uploads));
    telemetry_.count("yingda_retention_erased_total", "stray", static_cast<double>(counts_.strays));
    telemetry_.event("retention", {{"conversations", std::to_string(counts_.conversations)},
                                   {"uploads", std::to_string(counts_.uploads)},
                                   {"strays", std::to_string(counts_.strays)}});
  });
}

}  // namespace yingda::app
