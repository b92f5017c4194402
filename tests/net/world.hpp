#pragma once
// A real server on a loopback port with pretended people behind it, and clients that send exactly
// the bytes a test wants.

#include <algorithm>
#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <future>
#include <map>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "net/server.hpp"
#include "workorder/number.hpp"

namespace yingda::net::test {

namespace asio = boost::asio;

// Does what its frames say; see `receive`. Used on the loop thread only.
class FakeConnection : public gateway::Connection {
 public:
  FakeConnection(gateway::Outlet& outlet, struct FakeEndpoints& owner)
      : outlet_(outlet), owner_(owner) {}
  ~FakeConnection() override;
  void receive(std::string_view frame, std::function<void()> done) override;
  void writable() override;
  bool greeted() const override { return greeted_; }

 private:
  bool say(const std::string& text) {
    return outlet_.offer(std::make_shared<const std::string>(text));
  }
  gateway::Outlet& outlet_;
  struct FakeEndpoints& owner_;
  bool greeted_ = false;
  int pages_left_ = 0;
};

struct FakeEndpoints : Endpoints {
  std::unique_ptr<gateway::Connection> open_chat(gateway::Outlet& outlet,
                                                 const std::string& place) override {
    places.push_back(place);
    ++open;
    outlets.push_back(&outlet);
    return std::make_unique<FakeConnection>(outlet, *this);
  }
  std::unique_ptr<gateway::Connection> open_desk(gateway::Outlet& outlet,
                                                 const gateway::Staff& staff) override {
    outlet.offer(std::make_shared<const std::string>("welcome " + staff.name));
    return open_chat(outlet, {});
  }
  std::vector<TeamName> teams(const gateway::Staff&) const override {
    return {{"general", "综合组"}};
  }
  std::string widget_config(const std::string& locale) const override {
    return "{\"locale\":\"" + locale + "\"}";
  }
  std::optional<std::string> article(const std::string& id,
                                     const std::string& locale) const override {
    if (id != "refund-rules") return std::nullopt;
    return "{\"id\":\"" + id + "\",\"locale\":\"" + locale + "\"}";
  }
  void order_view(std::string number, std::string secret,
                  std::function<void(Result<std::string>)> done) override {
    if (number == "GD20261121-0001-5" && secret == "SECRET") {
      done(std::string("{\"number\":\"GD20261121-0001-5\"}"));
    } else {
      done(Error{ErrorCode::not_found, "inside words"});
    }
  }
  void order_action(std::string number, std::string secret, std::string body,
                    std::function<void(Result<std::string>)> done) override {
    acts.push_back(number + " " + body);
    order_view(std::move(number), std::move(secret), std::move(done));
  }
  std::string track_form(const std::string& locale, const std::string& number,
                         TrackFault fault) override {
    const std::array faults{"", " wrong", " too many", " unavailable"};
    return "form " + locale + " [" + number + "]" + faults.at(static_cast<std::size_t>(fault)) +
           " nonce=__YD_NONCE__";
  }
  void track_page(TrackRequest request, std::function<void(Result<std::string>)> done) override {
    if (request.number != "GD20261121-0001-5" || request.secret != "SECRET") {
      return done(Error{ErrorCode::not_found, "inside words"});
    }
    if (!request.act_id.empty()) {
      acts.push_back(request.act_id + " " + request.action + " " + request.text);
    }
    done("order " + request.number + " " + request.locale);
  }
  void service_level(std::function<void(Result<std::string>)> done) override {
    done(std::string("{\"periods\":[]}"));
  }
  void service_page(std::string locale, std::function<void(Result<std::string>)> done) override {
    done("service level " + locale + " nonce=__YD_NONCE__");
  }
  // Says whose copy it is, then 700,000 bytes.
  struct FakeDossier : gateway::OutgoingBytes {
    FakeDossier(FakeEndpoints& endpoints, std::string all)
        : owner(endpoints), bytes(std::move(all)) {
      ++owner.dossiers_alive;
    }
    ~FakeDossier() override { --owner.dossiers_alive; }
    void read(std::size_t most, std::function<void(Result<std::string>)> done) override {
      if (owner.dossier_breaks && at > 0) return done(Error{ErrorCode::internal, "damaged"});
      std::string piece = bytes.substr(at, most);
      at += piece.size();
      done(std::move(piece));
    }
    FakeEndpoints& owner;
    std::string bytes;
    std::size_t at = 0;
  };
  void dossier(DossierRequest request, std::function<void(Result<Dossier>)> done) override {
    if (request.staff) reasons.push_back(request.reason);
    const bool right = workorder::normal_number(request.number) == "GD20261121-0001-5" &&
                       (request.staff ? dossier_for_staff : request.secret == "SECRET");
    if (!right) return done(Error{ErrorCode::not_found, "inside words"});
    const std::string whose = request.staff ? "staff's copy" : "customer's copy";
    auto finish = [this, done, whose] {
      done(Dossier{"GD20261121-0001-5",
                   std::make_shared<FakeDossier>(*this, whose + std::string(700'000, 'z'))});
    };
    if (!dossier_waits) return finish();
    waiting_dossiers.emplace_back(finish);
  }
  void dossier_keys(std::function<void(Result<std::string>)> done) override {
    done(std::string("{\"keys\":[]}"));
  }
  void erase_own(const std::string& conversation,
                 std::function<void(Result<std::string>)> done) override {
    erased.push_back(conversation);
    done(std::string(R"({"erased":true})"));
  }
  void own_data(const std::string&, gateway::OwnDataDone done) override {
    done(Error{ErrorCode::not_found, "what this token opened was erased"});
  }
  void transcript_mail(const std::string& conversation, bool send,
                       std::function<void(Result<std::string>)> done) override {
    if (send) mailed.push_back(conversation);
    done(std::string(R"({"to":"l***@mail.example"})"));
  }
  std::vector<std::string> mailed;
  std::vector<std::string> erased;
  std::string conversation_of(const std::string& token) const override {
    return token.starts_with("chat-") ? token.substr(5) : std::string();
  }
  void may_see(const gateway::Staff&, const std::string& conversation,
               std::function<void(Result<bool>)> done) override {
    done(conversation == "c1");
  }
  void may_read(const gateway::Staff& staff, const std::string& conversation,
                std::function<void(Result<bool>)> done) override {
    may_see(staff, conversation, std::move(done));
  }
  void answer_desk(const gateway::Staff& staff, DeskQuestion question,
                   std::function<void(Result<std::string>)> done) override {
    asked = std::move(question);
    if (staff.name == "nobody") return done(Error{ErrorCode::overloaded, "inside words"});
    done(std::string("{}"));
  }
  void drain() override {
    for (gateway::Outlet* outlet : outlets) {
      outlet->offer(std::make_shared<const std::string>("going_away"));
    }
  }

  std::optional<DeskQuestion> asked;
  bool dossier_for_staff = true;
  bool dossier_breaks = false;
  bool dossier_waits = false;
  std::vector<std::function<void()>> waiting_dossiers;
  std::vector<std::string> reasons;  // of colleagues
  int dossiers_alive = 0;
  std::vector<std::string> acts;  // what was done with orders
  int open = 0;                   // connections that exist
  std::vector<gateway::Outlet*> outlets;
  std::vector<std::string> places;               // where the chat sockets came from
  std::vector<std::function<void()>> waiting;    // finishes frames that said "wait"
  std::vector<std::function<void()>> late_done;  // their `done` alone
};

inline FakeConnection::~FakeConnection() {
  --owner_.open;
  std::erase(owner_.outlets, &outlet_);
}

inline void FakeConnection::writable() {
  if (pages_left_ > 0) say("page " + std::to_string(pages_left_--));
}

inline void FakeConnection::receive(std::string_view frame, std::function<void()> done) {
  std::string text(frame);
  // Frames of a poll are JSON: {"type":"hello"} says what "hello" says.
  const std::string opening = "{\"type\":\"";
  if (text.starts_with(opening))
    text = text.substr(opening.size(), text.size() - opening.size() - 2);
  if (text == "wait") {
    owner_.late_done.push_back(done);
    owner_.waiting.push_back([this, done] {
      say("waited");
      done();
    });
    return;
  }
  if (text == "hello") greeted_ = true;
  if (text == "throw") throw std::runtime_error("as asked");
  if (text == "pages") {
    pages_left_ = 3;
    say("first page");
  } else if (text == "close") {
    say("last words");
    outlet_.close(gateway::CloseCode::done);
  } else if (text == "flood") {
    const std::string kilobytes(64 * 1024, 'x');
    while (say(kilobytes)) {
    }
    outlet_.close(gateway::CloseCode::slow);
  } else {
    say("echo " + text);
  }
  done();
}

// Knows one agent: 小李 with the password "secret" and the API token "api-token".
struct FakeAccounts : gateway::Accounts {
  void login(std::string name, std::string password, std::string from,
             std::function<void(Result<gateway::StaffSession>)> done) override {
    last_from = from;
    if (name == "小李" && password == "secret") {
      active = true;
      done(session_of("cookie-token"));
    } else if (name == "never") {
      kept = done;
    } else {
      done(Error{ErrorCode::unauthorized, "Wrong name or password."});
    }
  }
  void session(std::string token,
               std::function<void(Result<gateway::StaffSession>)> done) override {
    if (active && token == "cookie-token") {
      done(session_of(token));
    } else {
      done(Error{ErrorCode::unauthorized, "Log in first."});
    }
  }
  void bearer(std::string token, std::function<void(Result<gateway::StaffSession>)> done) override {
    if (token == "api-token") {
      done(session_of(""));
    } else {
      done(Error{ErrorCode::unauthorized, "Unknown token."});
    }
  }
  void logout(std::string, std::function<void()> done) override {
    active = false;
    done();
  }
  static gateway::StaffSession session_of(const std::string& token) {
    return {token, "csrf-value", {"u1", "小李", "agent", {}}};
  }
  bool active = false;
  std::string last_from;
  std::function<void(Result<gateway::StaffSession>)> kept;
};

// Keeps files in memory; everything is answered at once.
struct FakeVault : gateway::EvidenceVault {
  struct Incoming : gateway::IncomingFile {
    Incoming(FakeVault& owner, std::string as) : vault(owner), id(std::move(as)) {
      ++vault.arriving;
    }
    ~Incoming() override { --vault.arriving; }
    void write(std::string more, std::function<void(Result<>)> done) override {
      vault.largest_write = std::max(vault.largest_write, more.size());
      bytes += more;
      done({});
    }
    void keep(gateway::EvidenceRow row,
              std::function<void(Result<gateway::EvidenceRow>)> done) override {
      row.file.id = id.empty() ? "e" + std::to_string(vault.files.size() + 1) : id;
      row.file.size = bytes.size();
      row.file.sha256 = "sha";
      vault.files[row.file.id] = {row, bytes};
      done(row);
    }
    FakeVault& vault;
    std::string id;
    std::string bytes;
  };
  struct Outgoing : gateway::OutgoingFile {
    explicit Outgoing(std::string all) : bytes(std::move(all)) {}
    std::uint64_t size() const override { return bytes.size(); }
    void narrow(std::uint64_t first, std::uint64_t count) override {
      bytes = bytes.substr(first, count);
    }
    void read(std::size_t most, std::function<void(Result<std::string>)> done) override {
      std::string piece = bytes.substr(at, most);
      at += piece.size();
      done(std::move(piece));
    }
    std::string bytes;
    std::size_t at = 0;
  };
  void admit(std::string, std::string, std::uint64_t, std::function<void(Result<>)> done) override {
    if (full) return done(Error{ErrorCode::rate_limited, "enough for today"});
    done({});
  }
  std::unique_ptr<gateway::IncomingFile> receive(std::string id) override {
    return std::make_unique<Incoming>(*this, std::move(id));
  }
  void find(std::string id,
            std::function<void(Result<std::optional<gateway::EvidenceRow>>)> done) override {
    const auto found = files.find(id);
    if (found == files.end()) return done(std::optional<gateway::EvidenceRow>());
    done(std::optional(found->second.first));
  }
  void open(const gateway::EvidenceRow& row,
            std::function<void(Result<std::shared_ptr<gateway::OutgoingFile>>)> done) override {
    done(std::shared_ptr<gateway::OutgoingFile>(
        std::make_shared<Outgoing>(files.at(row.file.id).second)));
  }
  void begin(gateway::PartialUpload upload,
             std::function<void(Result<gateway::PartialUpload>)> done) override {
    if (full) return done(Error{ErrorCode::rate_limited, "enough for today"});
    upload.id = "p" + std::to_string(++begun);
    partials[upload.id] = {upload, ""};
    done(upload);
  }
  void partial(std::string id,
               std::function<void(Result<std::optional<gateway::PartialUpload>>)> done) override {
    const auto found = partials.find(id);
    if (found == partials.end()) return done(std::optional<gateway::PartialUpload>());
    auto upload = found->second.first;
    upload.offset = found->second.second.size();
    done(std::optional(upload));
  }
  void append(std::string id, std::uint64_t offset, std::string more,
              std::function<void(Result<std::uint64_t>)> done) override {
    largest_write = std::max(largest_write, more.size());
    auto& bytes = partials.at(id).second;
    if (bytes.size() != offset) return done(Error{ErrorCode::conflict, "elsewhere"});
    bytes += more;
    done(std::uint64_t{bytes.size()});
  }
  void open_partial(
      std::string id,
      std::function<void(Result<std::shared_ptr<gateway::OutgoingFile>>)> done) override {
    done(
        std::shared_ptr<gateway::OutgoingFile>(std::make_shared<Outgoing>(partials.at(id).second)));
  }
  void drop(std::string id, std::function<void(Result<>)> done) override {
    partials.erase(id);
    done({});
  }
  void drop_of(std::string conversation, std::function<void(Result<>)> done) override {
    std::erase_if(partials,
                  [&](const auto& each) { return each.second.first.conversation == conversation; });
    done({});
  }
  std::map<std::string, std::pair<gateway::PartialUpload, std::string>> partials;
  int begun = 0;
  std::map<std::string, std::pair<gateway::EvidenceRow, std::string>> files;
  int arriving = 0;
  std::size_t largest_write = 0;
  bool full = false;
};

struct CountingTelemetry : gateway::Telemetry {
  void count(std::string_view name, std::string_view label, double by) override {
    counts[std::string(name) + " " + std::string(label)] += by;
  }
  void gauge(std::string_view, double) override {}
  void observe(std::string_view, double) override {}
  void event(std::string_view name, const std::map<std::string, std::string>&) override {
    counts[std::string(name)] += 1;
  }
  std::map<std::string, double> counts;
};

inline AssetMap sample_assets() {
  static constexpr std::string_view html = "text/html; charset=utf-8";
  static constexpr std::string_view script = "text/javascript; charset=utf-8";
  static constexpr std::string_view page =
      "<meta property=csp-nonce nonce=__YD_NONCE__><style nonce=__YD_NONCE__></style>";
  AssetMap assets;
  assets["widget.js"] = {"widget raw", "widget gz", "widget br", script, "aa11"};
  assets["assets/main-1f.js"] = {"main raw", "main gz", "", script, "bb22"};
  assets["desk.html"] = {page, "", "", html, "cc33"};
  assets["chat.html"] = {page, "", "", html, "dd44"};
  assets["demo.html"] = {page, "", "", html, "ee55"};
  return assets;
}

// Everything together; the loop runs on its own thread.
class World {
 public:
  explicit World(const std::function<void(ServerConfig&)>& edit = {},
                 AssetMap assets = sample_assets())
      : assets_(std::move(assets)), work_(asio::make_work_guard(io_)) {
    ServerConfig config;
    config.admin_listen = Listen{};
    config.demo = true;
    config.times.tick = std::chrono::milliseconds(5);
    config.traffic.connects_per_address_rate = 0;
    if (edit) edit(config);
    ServerHooks hooks;
    hooks.metrics = [] { return std::string("yingda_up 1\n"); };
    hooks.not_ready = [this] { return not_ready; };
    hooks.now = [] { return Instant(std::chrono::milliseconds(1795248300000)); };
    server_ = std::make_unique<Server>(io_, config, endpoints, accounts, vault, telemetry, assets_,
                                       hooks);
    bound = server_->start();
    thread_ = std::thread([this] { io_.run(); });
  }
  ~World() {
    on_loop([this] { server_.reset(); });
    work_.reset();
    thread_.join();
  }

  // Runs `act` on the loop thread and waits for it.
  template <class Act>
  auto on_loop(Act act) -> decltype(act()) {
    std::packaged_task<decltype(act())()> task(std::move(act));
    auto result = task.get_future();
    asio::post(io_, [&task] { task(); });
    return result.get();
  }

  // Waits until `met` holds on the loop thread, for at most five seconds.
  template <class Met>
  bool eventually(Met met) {
    for (int i = 0; i < 1000; ++i) {
      if (on_loop(met)) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return false;
  }

  Server& server() { return *server_; }

  FakeEndpoints endpoints;
  FakeAccounts accounts;
  FakeVault vault;
  CountingTelemetry telemetry;
  std::optional<std::string> not_ready;
  Bound bound;

 private:
  AssetMap assets_;
  asio::io_context io_;
  asio::executor_work_guard<asio::io_context::executor_type> work_;
  std::unique_ptr<Server> server_;
  std::thread thread_;
};

}  // namespace yingda::net::test
