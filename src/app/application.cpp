#include "app/application.hpp"

#include <boost/asio/post.hpp>
#include <boost/system/system_error.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "app/failure.hpp"
#include "app/figure_office.hpp"
#include "app/notice_transports.hpp"
#include "app/policies_view.hpp"
#include "app/publishing.hpp"
#include "app/serve_settings.hpp"
#include "app/service_board.hpp"
#include "app/setup.hpp"
#include "app/tracking_pages.hpp"
#include "app/webhooks.hpp"
#include "base/overloaded.hpp"
#include "pages/track.hpp"
#include "store/history.hpp"
#include "store/releases.hpp"
#include "wire/desk_view.hpp"
#include "wire/json.hpp"
#include "wire/service_view.hpp"

namespace yingda::app {
namespace {

// How exactly due times are kept; the limit of what anybody can notice.
constexpr std::chrono::milliseconds tick_max{20};
// What has not become durable by then never will: the disk does not answer.
constexpr TimeSpan drain_time_max{20000};
constexpr TimeSpan look_at_accounts_every{1000};
// A receiver that is slower hears the same again after the next start.
constexpr TimeSpan notices_finish_max{3000};

std::string url_of(const net::Listen& listen) {
  const bool v6 = listen.host.find(':') != std::string::npos;
  return "http://" + (v6 ? "[" + listen.host + "]" : listen.host) + ":" +
         std::to_string(listen.port);
}

}  // namespace

// Gives the transport the gateway's face that it asks for.
class Application::Adapter final : public net::Endpoints {
 public:
  Adapter(gateway::Gateway& gateway, DossierOffice& dossiers, gateway::Secrets& secrets,
          gateway::Clock& clock, store::Reader& reader, gateway::Archive& archive,
          LearningOffice& learning, store::FiguresReader& figures, DeskOffice& office,
          TranscriptMail& transcripts)
      : gateway_(gateway),
        dossiers_(dossiers),
        secrets_(secrets),
        clock_(clock),
        board_(reader, gateway, clock),
        archive_(archive),
        learning_(learning),
        figures_(figures, gateway, clock),
        office_(office),
        transcripts_(transcripts) {}

