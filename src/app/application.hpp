#pragma once
// The composition root: the only place that knows every concrete type. Members stand in the order
// in which they depend on each other, so that destruction is right by itself.

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <string>

#include "app/desk_office.hpp"
#include "app/dossier_office.hpp"
#include "app/keeper.hpp"
#include "app/learning_office.hpp"
#include "app/release_watcher.hpp"
#include "app/releases.hpp"
#include "app/site_identity.hpp"
#include "app/system.hpp"
#include "app/telemetry.hpp"
#include "app/transcript_mail.hpp"
#include "connect/http_connector.hpp"
#include "connect/notice_sender.hpp"
#include "content/config.hpp"
#include "gateway/gateway.hpp"
#include "net/server.hpp"
#include "store/accounts.hpp"
#include "store/archive.hpp"
#include "store/committer.hpp"
#include "store/evidence_vault.hpp"
#include "store/figures_reader.hpp"
#include "store/outbox.hpp"
#include "store/reader.hpp"
#include "store/serve_lock.hpp"

namespace yingda::app {

struct ServeOptions {
  content::Config config;
  std::string data;
  std::string content;  // empty: the live release
  bool watch = false;
};

class Application {
 public:
  // Prepares everything; throws Failure or std::runtime_error when it cannot start.
  explicit Application(ServeOptions options);
  ~Application();

  // Serves until SIGTERM, SIGINT or SIGHUP has been dealt with. Returns the exit status.
  int run();

 private:
  class Adapter;

  gateway::StartState prepare_store();
  std::int64_t publish_at_start();
  CatalogPtr first_catalog();
  net::Bound listen();
  void start_ticking();
  void on_signal();
  void await_second_signal();
  void drained();
  void finish();

  ServeOptions options_;
  SystemClock clock_;
  Telemetry telemetry_;
  store::ServeLock lock_;
  gateway::StartState start_;
  std::int64_t live_ = 0;
  SodiumSecrets secrets_;
  SiteIdentity identity_;
  boost::asio::io_context io_{1};
  boost::asio::signal_set signals_;
  boost::asio::steady_timer ticker_;
  store::Post post_;
  store::Committer committer_;
  store::Reader reader_;
  store::Archive archive_;
  store::FiguresReader figures_;
  store::EvidenceVault vault_;
  store::Accounts accounts_;
  StoredReleases releases_;
  connect::HttpConnector connector_;
  store::Outbox outbox_;
  connect::NoticeSender notices_;
  gateway::Gateway gateway_;
  store::RetentionReader retention_reader_;
  Keeper keeper_;
  DossierOffice dossiers_;
  LearningOffice learning_;
  DeskOffice office_;
  TranscriptMail transcripts_;
  std::unique_ptr<Adapter> adapter_;
  std::unique_ptr<net::Server> server_;
  std::unique_ptr<ReleaseWatcher> watcher_;
  bool draining_ = false;
  Instant finish_by_{};   // of a drain
  Instant cut_off_at_{};  // the notices that are under way then
  Instant next_look_{};   // for disabled accounts and new passwords
};

}  // namespace yingda::app
