#include "gateway/erasing.hpp"

#include "gateway/core.hpp"
#include "wire/json.hpp"
#include "wire/state_codec.hpp"

namespace yingda::gateway {
namespace {

ErasureOutcome outcome_of(const Core& core, const conversation::State& state) {
  if (conversation::is_erased(state)) return {true};
  auto kept = conversation::keeping(state, core.now(), core.settings.cases_kept);
  if (!kept) return {};
  return {false, std::move(kept->numbers), kept->until};
}

// A wish that stands already needs no other step, unless it can be fulfilled now.
bool stands(const Core& core, const conversation::State& state, const ErasureWish& wish) {
  if (wish.by == conversation::ErasedFor::retention || !state.erasure) return false;
  return conversation::keeping(state, core.now(), core.settings.cases_kept).has_value();
}

// As it is stored: the host takes the new state over only after it has told everybody.
void answer(Core& core, const std::string& conversation, const ErasureDone& done) {
  core.ports.reads.load(conversation, [&core, done](const Result<std::optional<Loaded>>& row) {
    if (!row) return done(row.error());
    const auto state = wire::decode_state(row->value_or(Loaded{"{}"}).state);
    state ? done(outcome_of(core, *state)) : done(state.error());
  });
}

}  // namespace

std::string erasure_json(const ErasureOutcome& outcome) {
  wire::Json out{{"erased", outcome.erased}};
  if (!outcome.erased) {
    out["kept"] = {{"work_orders", outcome.kept_numbers}, {"until", nullptr}};
    if (outcome.kept_until) out["kept"]["until"] = to_rfc3339(*outcome.kept_until);
  }
  return wire::text_of(out);
}

void erase(Core& core, const std::string& conversation, ErasureWish wish, ErasureDone done) {
  if (core.draining) return done(Error{ErrorCode::unavailable, "the server is restarting"});
  core.with_host(conversation, [&core, wish = std::move(wish),
                                done = std::move(done)](const Result<std::shared_ptr<Host>>& host) {
    if (!host) return done(host.error());
    const auto& state = (*host)->state();
    const bool ours = wish.by != conversation::ErasedFor::visitor;
    if (ours && state.step == 0) {
      return done(Error{ErrorCode::not_found, "there is no conversation " + state.id});
    }
    if ((*host)->erased() || stands(core, state, wish)) return done(outcome_of(core, state));
    const auto kept_s = std::chrono::duration_cast<std::chrono::seconds>(core.settings.cases_kept);
    (*host)->submit(
        {conversation::ErasureAsked{wish.by, wish.who, wish.reason, kept_s.count()}, std::nullopt,
         [&core, done, id = state.id](const Outcome* outcome, const Rejection* rejection) {
           outcome == nullptr ? done(rejection->error) : answer(core, id, done);
         }});
  });
}

void expire_evidence(Core& core, const std::string& conversation, std::vector<std::string> ids,
                     std::function<void(Result<>)> done) {
  core.with_host(conversation, [ids = std::move(ids),
                                done = std::move(done)](const Result<std::shared_ptr<Host>>& host) {
    if (!host) return done(host.error());
    (*host)->submit({conversation::EvidenceExpired{ids}, std::nullopt,
                     [done](const Outcome* outcome, const Rejection* rejection) {
                       done(outcome != nullptr ? Result<>() : Result<>(rejection->error));
                     }});
  });
}

}  // namespace yingda::gateway