  std::unique_ptr<gateway::Connection> open_chat(gateway::Outlet& outlet,
                                                 const std::string& place) override {
    return gateway_.open_chat(outlet, place);
  }
  std::unique_ptr<gateway::Connection> open_desk(gateway::Outlet& outlet,
                                                 const gateway::Staff& staff) override {
    return gateway_.open_desk(outlet, staff);
  }
  std::vector<net::TeamName> teams(const gateway::Staff& staff) const override {
    return team_names(*gateway_.catalog(), staff);
  }
  std::string widget_config(const std::string& locale) const override {
    return gateway_.widget_config(locale);
  }
  std::optional<std::string> article(const std::string& id,
                                     const std::string& locale) const override {
    return gateway_.article(id, locale);
  }
  void order_view(std::string number, std::string secret,
                  std::function<void(Result<std::string>)> done) override {
    order_json(gateway_, clock_, number, secret, std::move(done));
  }
  void order_action(std::string number, std::string secret, std::string body,
                    std::function<void(Result<std::string>)> done) override {
    act_on_order(gateway_, secrets_, clock_, number, secret, body, std::move(done));
  }
  std::string track_form(const std::string& locale, const std::string& number,
                         net::TrackFault fault) override {
    return pages::track_form(locale, number, notice_of(fault));
  }
  void track_page(net::TrackRequest request,
                  std::function<void(Result<std::string>)> done) override {
    app::track_page(gateway_, secrets_, clock_, request, done);
  }
  void service_level(std::function<void(Result<std::string>)> done) override {
    board_.ask([done = std::move(done)](const Result<workorder::ServiceLevel>& level) {
      if (!level) return done(level.error());
      done(wire::service_level_json(*level).dump());
    });
  }
  void service_page(std::string locale, std::function<void(Result<std::string>)> done) override {
    board_.ask([this, locale = std::move(locale),
                done = std::move(done)](const Result<workorder::ServiceLevel>& level) {
      if (!level) return done(level.error());
      done(app::service_page(gateway_, *level, locale));
    });
  }
  void dossier(net::DossierRequest request, DossierDone done) override {
    dossiers_.make(request, done);
  }
  void dossier_keys(TextDone done) override { dossiers_.keys(std::move(done)); }
  void erase_own(const std::string& conversation, TextDone done) override {
    gateway_.erase(conversation, {}, [done](const Result<gateway::ErasureOutcome>& outcome) {
      outcome ? done(gateway::erasure_json(*outcome)) : done(outcome.error());
    });
  }
  void own_data(const std::string& conversation, gateway::OwnDataDone done) override {
    gateway_.own_data(conversation, std::move(done));
  }
  void transcript_mail(const std::string& conversation, bool send, TextDone done) override {
    transcripts_.ask(conversation, send, std::move(done));
  }
  std::string conversation_of(const std::string& token) const override {
    return gateway_.conversation_of(token);
  }
  void may_see(const gateway::Staff& staff, const std::string& conversation,
               std::function<void(Result<bool>)> done) override {
    gateway_.may_see(staff, conversation, std::move(done));
  }
  void may_read(const gateway::Staff& staff, const std::string& conversation,
                std::function<void(Result<bool>)> done) override {
    gateway_.may_read(staff, conversation, std::move(done));
  }
  void answer_desk(const gateway::Staff& staff, net::DeskQuestion question,
                   std::function<void(Result<std::string>)> done) override {
    std::visit(
        Overloaded{
            [&](net::AskConversations& ask) {
              archive_.find(ask.query, [this, staff, words = ask.query.words,
                                        done](const Result<gateway::ArchivePage>& page) {
                if (!page) return done(page.error());
                done(gateway_.conversations(staff, words, *page));
              });
            },
            [&](net::AskOverview&) { done(gateway_.desk_overview()); },
            [&](net::AskQueue& ask) { done(gateway_.desk_queue(staff, ask.after, ask.rows)); },
            [&](net::AskEngine& ask) { done(gateway_.understanding(ask.text, ask.locale)); },
            [&](net::AskFigures& ask) { figures_.ask(ask, done); },
            [&](net::AskCannedReplies& ask) { done(gateway_.canned_replies(ask.locale)); },
            [&](net::AskLearning& ask) {
              learning_.queue(gateway_.catalog(), {ask.dismissed, ask.after, ask.rows}, done);
            },
            [&](net::ActOnLearning& act) {
              learning_.act(gateway_.catalog(), act.cluster, staff.name, act.body, done);
            },
            [&](net::AskPublication& ask) { learning_.publication(ask.number, done); },
            [&](auto& ask) { office_.ask(staff, ask, done); }},
        question);
  }
  void drain() override { gateway_.drain(); }

