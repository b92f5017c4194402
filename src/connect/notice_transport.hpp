#pragma once
// One way out of the house: how a row of the outbox reaches whoever is to be told. Retries, order
// and bookkeeping are the sender's (notice_sender.hpp).

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "gateway/ports.hpp"

namespace yingda::connect {

enum class Delivery {
  done,
  later,  // may go well another time
  never,  // this one never will
  gone,   // nor will any other by this way
};

struct DeliveryResult {
  Delivery what = Delivery::done;
  std::string why{};  // for staff and the log: no address, no words of the other side
};

// An attempt under way.
class Sending {
 public:
  virtual ~Sending() = default;
  // `done` will not be called any more.
  virtual void cancel() = 0;
};

class NoticeTransport {
 public:
  virtual ~NoticeTransport() = default;
  // What rows name it by, for ever.
  virtual const std::string& endpoint() const = 0;
  // "webhook" or "mail": in names of metrics and log lines.
  virtual std::string_view kind() const = 0;
  // For the log.
  virtual const std::string& host() const = 0;
  // For staff: whom this row is to tell.
  virtual std::string told(const gateway::NoticeRow& row) const = 0;
  virtual bool takes(std::string_view type) const = 0;
  // How many attempts may be under way at once, none of them to the same recipient: how many
  // somebody was sent is known when the last one is stored.
  virtual std::size_t at_once() const = 0;
  // `done` is called at most once, later.
  virtual std::shared_ptr<Sending> send(const gateway::NoticeRow& row, Instant now,
                                        std::function<void(const DeliveryResult&)> done) = 0;
};

}  // namespace yingda::connect
