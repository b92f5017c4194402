#pragma once
// Notices by mail to the visitor's own verified address: only that something was not seen, and at
// most a few a day to one address.

#include <boost/asio/io_context.hpp>
#include <memory>
#include <string>

#include "connect/mail_words.hpp"
#include "connect/notice_transport.hpp"
#include "connect/smtp_client.hpp"
#include "gateway/notice_outbox.hpp"

namespace yingda::connect {

struct MailSettings {
  SmtpServer server;
  std::string from;
  std::string reply_to;  // may be empty
  MailVoice voice;
  std::uint64_t per_address_per_day = 3;
};

// Asks `outbox` how many went to an address in the last 24 hours.
std::unique_ptr<NoticeTransport> mail_transport(boost::asio::io_context& loop,
                                                MailSettings settings,
                                                gateway::NoticeOutbox& outbox);

}  // namespace yingda::connect
