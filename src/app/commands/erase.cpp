#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <thread>
#include <utility>

#include "app/commands/commands.hpp"
#include "app/failure.hpp"
#include "app/setup.hpp"
#include "app/system.hpp"
#include "store/erasure_requests.hpp"
#include "store/offline_erasure.hpp"
#include "store/serve_lock.hpp"

namespace yingda::app {
namespace {

// A running server looks every second.
constexpr std::chrono::milliseconds ask_again_every{100};
constexpr std::chrono::seconds answer_within{30};

struct EraseArguments {
  std::string conversation;
  std::string external_id;
  std::string data = "data";
  std::string config;
  std::string reason;
};

// For the audit: whoever runs this command.
std::string whoever_runs_this() {
  const char* name = std::getenv("USER");
  return "cli:" + (name != nullptr && *name != '\0' ? std::string(name).substr(0, 64)
                                                    : std::to_string(::getuid()));
}

std::string ask_server(const EraseArguments& arguments, const std::string& conversation) {
  const SystemClock clock;
  store::put_erasure_request(arguments.data, {conversation, whoever_runs_this(), arguments.reason},
                             clock.now());
  for (std::chrono::milliseconds waited{}; waited < answer_within; waited += ask_again_every) {
    std::this_thread::sleep_for(ask_again_every);
    if (const auto answer = store::erasure_answer(arguments.data, conversation)) return *answer;
  }
  throw Failure(exit_bad, "yingda: the server has not answered about " + conversation +
                              " for 30 s; it does what was asked as soon as it can");
}

std::string do_it_here(const EraseArguments& arguments, const std::string& conversation) {
  const auto config = config_from(arguments.config);
  const auto kept = std::chrono::duration_cast<std::chrono::seconds>(config.retention.work_orders);
  const conversation::ErasureAsked asked{conversation::ErasedFor::staff, whoever_runs_this(),
                                         arguments.reason, kept.count()};
  const auto outcome = store::erase_in(arguments.data, conversation, asked, SystemClock().now());
  if (!outcome) throw Failure(exit_bad, "yingda: " + outcome.error().detail);
  return gateway::erasure_json(*outcome);
}

// Also of those before one that failed.
class WrittenAnew {
 public:
  explicit WrittenAnew(std::string data) : data_(std::move(data)) {}
  ~WrittenAnew() {
    if (!owed_) return;
    try {
      end();
    } catch (const std::exception& error) {
      std::fprintf(stderr, "%s\n", error.what());  // what failed first is being told
    }
  }
  WrittenAnew(const WrittenAnew&) = delete;
  WrittenAnew& operator=(const WrittenAnew&) = delete;

  void owe() { owed_ = true; }
  void end() {
    if (!std::exchange(owed_, false)) return;
    if (const auto written = store::write_anew(data_); !written) {
      throw Failure(exit_bad, "yingda: " + written.error().detail);
    }
  }

 private:
  std::string data_;
  bool owed_ = false;
};

// Exit 1 when work orders keep one of them.
int erase(const EraseArguments& arguments) {
  auto wanted = arguments.external_id.empty()
                    ? std::vector<std::string>{arguments.conversation}
                    : store::conversations_of(arguments.data, arguments.external_id);
  if (wanted.empty()) {
    throw Failure(exit_bad, "yingda: nobody with this external id is known here");
  }
  const bool served = store::being_served(arguments.data);
  if (!served) store::prepare(arguments.data);
  int status = exit_fine;
  WrittenAnew file(arguments.data);
  for (const auto& conversation : wanted) {
    const std::string answer =
        served ? ask_server(arguments, conversation) : do_it_here(arguments, conversation);
    std::printf("%s\t%s\n", conversation.c_str(), answer.c_str());
    const bool erased = answer.find("\"erased\":true") != std::string::npos;
    if (!erased) status = exit_found;
    if (erased && !served) file.owe();
  }
  file.end();
  return status;
}

}  // namespace

void add_erase(CLI::App& root, Chosen& chosen) {
  auto* command = root.add_subcommand(
      "erase", "Erase what is stored about a visitor, also while the server runs.");
  auto arguments = std::make_shared<EraseArguments>();
  auto* conversation = command->add_option("CONVERSATION", arguments->conversation, "Its id (c…)");
  command
      ->add_option("--external-id", arguments->external_id,
                   "All conversations of somebody whom your site signed in")
      ->excludes(conversation);
  command->add_option("--data", arguments->data, "Data directory (default: data)")
      ->type_name("DIR");
  command
      ->add_option("--config", arguments->config,
                   "The server's configuration: how long work orders stay, when no server runs")
      ->type_name("FILE");
  command->add_option("--reason", arguments->reason, "For the audit; no personal data, please");
  command->callback([arguments, &chosen] {
    if (arguments->conversation.empty() && arguments->external_id.empty()) {
      throw CLI::RequiredError("CONVERSATION or --external-id");
    }
    chosen = [arguments] { return erase(*arguments); };
  });
}

}  // namespace yingda::app
