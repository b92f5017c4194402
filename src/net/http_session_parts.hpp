#pragma once
// One HTTP connection: what http_session.cpp (requests and answers) and http_transfer.cpp (files)
// share.

#include <chrono>
#include <functional>
#include <optional>

#include "net/callback.hpp"
#include "net/core.hpp"
#include "net/request_reader.hpp"
#include "net/routes.hpp"
#include "net/upgrade.hpp"
#include "net/upload.hpp"
#include "net/upload_piece.hpp"

namespace yingda::net {

// Peers that are slower than this are cut off.
inline std::chrono::seconds transfer_time(std::size_t bytes) {
  constexpr std::size_t bytes_per_second_min = 32 * 1024;
  return std::chrono::seconds(bytes / bytes_per_second_min);
}

Reply answer_late();

class HttpSession final : public Session, public std::enable_shared_from_this<HttpSession> {
 public:
  HttpSession(CorePtr core, Socket socket, ConnectionCount::Lease lease, const Address& peer,
              bool admin)
      : core_(std::move(core)),
        registration_(core_, this),
        socket_(std::move(socket)),
        lease_(std::move(lease)),
        peer_(peer),
        admin_(admin),
        reader_(socket_) {}

  // `self` keeps the session alive for as long as it runs.
  Task<> run(std::shared_ptr<HttpSession> self);

  void tick(Coarse now) override;
  void drain() override;
  void cut() override;
  void logged_out(const std::string&) override {}
  void check_login_of(const std::string&) override {}

 private:
  // What a passed deadline does.
  enum class Late { cancel_read, abandon_answer, cut };

  // Each returns false when the connection is over, with `refusal_` set if the peer is to be told.
  Task<bool> serve_one();
  Task<bool> wait_for_bytes();
  Task<bool> read_head();
  Task<bool> read_body();
  Task<bool> send_continue();
  Task<bool> answer();
  Task<bool> upgrade();
  Task<bool> open_socket(Upgrade accepted);
  Task<bool> refuse();
  std::shared_ptr<IncomingBody> incoming_body() const;
  Task<bool> receive_upload();
  Task<bool> read_upload(std::shared_ptr<IncomingBody> upload);
  Task<bool> send(Reply reply);
  Task<bool> send_file(ReplyFile file);
  Task<bool> send_stream(ReplyStream stream);
  Task<std::optional<std::string>> next_piece(ReplyStream bytes);
  Task<bool> send_bytes(std::string bytes);
  Task<> linger();
  // Asks, and waits for as long as a handler may take; nullopt: too long, or the peer was cut.
  template <class T>
  using Asked = std::function<void(std::function<void(T)>)>;
  template <class T>
  Task<std::optional<T>> answer_to(Asked<T> ask);

  void arm(std::chrono::milliseconds limit, Late late);
  std::optional<Reply> read_fault() const;
  void say_who_asks(Request& request) const;
  void find_route_of_request();
  void call_handler(const Respond& respond);
  bool is_socket_route() const;
  std::chrono::milliseconds patience() const;
  bool keeps_alive(const Reply& reply) const;
  std::string date() const;

  CorePtr core_;
  Registration registration_;
  Socket socket_;
  ConnectionCount::Lease lease_;
  Address peer_;
  bool admin_;
  RequestReader reader_;
  std::shared_ptr<Request> request_;
  const Route* route_ = nullptr;
  std::optional<Reply> refusal_;
  Deadline deadline_;
  Late late_ = Late::cut;
  bool was_late_ = false;
  std::function<void()> abandon_;
  int served_ = 0;
  bool idle_ = true;
  bool gone_ = false;
};

template <class T>
Task<std::optional<T>> HttpSession::answer_to(Asked<T> ask) {
  Answer<T> answer(core_->executor);
  abandon_ = [answer]() mutable { answer.abandon(); };
  arm(patience(), Late::abandon_answer);
  // Whoever holds the callback keeps the core, and so the services, alive.
  ask([core = core_, callback = answer.callback()](T value) { callback(std::move(value)); });
  std::optional<T> value = co_await answer.get();
  deadline_.disarm();
  abandon_ = nullptr;
  co_return value;
}

}  // namespace yingda::net
