#include "app/application.hpp"
#include "app/commands/commands.hpp"
#include "app/failure.hpp"
#include "app/setup.hpp"

namespace yingda::app {
namespace {

struct ServeArguments {
  std::string config;
  std::string data;
  std::string listen;
  std::string content;
  bool watch = false;
};

int serve(const ServeArguments& arguments) {
  ServeOptions options;
  options.config = config_from(arguments.config, arguments.content);
  options.data = arguments.data.empty() ? options.config.data_dir : arguments.data;
  options.content = arguments.content.empty() ? options.config.content_dir : arguments.content;
  options.watch = arguments.watch;
  if (options.watch && options.content.empty()) {
    throw Failure(exit_bad, "yingda: --watch needs --content DIR");
  }
  if (!arguments.listen.empty()) {
    const auto endpoint = content::parse_endpoint(arguments.listen);
    if (!endpoint) throw Failure(exit_bad, "yingda: --listen: " + endpoint.error().detail);
    options.config.listen = *endpoint;
    // Several gateways beside each other (tests, trials) must not fight for the admin port.
    if (endpoint->port == 0) options.config.admin_listen.port = 0;
  }
  return Application(std::move(options)).run();
}

}  // namespace

void add_serve(CLI::App& root, Chosen& chosen) {
  auto* command = root.add_subcommand("serve", "Run the gateway.");
  auto arguments = std::make_shared<ServeArguments>();
  command->add_option("--config", arguments->config, "Configuration file; the defaults without it")
      ->type_name("FILE");
  command->add_option("--data", arguments->data, "Where everything is kept (default: data)")
      ->type_name("DIR");
  command->add_option("--listen", arguments->listen, "Address and port; port 0 picks a free one")
      ->type_name("HOST:PORT");
  command
      ->add_option("--content", arguments->content,
                   "Publish this directory at start if it has changed")
      ->type_name("DIR");
  command->add_flag("--watch", arguments->watch, "Publish --content again whenever it changes");
  command->callback([arguments, &chosen] { chosen = [arguments] { return serve(*arguments); }; });
}

}  // namespace yingda::app
