// A visitor's copy of what is stored about them: who they are to us, what was collected, their work
// orders, their files, and every event that they were shown. Read from the store page by page while
// it is sent. What colleagues noted among themselves is not theirs and is not in it.

#include "base/limits.hpp"
#include "gateway/core.hpp"
#include "gateway/erasing.hpp"
#include "wire/entry_codec.hpp"
#include "wire/json.hpp"
#include "wire/json_types.hpp"
#include "wire/order_view.hpp"

namespace yingda::gateway {
namespace {

using wire::Json;

Json files_of(const conversation::State& state) {
  Json out = Json::array();
  for (const auto& file : state.evidence) {
    Json item = file;
    item["path"] = "/v1/evidence/" + file.id;
    out.push_back(std::move(item));
  }
  return out;
}

Json orders_of(const Core& core, const conversation::State& state) {
  Json out = Json::array();
  for (const auto& order : state.orders) {
    Json item =
        wire::tracking_json(order, core.catalog->team_name(order.department, state.locale()));
    item["secret"] = order.secret;
    out.push_back(std::move(item));
  }
  return out;
}

Json collected_by(const conversation::State& state) {
  Json out = Json::object();
  for (const auto& [name, value] : state.session.slots) {
    if (dialogue::is_set(value)) out[name] = dialogue::to_text(value);
  }
  return out;
}

std::string head_of(const Core& core, const conversation::State& state) {
  const auto& arrival = state.arrival;
  Json out{{"format", "yingda-own-data/1"},
           {"made_at", to_rfc3339(core.now())},
           {"conversation", state.id},
           {"locale", arrival.locale},
           {"visitor",
            {{"name", arrival.visitor.name},
             {"external_id", arrival.visitor.external_id},
             {"email", arrival.visitor.email}}},
           {"page",
            {{"url", arrival.page.url},
             {"title", arrival.page.title},
             {"attributes", arrival.page.attributes}}},
           {"collected", collected_by(state)},
           {"files", files_of(state)},
           {"work_orders", orders_of(core, state)}};
  if (state.erasure) out["erasure_asked_at"] = to_rfc3339(state.erasure->at);
  std::string text = wire::text_of(out);
  text.pop_back();
  return text + ",\"events\":[";
}

class OwnData final : public OutgoingBytes, public std::enable_shared_from_this<OwnData> {
 public:
  OwnData(Core& core, const conversation::State& state)
      : reads_(core.ports.reads),
        conversation_(state.id),
        last_(state.seq),
        waiting_(head_of(core, state)) {}

  void read(std::size_t bytes_max, std::function<void(Result<std::string>)> done) override {
    if (!waiting_.empty()) return done(take(bytes_max));
    if (ended_) return done(std::string());
    reads_.page_by_seq(conversation_, at_, limits::resume_page_rows,
                       [self = shared_from_this(), bytes_max,
                        done = std::move(done)](const Result<std::vector<LogEntry>>& page) {
                         if (!page) return done(page.error());
                         self->add(*page);
                         done(self->take(bytes_max));
                       });
  }

 private:
  std::string take(std::size_t bytes_max) {
    std::string out = waiting_.substr(0, bytes_max);
    waiting_.erase(0, out.size());
    return out;
  }

  // As of when it was asked for: what comes after it is left to the next copy.
  void add(const std::vector<LogEntry>& page) {
    for (const auto& entry : page) {
      if (entry.seq > last_) continue;
      waiting_ += first_ ? "\n" : ",\n";
      waiting_ += wire::visitor_event(entry.seq, entry.json, entry.visitor_only);
      first_ = false;
      at_ = entry.seq;
    }
    if (!page.empty() && at_ < last_) return;
    waiting_ += "\n]}\n";
    ended_ = true;
  }

  ReadModel& reads_;
  const std::string conversation_;
  const std::uint64_t last_;
  std::uint64_t at_ = 0;
  std::string waiting_;
  bool first_ = true;
  bool ended_ = false;
};

}  // namespace

void own_data(Core& core, const std::string& conversation, OwnDataDone done) {
  core.with_host(
      conversation, [&core, done = std::move(done)](const Result<std::shared_ptr<Host>>& host) {
        if (!host) return done(host.error());
        if ((*host)->erased()) {
          return done(Error{ErrorCode::not_found, "what this token opened was erased"});
        }
        done(std::shared_ptr<OutgoingBytes>(std::make_shared<OwnData>(core, (*host)->state())));
      });
}

}  // namespace yingda::gateway
