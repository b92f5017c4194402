#include "gateway/tracking.hpp"

#include "gateway/chat_connection.hpp"
#include "gateway/core.hpp"
#include "gateway/secret_text.hpp"
#include "wire/chat_frame.hpp"
#include "wire/json.hpp"
#include "wire/state_codec.hpp"
#include "workorder/number.hpp"

namespace yingda::gateway {
namespace {

struct Found {
  std::string conversation;
  workorder::WorkOrder order;
};

Error nothing() { return {ErrorCode::not_found, "no work order with this number and secret"}; }

Error erased(const std::string& number, Instant at) {
  return {ErrorCode::conflict, "the content of " + number + " was erased at " + to_rfc3339(at) +
                                   "; only its times and sums are kept"};
}

void find(Core& core, const std::string& number, const std::string& secret,
          std::function<void(Result<Found>)> done) {
  core.ports.reads.order(
      workorder::normal_number(number),
      [secret, done = std::move(done)](const Result<std::optional<OrderRow>>& row) {
        if (!row) return done(row.error());
        if (!*row) return done(nothing());
        auto order = wire::decode_order((*row)->json);
        if (!order) return done(order.error());
        if (order->secret.empty()) return done(nothing());  // erased
        if (!same_secret(order->secret, normal_secret(secret))) return done(nothing());
        done(Found{(*row)->conversation, *std::move(order)});
      });
}

// Where the matter lives now. Both orders are of one conversation, so who may see the one may see
// the other; orders end in older ones only, so that this comes to an end.
void follow(Core& core, workorder::WorkOrder order, OrderDone done) {
  if (order.merged_into.empty()) return done(std::move(order));
  const std::string next = order.merged_into;
  core.ports.reads.order(
      next, [&core, done = std::move(done)](const Result<std::optional<OrderRow>>& row) {
        if (!row) return done(row.error());
        if (!*row) return done(nothing());
        auto order = wire::decode_order((*row)->json);
        if (!order) return done(order.error());
        follow(core, *std::move(order), done);
      });
}

// Held to what the chat's frame is held to.
Result<wire::OrderFrame> frame_of(const std::string& number, const OrderAct& act) {
  const wire::Json json{{"type", "work_order"},
                        {"id", act.id},
                        {"number", number},
                        {"action", act.action},
                        {"text", act.text}};
  auto frame = wire::decode_chat(wire::text_of(json));
  if (!frame) return frame.error().error;
  return std::get<wire::OrderFrame>(*std::move(frame));
}

void submit(Host& host, const wire::OrderFrame& frame, std::function<void(Result<>)> done) {
  const ClientKey key{"v", frame.id, meaning_hash(meaning_of(frame)), 0, 0};
  host.submit({conversation::OrderRequested{frame.id, frame.number, frame.action, frame.text, {}},
               key, [done = std::move(done)](const Outcome* outcome, const Rejection* rejection) {
                 done(outcome == nullptr ? Result<>(rejection->error) : Result<>());
               }});
}

void note_access(Host& host, const conversation::StaffAccessed& accessed,
                 std::function<void(Result<>)> done) {
  host.submit({accessed, std::nullopt,
               [done = std::move(done)](const Outcome* outcome, const Rejection* rejection) {
                 done(outcome == nullptr ? Result<>(rejection->error) : Result<>());
               }});
}

}  // namespace

void look_up(Core& core, const std::string& number, const std::string& secret, OrderDone done) {
  find(core, number, secret, [&core, done = std::move(done)](Result<Found> found) {
    if (!found) return done(found.error());
    follow(core, std::move(found->order), done);
  });
}

void find_case(Core& core, const std::string& number, const std::string& secret, CaseDone done) {
  find(core, number, secret, [done = std::move(done)](Result<Found> found) {
    if (!found) return done(found.error());
    done(FoundCase{std::move(found->order.number), std::move(found->conversation)});
  });
}

void export_case(Core& core, const std::string& number, const Staff& staff,
                 const std::string& reason, CaseDone done) {
  core.ports.reads.order(
      workorder::normal_number(number),
      [&core, staff, reason, done = std::move(done)](const Result<std::optional<OrderRow>>& row) {
        if (!row) return done(row.error());
        if (!*row) return done(nothing());
        if (core.draining) return done(Error{ErrorCode::unavailable, "the server is restarting"});
        const FoundCase found{(*row)->number, (*row)->conversation};
        core.with_host(found.conversation, [&core, staff, reason, found,
                                            done](const Result<std::shared_ptr<Host>>& host) {
          if (!host) return done(host.error());
          const auto& state = (*host)->state();
          if (state.step == 0 || !core.desk.may_see(staff, state)) return done(nothing());
          if ((*host)->erased()) return done(erased(found.number, state.erasure->at));
          const conversation::StaffAccessed accessed{shown_person(staff, state.locale()),
                                                     conversation::Access::exported, reason};
          note_access(**host, accessed, [found, done](const Result<>& noted) {
            noted ? done(found) : done(noted.error());
          });
        });
      });
}

void act_on(Core& core, const std::string& number, const std::string& secret, OrderAct act,
            OrderDone done) {
  find(core, number, secret,
       [&core, act = std::move(act), done = std::move(done)](const Result<Found>& found) {
         if (!found) return done(found.error());
         const auto frame = frame_of(found->order.number, act);
         if (!frame) return done(frame.error());
         if (core.draining) return done(Error{ErrorCode::unavailable, "the server is restarting"});
         const auto after = [&core, number = found->order.number, secret = found->order.secret,
                             done](const Result<>& stored) {
           if (!stored) return done(stored.error());
           look_up(core, number, secret, done);
         };
         core.with_host(found->conversation,
                        [frame = *frame, after](const Result<std::shared_ptr<Host>>& host) {
                          if (!host) return after(host.error());
                          submit(**host, frame, after);
                        });
       });
}

}  // namespace yingda::gateway
