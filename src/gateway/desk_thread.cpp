// A conversation's transcript as the desk reads it: its end with the context, what stands before it
// page by page while somebody scrolls back. Bounded by bytes, too: a frame has to fit an outbox.

#include "base/limits.hpp"
#include "gateway/desk_connection.hpp"
#include "gateway/frame.hpp"
#include "wire/desk_view.hpp"
#include "wire/server_frame.hpp"

namespace yingda::gateway {
namespace {

constexpr std::uint64_t entries_max = limits::resume_page_rows;
constexpr std::size_t bytes_max = 64 * 1024;

// Drops the oldest until the rest is small enough; one is always left.
void keep_end(std::vector<std::string>& events) {
  std::size_t bytes = 0;
  std::size_t kept = 0;
  for (auto event = events.rbegin(); event != events.rend(); ++event, ++kept) {
    bytes += event->size();
    if (kept == entries_max || (kept > 0 && bytes > bytes_max)) break;
  }
  events.erase(events.begin(), events.end() - static_cast<std::ptrdiff_t>(kept));
}

}  // namespace

void DeskConnection::send_context(const std::shared_ptr<Host>& host) {
  const std::uint64_t last = host->state().pos;
  gather(host, std::make_shared<std::vector<std::string>>(),
         last > entries_max ? last - entries_max : 0);
}

void DeskConnection::gather(const std::shared_ptr<Host>& host,
                            const std::shared_ptr<std::vector<std::string>>& events,
                            std::uint64_t after) {
  core_.ports.reads.page_by_pos(
      host->id(), after, limits::resume_page_rows,
      [this, host, events, after,
       guard = std::weak_ptr<bool>(alive_)](const Result<std::vector<LogEntry>>& page) {
        if (guard.expired()) return;
        if (!page) return reject(page.error(), "", host->id());
        std::uint64_t last = after;
        for (const auto& entry : *page) {
          events->push_back(event_of(*host, entry));
          last = entry.pos;
        }
        if (!page->empty() && last < host->state().pos) return gather(host, events, last);
        keep_end(*events);
        const auto privacy =
            revealed_.contains(host->id()) ? wire::Privacy::open : wire::Privacy::masked;
        send(make_frame(wire::context_frame(*core_.catalog, host->state(), *events, privacy)));
        if (const auto read = core_.desk.read_by_visitor(host->id()); read > 0) {
          send(make_frame(wire::desk_read_frame(host->id(), read)));
        }
        subscribe(host, last);
      });
}

// Only of what is being watched: that somebody looks is in the log from then on.
void DeskConnection::history(const wire::HistoryFrame& frame, const Done& done) {
  const auto tell = [this, frame, done](const auto& host) {
    if (!subscriptions_.contains(host->id())) {
      reject({ErrorCode::invalid, "subscribe to the conversation first"}, "", host->id());
      return done();
    }
    const std::uint64_t before = std::min(frame.before, host->state().pos + 1);
    const std::uint64_t after = before > entries_max + 1 ? before - entries_max - 1 : 0;
    const std::size_t rows = before > after + 1 ? before - after - 1 : 0;
    const auto told = [this, host, before, done, guard = std::weak_ptr<bool>(alive_)](
                          const Result<std::vector<LogEntry>>& page) {
      if (guard.expired()) return;
      if (!page) {
        reject(page.error(), "", host->id());
        return done();
      }
      std::vector<std::string> events;
      for (const auto& entry : *page) {
        if (entry.pos < before) events.push_back(event_of(*host, entry));
      }
      keep_end(events);
      send(make_frame(wire::history_frame(host->id(), before, events)));
      done();
    };
    if (rows == 0) return told(std::vector<LogEntry>{});
    core_.ports.reads.page_by_pos(host->id(), after, rows, told);
  };
  with_visible(frame.conversation, "", done, tell, true);
}

}  // namespace yingda::gateway
