#include "gateway/notices.hpp"

#include "conversation/notice.hpp"
#include "wire/notice_json.hpp"

namespace yingda::gateway {
namespace {

constexpr std::size_t id_digits = 32;

// Nobody can guess it, and no other step has it; the time tells a step from the one that a restored
// backup has forgotten.
std::string message_id(Secrets& secrets, const conversation::State& after, Instant at,
                       std::size_t index) {
  const std::string place = std::to_string(index) + ":" + std::to_string(after.step) + ":" +
                            std::to_string(at.time_since_epoch().count()) + ":" + after.id;
  return "msg_" + secrets.sign("notice:" + place).substr(0, id_digits);
}

}  // namespace

std::vector<NoticeRow> notice_rows(const Notifier& notifier, Secrets& secrets,
                                   const conversation::State& before,
                                   const conversation::Event& event,
                                   const conversation::Transition& done) {
  std::vector<NoticeRow> rows;
  const auto& address = done.next.arrival.visitor.email;
  const auto notices = conversation::notices_of(before, event, done);
  for (std::size_t i = 0; i < notices.size(); ++i) {
    const auto& notice = notices[i];
    NoticeRow row;
    for (auto& endpoint : notifier.endpoints_for(conversation::to_string(notice.type))) {
      const bool mail = endpoint == mail_endpoint;
      if (mail && address.empty()) continue;
      if (row.id.empty()) {
        row.id = message_id(secrets, done.next, event.at, i);
        row.conversation = done.next.id;
        row.step = done.next.step;
        row.number = notice.number;
        row.type = conversation::to_string(notice.type);
        row.created_at = event.at;
      }
      row.endpoint = std::move(endpoint);
      row.recipient = mail ? address : std::string();
      row.body = mail ? wire::mail_json(notice, done.next)
                      : wire::notice_json(notice, done.next, event.at);
      rows.push_back(row);
    }
  }
  return rows;
}

}  // namespace yingda::gateway
