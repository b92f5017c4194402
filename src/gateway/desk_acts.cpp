// What staff do to a conversation beyond writing in it: take it, pass it on, mark what is paid.

#include "gateway/desk_connection.hpp"
#include "gateway/frame.hpp"
#include "wire/server_frame.hpp"

namespace yingda::gateway {

void DeskConnection::claim(const wire::ClaimFrame& frame, const Done& done) {
  if (!frame.take_over.empty() && !core_.desk.is_supervisor(staff_)) {
    core_.ports.telemetry.count("yingda_authz_denied_total", "take_over");
    reject({ErrorCode::forbidden, "only a supervisor may take over a conversation"}, frame.id,
           frame.conversation);
    return done();
  }
  with_visible(
      frame.conversation, frame.id, done, [this, frame, done](const std::shared_ptr<Host>& host) {
        const auto& state = host->state();
        if (state.agent && state.agent->id == staff_.id) {
          if (!frame.id.empty()) {
            send(make_frame(wire::desk_accepted_frame(frame.id, host->id(), state.pos, true)));
          }
          send_context(host);
          return done();
        }
        const conversation::AgentClaimed claimed{person(), core_.desk.is_supervisor(staff_),
                                                 frame.take_over};
        const std::string why = frame.take_over.empty() ? "" : " over: " + frame.take_over;
        submit(host, claimed, frame.id, "claim" + why, done, [this, host] { send_context(host); });
      });
}

void DeskConnection::transfer(const wire::TransferFrame& frame, const Done& done) {
  with_visible(
      frame.conversation, frame.id, done, [this, frame, done](const std::shared_ptr<Host>& host) {
        conversation::AgentTransferred transferred{
            frame.id, person(), frame.team, {}, frame.reason};
        transferred.rule = frame.rule;
        transferred.next_due = frame.next_due;
        transferred.supervisor = core_.desk.is_supervisor(staff_);
        if (!frame.agent.empty()) {
          const Staff* colleague = core_.desk.colleague(frame.agent);
          if (colleague == nullptr) {
            reject({ErrorCode::not_found, "\"" + frame.agent + "\" is not on duty right now"},
                   frame.id, frame.conversation);
            return done();
          }
          transferred.to = shown_person(*colleague, host->state().locale());
          transferred.to_supervisor = core_.desk.is_supervisor(*colleague);
        }
        submit(host, transferred, frame.id,
               "transfer " + frame.team + " " + frame.agent + " " + frame.reason + " " +
                   frame.rule + (frame.next_due ? " " + to_rfc3339(*frame.next_due) : ""),
               done);
      });
}

void DeskConnection::pay(const wire::PayCompensationFrame& frame, const Done& done) {
  if (!core_.desk.is_supervisor(staff_)) {
    core_.ports.telemetry.count("yingda_authz_denied_total", "desk");
    reject({ErrorCode::forbidden, "only supervisors mark compensation as paid"}, frame.id,
           frame.conversation);
    return done();
  }
  report(act_of(frame, person()), done);
}

void DeskConnection::assign(const wire::AssignFrame& frame, const Done& done) {
  if (!core_.desk.is_supervisor(staff_)) {
    core_.ports.telemetry.count("yingda_authz_denied_total", "desk");
    reject({ErrorCode::forbidden, "only supervisors assign work orders"}, frame.id,
           frame.conversation);
    return done();
  }
  with_visible(
      frame.conversation, frame.id, done, [this, frame, done](const std::shared_ptr<Host>& host) {
        const Staff* colleague = core_.desk.colleague(frame.to);
        if (colleague == nullptr || !core_.desk.takes_conversations(*colleague)) {
          reject({ErrorCode::not_found, "\"" + frame.to + "\" is not on duty right now"}, frame.id,
                 frame.conversation);
          return done();
        }
        const conversation::CaseAssigned assigned{frame.id,
                                                  {},
                                                  frame.number,
                                                  shown_person(*colleague, host->state().locale()),
                                                  core_.desk.is_supervisor(*colleague),
                                                  frame.reason,
                                                  frame.version};
        submit(host, assigned, frame.id,
               "assign " + frame.number + " " + frame.to + " " + frame.reason, done);
      });
}

// With the files that were uploaded for it to this conversation.
void DeskConnection::say(const wire::AgentSayFrame& frame, const Done& done) {
  if (frame.evidence.empty()) return report(act_of(frame, person()), done);
  const auto send = [this, frame, done](const std::shared_ptr<Host>& host,
                                        std::vector<Evidence> files) {
    AgentAct act = act_of(frame, person_in(*host));
    std::get<conversation::AgentMessaged>(act.body).evidence = std::move(files);
    submit(host, act.body, act.id, act.meaning, done);
  };
  with_visible(frame.conversation, frame.id, done, [this, frame, done, send](const auto& host) {
    core_.ports.reads.evidence(frame.evidence, [this, frame, done, send, host,
                                                guard = std::weak_ptr<bool>(alive_)](
                                                   const Result<std::vector<EvidenceRow>>& rows) {
      if (guard.expired()) return;
      std::vector<Evidence> files;
      if (rows) {
        for (const auto& row : *rows) {
          if (row.conversation == host->id()) files.push_back(row.file);
        }
      }
      if (rows && files.size() == frame.evidence.size()) return send(host, files);
      reject(rows ? Error{ErrorCode::not_found, "no such file was uploaded to this conversation"}
                  : rows.error(),
             frame.id, frame.conversation);
      done();
    });
  });
}

// Whom a note is for: the colleagues it names, and of a whisper whoever has the conversation.
Result<std::vector<conversation::Person>> DeskConnection::addressed(const wire::NoteFrame& frame,
                                                                    const Host& host) const {
  if (!frame.whisper) return core_.desk.colleagues_at(frame.mentions, staff_.id, host.state());
  if (!core_.desk.is_supervisor(staff_)) {
    return Error{ErrorCode::forbidden, "only supervisors whisper"};
  }
  const auto& agent = host.state().agent;
  if (!agent || agent->id == staff_.id) {
    return Error{ErrorCode::conflict, "no colleague has this conversation"};
  }
  return std::vector{*agent};
}

void DeskConnection::note(const wire::NoteFrame& frame, const Done& done) {
  with_visible(frame.conversation, frame.id, done,
               [this, frame, done](const std::shared_ptr<Host>& host) {
                 AgentAct act = act_of(frame, person_in(*host));
                 auto whom = addressed(frame, *host);
                 if (!whom) {
                   reject(whom.error(), frame.id, frame.conversation);
                   return done();
                 }
                 std::get<conversation::AgentNoted>(act.body).mentions = *std::move(whom);
                 submit(host, act.body, act.id, act.meaning, done);
               });
}

}  // namespace yingda::gateway