 private:
  gateway::Gateway& gateway_;
  DossierOffice& dossiers_;
  gateway::Secrets& secrets_;
  gateway::Clock& clock_;
  ServiceBoard board_;
  gateway::Archive& archive_;
  LearningOffice& learning_;
  FigureOffice figures_;
  DeskOffice& office_;
  TranscriptMail& transcripts_;
};

gateway::StartState Application::prepare_store() {
  store::prepare(options_.data, &lock_);
  return store::load_start_state(options_.data);
}

// Content that is not sound must not keep a watched server from serving what is live already.
std::int64_t Application::publish_at_start() {
  try {
    const auto published = publish_directory({options_.data, options_.content, "serve", {}, true},
                                             options_.config, clock_);
    if (!published.gate_kept.empty()) {
      telemetry_.warn("gate_kept", {{"detail", published.gate_kept}});
    }
    return published.number;
  } catch (const Failure& failure) {
    const auto live = store::Releases(options_.data, clock_).live_number();
    if (!options_.watch || live == 0) throw Failure(exit_bad, failure.what());
    telemetry_.warn("publish_failed", {{"detail", failure.what()}});
    return live;
  }
}

CatalogPtr Application::first_catalog() {
  if (!options_.content.empty()) {
    live_ = publish_at_start();
  } else {
    live_ = store::Releases(options_.data, clock_).live_number();
  }
  if (live_ == 0) {
    throw Failure(exit_bad, "yingda: nothing is published in " + options_.data +
                                "; start with --content DIR or run: yingda publish DIR --data " +
                                options_.data);
  }
  return load_release(options_.data, live_, options_.config, clock_);
}

Application::Application(ServeOptions options)
    : options_(std::move(options)),
      telemetry_(std::string(content::to_string(options_.config.log_level))),
      lock_(options_.data),
      start_(prepare_store()),
      secrets_(start_.token_key),
      identity_(site_secret(options_.config)),
      signals_(io_, SIGTERM, SIGINT),
      ticker_(io_),
      post_([this](std::function<void()> job) { boost::asio::post(io_, std::move(job)); }),
      committer_(options_.data, post_, telemetry_),
      reader_(options_.data, post_),
      archive_(options_.data, post_),
      figures_(options_.data, post_),
      vault_(options_.data, post_, clock_, committer_, reader_, evidence_options(options_.config)),
      accounts_(options_.data, post_, clock_, account_options(options_.config)),
      releases_(options_.data, options_.config, clock_, post_),
      connector_(io_, services_of(options_.config)),
      outbox_(options_.data, post_, committer_),
      notices_(io_, notice_transports(io_, options_.config, outbox_), outbox_, clock_, telemetry_,
               notice_options(options_.config)),
      gateway_({clock_, secrets_, committer_, reader_, releases_, connector_, telemetry_, identity_,
                &notices_},
               gateway_settings(options_.config), start_, first_catalog()),
      retention_reader_(options_.data, post_),
      keeper_(options_.config.retention, clock_, gateway_, retention_reader_, committer_, vault_,
              telemetry_),
      dossiers_(options_.data, post_, clock_, gateway_, reader_, telemetry_),
      learning_(options_.data, options_.config, clock_, post_, telemetry_),
      office_(options_.data, options_.config, clock_, post_, gateway_),
      transcripts_(io_, mail_settings(options_.config), reader_, clock_),
      adapter_(new Adapter(gateway_, dossiers_, secrets_, clock_, reader_, archive_, learning_,
                           figures_, office_, transcripts_)) {
  net::ServerHooks hooks;
  hooks.metrics = [this] { return telemetry_.exposition(); };
  hooks.not_ready = [this]() -> std::optional<std::string> {
    if (draining_) return "draining";
    if (!committer_.healthy()) return "the store cannot write";
    return std::nullopt;
  };
  hooks.now = [this] { return clock_.now(); };
  server_ = std::make_unique<net::Server>(io_, server_config(options_.config), *adapter_, accounts_,
                                          vault_, telemetry_, net::embedded_assets(), hooks);
}

Application::~Application() = default;

int Application::run() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // a write beyond a size limit is an error, not the end
  // The terminal was closed. Whoever started us by nohup does not want to know.
  struct sigaction hangup {};
  if (sigaction(SIGHUP, nullptr, &hangup) == 0 && hangup.sa_handler != SIG_IGN) {
    signals_.add(SIGHUP);
  }
  signals_.async_wait([this](boost::system::error_code failed, int) {
    if (!failed) on_signal();
  });
  if (vault_.strays() > 0) {
    telemetry_.warn("evidence_set_aside", {{"files", std::to_string(vault_.strays())},
                                           {"directory", options_.data + "/evidence/stray"}});
  }
  watcher_ = std::make_unique<ReleaseWatcher>(
      WatchOptions{options_.data, options_.watch ? options_.content : "", options_.config}, live_,
      clock_, post_,
      [this](CatalogPtr catalog) {
        telemetry_.event("published", {{"release", catalog->release}});
        gateway_.publish(std::move(catalog));
      },
      [this](const std::string& what) {
        telemetry_.warn("publish_failed", {{"detail", what}});
      });
  start_ticking();
  const auto bound = listen();
  notices_.start([this](const std::string& conversation, conversation::NoticeSettled settled,
                        std::function<void(Result<>)> done) {
    gateway_.notice_settled(conversation, std::move(settled), std::move(done));
  });
  std::printf("listening on %s\n", url_of(bound.main).c_str());
  std::fflush(stdout);
  telemetry_.event("serving", {{"url", url_of(bound.main)},
                               {"admin_url", bound.admin ? url_of(*bound.admin) : ""},
                               {"release", gateway_.catalog()->release},
                               {"version", YINGDA_VERSION}});
  io_.run();
  return exit_fine;
}

