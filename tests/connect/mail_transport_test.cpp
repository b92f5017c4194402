// By whom and how often somebody is written to. The server's side is in tests/e2e/mail.test.mjs.

#include "connect/mail_transport.hpp"

#include <catch2/catch.hpp>

#include "connect/notice_sender.hpp"
#include "outbox_world.hpp"
#include "turned_loop.hpp"

using namespace yingda;
using namespace yingda::connect;
using namespace yingda::connect::test;
using namespace std::chrono_literals;

namespace {

constexpr const char* address = "limin@mail.example";

// Nobody listens at port 1: whatever is tried there fails to connect.
MailSettings settings() {
  MailSettings out;
  out.server = {"127.0.0.1", "1", SmtpSecurity::none, "", "", "", 2s};
  out.from = "service@shop.example";
  out.voice = {"云卡商城", "Yunka Mall", "", [](Instant) { return std::chrono::minutes(0); }};
  return out;
}

class Mails : public TurnedLoop {
 public:
  Mails() : outbox(loop), ways(mail_transport(loop, settings(), outbox)) {}

  DeliveryResult send(const std::string& to, const std::string& body = R"({"locale":"en"})") {
    gateway::NoticeRow row;
    row.id = "msg_1";
    row.endpoint = gateway::mail_endpoint;
    row.recipient = to;
    row.body = body;
    std::optional<DeliveryResult> got;
    const auto sending = ways->send(row, clock.at, [&](const auto& result) { got = result; });
    run_until([&] { return got.has_value(); });
    return *got;
  }

  TurnedClock clock;
  MemoryOutbox outbox;
  std::unique_ptr<NoticeTransport> ways;
};

}  // namespace

TEST_CASE("only what a visitor has not seen is mailed, and people see a masked address") {
  Mails mails;
  CHECK(mails.ways->takes("conversation.unseen"));
  for (const auto type : {"work_order.opened", "promise.missed", "compensation.granted"}) {
    CHECK_FALSE(mails.ways->takes(type));
  }
  gateway::NoticeRow row;
  row.recipient = address;
  CHECK(mails.ways->told(row) == "l***@mail.example");
  CHECK(mails.ways->endpoint() == gateway::mail_endpoint);
}

TEST_CASE("an address that had three mails in a day gets no fourth") {
  Mails mails;
  mails.outbox.delivered[address] = 2;
  const auto third = mails.send(address);
  CHECK(third.what == Delivery::later);
  CHECK(third.why == "connect");
  CHECK(mails.outbox.asked_since == mails.clock.at - 24h);
  mails.outbox.delivered[address] = 3;
  const auto fourth = mails.send(address);
  CHECK(fourth.what == Delivery::never);
  CHECK(fourth.why == "enough mails went to this address today");
  CHECK(mails.send("other@mail.example").what == Delivery::later);
}

TEST_CASE("a row that holds no address, or no facts, is never sent") {
  Mails mails;
  for (const auto* bad : {"", "limin", "limin@mail.example\r\nRCPT TO:<all@shop.example>"}) {
    CHECK(mails.send(bad).what == Delivery::never);
  }
  CHECK(mails.send(address, "no facts").what == Delivery::never);
}

TEST_CASE("a mail that is cut off is not heard of again, and nobody waits for it") {
  Mails mails;
  gateway::NoticeRow row;
  row.recipient = address;
  row.body = "{}";
  bool heard = false;
  const auto sending = mails.ways->send(row, mails.clock.at, [&](const auto&) { heard = true; });
  sending->cancel();
  mails.run_for(50ms);
  const auto another = mails.ways->send(row, mails.clock.at, [&](const auto&) { heard = true; });
  mails.run_for(1ms);  // asked, and perhaps under way
  another->cancel();
  heard = false;  // it may have been over before: the port refuses at once
  mails.ways.reset();
  mails.run_for(50ms);
  CHECK_FALSE(heard);
}

TEST_CASE("what waits for a mail server that is not configured any more fails, and says so") {
  TurnedLoop turned;
  TurnedClock clock;
  MemoryOutbox outbox(turned.loop);
  Counts counts;
  gateway::NoticeRow row;
  row.id = "msg_1";
  row.endpoint = gateway::mail_endpoint;
  row.conversation = "c1";
  row.recipient = address;
  row.type = "conversation.unseen";
  outbox.rows[{row.id, row.endpoint}] = {row, clock.at, ""};
  std::optional<conversation::NoticeSettled> told;
  NoticeSender sender(turned.loop, {}, outbox, clock, counts);
  sender.start([&](const std::string&, const conversation::NoticeSettled& settled,
                   std::function<void(Result<>)> done) {
    told = settled;
    done({});
  });
  turned.run_until([&] { return told.has_value(); });
  CHECK_FALSE(told->delivered);
  CHECK(told->detail == "not configured any more");
  CHECK(told->to == "l***@mail.example");
  CHECK(counts.said.find("mail_given_up") != std::string::npos);
  CHECK(counts.said.find("limin") == std::string::npos);
}
