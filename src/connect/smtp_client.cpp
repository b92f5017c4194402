#include "connect/smtp_client.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <atomic>
#include <boost/asio/post.hpp>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

namespace yingda::connect {
namespace {

using EasyHandle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using StringList = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

constexpr long connect_ms_max = 10'000;
// Nobody waits for the answer to QUIT.
constexpr long farewell_s = 1;

// What is wrong between us and the server, not with this mail: it may be mended.
bool is_our_log_in(long code) { return code == 530 || code == 534 || code == 535 || code == 538; }

DeliveryResult result_of(CURLcode outcome, long code) {
  switch (outcome) {
    case CURLE_OK:
      return {};
    case CURLE_COULDNT_RESOLVE_HOST:
      return {Delivery::later, "resolve"};
    case CURLE_COULDNT_CONNECT:
      return {Delivery::later, "connect"};
    case CURLE_OPERATION_TIMEDOUT:
      return {Delivery::later, "timeout"};
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_USE_SSL_FAILED:
    case CURLE_SSL_CACERT_BADFILE:
      return {Delivery::later, "tls"};
    default:
      break;
  }
  if (code < 400 || code > 599) return {Delivery::later, "broken answer"};
  const bool ours = outcome == CURLE_LOGIN_DENIED || is_our_log_in(code);
  return {code >= 500 && !ours ? Delivery::never : Delivery::later, "smtp " + std::to_string(code)};
}

}  // namespace

class SmtpClient::Impl {
 public:
  Impl(boost::asio::io_context& loop, SmtpServer server, std::size_t at_once)
      : loop_(loop), server_(std::move(server)) {
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
      throw std::runtime_error("libcurl cannot be used");
    }
    for (std::size_t i = 0; i < at_once; ++i) workers_.emplace_back([this] { work(); });
  }

  ~Impl() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
      for (const auto& job : waiting_) job->cancelled = true;
      for (const auto& job : running_) job->cancelled = true;
    }
    wake_.notify_all();
    for (auto& worker : workers_) worker.join();
  }

  std::shared_ptr<Sending> send(SmtpMail mail, std::function<void(const DeliveryResult&)> done) {
    const auto job = std::make_shared<Job>(std::move(mail), std::move(done));
    {
      const std::lock_guard lock(mutex_);
      waiting_.push_back(job);
    }
    wake_.notify_one();
    return job;
  }

 private:
  struct Job final : Sending {
    Job(SmtpMail what, std::function<void(const DeliveryResult&)> then)
        : mail(std::move(what)), done(std::move(then)) {}
    void cancel() override {
      done = nullptr;
      cancelled = true;
    }
    const SmtpMail mail;
    std::size_t read = 0;                             // of the message; its worker's
    std::function<void(const DeliveryResult&)> done;  // the loop's
    std::atomic<bool> cancelled = false;
  };
  using JobPtr = std::shared_ptr<Job>;

  void work();
  JobPtr next();
  void ended(const JobPtr& job);
  void deliver(const JobPtr& job);
  void prepare(CURL* easy, Job& job) const;
  static std::size_t read_message(char* into, std::size_t size, std::size_t count, void* job);
  static int keep_going(void* job, curl_off_t, curl_off_t, curl_off_t, curl_off_t);

  boost::asio::io_context& loop_;
  const SmtpServer server_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<JobPtr> waiting_;
  std::set<JobPtr> running_;
  bool stopping_ = false;
  std::vector<std::thread> workers_;
};

SmtpClient::Impl::JobPtr SmtpClient::Impl::next() {
  std::unique_lock lock(mutex_);
  wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
  if (stopping_) return nullptr;
  const auto job = waiting_.front();
  waiting_.pop_front();
  running_.insert(job);
  return job;
}

void SmtpClient::Impl::ended(const JobPtr& job) {
  const std::lock_guard lock(mutex_);
  running_.erase(job);
}

void SmtpClient::Impl::work() {
  while (const auto job = next()) {
    if (!job->cancelled) deliver(job);
    ended(job);
  }
}

std::size_t SmtpClient::Impl::read_message(char* into, std::size_t size, std::size_t count,
                                           void* job) {
  auto& reading = *static_cast<Job*>(job);
  const auto& message = reading.mail.message;
  const std::size_t bytes = std::min(size * count, message.size() - reading.read);
  std::memcpy(into, message.data() + reading.read, bytes);
  reading.read += bytes;
  return bytes;
}

// Asked at least once a second.
int SmtpClient::Impl::keep_going(void* job, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const Job*>(job)->cancelled ? 1 : 0;
}

void SmtpClient::Impl::prepare(CURL* easy, Job& job) const {
  const bool v6 = server_.host.find(':') != std::string::npos;
  const std::string url =
      std::string(server_.security == SmtpSecurity::tls ? "smtps://" : "smtp://") +
      (v6 ? "[" + server_.host + "]" : server_.host) + ":" + server_.port;
  curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(easy, CURLOPT_PROXY, "");  // whatever the environment says
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);  // does not wait for a slow name server
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(server_.timeout.count()));
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                   std::min(connect_ms_max, static_cast<long>(server_.timeout.count())));
  if (server_.security != SmtpSecurity::none) {
    curl_easy_setopt(easy, CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
  }
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!server_.ca_file.empty()) {
    curl_easy_setopt(easy, CURLOPT_CAINFO, server_.ca_file.c_str());
    curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
  }
  if (!server_.user.empty()) {
    curl_easy_setopt(easy, CURLOPT_USERNAME, server_.user.c_str());
    curl_easy_setopt(easy, CURLOPT_PASSWORD, server_.password.c_str());
  }
  curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(easy, CURLOPT_READFUNCTION, &Impl::read_message);
  curl_easy_setopt(easy, CURLOPT_READDATA, static_cast<void*>(&job));
  curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, &Impl::keep_going);
  curl_easy_setopt(easy, CURLOPT_XFERINFODATA, static_cast<void*>(&job));
}

void SmtpClient::Impl::deliver(const JobPtr& job) {
  DeliveryResult result{Delivery::later, "out of memory"};
  const std::string from = "<" + job->mail.from + ">";
  const StringList to(curl_slist_append(nullptr, ("<" + job->mail.to + ">").c_str()),
                      &curl_slist_free_all);
  const EasyHandle easy(curl_easy_init(), &curl_easy_cleanup);
  if (easy && to) {
    prepare(easy.get(), *job);
    curl_easy_setopt(easy.get(), CURLOPT_MAIL_FROM, from.c_str());
    curl_easy_setopt(easy.get(), CURLOPT_MAIL_RCPT, to.get());
    const CURLcode outcome = curl_easy_perform(easy.get());
    long code = 0;
    curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &code);
    result = result_of(outcome, code);
    curl_easy_setopt(easy.get(), CURLOPT_SERVER_RESPONSE_TIMEOUT, farewell_s);
  }
  // Told before the connection is closed, which may take a while.
  boost::asio::post(loop_, [job, result] {
    if (const auto done = std::exchange(job->done, nullptr)) done(result);
  });
}

SmtpClient::SmtpClient(boost::asio::io_context& loop, SmtpServer server, std::size_t at_once)
    : impl_(std::make_unique<Impl>(loop, std::move(server), at_once)) {}

SmtpClient::~SmtpClient() = default;

std::shared_ptr<Sending> SmtpClient::send(SmtpMail mail,
                                          std::function<void(const DeliveryResult&)> done) {
  return impl_->send(std::move(mail), std::move(done));
}

}  // namespace yingda::connect