net::Bound Application::listen() {
  try {
    return server_->start();
  } catch (const boost::system::system_error& error) {  // no std::system_error in this Boost
    const auto& endpoint = options_.config.listen;
    watcher_->stop();
    throw Failure(exit_bad, "yingda: cannot listen on " + content::to_string(endpoint) +
                                " (or on the admin address " +
                                content::to_string(options_.config.admin_listen) +
                                "): " + error.code().message());
  }
}

void Application::start_ticking() {
  auto wait = tick_max;
  if (const auto due = gateway_.next_due()) {
    wait = std::clamp(std::chrono::duration_cast<std::chrono::milliseconds>(*due - clock_.now()),
                      std::chrono::milliseconds(1), tick_max);
  }
  ticker_.expires_after(wait);
  ticker_.async_wait([this](boost::system::error_code failed) {
    if (failed || draining_) return;
    gateway_.tick();
    keeper_.tick();
    const auto now = clock_.now();
    if (now >= next_look_) {
      next_look_ = now + look_at_accounts_every;
      accounts_.everybody([this](auto everybody) { gateway_.know_staff(std::move(everybody)); });
      accounts_.password_changed([this](const std::vector<std::string>& staff) {
        for (const auto& id : staff) server_->check_logins_of(id);
      });
    }
    start_ticking();
  });
}

// It ends at once: nothing that was acknowledged is lost by it. A closed terminal may say so twice.
void Application::await_second_signal() {
  signals_.async_wait([this](boost::system::error_code failed, int signal) {
    if (failed) return;
    if (signal == SIGHUP) return await_second_signal();
    std::_Exit(1);
  });
}

void Application::on_signal() {
  draining_ = true;
  finish_by_ = clock_.now() + drain_time_max;
  cut_off_at_ = clock_.now() + notices_finish_max;
  notices_.drain();
  telemetry_.event("draining", {});
  await_second_signal();
  server_->drain([this] { drained(); });
}

// The sockets are closed; what is still being decided is finished and committed.
void Application::drained() {
  const Instant now = clock_.now();
  if (now >= cut_off_at_) notices_.stop();
  const bool busy = !gateway_.idle() || !notices_.idle();
  if (busy && now < finish_by_) {
    ticker_.expires_after(std::chrono::milliseconds(5));
    ticker_.async_wait([this](boost::system::error_code) { drained(); });
    return;
  }
  finish();
}

void Application::finish() {
  ticker_.cancel();
  signals_.cancel();
  watcher_->stop();
  releases_.stop();
  connector_.stop();
  notices_.stop();
  outbox_.stop();
  accounts_.stop();
  dossiers_.stop();
  learning_.stop();
  office_.stop();
  retention_reader_.stop();
  vault_.stop();
  reader_.stop();
  archive_.stop();
  figures_.stop();
  committer_.stop();
  lock_.stopped();
  telemetry_.event("stopped", {});
  io_.stop();
}

}  // namespace yingda::app
